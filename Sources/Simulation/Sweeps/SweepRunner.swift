import Forgetting

/// Makes the runs of a sweep, one after the other on one thread, and keeps its memory between them.
///
/// A run depends on nothing that was run before it: tables are the same however runs are shared out.
public final class SweepRunner {
  /// What one lane of one run gives.
  public typealias Row = SweepRow

  let sweep: Sweep
  private var places: SweepPlaces
  private let instants: [Double]
  private var engines: [Lane?] = []
  private let measurer = LaneMeasurer()
  private var known: LaneMemory<Row>
  var solved: LaneMemory<[Solution]>
  /// Of the last point without samples that was run as a whole: all seeds have its rows.
  private var last: (point: Int, rows: [Row])?

  /// Steps of one run: a flow that needs more is not going to end.
  private static let largestStepCount = 20_000_000

  /// A runner of one thread; it keeps its workspaces from run to run.
  public init(_ sweep: Sweep) {
    self.sweep = sweep
    places = SweepPlaces(sweep)
    instants = LaneWatch.instants(
      sweep.measures, until: sweep.sweepsEnd ? .infinity : sweep.until)
    known = LaneMemory(sweep)
    solved = LaneMemory(sweep)
  }

  /// The rows of a run, by lane.
  ///
  /// - Parameter index: from 0, below the sweep's `runCount`.
  public func rows(ofRun index: Int) -> [Row] {
    do throws(ParameterError) {
      return try rows(of: try places.scenario(ofRun: index), run: index)
    } catch {
      // Values that are allowed one by one, but not together.
      return sweep.experiment.scenario.lanes.enumerated().map { lane, settings in
        Row(
          lane: lane, method: settings.method.key,
          values: Array(repeating: nil, count: sweep.measures.count), failure: error.description)
      }
    }
  }

  /// One lane of a run without edits; nil where there is none, or the run cannot be made.
  func row(ofRun index: Int, lane: Int) -> Row? {
    guard let scenario = try? places.scenario(ofRun: index), scenario.lanes.indices.contains(lane)
    else { return nil }
    let key = known.key(
      ofRun: index, lane: lane, drawsSamples: scenario.sampling(ofLane: lane).isBatch)
    if let row = known[key] { return row }
    if scenario.stageCount > 1, scenario.lanes.count > 1 {
      // Lanes go through the stages together: what is asked of the next one is there.
      guard let rows = try? rows(of: scenario, run: index) else { return nil }
      for row in rows {
        let drawsSamples = scenario.sampling(ofLane: row.lane).isBatch
        known[known.key(ofRun: index, lane: row.lane, drawsSamples: drawsSamples)] = row
      }
      return rows[lane]
    }
    guard let row = try? laneRow(scenario, lane: lane, measures: sweep.measures) else { return nil }
    known[key] = row
    return row
  }

  /// - Parameter run: whose edits are made, where the experiment has some.
  private func rows(of scenario: Scenario, run index: Int) throws(ParameterError) -> [Row] {
    guard sweep.experiment.journal.isEmpty, scenario.stageCount == 1 else {
      return try wholeRows(of: scenario, run: index)
    }
    var rows: [Row] = []
    for lane in scenario.lanes.indices {
      let key = known.key(
        ofRun: index, lane: lane, drawsSamples: scenario.sampling(ofLane: lane).isBatch)
      if let row = known[key] {
        rows.append(row)
        continue
      }
      let row = try laneRow(scenario, lane: lane, measures: sweep.measures)
      known[key] = row
      rows.append(row)
    }
    return rows
  }

  /// Lanes that are run together: what changes on the way is made as a run makes it.
  private func wholeRows(of scenario: Scenario, run index: Int) throws(ParameterError) -> [Row] {
    let point = index / sweep.seedCount
    if let last, last.point == point { return last.rows }
    let experiment =
      sweep.experiment.journal.isEmpty
      ? Experiment(scenario: scenario) : try sweep.experiment(ofRun: index)
    let rows =
      experiment.journal.isEmpty
      ? try stagedRows(scenario, sweep.measures) : try editedRows(experiment, sweep.measures)
    last = experiment.drawsSamples ? nil : (point, rows)
    return rows
  }

  func scenario(ofRun index: Int) throws(ParameterError) -> Scenario {
    try places.scenario(ofRun: index)
  }

  /// One lane of a scenario, run to its end.
  func laneRow(
    _ scenario: Scenario, lane index: Int, measures: [SweepMeasure]
  ) throws(ParameterError) -> Row {
    guard scenario.stageCount == 1 else {
      var alone = scenario
      // Samples are drawn by a lane's number; without them it needs no company.
      let isAlone = !scenario.sampling(ofLane: index).isBatch
      if isAlone { alone.lanes = [scenario.lanes[index]] }
      var row = try stagedRows(alone, measures)[isAlone ? 0 : index]
      row.lane = index
      return row
    }
    var stepped = scenario
    let isFlow = isFlow(scenario, lane: index)
    if isFlow {
      stepped.clock.integrator = .dormandPrince
      stepped.clock.tolerance = sweep.stepTolerance
      stepped.lanes[index].optimiser = nil
    }
    while engines.count <= index { engines.append(nil) }
    let engine = try Lane(
      stepped, lane: index, reusing: engines[index],
      accuracy: isFlow ? IntegralAccuracy(error: sweep.tolerance / 100) : .full)
    engines[index] = engine
    let problem = scenario.problem
    var watch = LaneWatch(measures, lane: index) { [measurer] measure, state in
      if case .recorded(let read) = measure.reading { return read(state.model, problem) }
      return measure.value(
        of: measurer.lane(index, of: scenario, problem: problem, engine: engine, at: state))
    }
    var state = LaneState(startOf: scenario)
    if isFlow {
      flow(
        &state, engine, firstStep: scenario.step(ofLane: index), to: sweep.until(scenario), &watch)
    } else {
      tick(&state, engine, step: scenario.clock.step, to: sweep.until(scenario), &watch)
    }
    if state.failure != nil { watch.giveUp() }
    return Row(
      lane: index, method: scenario.lanes[index].method.key, values: watch.values,
      failure: state.failure?.description)
  }

  /// Whether a lane is stepped with its error controlled.
  private func isFlow(_ scenario: Scenario, lane: Int) -> Bool {
    sweep.stepping == .adaptive && !scenario.sampling(ofLane: lane).isBatch
      && [.rungeKutta, .dormandPrince].contains(scenario.integrator(ofLane: lane))
  }

  /// Lanes that go through several stages: in the scenario's ticks, which is where stages end, and exact flows
  /// between them with their error controlled.
  private func stagedRows(
    _ scenario: Scenario, _ measures: [SweepMeasure]
  ) throws(ParameterError) -> [Row] {
    var stepped = scenario
    if scenario.lanes.indices.allSatisfy({ isFlow(scenario, lane: $0) }) {
      stepped.clock.integrator = .dormandPrince
      stepped.clock.tolerance = sweep.stepTolerance
      for lane in stepped.lanes.indices { stepped.lanes[lane].optimiser = nil }
    }
    return try editedRows(Experiment(scenario: stepped), measures)
  }

  /// In steps as long as the tolerance allows.
  private func flow(
    _ state: inout LaneState, _ engine: Lane, firstStep: Double, to end: Double,
    _ watch: inout LaneWatch
  ) {
    var now = LaneWatch.Instant(time: 0, state: state)
    // The first step is tried as long as the scenario's own; it grows from there.
    now.state.suggestedStep = min(firstStep, end)
    watch.note(now)
    watch.read(at: 0, end: false, now.state)
    var coming = instants.filter { $0 > 0 && $0 < end }[...]
    guard watch.needsTheWay else {
      state = now.state
      var time = 0.0
      for goal in coming + [end] {
        engine.flow(&state, for: goal - time, mostSteps: SweepRunner.largestStepCount)
        guard state.failure == nil else { return }
        watch.read(at: goal, end: goal == end, state)
        time = goal
      }
      return
    }
    for _ in 0..<SweepRunner.largestStepCount {
      let goal = coming.first ?? end
      var next = now
      let length = engine.advance(&next.state, upTo: goal - now.time)
      guard next.state.failure == nil else {
        state = next.state
        return
      }
      next.time = length >= goal - now.time ? goal : now.time + length
      watch.follow(engine, from: now, to: &next)
      now = next
      guard now.time == goal else { continue }
      if coming.isEmpty {
        watch.read(at: end, end: true, now.state)
        state = now.state
        return
      }
      watch.read(at: goal, end: false, now.state)
      coming.removeFirst()
    }
    state = now.state
    state.failure = .manySteps(SweepRunner.largestStepCount)
  }

  /// In the scenario's own ticks: what `run` does.
  private func tick(
    _ state: inout LaneState, _ engine: Lane, step: Double, to end: Double,
    _ watch: inout LaneWatch
  ) {
    var clock = Ticks(instants: instants, end: end)
    var tick = 0
    while true {
      let time = Double(tick) * step
      if watch.isWatching { watch.note(LaneWatch.Instant(time: time, state: state)) }
      for instant in clock.reached(time, step: step) { watch.read(at: instant, end: false, state) }
      if clock.isOver(time, step: step) { break }
      engine.advance(&state, by: step)
      tick += 1
      if state.failure != nil { return }
    }
    watch.read(at: end, end: true, state)
  }

  /// A run whose journal changes it on the way, as `run` makes it.
  private func editedRows(
    _ experiment: Experiment, _ measures: [SweepMeasure]
  ) throws(ParameterError) -> [Row] {
    var playback = try Playback(experiment)
    playback.recordsNoSamples()
    let end = sweep.until(experiment.scenario)
    var clock = Ticks(instants: instants, end: end)
    // Lanes may come and go: those at the end are told of.
    var watches: [LaneWatch] = []
    while true {
      let simulation = playback.simulation
      let time = simulation.time
      let step = simulation.scenario.clock.step
      while watches.count < simulation.lanes.count {
        let lane = watches.count
        watches.append(
          LaneWatch(measures, lane: lane) { _, _ in nil })
      }
      for lane in simulation.lanes.indices {
        let read = reader(lane, of: simulation)
        watches[lane].reads(by: read)
        if watches[lane].isWatching {
          watches[lane].note(LaneWatch.Instant(time: time, state: simulation.lanes[lane]))
        }
      }
      for instant in clock.reached(time, step: step) {
        for lane in simulation.lanes.indices {
          watches[lane].read(at: instant, end: false, simulation.lanes[lane])
        }
      }
      if clock.isOver(time, step: step) { break }
      playback.advance()
    }
    let simulation = playback.simulation
    return simulation.lanes.indices.map { lane in
      let state = simulation.lanes[lane]
      if state.failure == nil {
        watches[lane].read(at: end, end: true, state)
      } else {
        watches[lane].giveUp()
      }
      return Row(
        lane: lane, method: simulation.scenario.lanes[lane].method.key,
        values: watches[lane].values, failure: state.failure?.description)
    }
  }

  private func reader(
    _ lane: Int, of simulation: Simulation
  ) -> (Measure, LaneState) -> Double? {
    { [measurer] measure, _ in measure.value(of: measurer.lane(lane, of: simulation)) }
  }

  /// Which instants a clock with ticks has reached: the first tick at or behind each, as `run` writes
  /// them.
  private struct Ticks {
    var coming: ArraySlice<Double>
    let end: Double

    init(instants: [Double], end: Double) {
      coming = instants[...]
      self.end = end
    }

    mutating func reached(_ time: Double, step: Double) -> [Double] {
      let reached = coming.prefix { time >= $0 - step * 1e-6 }
      coming.removeFirst(reached.count)
      return Array(reached)
    }

    func isOver(_ time: Double, step: Double) -> Bool { time >= end - step * 1e-6 }
  }
}

extension Sweep {
  /// The error of one step: flows that forget contract, so what single steps add is damped, not summed.
  var stepTolerance: Double { max(1e-13, tolerance / 10) }
}

extension Experiment {
  /// Whether a lane draws samples at any time.
  fileprivate var drawsSamples: Bool {
    var scenario = scenario
    if scenario.drawsSamples { return true }
    return journal.contains { edit in
      // One that is refused ends the run, whatever is drawn.
      (try? scenario.apply(edit.change)) == nil || scenario.drawsSamples
    }
  }
}

extension Scenario {
  fileprivate var drawsSamples: Bool { lanes.indices.contains { sampling(ofLane: $0).isBatch } }
}

extension Sweep {
  /// Whether a lane draws samples at any point: otherwise all seeds are alike.
  public var drawsSamples: Bool {
    let paths = axes.flatMap(\.paths) + (goal.map { [$0.path] } ?? [])
    return experiment.drawsSamples
      || paths.contains { $0.hasSuffix("batch") || $0.hasSuffix("sampling") }
  }
}
