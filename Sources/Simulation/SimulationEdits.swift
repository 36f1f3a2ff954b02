import Forgetting

/// Edits: how a change takes effect on a run, live, at the start, or on the whole of it at once.
extension Simulation {
  mutating func edit(_ path: String, _ value: ParameterValue) throws(ParameterError) {
    let parameter = ParameterCatalogue.parameter(at: path, in: scenario)
    let before = parameter?.value(in: scenario)
    var changed = scenario
    try changed.set(path, to: value)
    if changed == scenario { return }
    // No mark, no journal.
    if ParameterCatalogue.presentation.contains(path) {
      scenario = changed
      try? base.set(path, to: value)
      return
    }
    remember(forUndo: scenario)
    redoStack = []
    try change(
      .set(path: path, value: value), label: parameter?.label ?? path, from: before, to: value,
      path: path)
  }

  mutating func remember(forUndo scenario: Scenario) {
    undoStack.append(scenario)
    if undoStack.count > Simulation.undoDepth { undoStack.removeFirst() }
  }

  mutating func change(
    _ asked: Edit.Change, label: String, from: ParameterValue?, to: ParameterValue?, path: String
  ) throws(ParameterError) {
    var change = asked
    // Which stage is in force is no change.
    if case .replace(var scenario) = asked {
      scenario.stage = 0
      change = .replace(scenario)
    }
    leaveComingEdits()
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
    // Only a value is dragged on; who adds two tasks wants both.
    let isValue = ParameterCatalogue.parameter(at: path, in: scenario) != nil
    if isValue, let drag, drag.tick == tick, drag.path == path {
      // A dragged slider is one intervention, not a hundred: from where it began straight to here.
      var changed = drag.scenario
      try changed.apply(change)
      scenario = asShown(drag.scenario)
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

  /// Makes a change of a journal here and now, with its mark, whatever the mode: how a run is repeated.
  mutating func apply(_ change: Edit.Change) throws(ParameterError) {
    let before = scenario
    let time = time
    try put(change)
    remember(forUndo: before)
    let edit = Edit(tick: tick, change: change)
    journal.append(edit)
    marks.append(Snapshot.Mark(edit, time: time, before: before))
  }

  /// Instant mode: the whole run again with the change in force from the start.
  mutating func recompute(
    _ change: Edit.Change, path: String
  ) throws(ParameterError) {
    var start = scenario
    try start.apply(change)
    let goal = catchUpTime ?? time
    start.stage = 0
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

  /// Advances an instant recomputation, a jump, or an experiment on its way to its instant by at most
  /// `ticks`.
  ///
  /// - Returns: whether it is done.
  mutating func catchUp(ticks: Int) -> Bool {
    guard let goal = catchUpTime else { return true }
    let playing = isPlaying
    isPlaying = false
    for _ in 0..<ticks {
      if let approach, tick >= approach.last {
        finishApproach(approach)
        if playing { play() }
        return true
      }
      if approach == nil, time >= goal - scenario.clock.step / 2 {
        catchUpTime = nil
        break
      }
      advance()
    }
    isPlaying = playing
    return catchUpTime == nil
  }

  /// Puts a change in force here and now: the flow goes on from the state it has. On an error nothing
  /// has changed.
  mutating func put(_ change: Edit.Change) throws(ParameterError) {
    let before = scenario
    let now = time
    try scenario.apply(change)
    renumberStage(before, at: now)
    let lanesThen = lanes
    let kept = laneChange(before, change)
    do throws(ParameterError) {
      let added = try computedLanes(kept)
      if scenario.clock.step != before.clock.step { anchor = (tick, now) }
      // Lanes that go do so first, and those that come do so last: in between every lane that there is
      // has its settings, whatever else a change of everything changes with them.
      removeLanes(kept)
      carryTasks(before)
      carryLanes(before, kept)
      insertLanes(added, kept)
      reviveLanes()
      try rebuildEngines()
    } catch {
      scenario = before
      lanes = lanesThen
      throw error
    }
    previousModels = lanes.map(\.model)
    previousTime = time
    beginStretch()
  }

  /// Stages before the one in force may have come or gone: it has another number then, and none begins.
  private mutating func renumberStage(_ before: Scenario, at now: Double) {
    guard tick > 0, scenario.sequence != before.sequence, let old = before.tasks else { return }
    let number = scenario.stage(from: now - before.clock.step)
    guard number != scenario.stage, let new = scenario.tasks(inStage: number),
      new.names[new.current] == old.names[old.current]
    else { return }
    scenario.stage = number
  }

  /// Lets the lanes that stay follow a change of the scenario.
  private mutating func carryLanes(_ before: Scenario, _ change: LaneChange) {
    if before.dimension != scenario.dimension {
      let across =
        scenario.tasks?.gaussians[0].scale.l11 ?? scenario.targetMixture.old.scale.l11
      for index in lanes.indices {
        lanes[index].model.setDimension(scenario.dimension, across: across)
        lanes[index].teacher.setDimension(scenario.dimension, across: across)
        lanes[index].reference.setDimension(scenario.dimension, across: across)
        lanes[index].stageEnds = lanes[index].stageEnds.map { model in
          var model = model
          model.setDimension(scenario.dimension, across: across)
          return model
        }
        // In other dimensions no task is what it was.
        lanes[index].forgetTasks()
        lanes[index].optimiser = OptimiserMemory()
      }
    }
    followStart(before, change)
    if let shifts = scenario.taskShifts(from: before) {
      for index in lanes.indices {
        for mixture in [\LaneState.model, \.teacher, \.reference] {
          for component in 0..<min(shifts.count, lanes[index][keyPath: mixture].count) {
            lanes[index][keyPath: mixture][component].mean += shifts[component]
          }
        }
      }
    }
    if let shift = scenario.separationShift(from: before) {
      // The tasks part and the model goes with them: what changes is the overlap, not the error.
      for index in lanes.indices {
        for mixture in [\LaneState.model, \.teacher, \.reference] {
          lanes[index][keyPath: mixture].old.mean += shift.old
          lanes[index][keyPath: mixture].new.mean += shift.new
        }
      }
    }
  }

  /// A lane that had stopped may go on with what is in force now.
  private mutating func reviveLanes() {
    let problem = scenario.problem
    for index in lanes.indices {
      lanes[index].failure = nil
      let drift = Measure.oldDrift.value(of: lanes[index].model, problem)
      lanes[index].largestDrift = max(lanes[index].largestDrift, drift)
    }
  }

  /// What a lane has from the scenario and does not train: covariances, and a reference that has not
  /// been refreshed.
  private mutating func followStart(_ before: Scenario, _ change: LaneChange) {
    let start = scenario.startMixture
    let old = before.startMixture
    if scenario.sequence != nil {
      if old.count == start.count,
        (0..<old.count).contains(where: { old[$0].scale != start[$0].scale })
      {
        for index in lanes.indices
        where !scenario.rates(ofLane: change.settings(ofKept: index)).trainsCovariances {
          for mixture in [\LaneState.model, \.teacher] {
            for component in 0..<min(start.count, lanes[index][keyPath: mixture].count) {
              lanes[index][keyPath: mixture][component].scale = start[component].scale
            }
          }
        }
      }
    } else if old.old.scale != start.old.scale || old.new.scale != start.new.scale {
      for index in lanes.indices
      where !scenario.rates(ofLane: change.settings(ofKept: index)).trainsCovariances {
        for mixture in [\LaneState.model, \.teacher] {
          lanes[index][keyPath: mixture].old.scale = start.old.scale
          lanes[index][keyPath: mixture].new.scale = start.new.scale
        }
      }
    }
    guard before.dimension == scenario.dimension else { return }
    let isShifted =
      scenario.separationShift(from: before) != nil || scenario.taskShifts(from: before) != nil
    let isOfStage = scenario.stage > 0 && scenario.sequence?.keepsReference == false
    if !isShifted, !isOfStage, before.referenceMixture != scenario.referenceMixture {
      for index in lanes.indices where lanes[index].refreshCount == 0 {
        lanes[index].reference = scenario.referenceMixture
      }
    }
  }

  mutating func beginStretch() {
    stretchTime = time
    stretchModels = lanes.map(\.model)
  }

  /// Which lanes go and which come with a change.
  private struct LaneChange {
    /// Of the lanes before.
    var removed: Range<Int>
    /// Of the lanes after.
    var added: Range<Int>

    /// Where a lane that stayed has its settings, once those that go are gone.
    func settings(ofKept index: Int) -> Int {
      index < added.lowerBound ? index : index + added.count
    }
  }

  private func laneChange(_ before: Scenario, _ change: Edit.Change) -> LaneChange {
    let difference = scenario.lanes.count - lanes.count
    guard difference != 0 else { return LaneChange(removed: 0..<0, added: 0..<0) }
    var first = zip(before.lanes, scenario.lanes).prefix { $0 == $1 }.count
    // Of two lanes with the same settings the one that was named goes.
    if case .set("lanes.remove", .number(let number)) = change { first = Int(number) - 1 }
    return difference < 0
      ? LaneChange(removed: first..<(first - difference), added: 0..<0)
      : LaneChange(removed: 0..<0, added: first..<(first + difference))
  }

  /// The lanes that come, computed from the common start with the parameters in force.
  private func computedLanes(
    _ change: LaneChange
  ) throws(ParameterError) -> [ComputedLane] {
    var computed: [ComputedLane] = []
    for index in change.added { computed.append(try computedLane(index)) }
    return computed
  }

  private mutating func removeLanes(_ change: LaneChange) {
    guard !change.removed.isEmpty else { return }
    lanes.removeSubrange(change.removed)
    laneIDs.removeSubrange(change.removed)
    series.arrange(laneIDs)
  }

  private mutating func insertLanes(
    _ computed: [ComputedLane], _ change: LaneChange
  ) {
    guard !change.added.isEmpty else { return }
    for (index, lane) in zip(change.added, computed) {
      lanes.insert(lane.state, at: index)
      laneIDs.insert(nextLaneID, at: index)
      if !series.holds(nextLaneID) { series.add(lane.record, of: nextLaneID, lane.samples) }
      nextLaneID += 1
    }
    series.arrange(laneIDs)
  }

  /// What a lane would be, and what is to be read for its curves.
  struct ComputedLane {
    var state: LaneState
    var record: Series.LaneRecord
    var samples: [Sample] = []
  }

  /// A lane as if it had been there from the start, under the parameters in force, over the steps that
  /// the clock has made.
  func computedLane(
    _ index: Int
  ) throws(ParameterError) -> ComputedLane {
    var timed = scenario
    timed.stage = 0
    var problem = timed.problem
    var lane = ComputedLane(
      state: LaneState(startOf: timed), record: Series.LaneRecord(measures: series.measures))
    var due = series.ticks[...]
    func note(_ now: Int) {
      guard due.first == now else { return }
      due.removeFirst()
      let model = lane.state.model
      lane.record.append(model, problem, refreshCount: lane.state.refreshCount)
      guard curves != nil, series.samples(now) else { return }
      lane.samples.append(
        Sample(tick: now, lane: 0, model: model, problem: Boxed(wrappedValue: problem)))
    }
    note(0)
    var now = 0
    var time = 0.0
    for stretch in stepLengths(upTo: tick) where stretch.end > now {
      timed.clock.step = stretch.step
      var engine = try Lane(timed, lane: index)
      let anchor = (tick: now, time: time)
      while now < stretch.end {
        time = anchor.time + Double(now - anchor.tick) * stretch.step
        let stage = timed.stage(from: time)
        if stage != timed.stage {
          let before = timed.tasks
          timed.stage = stage
          problem = timed.problem
          lane.state.begin(timed, after: before)
          engine = try Lane(timed, lane: index, reusing: engine)
        }
        engine.advance(&lane.state, by: stretch.step)
        now += 1
        note(now)
      }
      time = anchor.time + Double(now - anchor.tick) * stretch.step
    }
    return lane
  }
}

extension Mixture {
  /// The x axis of a plane, or a plane around the x axis.
  ///
  /// - Parameter across: the deviation of all modes along the second axis.
  mutating func setDimension(_ newDimension: Int, across: Double) {
    dimension = newDimension
    for index in 0..<count {
      if newDimension == 1 { self[index].mean.y = 0 }
      self[index].scale = CholeskyFactor(
        l11: self[index].scale.l11, l22: newDimension == 2 ? across : 1)
    }
  }
}
