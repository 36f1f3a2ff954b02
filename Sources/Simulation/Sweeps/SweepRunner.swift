import Forgetting

/// Makes the runs of a sweep, one after the other on one thread, and keeps its memory between them.
///
/// A run depends on nothing that was run before it: tables are the same however runs are shared out.
public final class SweepRunner {
  /// What one lane of one run gives.
  public typealias Row = SweepRow

  let sweep: Sweep
  private let ends: SweepEnds
  private var places: SweepPlaces
  private let lanes: LaneRunner
  let memory: SweepMemory
  /// Densities that flows have evaluated, about.
  var work: Double { lanes.work }
  /// Of the last point whose lanes come and go, and draw no samples, by end: all seeds have its rows.
  private var last: (places: [Int], rows: [[Row]])?

  /// A runner of one thread; it keeps its workspaces from run to run.
  ///
  /// - Parameter memory: what other threads of the same sweep know, too; nil: this one's own.
  public init(_ sweep: Sweep, sharing memory: SweepMemory? = nil) {
    self.sweep = sweep
    self.memory = memory ?? SweepMemory(sweep)
    ends = SweepEnds(sweep)
    places = SweepPlaces(sweep)
    lanes = LaneRunner(sweep, ends)
  }

  /// The rows of a run, by lane.
  ///
  /// - Parameter index: from 0, below the sweep's `runCount`.
  public func rows(ofRun index: Int) -> [Row] {
    do throws(ParameterError) {
      return try rows(of: try places.scenario(ofRun: index), run: index)
    } catch {
      // Values that are allowed one by one, but not together.
      return sweep.lanes(ofRun: index).enumerated().map { lane, settings in
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
    return try? row(
      of: scenario, run: index, lane: lane, drawsSamples: scenario.sampling(ofLane: lane).isBatch
    ) { () throws(ParameterError) in
      try lanes.rows(scenario, lane: lane, measures: sweep.measures)
    }
  }

  func scenario(ofRun index: Int) throws(ParameterError) -> Scenario {
    try places.scenario(ofRun: index)
  }

  // MARK: - Lanes

  /// - Parameter run: whose edits are made, where the experiment has some.
  private func rows(of scenario: Scenario, run index: Int) throws(ParameterError) -> [Row] {
    guard sweep.experiment.journal.isEmpty else {
      return try editedRows(try sweep.experiment(ofRun: index), run: index)
    }
    let drawing = scenario.lanes.indices.map { scenario.sampling(ofLane: $0).isBatch }
    return try rows(of: scenario, run: index, drawing: drawing) { (lane) throws(ParameterError) in
      try lanes.rows(scenario, lane: lane, measures: sweep.measures)
    }
  }

  /// Rows of lanes, each made by itself where it is not known.
  ///
  /// - Parameters:
  ///   - drawing: by lane, whether it draws samples at any time.
  ///   - make: a lane's rows, by end.
  private func rows(
    of scenario: Scenario, run index: Int, drawing: [Bool],
    _ make: (Int) throws(ParameterError) -> [Row]
  ) throws(ParameterError) -> [Row] {
    var rows = [Row?](repeating: nil, count: drawing.count)
    // What other seeds have, too, comes last: other threads may be making it.
    for wanted in [true, false] {
      for lane in rows.indices where drawing[lane] == wanted {
        rows[lane] = try row(of: scenario, run: index, lane: lane, drawsSamples: wanted) {
          () throws(ParameterError) in try make(lane)
        }
      }
    }
    return rows.compactMap { $0 }
  }

  private func row(
    of scenario: Scenario, run index: Int, lane: Int, drawsSamples: Bool,
    _ make: () throws(ParameterError) -> [Row]
  ) throws(ParameterError) -> Row {
    let key = memory.rows.key(ofRun: index, lane: lane, drawsSamples: drawsSamples)
    return try memory.rows.value(key, make)[ends.place(of: scenario.clock.until)]
  }

  /// Runs whose journal changes them on the way: lane by lane, each once for all seeds where it draws no
  /// samples. Lanes that come and go are made together.
  private func editedRows(
    _ experiment: Experiment, run index: Int
  ) throws(ParameterError) -> [Row] {
    // An edit that is refused refuses the run, whoever has made its lanes before.
    let drawing = try experiment.lanesDrawingSamples()
    if let drawing {
      return try rows(of: experiment.scenario, run: index, drawing: drawing) {
        (lane) throws(ParameterError) in
        try lanes.playedRows(experiment, sweep.measures, only: lane).map { $0[0] }
      }
    }
    let end = ends.place(of: experiment.scenario.clock.until)
    var place = sweep.places(ofRun: index)
    if let axis = ends.axis { place[axis] = 0 }
    if let last, last.places == place { return last.rows[end] }
    let rows = try lanes.playedRows(experiment, sweep.measures, only: nil)
    last = experiment.drawsSamples ? nil : (place, rows)
    return rows[end]
  }

  /// One lane of a scenario, run to its only end.
  func laneRow(
    _ scenario: Scenario, lane: Int, measures: [SweepMeasure]
  ) throws(ParameterError) -> Row {
    try lanes.rows(scenario, lane: lane, measures: measures)[0]
  }
}

extension Experiment {
  /// By lane, whether it draws samples at any time; nil where lanes come and go.
  fileprivate func lanesDrawingSamples() throws(ParameterError) -> [Bool]? {
    var scenario = scenario
    var drawing = scenario.lanesDrawingSamples
    var areTheSame = true
    for edit in journal {
      if case .replace = edit.change { areTheSame = false }
      try scenario.apply(edit.change)
      let now = scenario.lanesDrawingSamples
      areTheSame = areTheSame && now.count == drawing.count
      if areTheSame { drawing = zip(drawing, now).map { $0 || $1 } }
    }
    return areTheSame ? drawing : nil
  }

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
  fileprivate var lanesDrawingSamples: [Bool] { lanes.indices.map { sampling(ofLane: $0).isBatch } }
  fileprivate var drawsSamples: Bool { lanesDrawingSamples.contains(true) }
}

extension Sweep {
  /// Whether a lane draws samples at any point: otherwise all seeds are alike.
  public var drawsSamples: Bool {
    let paths = axes.flatMap(\.paths) + (goal.map { [$0.path] } ?? [])
    return experiment.drawsSamples
      || paths.contains { $0.hasSuffix("batch") || $0.hasSuffix("sampling") }
  }
}
