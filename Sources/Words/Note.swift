/// What is worth saying about a lane beyond its numbers.
public enum Note: Hashable, Sendable {
  // MARK: In a few words

  case saturated
  case largerReward
  case notSupervised
  case withoutAnchor
  /// κ as a controller has it now, to a hundredth.
  case coefficient(hundredths: Int)

  // MARK: As a sentence

  case rewardsAlike
  case noAdvantage
  case rewardFactor(batch: Int)
  case wholeTarget
  case reverseLimit
  case teacherFollows
  case oldModeUnseen
  case neverRefreshed
  case refreshed(times: Int)
  case valuePerWindow(refreshes: Int)

  /// What a lecturer's program of another version says.
  case told(String)
}
