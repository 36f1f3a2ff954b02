import Forgetting
import Words

/// A run that is computed elsewhere: the experiment, the curves and the instants come from there, and
/// only what is measured at an instant is computed here.
///
/// What comes may have been made by anybody: whatever does not fit together is refused.
public struct Follower {
  private(set) var experiment: Experiment
  private var simulation: Simulation
  private let reader = SnapshotReader()
  private var state = Snapshot.RunState.ready
  private var pictures: [BatchPicture?] = []
  private var measuredTick = -1
  private var needsMeasuring = true
  /// After the last edit: the parameters, and where the clock's step came into force. A journal is long
  /// in the end, and most instants come after it.
  private var latest: (scenario: Scenario, anchor: (tick: Int, time: Double))

  /// Something that does not fit to what is known.
  public struct Refusal: Error, Equatable, Sendable {
    /// What does not fit together.
    public var problem: ShareProblem
  }

  /// - Throws: where the experiment cannot be run.
  public init(_ experiment: Experiment) throws(ParameterError) {
    try Follower.check(experiment)
    self.experiment = experiment
    simulation = try Simulation(experiment.scenario(atTick: experiment.tick))
    latest = experiment.afterLastEdit
    show(experiment)
  }

  // MARK: - What comes

  /// Another scenario, journal or both.
  public mutating func take(_ experiment: Experiment) throws(ParameterError) {
    try Follower.check(experiment)
    self.experiment = experiment
    latest = experiment.afterLastEdit
    show(experiment)
    needsMeasuring = true
  }

  private static func check(_ experiment: Experiment) throws(ParameterError) {
    var scenario = experiment.scenario
    try scenario.validate()
    for edit in experiment.journal { try scenario.apply(edit.change) }
  }

  private mutating func show(_ experiment: Experiment) {
    simulation.original = experiment.scenario
    simulation.base = experiment.scenario
    simulation.journal = experiment.journal
    simulation.marks = experiment.marks
  }

  /// Curves.
  public mutating func take(_ piece: SeriesPiece) throws(Refusal) {
    guard simulation.series.take(piece) else { throw Refusal(problem: .curvesThatDoNotFit) }
  }

  /// The curves of before; an empty piece for none.
  public mutating func takeGhost(_ piece: SeriesPiece) throws(Refusal) {
    var ghost = Series(piece)
    guard piece.kept == 0, ghost.take(piece) else {
      throw Refusal(problem: .curvesThatDoNotFit)
    }
    simulation.ghost = piece.ticks.isEmpty ? nil : ghost
  }

  /// Where the last stretch began.
  public mutating func take(_ stretch: Stretch) throws(Refusal) {
    guard stretch.time.isFinite, stretch.models.count <= Scenario.largestLaneCount,
      stretch.models.allSatisfy({ isPlausible($0) })
    else { throw Refusal(problem: .startWithoutModel) }
    simulation.stretchTime = stretch.time
    simulation.stretchModels = stretch.models
    needsMeasuring = true
  }

  /// The instant to be shown; it comes after everything that it depends on.
  public mutating func take(_ instant: Instant) throws(Refusal) {
    guard (0...Follower.largestTick).contains(instant.tick),
      (instant.tick...Follower.largestTick).contains(instant.endTick)
    else { throw Refusal(problem: .impossibleInstant) }
    let isLatest = instant.tick >= experiment.journal.last?.tick ?? 0
    var scenario = isLatest ? latest.scenario : experiment.scenario(atTick: instant.tick)
    if scenario.sequence != nil, instant.tick > 0 {
      scenario.stage =
        instant.stage ?? scenario.stage(from: experiment.time(ofTick: instant.tick - 1))
    }
    guard instant.lanes.count == scenario.lanes.count,
      instant.pictures.count == scenario.lanes.count
    else {
      throw Refusal(problem: .lanes(instant.lanes.count, insteadOf: scenario.lanes.count))
    }
    for lane in instant.lanes {
      guard lane.largestDrift.isFinite,
        [lane.model, lane.teacher, lane.reference].allSatisfy({
          $0.dimension == scenario.dimension && $0.count == scenario.componentCount
            && isPlausible($0)
        }),
        // Tasks may have come and gone since.
        lane.stageEnds.allSatisfy({ $0.dimension == scenario.dimension && isPlausible($0) }),
        instant.stage != nil || lane.stageEnds.count == scenario.stage,
        lane.pastTasks.allSatisfy({ $0.dimension == scenario.dimension && isPlausible($0.allTasks) }
        ),
        lane.origin.map({ $0.model.dimension == scenario.dimension && isPlausible($0.model) })
          ?? true
      else { throw Refusal(problem: .laneWithoutModel) }
    }
    guard instant.pictures.allSatisfy({ $0.map(isPlausible) ?? true }) else {
      throw Refusal(problem: .impossibleBatch)
    }
    if scenario != simulation.scenario || simulation.engines.count != scenario.lanes.count {
      let before = simulation.scenario
      simulation.scenario = scenario
      do {
        try simulation.rebuildEngines()
      } catch {
        simulation.scenario = before
        throw Refusal(problem: error.shareProblem)
      }
      needsMeasuring = true
    }
    simulation.lanes = instant.lanes
    simulation.previousModels = instant.lanes.map(\.model)
    simulation.anchor =
      isLatest ? latest.anchor : (instant.tick, experiment.time(ofTick: instant.tick))
    simulation.tick = instant.tick
    simulation.previousTime = simulation.time
    simulation.endTick = instant.endTick
    simulation.endTime =
      instant.endTick == instant.tick
      ? simulation.time : experiment.time(ofTick: instant.endTick)
    simulation.isInstant = instant.isInstant
    // Curves are drawn by lane: those of other lanes are not shown.
    if simulation.series.lanes.count != instant.lanes.count {
      simulation.series = Series(
        laneCount: instant.lanes.count,
        measures: MeasureCatalogue.recorded(tasks: scenario.taskNames))
    }
    if simulation.stretchModels.count != instant.lanes.count {
      simulation.stretchModels = instant.lanes.map(\.model)
      simulation.stretchTime = simulation.time
    }
    if instant.state != state { needsMeasuring = true }
    state = instant.state
    pictures = instant.pictures
  }

  static let largestTick = 20_000_000

  /// Whether integrals over it can be computed.
  private func isPlausible(_ model: Mixture) -> Bool {
    guard (0..<(model.count - 1)).allSatisfy({ abs(model.relativeLogit(of: $0)) <= 1000 }) else {
      return false
    }
    return (0..<model.count).allSatisfy { index in
      let mode = model[index]
      let scale = mode.scale
      return abs(mode.mean.x) < 1e7 && abs(mode.mean.y) < 1e7
        && (1e-5...1e5).contains(scale.l11) && (1e-5...1e5).contains(scale.l22)
        && abs(scale.l21) <= 1e5
    }
  }

  private func isPlausible(_ picture: BatchPicture) -> Bool {
    picture.points.count == picture.sources.count && picture.count >= 0
      && picture.points.allSatisfy { $0.x.isFinite && $0.y.isFinite }
  }

  // MARK: - What is shown

  /// The experiment at the instant that is shown: who runs it has the same numbers.
  public var present: Experiment {
    var experiment = experiment
    experiment.tick = simulation.tick
    return experiment
  }

  /// Whether numbers have to be measured however recently that was done: something has changed, or
  /// stands still at another tick.
  public var isMeasurementDue: Bool {
    needsMeasuring || (state != .running && measuredTick != simulation.tick)
  }

  /// The instant as the interface sees it.
  ///
  /// - Parameter measures: whether to measure numbers that need not be.
  public mutating func snapshot(measures: Bool) -> Snapshot {
    let measures = measures || isMeasurementDue
    if measures {
      needsMeasuring = false
      measuredTick = simulation.tick
    }
    var snapshot = reader.snapshot(of: simulation, phase: 1, measures: measures)
    snapshot.state = state
    snapshot.experiment = present
    for (index, picture) in pictures.enumerated() where snapshot.lanes.indices.contains(index) {
      snapshot.lanes[index].picture = picture
    }
    return snapshot
  }
}
