/// What is kept and learned and how far a model has gone from its start, and nothing else of what meters
/// say: some integrals out of many, for curves. Keeps its memory between calls.
public final class CurveReader {
  private let mass = EffectiveMass()
  private let nodes = Nodes()
  private let readings = [NodeReading(), NodeReading(), NodeReading()]
  /// The last answer: several curves ask for one model.
  private var last: (model: Mixture, problem: Problem, values: ShiftIntegral.Values)?
  /// By task, what has been asked of one model: what is kept together and of each are the same integrals.
  private var lastKept: (model: Mixture, problem: Problem, values: [Double?])?

  public init() {}

  /// The share of the tasks seen before that a model covers, in [0, 1]; nil where none was, not a number
  /// where it could not be resolved.
  func kept(_ model: Mixture, _ problem: Problem) -> Double? {
    guard let stage = problem.tasks else {
      let target = problem.target
      return mass(target.old, weight: target.oldWeight, model: model)
    }
    var total = 0.0
    var sum = 0.0
    for task in stage.seen {
      guard let kept = kept(task, model, problem) else { return nil }
      total += stage.masses[task]
      sum += stage.masses[task] * kept
    }
    return total > 0 ? sum / total : nil
  }

  /// The same of the task that is trained.
  func learned(_ model: Mixture, _ problem: Problem) -> Double? {
    guard let stage = problem.tasks else {
      let target = problem.target
      return mass(target.new, weight: 1 - target.oldWeight, model: model)
    }
    return kept(stage.current, model, problem)
  }

  /// The same of one task, counted from 0; nil while it is not in the target.
  func kept(_ task: Int, _ model: Mixture, _ problem: Problem) -> Double? {
    guard let stage = problem.tasks, let share = stage.share(of: task) else { return nil }
    if lastKept?.model != model || lastKept?.problem != problem {
      lastKept = (model, problem, Array(repeating: nil, count: stage.count))
    }
    if let known = lastKept?.values[task] { return known }
    let value = mass(stage.gaussians[task], weight: share, model: model)
    lastKept?.values[task] = value
    return value
  }

  /// Divergences between a model and its reference.
  func shift(_ model: Mixture, _ problem: Problem) -> ShiftIntegral.Values {
    if let last, last.model == model, last.problem == problem { return last.values }
    var mixtures = [model, problem.reference, problem.target]
    if let reduction = Reduction(mixtures, preserved: false) {
      mixtures = mixtures.map(reduction.reduce)
    }
    _ = nodes.lay(
      nodes.plan(frame: Frame(for: mixtures[2]), resolved: mixtures, behaviours: mixtures))
    let new = problem.target.count - 1
    var shift = ShiftIntegral()
    for (mixture, reading) in zip(mixtures, readings) { mixture.fill(reading.room.kernel) }
    nodes.forEachBlock { start, count in
      for reading in readings { reading.read(nodes, start, count) }
      let share = readings[2].responsibility(new)
      shift.add(count: count, model: readings[0], reference: readings[1]) { share[$0] }
    }
    let values = shift.values(weight: nodes.weight)
    last = (model, problem, values)
    return values
  }
}
