import Forgetting
import Simulation

/// What has been asked of the simulation and not yet answered. A snapshot stays as it came; the screen
/// shows `ExplorerState.now`, which is the newest one with this over it. Two quick presses of a key are
/// two deeds because the second one counts from what the first has asked for.
struct Pending: Sendable {
  var state: Snapshot.RunState?
  var time: Double?
  var endTime: Double?
  var isInstant: Bool?
  var pauseCondition: Condition??
  /// The way to a late instant has been ended.
  var endsApproach = false
  /// What is done as soon as all has been answered, so that the screen and the experiment behind it say
  /// the same.
  var deeds: [Effect] = []

  /// Another experiment, opened where it stands.
  init(opening experiment: Experiment, plays: Bool) {
    state = plays ? .running : experiment.tick == 0 ? .ready : .paused
    time = experiment.time(ofTick: experiment.tick)
    endTime = time
    isInstant = false
    pauseCondition = .some(nil)
  }

  /// Nothing.
  init() {}
}

/// The run as the screen shows it.
public struct Now: Sendable {
  /// Whether it runs.
  public var state: Snapshot.RunState
  /// Flow time.
  public var time: Double
  /// As in `Snapshot`, with what is pending over it.
  public var endTime: Double
  public var isInstant: Bool
  public var pauseCondition: Condition?
  var approachedShare: Double?

  init(_ snapshot: Snapshot, _ pending: Pending) {
    state = pending.state ?? snapshot.state
    endTime = pending.endTime ?? snapshot.endTime
    time = min(pending.time ?? snapshot.time, endTime)
    isInstant = pending.isInstant ?? snapshot.isInstant
    pauseCondition = pending.pauseCondition ?? snapshot.pauseCondition
    approachedShare = pending.endsApproach ? nil : snapshot.approachedShare
  }

  /// Whether the eye has gone back to an instant before the latest one. A running flow is drawn between
  /// its last two ticks, which is no going back.
  package var isInPast: Bool { state != .running && time < endTime - 1e-9 }
}
