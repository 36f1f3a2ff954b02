import Forgetting

/// The statements over the runs of a sweep: what each says of each lane at its worst and most telling.
public struct Verification: Sendable {
  /// One statement on one lane over all of the runs.
  public struct Entry: Sendable {
    /// Of which lane, counted from 0, by which method.
    public var statement: Statement
    public var lane: Int
    public var method: String
    /// Flow time of the finding.
    var time: Double
    /// The worst over the run.
    public var finding: Finding
    /// Instants at which the statement was judged, and how many of them it held.
    public var judged: Int
    public var held: Int
  }

  /// Every statement for every lane.
  public private(set) var entries: [Entry] = []

  /// Runs the experiments of a sweep side by side, with their edits, each to its instant (to the scenario's
  /// end where it has none).
  ///
  /// - Parameter progress: told the share that is done, on whatever thread has done it.
  public init(
    _ sweep: Sweep, instants: Int = 60, claims: Claims = Claims(),
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws(ParameterError) {
    let done = Monitor(0)
    let total = Double(sweep.runCount * (instants + 1))
    let runs = sweep.results { experiment -> Result<Verification, ParameterError> in
      do throws(ParameterError) {
        return .success(
          try Verification(of: experiment, instants, claims) {
            let count = done.withLock { done in
              done += 1
              return done
            }
            progress(Double(count) / total)
          })
      } catch {
        return .failure(error)
      }
    }
    for run in runs {
      for entry in try run.get().get().entries { note(entry) }
    }
    entries.sort { a, b in
      (a.lane, Verification.position(a)) < (b.lane, Verification.position(b))
    }
  }

  private init(
    of experiment: Experiment, _ instants: Int, _ claims: Claims, step: () -> Void
  ) throws(ParameterError) {
    var playback = try Playback(experiment)
    playback.recordsNoSamples()
    let reader = EvidenceReader()
    let componentReader = ComponentEvidenceReader()
    let end =
      experiment.tick > 0
      ? experiment.time(ofTick: experiment.tick) : experiment.scenario.clock.until
    for instant in 0...instants {
      defer { step() }
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
        func note(_ statement: Statement, _ finding: Finding) {
          let isHeld = finding.verdict == .holds
          self.note(
            Entry(
              statement: statement, lane: index, method: scenario.lanes[index].method.key,
              time: simulation.time, finding: finding,
              judged: isHeld || finding.verdict == .fails ? 1 : 0, held: isHeld ? 1 : 0))
        }
        guard scenario.isAboutPairs else {
          let evidence = componentReader.evidence(of: engine, at: state)
          for statement in StatementCatalogue.general {
            note(statement, statement.finding(for: evidence, claims: claims))
          }
          continue
        }
        let isSwept = index == sweptLane && instant == 0
        let evidence = reader.evidence(
          of: engine, at: state,
          driftSweep: index == sweptLane ? SeparationLaw.shared.points : nil,
          // In the plane nobody waits for nine runs.
          ownDriftSweep: isSwept && engine.method.theory == .reverseToTarget
            && scenario.dimension == 1
            ? SeparationLaw.points(of: scenario, lane: index) : nil)
        for statement in StatementCatalogue.statements
        where statement.number != SeparationLaw.number || isSwept {
          note(statement, statement.finding(for: evidence, claims: claims))
        }
      }
    }
  }

  private static func position(_ entry: Entry) -> Int {
    (StatementCatalogue.statements + StatementCatalogue.general)
      .firstIndex { $0.number == entry.statement.number } ?? 0
  }

  /// A failure stays; otherwise the latest judgement counts, then "not yet", then what is missing.
  private mutating func note(_ entry: Entry) {
    guard
      let index = entries.firstIndex(where: {
        $0.lane == entry.lane && $0.statement.number == entry.statement.number
      })
    else {
      entries.append(entry)
      return
    }
    entries[index].judged += entry.judged
    entries[index].held += entry.held
    let rank: (Finding.Verdict) -> Int = { verdict in
      switch verdict {
      case .fails: 3
      case .holds: 2
      case .notYet: 1
      case .doesNotApply: 0
      }
    }
    let old = entries[index].finding.verdict
    guard old != .fails, rank(entry.finding.verdict) >= rank(old) else { return }
    entries[index].finding = entry.finding
    entries[index].time = entry.time
  }
}
