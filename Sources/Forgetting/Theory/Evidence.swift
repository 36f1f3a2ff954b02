/// A lane at an instant, as the statements see it: exact integrals at the current state, independent of
/// integrator and noise.
public struct Evidence: Sendable {
  public let kind: TheoryKind
  public let problem: Problem
  public let model: Mixture
  public let rates: Rates
  public let coordinates: CoordinateSystem
  /// G in logit coordinates; with the covariances' entries where they are trained.
  public let gradient: Coordinates
  public internal(set) var meters: Meters
  /// What the flow decreases.
  public let objective: Double?
  /// dF/dt along the flow by a central difference; nil at rest or without an objective.
  public let objectiveSlope: Double?
  /// θ*, where the flow ends; nil without an interior one.
  public let optimum: Mixture?
  /// The spectrum of P M F at the optimum, ascending, and κ_f; nil without an optimum.
  public let rateSpectrum: [Double]?
  public let curvature: Double
  /// What is worth saying about the gradient: "η saturated".
  public let remark: String?

  /// GᵀPMG: how fast the objective falls in the lane's own coordinates.
  public let flowPower: Double

  /// GᵀPG.
  public var power: Double {
    (gradient * VelocityField.multipliers(rates) * gradient).sum()
  }
}

/// Gathers evidence; keeps its workspace and what does not change between instants.
public final class EvidenceReader {
  private let integral = PopulationIntegral()
  private let meterReader: MeterReader
  private var spectra: [SpectrumKey: [Double]] = [:]
  private lazy var natural = NaturalGradient()

  private struct SpectrumKey: Hashable {
    var optimum: Mixture
    var rates: Rates
    var coordinates: CoordinateSystem
  }

  public init(meterReader: MeterReader = MeterReader()) { self.meterReader = meterReader }

  /// - Parameters:
  ///   - meters: meters of the same model, if they are at hand.
  public func evidence(
    _ method: any Method, _ problem: Problem, model: Mixture,
    rates: Rates, coordinates: CoordinateSystem = .logit, meters: Meters? = nil
  ) -> Evidence {
    let keepsCovariances = !rates.trainsCovariances
    integral.bind(
      method, problem: problem, model: model, preserved: false, keepsCovariances: keepsCovariances)
    let gradient = integral.gradient(
      of: model, teacher: problem.teacher, covariances: !keepsCovariances)
    let remark = method.remark(integral.lastConstants)
    let velocity = -(VelocityField.multipliers(rates) * gradient)
    let optimum = method.optimum(problem)
    return Evidence(
      kind: method.theory, problem: problem, model: model, rates: rates, coordinates: coordinates,
      gradient: gradient, meters: meters ?? meterReader.meters(problem, model: model),
      objective: integral.objective(of: model, teacher: problem.teacher),
      objectiveSlope: method.objectiveIsFixed
        ? slope(model, problem.teacher, velocity, !keepsCovariances) : nil,
      optimum: optimum?.mixture,
      rateSpectrum: optimum.map { spectrum($0.mixture, rates, coordinates) },
      curvature: optimum?.curvature ?? 1, remark: remark,
      flowPower: flowPower(gradient, model, rates, coordinates))
  }

  private func flowPower(
    _ gradient: Coordinates, _ model: Mixture, _ rates: Rates, _ coordinates: CoordinateSystem
  ) -> Double {
    let multipliers = VelocityField.multipliers(rates)
    switch coordinates {
    case .logit: return (gradient * multipliers * gradient).sum()
    case .direct:
      let direct = gradient.inDirectCoordinates(at: model)
      return (direct * multipliers * direct).sum()
    case .natural:
      let steepest = natural(gradient, at: model, rates: multipliers)
      return (gradient * multipliers * steepest).sum()
    }
  }

  /// dF/dt by a five-point central difference along the velocity; the nodes stay where they are.
  private func slope(
    _ model: Mixture, _ teacher: Mixture, _ velocity: Coordinates, _ covariances: Bool
  ) -> Double? {
    let size = velocity.largestMagnitude
    guard size > 1e-7 else { return nil }
    let step = 2e-3 / size
    let state = FlowState(model, trainsCovariances: covariances)
    func value(_ multiple: Double) -> Double? {
      integral.objective(
        of: state.moved(by: Velocity(model: multiple * step * velocity)).model, teacher: teacher)
    }
    guard let a = value(-2), let b = value(-1), let c = value(1), let d = value(2) else {
      return nil
    }
    return (a - 8 * b + 8 * c - d) / (12 * step)
  }

  private func spectrum(
    _ optimum: Mixture, _ rates: Rates, _ coordinates: CoordinateSystem
  ) -> [Double] {
    let key = SpectrumKey(optimum: optimum, rates: rates, coordinates: coordinates)
    if let known = spectra[key] { return known }
    // A dragged slider leaves a new key at every frame.
    if spectra.count > 64 { spectra.removeAll() }
    let value = FisherInformation(of: optimum, covariances: rates.trainsCovariances)
      .rateSpectrum(rates, coordinates, at: optimum)
    spectra[key] = value
    return value
  }
}

extension Evidence {
  /// How far θ is from θ*: the largest of |s − s*| and the means' errors in σ; nil without an optimum.
  public var distanceToOptimum: Double? {
    guard let optimum else { return nil }
    return max(
      abs(model.logitWeight - optimum.logitWeight),
      optimum.old.scale.mahalanobis(model.old.mean - optimum.old.mean),
      optimum.new.scale.mahalanobis(model.new.mean - optimum.new.mean))
  }

  /// ‖PG‖∞: the largest rate of change of a coordinate.
  public var speed: Double { (VelocityField.multipliers(rates) * gradient).largestMagnitude }

  /// m_o' and m_n' under the rates.
  public var oldVelocity: SIMD2<Double> { -rates.oldMean * gradient.oldMean }
  public var newVelocity: SIMD2<Double> { -rates.newMean * gradient.newMean }

  /// B = ε_p δ + ε_q δ_model, each ε at its bound: while the old drift of reverse KL with one Σ exceeds
  /// B σ, the spring outweighs the gates and the drift shrinks (docs/mathematics.md §6).
  public var driftBound: Double? {
    guard kind == .reverseToTarget, Statement.hasOneCovariance(problem.target, model),
      let target = MisassignmentBounds.target(problem.target, model: model)
    else { return nil }
    let gates =
      min(1, target) * meters.separationTarget
      + min(1, MisassignmentBounds.model(model)) * meters.separationModel
    return gates
  }
}
