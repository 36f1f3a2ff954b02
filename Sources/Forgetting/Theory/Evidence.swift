import Words

/// A lane at an instant, as the statements see it: exact integrals at the current state, independent of
/// integrator and noise.
public struct Evidence: Sendable {
  let kind: TheoryKind
  let problem: Problem
  let model: Mixture
  let rates: Rates
  let coordinates: CoordinateSystem
  /// Whether the integrals behind it have been resolved; otherwise no statement says anything.
  let isResolved: Bool
  /// G in logit coordinates; with the covariances' entries where they are trained.
  let gradient: Coordinates
  /// M G in the lane's own coordinates; not finite where the natural gradient is undefined.
  let steepest: Coordinates
  /// λ_max/λ_min of the Fisher information under natural coordinates; 1 otherwise.
  let condition: Double
  var meters: Meters
  /// The reference that the meters were measured against: q₀, or the lane's own.
  var measuredReference: Mixture
  /// F of the optimum in its own units, (s, m_o/σ, m_n/σ) along the line of the means, row by row; nil without
  /// an optimum of one covariance.
  let unitFisher: [Double]?
  /// What the flow decreases, and whether that is the same function at all times.
  let objective: Double?
  let objectiveIsFixed: Bool
  /// dF/dt along the flow by a central difference; nil at rest or without a fixed objective.
  let objectiveSlope: Double?
  /// How far the difference may be from dF/dt, by its own step and by rounding.
  let objectiveSlopeError: Double
  /// θ*, where the flow ends; nil without an interior one.
  let optimum: Mixture?
  /// The spectrum of P M F at the optimum, ascending, and κ_f; nil without an optimum.
  let rateSpectrum: [Double]?
  let curvature: Double
  /// What is worth saying about the gradient: "η saturated".
  public let remark: Note?
  /// GᵀPMG: how fast the objective falls in the lane's own coordinates.
  let flowPower: Double
  /// The same gradient through the weights of replayed samples; nil without replay.
  let replayed: Replayed?
  /// Where self-distillation stands near its demonstrator; nil where its local law does not speak.
  let distillation: DistillationModes?
  /// What the batches of the run have seen; nil in population mode.
  var batch: BatchRecord?
  /// δ and the largest drift there, from the sweep of statement 6; nil until it has been run.
  var driftSweep: [(separation: Double, peak: Double)]?
  /// The same of the scenario itself, from its own start; nil until it has been run.
  var ownDriftSweep: [(separation: Double, peak: Double)]?

  /// ∫ b_λ (w f) ∇log q at a λ.
  struct Replayed: Sendable {
    var share: Double
    var gradient: Coordinates
  }

  /// GᵀPG.
  var power: Double {
    (gradient * Coordinates(rates) * gradient).sum()
  }
}

/// Gathers evidence; keeps its workspace and what does not change between instants.
public final class EvidenceReader {
  private let integral = PopulationIntegral()
  private let meterReader: MeterReader
  private var spectra: [SpectrumKey: [Double]] = [:]
  private var unitFishers: [Mixture: [Double]] = [:]
  private var frames: [SpectrumKey: DistillationModes.Frame] = [:]
  private lazy var natural = NaturalGradient()

  private struct SpectrumKey: Hashable {
    var optimum: Mixture
    var rates: Rates
    var coordinates: CoordinateSystem
    var curvature = 1.0
  }

  public init(meterReader: MeterReader = MeterReader()) { self.meterReader = meterReader }

  /// What a lane of a run shows.
  ///
  /// - Parameters:
  ///   - meters: meters of the same model, if they are at hand.
  ///   - driftSweep: the sweep of statement 6, where it has been run.
  ///   - ownDriftSweep: the same from the scenario's own start, where it has been run.
  public func evidence(
    of lane: Lane, at state: LaneState, meters: Meters? = nil,
    driftSweep: [(separation: Double, peak: Double)]? = nil,
    ownDriftSweep: [(separation: Double, peak: Double)]? = nil
  ) -> Evidence {
    // Of the reference at the start: one that has been refreshed is the model itself.
    var evidence = evidence(
      lane.method, lane.problem(at: state), model: state.model, rates: lane.rates,
      coordinates: lane.coordinates,
      meters: meters ?? meterReader.meters(lane.problem, model: state.model))
    evidence.measuredReference = lane.problem.reference
    evidence.batch = lane.sampling.isBatch ? state.batch : nil
    evidence.driftSweep = driftSweep
    evidence.ownDriftSweep = ownDriftSweep
    return evidence
  }

  /// - Parameters:
  ///   - meters: meters of the same model, if they are at hand.
  func evidence(
    _ method: any Method, _ problem: Problem, model: Mixture,
    rates: Rates, coordinates: CoordinateSystem = .logit, meters: Meters? = nil
  ) -> Evidence {
    let keepsCovariances = !rates.trainsCovariances
    // First, because the nodes of the method itself must be the last ones laid.
    let replayed = replayedGradient(method, problem, model, rates)
    integral.bind(
      method, problem: problem, model: model, preserved: false, keepsCovariances: keepsCovariances)
    let gradient = integral.gradient(
      of: model, teacher: problem.teacher, covariances: !keepsCovariances)
    let remark = method.remark(integral.lastConstants)
    let multipliers = Coordinates(rates)
    let steepest = steepest(gradient, model, multipliers, coordinates)
    let optimum = method.optimum(problem)
    let rateSpectrum = optimum.map { spectrum($0.mixture, rates, coordinates) }
    let slope =
      method.objectiveIsFixed
      ? slope(model, problem.teacher, -(multipliers * gradient), !keepsCovariances) : nil
    return Evidence(
      kind: method.theory, problem: problem, model: model, rates: rates, coordinates: coordinates,
      isResolved: integral.isResolved && rateSpectrum?.first?.isNaN != true, gradient: gradient,
      steepest: steepest,
      condition: coordinates == .natural ? natural.condition : 1,
      meters: meters ?? meterReader.meters(problem, model: model),
      measuredReference: problem.reference, unitFisher: optimum.flatMap { unitFisher($0.mixture) },
      objective: integral.objective(of: model, teacher: problem.teacher),
      objectiveIsFixed: method.objectiveIsFixed,
      objectiveSlope: slope?.value, objectiveSlopeError: slope?.error ?? 0,
      optimum: optimum?.mixture, rateSpectrum: rateSpectrum,
      curvature: optimum?.curvature ?? 1, remark: remark,
      flowPower: coordinates == .direct
        ? (steepest * multipliers * steepest).sum() : (gradient * multipliers * steepest).sum(),
      replayed: replayed,
      distillation: distillation(
        method.theory, problem, model, rates, coordinates, -(multipliers * steepest)))
  }

  private func steepest(
    _ gradient: Coordinates, _ model: Mixture, _ multipliers: Coordinates,
    _ coordinates: CoordinateSystem
  ) -> Coordinates {
    VelocityField(
      integral: integral, rates: multipliers, system: coordinates,
      natural: coordinates == .natural ? natural : nil
    ).steepest(gradient, at: model)
  }

  private func replayedGradient(
    _ method: any Method, _ problem: Problem, _ model: Mixture, _ rates: Rates
  ) -> Evidence.Replayed? {
    guard let weighted = method.importanceWeighted else { return nil }
    let keepsCovariances = !rates.trainsCovariances
    integral.bind(
      weighted, problem: problem, model: model, preserved: false,
      keepsCovariances: keepsCovariances)
    return Evidence.Replayed(
      share: method.behaviour(problem, model: model).replay,
      gradient: integral.gradient(
        of: model, teacher: problem.teacher, covariances: !keepsCovariances))
  }

  /// θ and φ along the eigenvectors at D; nil unless every group is free and all have D's covariances.
  private func distillation(
    _ kind: TheoryKind, _ problem: Problem, _ model: Mixture, _ rates: Rates,
    _ coordinates: CoordinateSystem, _ velocity: Coordinates
  ) -> DistillationModes? {
    guard case .selfDistillation(let teacherRates, let curvature, _) = kind,
      teacherRates.anchor > 0,
      rates.weight > 0, rates.oldMean > 0, rates.newMean > 0, velocity.isFinite
    else { return nil }
    let goal = problem.demonstrator
    for mixture in [model, problem.teacher] {
      guard rates.oldCovariance > 0 || Likeness.isSame(mixture.old.scale, goal.old.scale),
        rates.newCovariance > 0 || Likeness.isSame(mixture.new.scale, goal.new.scale)
      else { return nil }
    }
    let key = SpectrumKey(
      optimum: goal, rates: rates, coordinates: coordinates, curvature: curvature)
    if frames.count > 64 { frames.removeAll() }
    let frame =
      frames[key]
      ?? DistillationModes.Frame(
        goal, rates: rates, coordinates: coordinates, curvature: curvature)
    frames[key] = frame
    guard frame.rates.allSatisfy(\.isFinite) else { return nil }
    let state = FlowState(
      model, teacher: problem.teacher, system: coordinates,
      trainsCovariances: rates.trainsCovariances)
    let pull = TeacherPull<Coordinates>(
      teacherRates, demonstrator: goal, system: coordinates,
      trainsCovariances: rates.trainsCovariances)
    return DistillationModes(
      frame, state, Velocity(model: velocity, teacher: pull.velocity(state)), demonstrator: goal)
  }

  /// dF/dt by a five-point central difference along the velocity, with what two steps disagree by and what
  /// rounding may add; the nodes stay where they are. Where a component lies far from the data the objective
  /// bends within a thousandth of a deviation: then the step is halved, as long as that helps.
  private func slope(
    _ model: Mixture, _ teacher: Mixture, _ velocity: Coordinates, _ covariances: Bool
  ) -> (value: Double, error: Double)? {
    guard velocity.largestMagnitude > 1e-7 else { return nil }
    // Means move in deviations: a narrow mode must not be left behind by the difference's step.
    var scaled = velocity
    scaled.oldMean = model.old.scale.whiten(velocity.oldMean)
    scaled.newMean = model.new.scale.whiten(velocity.newMean)
    for component in 0..<model.count {
      scaled[model.layout.scale(component) + 1] /= model[component].scale.l22
    }
    let size = scaled.largestMagnitude
    guard size.isFinite else { return nil }
    let state = FlowState(model, trainsCovariances: covariances)
    var largest = 0.0
    /// F one step back and one step on.
    func around(_ step: Double) -> (back: Double, on: Double)? {
      guard
        let back = integral.objective(
          of: state.moved(by: Velocity(model: -step * velocity)).model, teacher: teacher),
        let on = integral.objective(
          of: state.moved(by: Velocity(model: step * velocity)).model, teacher: teacher)
      else { return nil }
      largest = max(largest, abs(back), abs(on))
      return (back, on)
    }
    func difference(
      _ outer: (back: Double, on: Double), _ inner: (back: Double, on: Double), _ step: Double
    ) -> Double {
      (outer.back - 8 * inner.back + 8 * inner.on - outer.on) / (12 * step)
    }
    var step = 2e-3 / size
    guard var outer = around(2 * step), var middle = around(step) else { return nil }
    var best: (value: Double, error: Double)?
    for _ in 0..<EvidenceReader.mostHalvings {
      guard let inner = around(step / 2) else { return nil }
      let value = difference(outer, middle, step)
      let error =
        abs(difference(middle, inner, step / 2) - value)
        + EvidenceReader.rounding * largest / step
      if let best, error >= best.error { break }
      best = (value, error)
      if error <= 1e-7 * abs(value) { break }
      (outer, middle, step) = (middle, inner, step / 2)
    }
    return best
  }

  private func unitFisher(_ optimum: Mixture) -> [Double]? {
    guard optimum.isTied else { return nil }
    if let known = unitFishers[optimum] { return known }
    if unitFishers.count > 64 { unitFishers.removeAll() }
    let unit = CholeskyFactor(l11: 1)
    let line = Mixture(
      dimension: 1, logitWeight: optimum.logitWeight, old: Gaussian(mean: SIMD2(0, 0), scale: unit),
      new: Gaussian(mean: SIMD2(separation(optimum.old, optimum.new), 0), scale: unit))
    let entries = FisherInformation(of: line).entries
    unitFishers[optimum] = entries
    return entries
  }

  private static let mostHalvings = 8
  /// The relative error of an objective, about.
  private static let rounding = 1e-15

  private func spectrum(
    _ optimum: Mixture, _ rates: Rates, _ coordinates: CoordinateSystem
  ) -> [Double] {
    let key = SpectrumKey(optimum: optimum, rates: rates, coordinates: coordinates)
    if let known = spectra[key] { return known }
    // A dragged slider leaves a new key at every frame.
    if spectra.count > 64 { spectra.removeAll() }
    let fisher = FisherInformation(of: optimum, covariances: rates.trainsCovariances)
    let value = fisher.isResolved ? fisher.rateSpectrum(rates, coordinates, at: optimum) : [.nan]
    spectra[key] = value
    return value
  }
}

extension Evidence {
  /// How far θ is from θ*: the largest of |s − s*|, the means' errors in σ and the relative errors of the
  /// scales; nil without an optimum.
  var distanceToOptimum: Double? { optimum.map(model.distance) }

  /// ‖PG‖∞: the largest rate of change of a coordinate.
  public var speed: Double { (Coordinates(rates) * gradient).largestMagnitude }

  /// m_o' under the rates; 0 where it has not been resolved.
  public var oldVelocity: SIMD2<Double> {
    isResolved ? -rates.oldMean * gradient.oldMean : SIMD2(0, 0)
  }
  /// m_n' under the rates; likewise.
  public var newVelocity: SIMD2<Double> {
    isResolved ? -rates.newMean * gradient.newMean : SIMD2(0, 0)
  }

  /// B = ε_p δ + ε_q δ_model, each ε at its bound: while the old drift of reverse KL with one Σ exceeds
  /// B σ, the spring outweighs the gates and the drift shrinks (docs/mathematics.md §6).
  public var driftBound: Double? {
    guard kind == .reverseToTarget, Likeness.hasOneCovariance(problem.target, model),
      let target = MisassignmentBounds.target(problem.target, model: model)
    else { return nil }
    let gates =
      min(1, target) * meters.separationTarget
      + min(1, MisassignmentBounds.model(model)) * meters.separationModel
    return gates
  }
}
