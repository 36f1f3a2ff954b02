import Forgetting

/// Where a run stands, as somebody needs it who has the experiment and does not compute: the lanes'
/// states and not the way to them.
public struct Instant: Equatable, Sendable {
  /// The clock's tick, and the latest one reached (beyond it after scrubbing back).
  public var tick: Int
  public var endTick: Int
  public var state: Snapshot.RunState
  public var isInstant: Bool
  public var lanes: [LaneState]
  /// What the lanes' batches look like; nil in population mode.
  public var pictures: [BatchPicture?]

  public init(
    tick: Int, endTick: Int, state: Snapshot.RunState, isInstant: Bool, lanes: [LaneState],
    pictures: [BatchPicture?]
  ) {
    self.tick = tick
    self.endTick = endTick
    self.state = state
    self.isInstant = isInstant
    self.lanes = lanes
    self.pictures = pictures
  }

  /// The instant of a snapshot.
  public init(_ snapshot: Snapshot) {
    self.init(
      tick: snapshot.tick, endTick: snapshot.endTick, state: snapshot.state,
      isInstant: snapshot.isInstant, lanes: snapshot.laneStates,
      pictures: snapshot.lanes.map(\.picture))
  }
}

extension Experiment {
  /// The parameters in force at a tick. An edit that is refused changes nothing, here as in the run.
  public func scenario(atTick tick: Int) -> Scenario {
    var scenario = scenario
    for edit in journal where edit.tick <= tick { try? scenario.apply(edit.change) }
    return scenario
  }

  /// The parameters after the last edit, and where their step came into force.
  var afterLastEdit: (scenario: Scenario, anchor: (tick: Int, time: Double)) {
    var scenario = scenario
    var anchor = (tick: 0, time: 0.0)
    for edit in journal {
      let step = scenario.clock.step
      try? scenario.apply(edit.change)
      guard scenario.clock.step != step else { continue }
      anchor = (edit.tick, anchor.time + Double(edit.tick - anchor.tick) * step)
    }
    return (scenario, anchor)
  }

  /// The interventions as a time axis shows them.
  var marks: [Snapshot.Mark] {
    var scenario = scenario
    return journal.map { edit in
      var mark = Snapshot.Mark(
        tick: edit.tick, time: time(ofTick: edit.tick), label: "changes", from: nil, to: nil)
      if case .set(let path, let value) = edit.change {
        let parameter = ParameterCatalogue.parameter(at: path, in: scenario)
        mark.label = parameter?.label ?? path
        mark.from = parameter?.value(in: scenario)
        mark.to = value
      }
      try? scenario.apply(edit.change)
      return mark
    }
  }
}
