import Forgetting

/// Where a run stops or goes to by itself: a condition that pauses it, an instant it is sent to.
extension Simulation {
  /// Ticks that a run may be sent ahead.
  public static let largestJump = 1_000_000

  /// From now on the run pauses where the condition begins to hold; one that holds already has to end
  /// first.
  mutating func pause(when condition: Condition?) {
    pauseCondition = condition
    hasMetCondition = false
    heldCondition = condition?.holds(in: self) ?? false
  }

  /// Pauses a playing run at the first tick at which the condition holds.
  mutating func watchCondition() {
    guard isPlaying, let pauseCondition else { return }
    let holds = pauseCondition.holds(in: self)
    if holds, !heldCondition {
      isPlaying = false
      hasMetCondition = true
    }
    heldCondition = holds
  }

  /// Goes to an instant of the past at once, and to one of the future as an instant edit does: in
  /// slices, so that it can be watched and ended.
  mutating func run(to wanted: Double) {
    isPlaying = false
    hasMetCondition = false
    guard wanted.isFinite else { return }
    if wanted <= endTime { return seek(wanted) }
    catchUpTime = nil
    restore(to: endTick)
    catchUpTime = min(wanted, time + Double(Simulation.largestJump) * scenario.clock.step)
    isJumping = true
  }

  /// A jump that takes too long ends where it is when the user plays, pauses or steps.
  mutating func endJump(before command: Command) {
    switch command {
    case .pause where approach != nil, .step where approach != nil: catchUpTime = nil
    case .play where isJumping, .pause where isJumping, .step where isJumping: catchUpTime = nil
    default: break
    }
  }
}
