import Forgetting

/// Lanes on one clock, with their history: a deterministic machine that does not know that it is watched.
///
/// Commands go in, ticks advance it, snapshots come out. Stepped by a thread, a test or a headless verb
/// it gives the same numbers.
public struct Simulation {
  /// As loaded.
  @Boxed var original: Scenario
  /// At the start of this run.
  @Boxed var base: Scenario
  /// In force now.
  public internal(set) var scenario: Scenario
  var journal: [Edit] = []
  /// Steps of the clock since the start.
  public internal(set) var tick = 0
  /// Flow time at the tick.
  public var time: Double { anchor.time + Double(tick - anchor.tick) * scenario.clock.step }
  /// In the scenario's order.
  public internal(set) var lanes: [LaneState] = []
  var isPlaying = false
  var isInstant = false
  var ghost: Series?
  var marks: [Snapshot.Mark] = []
  /// Where an instant edit is recomputing to; nil when the state is up to date.
  var catchUpTime: Double? {
    didSet {
      guard catchUpTime == nil else { return }
      isJumping = false
      approach = nil
    }
  }
  /// The way of an experiment to its instant; nil where it is there, or was told to stay.
  var approach: Approach?
  /// Edits of the experiment that the run has not reached yet.
  var comingEdits: ArraySlice<Edit> = []
  /// Whether the way there is a jump that somebody asked for, which the next command to move ends.
  var isJumping = false

  /// Where the present step length came into force: times are counted from here, so that they do not
  /// add up the rounding of every step.
  var anchor = (tick: 0, time: 0.0)
  var series: Series
  var endTick = 0
  var endTime = 0.0
  var engines: [Lane] = []
  /// What lanes are measured against now; kept beside the engines.
  private(set) var problem: Problem
  /// Lanes have names, so that the record of one that comes and goes is found again.
  var laneIDs: [Int] = []
  var nextLaneID = 0
  /// Where the last edit started from.
  var drag: DragOrigin?
  var history = History()
  /// Who reads what is sampled, for curves; nil: nobody, where nobody looks.
  var curves: CurveReader? = CurveReader()
  var undoStack: [Scenario] = []
  var redoStack: [Scenario] = []
  var lastInstantPath: String?
  var isAtRest = false
  var pauseTime: Double
  /// Where a running flow pauses by itself.
  var pauseCondition: Condition?
  /// Whether the condition has just paused the run.
  var hasMetCondition = false
  /// Whether the condition held one tick ago: it pauses where it begins to hold.
  var heldCondition = false
  /// The models one tick ago, for the eye between ticks.
  var previousModels: [Mixture] = []
  /// Flow time one tick ago.
  var previousTime = 0.0
  /// Where the present stretch without an intervention began: what a law starts from.
  var stretchTime = 0.0
  var stretchModels: [Mixture] = []

  static let undoDepth = 200

  /// Lanes that stay where they are, since nobody asks about them.
  var idleLanes: Set<Int> = []

  /// Who helps with ticks that are long; nil: nobody.
  public var crew: LaneCrew?
  /// Densities per tick from which on threads gain more than they take to meet: a tenth of a
  /// millisecond.
  private static let leastSharedWork = 40_000

  /// The state before an edit: further edits of the same parameter at the same tick start from there.
  struct DragOrigin {
    var tick: Int
    var path: String
    var scenario: Scenario
    var lanes: [LaneState]
  }

  /// A simulation at t = 0 of a scenario that is checked here.
  public init(_ scenario: Scenario) throws(ParameterError) {
    try scenario.validate()
    original = scenario
    base = scenario
    self.scenario = scenario
    problem = scenario.problem
    series = Series(laneCount: scenario.lanes.count)
    pauseTime = scenario.clock.until
    try rebuildEngines()
    resetToStart()
  }

  /// An experiment brought to its instant.
  public init(_ experiment: Experiment) throws(ParameterError) {
    try self.init(approaching: experiment)
    while !catchUp(ticks: .max) {}
  }

  var experiment: Experiment {
    Experiment(scenario: base, journal: journal + comingEdits, tick: tick)
  }

  var canUndo: Bool { !undoStack.isEmpty }
  var canRedo: Bool { !redoStack.isEmpty }

  var state: Snapshot.RunState {
    if lanes.allSatisfy({ $0.failure != nil }) { return .diverged }
    if isPlaying { return isAtRest ? .converged : .running }
    if tick == 0 && endTick == 0 { return .ready }
    if isAtRest { return .converged }
    return time >= pauseTime - 1e-9 ? .ended : .paused
  }

  /// Whether `advance` is due as time goes by.
  public var isRunning: Bool { isPlaying && !isAtRest && state == .running }

  // MARK: - Stepping

  /// One tick of every lane.
  public mutating func advance() {
    if tick < endTick { branch() }
    beginDueStage()
    let previous = lanes
    previousModels = previous.map(\.model)
    previousTime = time
    advanceLanes()
    tick += 1
    endTick = tick
    endTime = time
    let reach = zip(lanes, previous).map { now, before in
      max(
        Simulation.change(from: before.model, to: now.model),
        Simulation.change(from: before.teacher, to: now.teacher))
    }.max()
    // A window of a lagging reference ends when the reference has caught up, not when q stands still.
    isAtRest =
      (reach ?? 0) < 1e-9 * scenario.clock.step
      && lanes.indices.allSatisfy {
        lanes[$0].pending == 0 && !engines[$0].awaitsRefresh(lanes[$0])
      } && scenario.stage >= scenario.stageCount - 1
    remember()
    if isPlaying && time >= pauseTime - 1e-9 { isPlaying = false }
    watchCondition()
    makeDueEdits()
  }

  private mutating func advanceLanes() {
    let step = scenario.clock.step
    guard let crew, lanes.count > 1, idleLanes.isEmpty,
      engines.reduce(0, { $0 + $1.workPerStep }) >= Simulation.leastSharedWork
    else {
      for index in lanes.indices where idleLanes.isEmpty || !idleLanes.contains(index) {
        engines[index].advance(&lanes[index], by: step)
      }
      return
    }
    let engines = engines
    lanes.withUnsafeMutableBufferPointer { lanes in
      let first = lanes.baseAddress!
      crew.forEach(lanes.count) { engines[$0].advance(&first[$0], by: step) }
    }
  }

  /// Whatever goes on from an instant in the past leaves the future there was as a ghost.
  mutating func branch() {
    ghost = visibleSeries
    comingEdits = []
    series.truncate(after: tick)
    series.forget(from: nextLaneID)
    history.truncate(after: tick)
    journal.removeAll { $0.tick > tick }
    marks.removeAll { $0.tick > tick }
    endTick = tick
    endTime = time
  }

  /// Whether curves that are sampled have gaps to fill.
  var hasSamplesToRead: Bool { curves != nil && series.hasSamplesToRead }

  /// Fills gaps of the curves that are sampled, for as long as there is time.
  mutating func readSamples(while goesOn: () -> Bool = { true }) {
    guard let curves, series.hasSamplesToRead else { return }
    series.readSamples(curves, while: goesOn)
  }

  mutating func remember() {
    series.record(
      tick: tick, time: time, models: lanes.map(\.model),
      refreshCounts: lanes.map(\.refreshCount), problem: problem,
      isSampled: curves != nil)
    if history.wants(tick) {
      history.record(
        History.Keyframe(
          tick: tick, anchor: anchor, scenario: scenario, lanes: lanes,
          laneIDs: laneIDs, nextLaneID: nextLaneID, stretchTime: stretchTime,
          stretchModels: stretchModels))
    }
  }

  /// Brings the state to an instant between 0 and the latest one, by replay from a keyframe.
  mutating func restore(to wanted: Int) {
    let wanted = min(max(0, wanted), endTick)
    guard wanted != tick, let keyframe = history.keyframe(atOrBefore: wanted) else { return }
    let shown = scenario
    scenario = keyframe.scenario
    lanes = keyframe.lanes
    anchor = keyframe.anchor
    laneIDs = keyframe.laneIDs
    nextLaneID = keyframe.nextLaneID
    tick = keyframe.tick
    stretchTime = keyframe.stretchTime
    stretchModels = keyframe.stretchModels
    drag = nil
    try? rebuildEngines()
    var edits = journal.filter { $0.tick >= keyframe.tick && $0.tick <= wanted }[...]
    while true {
      while let edit = edits.first, edit.tick == tick {
        edits.removeFirst()
        try? put(edit.change)
      }
      guard tick < wanted else { break }
      beginDueStage()
      advanceLanes()
      tick += 1
    }
    scenario.clock.speed = shown.clock.speed
    scenario.clock.until = shown.pause(with: scenario)
    for (index, id) in laneIDs.enumerated() where !series.holds(id) {
      if let lane = try? computedLane(index) { series.add(lane.record, of: id, lane.samples) }
    }
    series.arrange(laneIDs)
    previousModels = lanes.map(\.model)
    previousTime = time
    isAtRest = false
  }

  mutating func resetToStart() {
    tick = 0
    anchor = (0, 0)
    endTick = 0
    endTime = 0
    isAtRest = false
    drag = nil
    pauseTime = scenario.clock.until
    history = History()
    series = Series(
      laneCount: scenario.lanes.count,
      measures: MeasureCatalogue.recorded(tasks: scenario.taskNames))
    laneIDs = Array(scenario.lanes.indices)
    nextLaneID = laneIDs.count
    lanes = scenario.lanes.map { _ in LaneState(startOf: scenario) }
    previousModels = lanes.map(\.model)
    previousTime = 0
    beginStretch()
    remember()
    pause(when: pauseCondition)
  }

  mutating func rebuildEngines() throws(ParameterError) {
    var rebuilt: [Lane] = []
    for index in scenario.lanes.indices {
      rebuilt.append(
        try Lane(
          scenario, lane: index, reusing: index < engines.count ? engines[index] : nil))
    }
    engines = rebuilt
    problem = scenario.problem
  }

  /// Where the step from here belongs to another stage, begins it: the reference becomes the model of
  /// this instant, and everything learns from the new task.
  mutating func beginDueStage() {
    let stage = scenario.stage(from: time)
    guard stage != scenario.stage else { return }
    let before = scenario.tasks
    scenario.stage = stage
    // A lane that has stopped stays where it is: what came of it would be nobody's run.
    for index in lanes.indices { lanes[index].begin(scenario, after: before) }
    // A scenario that has been checked has methods for all of its stages.
    try? rebuildEngines()
    beginStretch()
  }

  /// What a lane learns from now: the teacher and the reference are its own, as they have moved.
  public func problem(ofLane index: Int) -> Problem { engines[index].problem(at: lanes[index]) }

  /// The largest change of a coordinate.
  static func change(from a: Mixture, to b: Mixture) -> Double {
    guard a.count == 2, b.count == 2 else {
      guard a.count == b.count else { return .infinity }
      return (0..<a.count).reduce(0.0) { largest, index in
        let moved = a[index].mean - b[index].mean
        let logit =
          index < a.count - 1 ? abs(a.relativeLogit(of: index) - b.relativeLogit(of: index)) : 0
        return max(
          largest, logit, abs(moved.x), abs(moved.y),
          change(from: a[index].scale, to: b[index].scale))
      }
    }
    let old = a.old.mean - b.old.mean
    let new = a.new.mean - b.new.mean
    return max(
      abs(a.logitWeight - b.logitWeight), abs(old.x), abs(old.y), abs(new.x), abs(new.y),
      change(from: a.old.scale, to: b.old.scale), change(from: a.new.scale, to: b.new.scale))
  }

  private static func change(from a: CholeskyFactor, to b: CholeskyFactor) -> Double {
    max(abs(a.l11 - b.l11), abs(a.l21 - b.l21), abs(a.l22 - b.l22))
  }
}
