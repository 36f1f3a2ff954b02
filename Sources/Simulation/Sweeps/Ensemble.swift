import Forgetting
import Words

/// The same experiment with different seeds, side by side on all processors. What comes out depends on
/// the seeds alone, not on how many threads there are.
public struct Ensemble {
  /// One member; touched by one thread at a time.
  private final class Member: @unchecked Sendable {
    let seed: UInt64
    var playback: Playback

    init(seed: UInt64, playback: Playback) {
      self.seed = seed
      self.playback = playback
    }
  }

  private let members: [Member]

  /// - Parameter count: seeds, from the scenario's on; after the largest comes 0.
  public init(_ experiment: Experiment, count: Int) throws(ParameterError) {
    var members: [Member] = []
    let sweep = Sweep(experiment, seedCount: count)
    for run in 0..<sweep.runCount {
      let experiment = try sweep.experiment(ofRun: run)
      var playback = try Playback(experiment)
      playback.recordsNoSamples()
      members.append(Member(seed: experiment.scenario.seed, playback: playback))
    }
    // Several members have a processor each; a single one shares its lanes out.
    if count == 1 { members[0].playback.use(LaneCrew()) }
    self.members = members
  }

  /// Flow time, which all members share.
  public var time: Double { members[0].playback.simulation.time }

  /// A failed lane, the first of them.
  public var failure: Complaint? {
    for member in members {
      for (index, lane) in member.playback.simulation.lanes.enumerated() {
        guard let failure = lane.failure else { continue }
        return .laneFailed(index, seed: members.count > 1 ? member.seed : nil, failure)
      }
    }
    return nil
  }

  /// Brings every member to a tick.
  public func advance(toTick tick: Int) {
    let members = members
    Processors.forEach(members.count) { index in
      while members[index].playback.simulation.tick < tick { members[index].playback.advance() }
    }
  }

  /// Goes on to the next instants of a schedule and measures every member at each.
  ///
  /// Threads meet once per call, not once per instant: a step in one dimension takes less time than
  /// two threads take to meet.
  ///
  /// - Parameters:
  ///   - schedule: where the last call has left it.
  ///   - limit: instants at most; fewer come at the schedule's end.
  ///   - measure: called once per member; what it returns, with that member's simulation at each
  ///     instant.
  /// - Returns: by instant, then in the order of the seeds.
  public func measure<Value: Sendable>(
    _ schedule: inout Schedule, limit: Int,
    _ measure: @escaping @Sendable () -> (Simulation) -> Value
  ) -> [[Value]] {
    let members = members
    let begun = schedule
    let found = Processors.map(members.count) { index in
      var schedule = begun
      let reader = measure()
      var values: [Value] = []
      while values.count < limit, schedule.goToNext(&members[index].playback) {
        values.append(reader(members[index].playback.simulation))
      }
      return (values: values, schedule: schedule)
    }
    // The clock is the same for all members, so they stand at the same place of the schedule.
    schedule = found[0].schedule
    return found[0].values.indices.map { instant in found.map { $0.values[instant] } }
  }

  /// When a run is measured: at its beginning, and then every so often as long as it lasts.
  public struct Schedule: Sendable {
    /// Flow time between two instants; nil: every tick.
    let period: Double?
    let end: Double
    private var next: Double?
    private var hasBegun = false
    private var isOver = false

    public init(every period: Double?, until end: Double) {
      self.period = period
      self.end = end
    }

    /// Steps to the next instant; false when there is none.
    fileprivate mutating func goToNext(_ playback: inout Playback) -> Bool {
      guard !isOver else { return false }
      // No tick is told of twice, however short the period is.
      if hasBegun { playback.advance() }
      hasBegun = true
      while true {
        let time = playback.simulation.time
        let step = playback.simulation.scenario.clock.step
        let slack = step * 1e-6
        if next.map({ time >= $0 - slack }) ?? true {
          let following = period.map { (next ?? time) + $0 } ?? time + step / 2
          next = max(following, time)
          isOver = time >= end - slack
          return true
        }
        if time >= end - slack {
          isOver = true
          return false
        }
        playback.advance()
      }
    }
  }
}
