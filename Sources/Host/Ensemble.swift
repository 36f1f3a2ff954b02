import Forgetting
import Simulation

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
    for offset in 0..<count {
      var experiment = experiment
      experiment.scenario.seed &+= UInt64(offset)
      for index in experiment.journal.indices {
        if case .replace(var scenario) = experiment.journal[index].change {
          scenario.seed &+= UInt64(offset)
          experiment.journal[index].change = .replace(scenario)
        }
      }
      members.append(
        Member(seed: experiment.scenario.seed, playback: try Playback(experiment)))
    }
    self.members = members
  }

  /// Flow time, which all members share.
  public var time: Double { members[0].playback.simulation.time }
  /// The clock's step now.
  public var step: Double { members[0].playback.simulation.scenario.clock.step }

  /// A failed lane, in one line.
  public var failure: String? {
    for member in members {
      for (index, lane) in member.playback.simulation.lanes.enumerated() {
        guard let failure = lane.failure else { continue }
        let seed = members.count > 1 ? " with seed \(member.seed)" : ""
        return "lane \(index + 1)\(seed): \(failure)"
      }
    }
    return nil
  }

  /// Brings every member to a tick.
  public mutating func advance(toTick tick: Int) {
    onAll { playback in
      while playback.simulation.tick < tick { playback.advance() }
    }
  }

  /// Brings every member one tick on at least, and to the first tick at or after a time.
  public mutating func advance(toTime time: Double) {
    onAll { playback in
      repeat {
        playback.advance()
      } while playback.simulation.time < time - playback.simulation.scenario.clock.step * 1e-6
    }
  }

  /// What `body` makes of every member, in the order of their seeds.
  public func map<Value: Sendable>(_ body: @escaping @Sendable (Simulation) -> Value) -> [Value] {
    if members.count == 1 { return [body(members[0].playback.simulation)] }
    let results = Results<Value>(count: members.count)
    let members = members
    Worker.forEach(members.count) { index in
      results.set(body(members[index].playback.simulation), at: index)
    }
    return results.values
  }

  private func onAll(_ body: @escaping @Sendable (inout Playback) -> Void) {
    if members.count == 1 { return body(&members[0].playback) }
    let members = members
    Worker.forEach(members.count) { body(&members[$0].playback) }
  }

  /// A place for each; a place is written by one thread and read when all have ended.
  private final class Results<Value>: @unchecked Sendable {
    private let places: UnsafeMutablePointer<Value?>
    private let count: Int

    init(count: Int) {
      self.count = count
      places = .allocate(capacity: count)
      places.initialize(repeating: nil, count: count)
    }

    deinit {
      places.deinitialize(count: count)
      places.deallocate()
    }

    func set(_ value: Value, at index: Int) { places[index] = value }

    var values: [Value] { (0..<count).compactMap { places[$0] } }
  }
}
