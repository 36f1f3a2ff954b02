/// What is measured of a lane at an instant (docs/mathematics.md §13); every definition is in its docstring.
/// An integral that has not been resolved is not a number.
public struct Meters: Hashable, Sendable {
  /// β.
  public var oldWeight: Double
  /// ∫ min(α N(μ_o, Σ_o), q) / α, in [0, 1].
  public var effectiveOldMass: Double
  /// ∫ min((1 − α) N(μ_n, Σ_n), q) / (1 − α), in [0, 1].
  public var effectiveNewMass: Double
  /// What the new task alone already covers of the old one: ∫ min(α N(μ_o), N(μ_n)) / α.
  var effectiveOldFloor: Double
  /// ∫ min(α N(μ_o, Σ_o), β N(m_o, S_o)) / α, in [0, 1]: what the old component alone covers of its own
  /// task, as Chen et al. measure it.
  var componentOldMass: Double
  /// ∫ min((1 − α) N(μ_n, Σ_n), (1 − β) N(m_n, S_n)) / (1 − α), in [0, 1].
  var componentNewMass: Double
  /// ‖m_o − μ_o‖ in the Σ_o⁻¹ norm, in σ.
  public var oldDrift: Double
  /// ‖m_n − μ_n‖ in the Σ_n⁻¹ norm, in σ.
  var newError: Double
  /// δ of the target and of the model, in σ.
  public var separationTarget: Double
  var separationModel: Double
  /// BC of the target's modes and of the model's.
  public var overlapTarget: Double
  var overlapModel: Double
  /// ε_q = E_{N(m_o, S_o)}[r_n], and its bound.
  public var misassignmentModel: Double
  public var misassignmentModelBound: Double
  /// ε_p = E_{N(m_o, S_o)}[s_n], and its bound (nil where the theory has none).
  public var misassignmentTarget: Double
  public var misassignmentTargetBound: Double?
  /// KL divergences in nats.
  var klModelToTarget: Double
  var klTargetToModel: Double
  var klNewToModel: Double
  var klOldToModel: Double
  var klReferenceToModel: Double
  var klModelToReference: Double
  /// The same two on the new task alone.
  var klNewReferenceToModel: Double
  var klNewModelToReference: Double
  /// By task, where tasks have names: everything above then says of the seen tasks together, or of the
  /// worst of them, what it says of the old one.
  public var tasks: TaskMeters?
}

/// What was gained of the new task and lost of the old one since a start; a drop > 0 is a loss.
public struct MassChange: Hashable, Sendable {
  /// By effective masses: whatever component covers a task counts.
  var gain: Double
  var drop: Double
  /// By component, each with its own task: how the code of Chen et al. counts, and so the figures of
  /// their toy.
  var componentGain: Double
  var componentDrop: Double

  /// What has changed between two measurements of one problem.
  public init(from start: Meters, to now: Meters) {
    gain = now.effectiveNewMass - start.effectiveNewMass
    drop = start.effectiveOldMass - now.effectiveOldMass
    componentGain = now.componentNewMass - start.componentNewMass
    componentDrop = start.componentOldMass - now.componentOldMass
  }
}

/// Measures lanes; keeps its workspace between calls.
public final class MeterReader {
  private let integral = MeterIntegral()
  private let mass = EffectiveMass()
  private lazy var taskReader = TaskMeterReader()
  private var floorProblem: Mixture?
  private var floorValue = 0.0
  /// The last answer: at the start every lane asks for the same.
  private var last: (problem: Problem, model: Mixture, meters: Meters)?

  public init() {}

  /// The meters of a model.
  public func meters(_ problem: Problem, model: Mixture) -> Meters {
    if let last, last.model == model, last.problem == problem { return last.meters }
    let meters = measured(problem, model: model)
    last = (problem, model, meters)
    return meters
  }

  private func measured(_ problem: Problem, model: Mixture) -> Meters {
    if let stage = problem.tasks {
      return taskReader.meters(problem, model: model, stage: stage).meters(model: model)
    }
    let values = integral(problem, model: model)
    let target = problem.target
    let drift = model.old.mean - target.old.mean
    let error = model.new.mean - target.new.mean
    return Meters(
      oldWeight: model.oldWeight,
      effectiveOldMass: values.effectiveOldMass,
      effectiveNewMass: values.effectiveNewMass,
      effectiveOldFloor: floor(target),
      componentOldMass: values.componentOldMass,
      componentNewMass: values.componentNewMass,
      oldDrift: target.old.scale.mahalanobis(drift),
      newError: target.new.scale.mahalanobis(error),
      separationTarget: separation(target.old, target.new),
      separationModel: separation(model.old, model.new),
      overlapTarget: bhattacharyya(target.old, target.new),
      overlapModel: bhattacharyya(model.old, model.new),
      misassignmentModel: values.misassignmentModel,
      misassignmentModelBound: MisassignmentBounds.model(model),
      misassignmentTarget: values.misassignmentTarget,
      misassignmentTargetBound: MisassignmentBounds.target(target, model: model),
      klModelToTarget: values.klModelToTarget, klTargetToModel: values.klTargetToModel,
      klNewToModel: values.klNewToModel, klOldToModel: values.klOldToModel,
      klReferenceToModel: values.klReferenceToModel,
      klModelToReference: values.shift.modelToReference,
      klNewReferenceToModel: values.shift.newReferenceToModel,
      klNewModelToReference: values.shift.newModelToReference)
  }

  /// The floor of the effective old mass depends on the target alone.
  private func floor(_ target: Mixture) -> Double {
    if floorProblem != target {
      floorProblem = target
      floorValue = mass(
        target.old, weight: target.oldWeight, model: target.with(logitWeight: -.infinity))
    }
    return floorValue
  }
}

/// The gates' bounds, ½ √((1−w)/w) BC, because a b / (a + b) ≤ ½ √(a b) (docs/mathematics.md §5).
enum MisassignmentBounds {
  /// ε_q ≤ ½ √((1−β)/β) BC(N(m_o, S_o), N(m_n, S_n)).
  static func model(_ model: Mixture) -> Double {
    0.5 * exponential(-0.5 * model.logitWeight) * bhattacharyya(model.old, model.new)
  }

  /// ε_p ≤ ½ √((1−α)/α) exp(−δ²/8 + ½ (μ_n−μ_o)ᵀ Σ⁻¹ (m_o−μ_o)); nil unless the target is tied and
  /// S_o = Σ.
  static func target(_ target: Mixture, model: Mixture) -> Double? {
    guard target.isTied, model.old.scale == target.old.scale else { return nil }
    let scale = target.old.scale
    let delta = scale.whiten(target.new.mean - target.old.mean)
    let moved = scale.whiten(model.old.mean - target.old.mean)
    let exponent = -(delta * delta).sum() / 8 + 0.5 * (delta * moved).sum()
    // A mean dragged far beyond the new one: a bound ≥ 1 says nothing, but it is a number.
    return min(.greatestFiniteMagnitude, 0.5 * exponential(-0.5 * target.logitWeight + exponent))
  }
}
