import Forgetting

/// Makes one lane of a run, from its start to the last of its ends: as a flow whose error is controlled, in the
/// scenario's ticks, or played with its edits.
final class LaneRunner {
  typealias Row = SweepRow

  private let sweep: Sweep
  private let ends: SweepEnds
  /// The flow times at which something is read on the way, ascending.
  private let instants: [Double]
  /// Their workspaces are kept from run to run.
  private var engines: [Lane?] = []
  private let measurer = LaneMeasurer()
  /// Densities that flows have evaluated, about: the same on every machine.
  private(set) var work = 0.0

  /// Steps of one run: a flow that needs more is not going to end.
  private static let largestStepCount = 20_000_000

  init(_ sweep: Sweep, _ ends: SweepEnds) {
    self.sweep = sweep
    self.ends = ends
    instants = LaneWatch.instants(
      sweep.measures + (sweep.goal.map { [$0.measure] } ?? []), until: sweep.lastEnd)
  }

  /// The flow times that a run of a scenario is read at as its ends, ascending.
  private func ends(_ scenario: Scenario) -> [Double] {
    ends.axis == nil ? [sweep.until(scenario)] : ends.times
  }

  /// Whether a lane is stepped with its error controlled.
  private func isFlow(_ scenario: Scenario, lane: Int) -> Bool {
    sweep.stepping == .adaptive && !scenario.sampling(ofLane: lane).isBatch
      && [.rungeKutta, .dormandPrince].contains(scenario.integrator(ofLane: lane))
  }

  /// A lane's rows, by end.
  func rows(
    _ scenario: Scenario, lane: Int, measures: [SweepMeasure]
  ) throws(ParameterError) -> [Row] {
    if isFlow(scenario, lane: lane), let rows = try flowRows(scenario, lane, measures) {
      return rows
    }
    guard scenario.stageCount == 1 else {
      return try playedRows(Experiment(scenario: scenario), measures, only: lane).map { $0[0] }
    }
    return try tickRows(scenario, lane, measures)
  }

  private func engine(
    _ scenario: Scenario, _ lane: Int, _ accuracy: IntegralAccuracy
  ) throws(ParameterError) -> Lane {
    while engines.count <= lane { engines.append(nil) }
    let engine = try Lane(scenario, lane: lane, reusing: engines[lane], accuracy: accuracy)
    engines[lane] = engine
    return engine
  }

  // MARK: - Flows

  /// In steps as long as the tolerance allows, from stage to stage; nil where a controller follows the steps
  /// that are made, and where it leads to is a question of their length.
  private func flowRows(
    _ scenario: Scenario, _ lane: Int, _ measures: [SweepMeasure]
  ) throws(ParameterError) -> [Row]? {
    var rows = LaneEnds(lane, scenario.lanes[lane].method.key, ends(scenario))
    let end = rows.last
    // Stages end with ticks of the scenario's own clock, as in a run.
    let stageEnds = scenario.stageTicks.map { Double($0) * scenario.clock.step } + [.infinity]
    let goals =
      instants.isEmpty && rows.times.count == 1 && stageEnds.count == 1
      ? rows.times : Set(instants + rows.times + stageEnds).filter { $0 <= end }.sorted()
    var scenario = scenario
    var state = LaneState(startOf: scenario)
    // The first step is tried as long as the scenario's own; it grows from there.
    state.suggestedStep = min(scenario.step(ofLane: lane), end)
    var watch = LaneWatch(measures, lane: lane)
    var time = 0.0
    for (stage, stageEnd) in stageEnds.enumerated() where stage == 0 || time < end {
      let before = scenario.tasks
      if scenario.stage != stage { scenario.stage = stage }
      if stage > 0 { state.begin(scenario, after: before) }
      var stepped = scenario
      stepped.clock.integrator = .dormandPrince
      stepped.clock.tolerance = sweep.stepTolerance
      stepped.lanes[lane].optimiser = nil
      let engine = try engine(stepped, lane, IntegralAccuracy(error: sweep.tolerance / 100))
      guard !engine.isControlled else { return nil }
      let stepsBefore = state.stepCount
      defer { work += Double(state.stepCount - stepsBefore + 1) * Double(engine.workPerStep) }
      let (measured, problem) = (scenario, scenario.problem)
      watch.reads { [measurer] measure, state in
        measurer.value(
          of: measure, lane, of: measured, problem: problem, engine: engine, at: state)
      }
      watch.note(LaneWatch.Instant(time: time, state: state))
      if stage == 0 { watch.read(at: 0, end: false, state) }
      for goal in goals where goal > time && goal <= stageEnd {
        if watch.needsTheWay {
          engine.flow(
            &state, for: goal - time, mostSteps: LaneRunner.largestStepCount
          ) { stretch, end in
            watch.follow(stretch, from: time + stretch.end - stretch.length, to: &end)
          }
        } else {
          engine.flow(&state, for: goal - time, mostSteps: LaneRunner.largestStepCount)
        }
        guard state.failure == nil else { return rows.all(watch, state) }
        watch.read(at: goal, end: false, state)
        rows.reach(goal, watch, state)
        time = goal
      }
    }
    return rows.all(watch, state)
  }

  // MARK: - Ticks

  /// In the scenario's own ticks: what `run` does.
  private func tickRows(
    _ scenario: Scenario, _ lane: Int, _ measures: [SweepMeasure]
  ) throws(ParameterError) -> [Row] {
    let engine = try engine(scenario, lane, .full)
    let problem = scenario.problem
    var watch = LaneWatch(measures, lane: lane)
    watch.reads { [measurer] measure, state in
      if case .recorded(let read) = measure.reading { return read(state.model, problem) }
      return measure.value(
        of: measurer.lane(lane, of: scenario, problem: problem, engine: engine, at: state))
    }
    var rows = LaneEnds(lane, scenario.lanes[lane].method.key, ends(scenario))
    var clock = Ticks(instants: instants, ends: rows.times)
    let step = scenario.clock.step
    var state = LaneState(startOf: scenario)
    var tick = 0
    while true {
      let time = Double(tick) * step
      if watch.isWatching { watch.note(LaneWatch.Instant(time: time, state: state)) }
      for instant in clock.reached(time, step: step) { watch.read(at: instant, end: false, state) }
      for end in clock.ended(time, step: step) { rows.reach(end, watch, state) }
      if clock.isOver { break }
      engine.advance(&state, by: step)
      tick += 1
      if state.failure != nil { break }
    }
    return rows.all(watch, state)
  }

  // MARK: - Edits

  /// Runs that change on the way, as `run` makes them.
  ///
  /// - Parameter lane: the only one that is told of, and stepped; nil: all, as they come and go.
  /// - Returns: by end, those that are there then.
  func playedRows(
    _ experiment: Experiment, _ measures: [SweepMeasure], only lane: Int?
  ) throws(ParameterError) -> [[Row]] {
    var playback = try Playback(experiment)
    playback.recordsNoSamples()
    if let lane { playback.stepsOnly(lane) }
    let times = ends(experiment.scenario)
    var clock = Ticks(instants: instants, ends: times)
    var watches: [Int: LaneWatch] = [:]
    var rows: [[Row]] = []
    while true {
      let simulation = playback.simulation
      let time = simulation.time
      let step = simulation.scenario.clock.step
      let lanes = lane.map { [$0] } ?? Array(simulation.lanes.indices)
      for lane in lanes {
        var watch = watches[lane] ?? LaneWatch(measures, lane: lane)
        watch.reads { [measurer] measure, _ in
          measure.value(of: measurer.lane(lane, of: simulation))
        }
        if watch.isWatching {
          watch.note(LaneWatch.Instant(time: time, state: simulation.lanes[lane]))
        }
        watches[lane] = watch
      }
      for instant in clock.reached(time, step: step) {
        for lane in lanes { watches[lane]?.read(at: instant, end: false, simulation.lanes[lane]) }
      }
      for end in clock.ended(time, step: step) {
        rows.append(
          lanes.compactMap { lane in
            let method = simulation.scenario.lanes[lane].method.key
            let state = simulation.lanes[lane]
            var ends = LaneEnds(lane, method, [end])
            guard let watch = watches[lane] else { return nil }
            if state.failure == nil { ends.reach(end, watch, state) }
            return ends.all(watch, state)[0]
          })
      }
      if clock.isOver { return rows }
      playback.advance()
    }
  }
}

/// A lane's rows at its ends, as it reaches them.
private struct LaneEnds {
  private let lane: Int
  private let method: String
  /// Ascending.
  let times: [Double]
  private var rows: [SweepRow] = []

  init(_ lane: Int, _ method: String, _ times: [Double]) {
    self.lane = lane
    self.method = method
    self.times = times
  }

  var last: Double { times[times.count - 1] }

  /// A flow time is reached: an end, or any other.
  mutating func reach(_ time: Double, _ watch: LaneWatch, _ state: LaneState) {
    guard rows.count < times.count, times[rows.count] == time else { return }
    // Others come later: what the end alone decides does not stay.
    var watch = watch
    watch.read(at: time, end: true, state)
    add(watch, state)
  }

  /// All rows; what the lane has not reached says why.
  func all(_ watch: LaneWatch, _ state: LaneState) -> [SweepRow] {
    guard rows.count < times.count else { return rows }
    var (copy, watch) = (self, watch)
    watch.giveUp()
    while copy.rows.count < times.count { copy.add(watch, state) }
    return copy.rows
  }

  private mutating func add(_ watch: LaneWatch, _ state: LaneState) {
    rows.append(
      SweepRow(
        lane: lane, method: method, values: watch.values, failure: state.failure?.description))
  }
}

/// What a clock with ticks has reached: the first tick at or behind each instant, as `run` writes them.
private struct Ticks {
  private var coming: ArraySlice<Double>
  private var ends: ArraySlice<Double>

  init(instants: [Double], ends: [Double]) {
    coming = instants[...]
    self.ends = ends[...]
  }

  mutating func reached(_ time: Double, step: Double) -> [Double] {
    Ticks.reached(&coming, time, step)
  }

  mutating func ended(_ time: Double, step: Double) -> [Double] {
    Ticks.reached(&ends, time, step)
  }

  var isOver: Bool { ends.isEmpty }

  private static func reached(
    _ times: inout ArraySlice<Double>, _ time: Double, _ step: Double
  ) -> [Double] {
    guard let first = times.first, time >= first - step * 1e-6 else { return [] }
    let reached = times.prefix { time >= $0 - step * 1e-6 }
    times.removeFirst(reached.count)
    return Array(reached)
  }
}

extension Scenario {
  /// The ticks with which its stages end, but for the last one.
  fileprivate var stageTicks: [Int] {
    guard let sequence else { return [] }
    let ends = sequence.stageList.dropLast().map { $0.until ?? .infinity }
    return ends.map { Int(max(0, min(1e15, ($0 / clock.step - 1e-9).rounded(.up)))) }
  }
}

extension Sweep {
  /// The error of one step: flows that forget contract, so what single steps add is damped, not summed.
  fileprivate var stepTolerance: Double { max(1e-13, tolerance / 10) }
}
