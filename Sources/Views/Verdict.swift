import Cells
import Explorer
import Forgetting
import Simulation

/// What has become of the old task in a lane, in one word.
enum Verdict: String, CaseIterable {
  case ready = "READY"
  case keeps = "KEEPS"
  case forgets = "FORGETS"
  /// Nothing that was there is lost, but there was not half of the task.
  case neverHadIt = "NEVER HAD IT"
  case drifts = "DRIFTS"
  case learnsNothing = "LEARNS NOTHING"
  /// No task has been seen yet: there is nothing to be kept.
  case learns = "LEARNS"
  case captured = "CAPTURED"
  /// The components stand at each other's task: the numbers of either speak of the other one.
  case swapped = "SWAPPED"
  case diverged = "DIVERGED"
  /// Stopped for another reason than too long a step.
  case stopped = "STOPPED"

  /// Losing a tenth of what was there at the start is forgetting, or a tenth of a task that has a name.
  private static let keptShare = 0.9
  /// Of less than half of a task nobody says that it is kept, of more nobody that it was not learned.
  private static let half = 0.5
  /// Units of θ per flow time: who moves by less has not begun to learn, if it ever does. A policy gradient of two
  /// tokens from one new answer in a hundred moves by 2e−4, and keeps what it has for that reason alone.
  private static let crawl = 5e-4

  init(_ lane: Snapshot.LaneView, time: Double) {
    let meters = lane.meters
    let kept = meters.effectiveOldMass
    // As it is shown: a word that follows more digits than there are contradicts the number.
    func percent(_ share: Double) -> Double { (100 * share).rounded() }
    let isLess = percent(kept) < percent(Verdict.keptShare * lane.startOldMass)
    if let failure = lane.failure {
      if case .diverged = failure { self = .diverged } else { self = .stopped }
    } else if time <= 0 {
      self = .ready
    } else if let worst = lane.retention?.greatestLoss,
      percent(worst.best) - percent(worst.now) > percent(1 - Verdict.keptShare)
    {
      self = .forgets
    } else if lane.retention != nil {
      self =
        LaneReasons.isFar(Verdict.worstDrift(lane, grown: true)?.drift ?? 0)
        ? .drifts : Verdict.ofStage(lane)
    } else if lane.goal == .captured && isLess {
      self = .captured
    } else if isLess {
      self = .forgets
    } else if kept < Verdict.half {
      self = .neverHadIt
    } else if lane.goal.isSwapped {
      self = .swapped
    } else if LaneReasons.isFar(meters.oldDrift) {
      self = .drifts
    } else if lane.speed < Verdict.crawl || lane.goal == .outOfSight,
      meters.effectiveNewMass < Verdict.half,
      meters.effectiveNewMass < lane.startNewMass + 0.01
    {
      self = .learnsNothing
    } else {
      self = .keeps
    }
  }

  /// The seen task that has moved most, of those of which there ever was half: one that was never learned has
  /// no place, and neither has one without a component. Of one component for all it is that one's, and no task's.
  ///
  /// - Parameter grown: only of those that are farther off than at the end of their own stage: what still comes
  ///   nearer does not drift.
  static func worstDrift(
    _ lane: Snapshot.LaneView, grown: Bool = false
  ) -> (task: Int?, drift: Double)? {
    guard let retention = lane.retention, let drift = lane.meters.tasks?.drift, drift.count > 1
    else { return lane.meters.oldDrift.isFinite ? (nil, lane.meters.oldDrift) : nil }
    return retention.seen.filter {
      drift.indices.contains($0) && retention.bestBefore($0) >= TaskPlaces.leastLearned
        && !(grown && drift[$0] <= retention.ownDrifts[$0] + 0.005)
    }
    .map { ($0, drift[$0]) }
    .max { $0.1 < $1.1 }
  }

  /// Of tasks that have names: what stands still has learned the present one, or nothing.
  private static func ofStage(_ lane: Snapshot.LaneView) -> Verdict {
    guard let retention = lane.retention, let now = retention.rows.last?[retention.current],
      let before = retention.rows.dropLast().last?[retention.current]
    else { return .keeps }
    let isStill = lane.speed < crawl || LaneReasons.isBlind(lane)
    if isStill, now < half, now < before + 0.01 { return .learnsNothing }
    if retention.seen.isEmpty { return .learns }
    // Of less than half of the seen tasks nobody says that it is kept.
    return (lane.meters.tasks?.keptTogether ?? 1) < half ? .neverHadIt : .keeps
  }

  var ink: Ink {
    switch self {
    case .ready, .learns: .dim
    case .keeps: .good
    case .drifts, .swapped, .learnsNothing, .neverHadIt: .warning
    case .forgets, .captured, .diverged, .stopped: .bad
    }
  }
}
