import Forgetting

/// Where a run stands, as somebody needs it who has the experiment and does not compute: the lanes'
/// states and not the way to them.
public struct Instant: Equatable, Sendable {
  /// The clock's tick, and the latest one reached (beyond it after scrubbing back).
  public var tick: Int
  /// As in the lecturer's snapshot.
  public var endTick: Int
  public var state: Snapshot.RunState
  public var isInstant: Bool
  /// The number of the stage in force, from 0; nil where nobody says: that of the step which led there.
  public var stage: Int?
  /// In the scenario's order.
  public var lanes: [LaneState]
  /// What the lanes' batches look like; nil in population mode.
  public var pictures: [BatchPicture?]

  public init(
    tick: Int, endTick: Int, state: Snapshot.RunState, isInstant: Bool, stage: Int? = nil,
    lanes: [LaneState], pictures: [BatchPicture?]
  ) {
    self.tick = tick
    self.endTick = endTick
    self.state = state
    self.isInstant = isInstant
    self.stage = stage
    self.lanes = lanes
    self.pictures = pictures
  }

  /// The instant of a snapshot.
  public init(_ snapshot: Snapshot) {
    self.init(
      tick: snapshot.tick, endTick: snapshot.endTick, state: snapshot.state,
      isInstant: snapshot.isInstant,
      stage: snapshot.scenario.sequence.map { _ in snapshot.scenario.stage },
      lanes: snapshot.laneStates,
      pictures: snapshot.lanes.map(\.picture))
  }
}

extension Experiment {
  /// The parameters after the last edit, and where their step came into force.
  var afterLastEdit: (scenario: Scenario, anchor: (tick: Int, time: Double)) {
    var anchor = (tick: 0, time: 0.0)
    for stretch in stretches {
      guard let end = stretch.end else { break }
      anchor = (end, anchor.time + Double(end - anchor.tick) * stretch.step)
    }
    return (scenario(atTick: .max), anchor)
  }

  /// The interventions as a time axis shows them.
  var marks: [Snapshot.Mark] {
    var scenario = scenario
    return journal.map { edit in
      defer { try? scenario.apply(edit.change) }
      return Snapshot.Mark(edit, time: time(ofTick: edit.tick), before: scenario)
    }
  }
}
