import Forgetting

/// The statements over a run of a scenario: what each says of each lane at its worst and most telling.
public struct Verification {
  /// One statement on one lane over the whole run.
  public struct Entry: Sendable {
    public var statement: Statement
    public var lane: Int
    public var method: String
    /// Flow time of the finding.
    public var time: Double
    public var finding: Finding
    /// Instants at which the statement was judged, and how many of them it held.
    public var judged: Int
    public var held: Int
  }

  public private(set) var entries: [Entry] = []

  /// Whether no statement that applies has failed.
  public var isSound: Bool { !entries.contains { $0.finding.verdict == .fails } }

  /// Runs a scenario to its end and examines it at the start and at instants spread over the run.
  ///
  /// - Parameter instants: how many instants are examined.
  public init(
    _ scenario: Scenario, instants: Int = 60, claims: Claims = Claims()
  ) throws(ParameterError) {
    try self.init(Experiment(scenario: scenario), instants: instants, claims: claims)
  }

  /// Runs an experiment, with its edits, to its instant (to the scenario's end where it has none).
  public init(
    _ experiment: Experiment, instants: Int = 60, claims: Claims = Claims()
  ) throws(ParameterError) {
    var playback = try Playback(experiment)
    let reader = EvidenceReader()
    let end =
      experiment.tick > 0
      ? experiment.time(ofTick: experiment.tick) : experiment.scenario.clock.until
    for instant in 0...instants {
      let goal = end * Double(instant) / Double(instants)
      while playback.simulation.time < goal - playback.simulation.scenario.clock.step / 2 {
        playback.advance()
      }
      let simulation = playback.simulation
      let scenario = simulation.scenario
      // Statement 6 has a sweep of its own, the same for every lane that it is about.
      let sweptLane =
        simulation.engines.firstIndex { $0.method.theory == .reverseToTarget } ?? 0
      for (index, engine) in simulation.engines.enumerated()
      where simulation.lanes[index].failure == nil {
        let state = simulation.lanes[index]
        let sweep = index == sweptLane ? SeparationLaw.shared.points : nil
        let evidence = reader.evidence(of: engine, at: state, driftSweep: sweep)
        for statement in StatementCatalogue.statements
        where statement.number != SeparationLaw.number || index == sweptLane && instant == 0 {
          note(
            statement, lane: index, method: scenario.lanes[index].method.key,
            time: simulation.time, statement.finding(for: evidence, claims: claims))
        }
      }
    }
    entries.sort { a, b in
      (a.lane, Verification.position(a)) < (b.lane, Verification.position(b))
    }
  }

  private static func position(_ entry: Entry) -> Int {
    StatementCatalogue.statements.firstIndex { $0.number == entry.statement.number } ?? 0
  }

  /// A failure stays; otherwise the latest judgement counts, then "not yet", then what is missing.
  private mutating func note(
    _ statement: Statement, lane: Int, method: String, time: Double, _ finding: Finding
  ) {
    let isJudged = finding.verdict == .holds || finding.verdict == .fails
    guard
      let index = entries.firstIndex(where: {
        $0.lane == lane && $0.statement.number == statement.number
      })
    else {
      entries.append(
        Entry(
          statement: statement, lane: lane, method: method, time: time, finding: finding,
          judged: isJudged ? 1 : 0, held: finding.verdict == .holds ? 1 : 0))
      return
    }
    if isJudged { entries[index].judged += 1 }
    if finding.verdict == .holds { entries[index].held += 1 }
    let rank: (Finding.Verdict) -> Int = { verdict in
      switch verdict {
      case .fails: 3
      case .holds: 2
      case .notYet: 1
      case .doesNotApply: 0
      }
    }
    let old = entries[index].finding.verdict
    guard old != .fails, rank(finding.verdict) >= rank(old) else { return }
    entries[index].finding = finding
    entries[index].time = time
  }
}
