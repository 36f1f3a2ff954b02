/// A lane at an instant, as the statements see it: exact integrals at the current state, independent of
/// integrator and noise.
public struct Evidence: Sendable {
  public let kind: TheoryKind
  public let problem: Problem
  public let model: Mixture
  public let rates: Rates
  /// G in logit coordinates.
  public let gradient: Coordinates
  public let meters: Meters
  /// What the flow decreases.
  public let objective: Double?
  /// dF/dt along the flow by a central difference; nil at rest or without an objective.
  public let objectiveSlope: Double?
  /// θ*, where the flow ends; nil without an interior one.
  public let optimum: Mixture?
  /// The spectrum of √P F √P at the optimum, ascending, and κ_f; nil without an optimum.
  public let rateSpectrum: [Double]?
  public let curvature: Double

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

  private struct SpectrumKey: Hashable {
    var optimum: Mixture
    var rates: Rates
  }

  public init(meterReader: MeterReader = MeterReader()) { self.meterReader = meterReader }

  /// - Parameters:
  ///   - meters: meters of the same model, if they are at hand.
  public func evidence(
    _ method: any Method, _ problem: Problem, model: Mixture,
    rates: Rates, meters: Meters? = nil
  ) -> Evidence {
    integral.bind(method, problem: problem, model: model, preserved: false)
    let gradient = integral.gradient(of: model)
    let velocity = -(VelocityField.multipliers(rates) * gradient)
    let optimum = method.optimum(problem)
    return Evidence(
      kind: method.theory, problem: problem, model: model, rates: rates, gradient: gradient,
      meters: meters ?? meterReader.meters(problem, model: model),
      objective: integral.objective(of: model),
      objectiveSlope: method.objectiveIsFixed ? slope(model, velocity) : nil,
      optimum: optimum?.mixture, rateSpectrum: optimum.map { spectrum($0.mixture, rates) },
      curvature: optimum?.curvature ?? 1)
  }

  /// dF/dt by a five-point central difference along the velocity; the nodes stay where they are.
  private func slope(_ model: Mixture, _ velocity: Coordinates) -> Double? {
    let size = velocity.largestMagnitude
    guard size > 1e-7 else { return nil }
    let step = 2e-3 / size
    let state = FlowState(model)
    func value(_ multiple: Double) -> Double? {
      integral.objective(of: state.moved(by: multiple * step * velocity).mixture)
    }
    guard let a = value(-2), let b = value(-1), let c = value(1), let d = value(2) else {
      return nil
    }
    return (a - 8 * b + 8 * c - d) / (12 * step)
  }

  private func spectrum(_ optimum: Mixture, _ rates: Rates) -> [Double] {
    let key = SpectrumKey(optimum: optimum, rates: rates)
    if let known = spectra[key] { return known }
    // A dragged slider leaves a new key at every frame.
    if spectra.count > 64 { spectra.removeAll() }
    let value = FisherInformation(of: optimum).rateSpectrum(rates)
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
