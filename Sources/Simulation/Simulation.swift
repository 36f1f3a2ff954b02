import Forgetting

/// Lanes on one clock, with their history: a deterministic machine that does not know that it is watched.
///
/// Commands go in, ticks advance it, snapshots come out. Stepped by a thread, a test or a headless verb
/// it gives the same numbers.
public struct Simulation {
  /// As loaded.
  public private(set) var original: Scenario
  /// At the start of this run.
  public private(set) var base: Scenario
  /// In force now.
  public private(set) var scenario: Scenario
  public private(set) var journal: [Edit] = []
  public private(set) var tick = 0
  public var time: Double { anchor.time + Double(tick - anchor.tick) * scenario.clock.step }
  public private(set) var lanes: [LaneState] = []
  public private(set) var isPlaying = false
  public private(set) var isInstant = false
  public private(set) var ghost: Series?
  public private(set) var marks: [Snapshot.Mark] = []
  /// Where an instant edit is recomputing to; nil when the state is up to date.
  public private(set) var catchUpTime: Double?

  /// Where the present step length came into force: times are counted from here, so that they do not
  /// add up the rounding of every step.
  private var anchor = (tick: 0, time: 0.0)
  private(set) var series: Series
  private(set) var endTick = 0
  private(set) var endTime = 0.0
  private var engines: [Lane] = []
  /// Lanes have names, so that the record of one that comes and goes is found again.
  private var laneIDs: [Int] = []
  private var nextLaneID = 0
  /// Where the last edit started from.
  private var drag: DragOrigin?
  private var history = History()
  private var undoStack: [Scenario] = []
  private var redoStack: [Scenario] = []
  private var lastInstantPath: String?
  private var isAtRest = false
  private var pauseTime: Double
  /// The models one tick ago, for the eye between ticks.
  private(set) var previousModels: [Mixture] = []
  private(set) var previousTime = 0.0
  /// Where the present stretch without an intervention began: what a law starts from.
  private(set) var stretchTime = 0.0
  private(set) var stretchModels: [Mixture] = []

  private static let undoDepth = 200

  /// The state before an edit: further edits of the same parameter at the same tick start from there.
  private struct DragOrigin {
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
    series = Series(laneCount: scenario.lanes.count)
    pauseTime = scenario.clock.until
    try rebuildEngines()
    resetToStart()
  }

  /// An experiment brought to its instant.
  public init(_ experiment: Experiment) throws(ParameterError) {
    try self.init(experiment.scenario)
    journal = experiment.journal
    for edit in experiment.journal {
      while tick < edit.tick { advance() }
      try put(edit.change)
    }
    while tick < experiment.tick { advance() }
    // An instant before the last edit is one that was scrubbed back to.
    restore(to: experiment.tick)
  }

  public var experiment: Experiment {
    Experiment(scenario: base, journal: journal, tick: tick)
  }

  public var canUndo: Bool { !undoStack.isEmpty }
  public var canRedo: Bool { !redoStack.isEmpty }

  public var state: Snapshot.RunState {
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
    previousModels = lanes.map(\.model)
    previousTime = time
    for index in lanes.indices { engines[index].advance(&lanes[index], by: scenario.clock.step) }
    tick += 1
    endTick = tick
    endTime = time
    let reach = zip(lanes, previousModels).map { Simulation.change(from: $1, to: $0.model) }.max()
    isAtRest = (reach ?? 0) < 1e-9 * scenario.clock.step && lanes.allSatisfy { $0.pending == 0 }
    remember()
    if isPlaying && time >= pauseTime - 1e-9 { isPlaying = false }
  }

  /// Whatever goes on from an instant in the past leaves the future there was as a ghost.
  private mutating func branch() {
    ghost = visibleSeries
    series.truncate(after: tick)
    series.forget(from: nextLaneID)
    history.truncate(after: tick)
    journal.removeAll { $0.tick > tick }
    marks.removeAll { $0.tick > tick }
    endTick = tick
    endTime = time
  }

  private mutating func remember() {
    series.record(
      tick: tick, time: time, models: lanes.map(\.model), target: scenario.targetMixture)
    if history.wants(tick) {
      history.record(
        History.Keyframe(
          tick: tick, time: time, anchor: anchor, scenario: scenario, lanes: lanes,
          laneIDs: laneIDs, nextLaneID: nextLaneID, stretchTime: stretchTime,
          stretchModels: stretchModels))
    }
  }

  /// Brings the state to an instant between 0 and the latest one, by replay from a keyframe.
  private mutating func restore(to wanted: Int) {
    let wanted = min(max(0, wanted), endTick)
    guard wanted != tick, let keyframe = history.keyframe(atOrBefore: wanted) else { return }
    let shown = scenario.clock
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
      for index in lanes.indices { engines[index].advance(&lanes[index], by: scenario.clock.step) }
      tick += 1
    }
    scenario.clock.speed = shown.speed
    scenario.clock.until = shown.until
    for (index, id) in laneIDs.enumerated() where !series.holds(id) {
      if let (_, record) = try? computedLane(index) { series.add(record, of: id) }
    }
    series.arrange(laneIDs)
    previousModels = lanes.map(\.model)
    previousTime = time
    isAtRest = false
  }

  // MARK: - Commands

  /// Carries a command out; on an error nothing has changed.
  public mutating func perform(_ command: Command) throws(ParameterError) {
    switch command {
    case .play: play()
    case .pause: isPlaying = false
    case .step(let count):
      isPlaying = false
      let wanted = tick + max(-tick, min(count, 100_000))
      restore(to: wanted)
      while tick < wanted { advance() }
    case .seek(let wanted):
      isPlaying = false
      seek(wanted)
    case .restart: restart(scenario)
    case .reset:
      remember(forUndo: scenario)
      restart(original)
    case .load(let scenario):
      try scenario.validate()
      let playing = isPlaying
      let instant = isInstant
      self = try Simulation(scenario)
      isInstant = instant
      isPlaying = playing
    case .set(let path, let value): try edit(path, value)
    case .undo:
      guard let previous = undoStack.popLast().map(asShown) else { return }
      redoStack.append(scenario)
      try change(.replace(previous), label: "undo", from: nil, to: nil, path: "undo")
    case .redo:
      guard let next = redoStack.popLast().map(asShown) else { return }
      undoStack.append(scenario)
      try change(.replace(next), label: "redo", from: nil, to: nil, path: "redo")
    case .setInstant(let instant):
      isInstant = instant
      lastInstantPath = nil
    case .clearGhost: ghost = nil
    }
  }

  private mutating func play() {
    if time >= pauseTime - 1e-9 {
      // Space at the end means: go on.
      pauseTime = time + max(scenario.clock.until, scenario.clock.step)
    }
    isPlaying = true
  }

  /// What was only a matter of presentation is not undone.
  private func asShown(_ other: Scenario) -> Scenario {
    var other = other
    other.clock.speed = scenario.clock.speed
    other.clock.until = scenario.clock.until
    return other
  }

  private mutating func seek(_ wanted: Double) {
    guard wanted.isFinite else { return }
    // Looking back at what has been recomputed so far ends the recomputation.
    catchUpTime = nil
    var from = (tick: 0, time: 0.0)
    for stretch in stepLengths(upTo: endTick) {
      let end = from.time + Double(stretch.end - from.tick) * stretch.step
      if wanted < end {
        let ticks = ((wanted - from.time) / stretch.step).rounded()
        return restore(to: from.tick + Int(max(0, ticks)))
      }
      from = (stretch.end, end)
    }
    restore(to: endTick)
  }

  /// The clock's step over the ticks of the run, which edits may have changed: each with the tick up to
  /// which it was in force.
  private func stepLengths(upTo last: Int) -> [(step: Double, end: Int)] {
    var lengths: [(step: Double, end: Int)] = []
    var scenario = base
    for edit in journal where edit.tick < last {
      lengths.append((scenario.clock.step, edit.tick))
      try? scenario.apply(edit.change)
    }
    return lengths + [(scenario.clock.step, last)]
  }

  private mutating func restart(_ scenario: Scenario) {
    base = scenario
    self.scenario = scenario
    ghost = endTick > 0 ? visibleSeries : ghost
    catchUpTime = nil
    journal = []
    marks = []
    try? rebuildEngines()
    resetToStart()
  }

  private mutating func resetToStart() {
    tick = 0
    anchor = (0, 0)
    endTick = 0
    endTime = 0
    isAtRest = false
    drag = nil
    pauseTime = scenario.clock.until
    history = History()
    series = Series(laneCount: scenario.lanes.count)
    laneIDs = Array(scenario.lanes.indices)
    nextLaneID = laneIDs.count
    let start = scenario.startMixture
    let drift = scenario.targetMixture.old.scale.mahalanobis(
      start.old.mean - scenario.targetMixture.old.mean)
    lanes = scenario.lanes.map { _ in
      var state = LaneState(model: start)
      state.largestDrift = drift
      return state
    }
    previousModels = lanes.map(\.model)
    previousTime = 0
    beginStretch()
    remember()
  }

  // MARK: - Edits

  /// Parameters that change what is shown, not what is computed: no mark, no journal.
  private static let presentation: Set<String> = ["clock.speed", "clock.until"]

  private mutating func edit(_ path: String, _ value: ParameterValue) throws(ParameterError) {
    let parameter = ParameterCatalogue.parameter(at: path, in: scenario)
    let before = parameter?.value(in: scenario)
    var changed = scenario
    try changed.set(path, to: value)
    if changed == scenario { return }
    if Simulation.presentation.contains(path) {
      scenario = changed
      try? base.set(path, to: value)
      pauseTime = max(scenario.clock.until, isPlaying ? time + scenario.clock.step : 0)
      return
    }
    remember(forUndo: scenario)
    redoStack = []
    try change(
      .set(path: path, value: value), label: parameter?.label ?? path, from: before, to: value,
      path: path)
  }

  private mutating func remember(forUndo scenario: Scenario) {
    undoStack.append(scenario)
    if undoStack.count > Simulation.undoDepth { undoStack.removeFirst() }
  }

  private mutating func change(
    _ change: Edit.Change, label: String, from: ParameterValue?, to: ParameterValue?, path: String
  ) throws(ParameterError) {
    if tick == 0 {
      // Before the first step an edit is part of the start.
      var start = scenario
      try start.apply(change)
      scenario = start
      base = start
      journal = []
      marks = []
      if endTick > 0 { ghost = visibleSeries }
      try rebuildEngines()
      resetToStart()
      return
    }
    if isInstant {
      try recompute(change, path: path)
      return
    }
    if tick < endTick { branch() }
    if let drag, drag.tick == tick, drag.path == path, !path.hasPrefix("lanes.add"),
      !path.hasPrefix("lanes.remove")
    {
      // A dragged slider is one intervention, not a hundred: from where it began straight to here.
      var changed = drag.scenario
      try changed.apply(change)
      scenario = drag.scenario
      lanes = drag.lanes
      try put(change)
      journal[journal.count - 1].change = change
      if let index = marks.indices.last, marks[index].tick == tick { marks[index].to = to }
    } else {
      let origin = DragOrigin(tick: tick, path: path, scenario: scenario, lanes: lanes)
      try put(change)
      journal.append(Edit(tick: tick, change: change))
      marks.append(Snapshot.Mark(tick: tick, time: time, label: label, from: from, to: to))
      if case .set = change { drag = origin } else { drag = nil }
    }
    isAtRest = false
  }

  /// Instant mode: the whole run again with the change in force from the start.
  private mutating func recompute(
    _ change: Edit.Change, path: String
  ) throws(ParameterError) {
    var start = scenario
    try start.apply(change)
    let goal = catchUpTime ?? time
    // While one parameter is being dragged the ghost stays what it was before the drag.
    if path != lastInstantPath { ghost = visibleSeries }
    lastInstantPath = path
    scenario = start
    base = start
    journal = []
    marks = []
    try rebuildEngines()
    let playing = isPlaying
    resetToStart()
    isPlaying = playing
    catchUpTime = goal
  }

  /// Advances an instant recomputation by at most `ticks`.
  ///
  /// - Returns: whether it is done.
  public mutating func catchUp(ticks: Int) -> Bool {
    guard let goal = catchUpTime else { return true }
    let playing = isPlaying
    isPlaying = false
    for _ in 0..<ticks {
      if time >= goal - scenario.clock.step / 2 {
        catchUpTime = nil
        break
      }
      advance()
    }
    isPlaying = playing
    return catchUpTime == nil
  }

  /// Puts a change in force here and now: the flow goes on from the state it has.
  private mutating func put(_ change: Edit.Change) throws(ParameterError) {
    let before = scenario
    let now = time
    try scenario.apply(change)
    if scenario.clock.step != before.clock.step { anchor = (tick, now) }
    if before.dimension != scenario.dimension {
      for index in lanes.indices { lanes[index].model.setDimension(scenario.dimension) }
    }
    if before.startMixture.old.scale != scenario.startMixture.old.scale
      || before.startMixture.new.scale != scenario.startMixture.new.scale
    {
      // The model's covariances are not trained: they are what the scenario says.
      let start = scenario.startMixture
      for index in lanes.indices {
        lanes[index].model.old.scale = start.old.scale
        lanes[index].model.new.scale = start.new.scale
      }
    }
    if let shift = scenario.separationShift(from: before) {
      // The tasks part and the model goes with them: what changes is the overlap, not the error.
      for index in lanes.indices {
        lanes[index].model.old.mean += shift.old
        lanes[index].model.new.mean += shift.new
      }
    }
    try matchLanes(before, change)
    let target = scenario.targetMixture
    for index in lanes.indices {
      lanes[index].failure = nil
      let drift = target.old.scale.mahalanobis(
        lanes[index].model.old.mean - target.old.mean)
      lanes[index].largestDrift = max(lanes[index].largestDrift, drift)
    }
    try rebuildEngines()
    previousModels = lanes.map(\.model)
    previousTime = time
    beginStretch()
  }

  private mutating func beginStretch() {
    stretchTime = time
    stretchModels = lanes.map(\.model)
  }

  /// Gives every lane of the scenario its state: kept where the lane was there before, otherwise computed
  /// from the common start with the parameters in force.
  private mutating func matchLanes(
    _ before: Scenario, _ change: Edit.Change
  ) throws(ParameterError) {
    guard before.lanes.count != scenario.lanes.count else { return }
    let difference = scenario.lanes.count - before.lanes.count
    var first = zip(before.lanes, scenario.lanes).prefix { $0 == $1 }.count
    // Of two lanes with the same settings the one that was named goes.
    if case .set("lanes.remove", .number(let number)) = change { first = Int(number) - 1 }
    if difference < 0 {
      lanes.removeSubrange(first..<(first - difference))
      laneIDs.removeSubrange(first..<(first - difference))
    } else {
      for index in first..<(first + difference) {
        let (state, record) = try computedLane(index)
        lanes.insert(state, at: index)
        laneIDs.insert(nextLaneID, at: index)
        if !series.holds(nextLaneID) { series.add(record, of: nextLaneID) }
        nextLaneID += 1
      }
    }
    series.arrange(laneIDs)
  }

  /// A lane as if it had been there from the start, under the parameters in force, over the steps that
  /// the clock has made.
  private func computedLane(
    _ index: Int
  ) throws(ParameterError) -> (LaneState, Series.LaneRecord) {
    let target = scenario.targetMixture
    var state = LaneState(model: scenario.startMixture)
    state.largestDrift = target.old.scale.mahalanobis(
      state.model.old.mean - target.old.mean)
    var record = Series.LaneRecord()
    var due = series.ticks[...]
    func note(_ now: Int) {
      guard due.first == now else { return }
      due.removeFirst()
      record.append(state.model, target)
    }
    note(0)
    var now = 0
    var timed = scenario
    for stretch in stepLengths(upTo: tick) where stretch.end > now {
      timed.clock.step = stretch.step
      let engine = try Lane(timed, lane: index)
      while now < stretch.end {
        engine.advance(&state, by: stretch.step)
        now += 1
        note(now)
      }
    }
    return (state, record)
  }

  private mutating func rebuildEngines() throws(ParameterError) {
    var rebuilt: [Lane] = []
    for index in scenario.lanes.indices {
      rebuilt.append(
        try Lane(
          scenario, lane: index, reusing: index < engines.count ? engines[index] : nil))
    }
    engines = rebuilt
  }

  var laneEngines: [Lane] { engines }

  /// The largest change of a coordinate.
  private static func change(from a: Mixture, to b: Mixture) -> Double {
    let old = a.old.mean - b.old.mean
    let new = a.new.mean - b.new.mean
    return max(
      abs(a.logitWeight - b.logitWeight), abs(old.x), abs(old.y), abs(new.x), abs(new.y))
  }
}

extension Mixture {
  /// The x axis of a plane, or a plane around the x axis.
  fileprivate mutating func setDimension(_ newDimension: Int) {
    dimension = newDimension
    if newDimension == 1 {
      old.mean.y = 0
      new.mean.y = 0
    }
    old.scale = CholeskyFactor(l11: old.scale.l11, l22: newDimension == 2 ? old.scale.l11 : 1)
    new.scale = CholeskyFactor(l11: new.scale.l11, l22: newDimension == 2 ? new.scale.l11 : 1)
  }
}
