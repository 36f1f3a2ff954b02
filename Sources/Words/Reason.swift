/// Why a lane keeps the old task, or does not: for its mass and for its place.
public enum Reason: Hashable, Sendable {
  // MARK: Mass

  case nothingOld
  case oldData(goal: String)
  case goalHasOld(goal: String)
  case goalWithoutOld
  case gone
  case outOfSight
  case noGoal

  // MARK: Place

  case spring
  case oldDataHold
  case noSpring

  /// In a few words, for small screens.
  public var short: String { English.words(for: self).short }
}

extension Reason: CustomStringConvertible {
  public var description: String { English.words(for: self).long }
}

extension English {
  static func words(for reason: Reason) -> (short: String, long: String) {
    switch reason {
    case .nothingOld:
      (
        "no old data",
        "nothing in its data is old: what neither data nor goal contain is forgotten"
      )
    case .oldData(let goal):
      ("old data in it", "a share of its data is old and holds the old weight at \(goal)")
    case .goalHasOld(let goal):
      (
        "goal has old",
        "its goal gives the old task a weight of \(goal), and its own samples still show it"
      )
    case .goalWithoutOld:
      ("goal has no old", "its goal does not contain the old task: its weight drains away")
    case .gone:
      ("old mode is gone", "the old component has gone over to the new task")
    case .outOfSight:
      (
        "new task unseen",
        "its own samples show it the old task alone: it keeps that, and learns nothing"
      )
    case .noGoal:
      ("no goal of its own", "it has no goal of its own: what it keeps is what its start had")
    case .spring:
      ("spring holds", "a spring pulls the old mean back, only overlap pushes it")
    case .oldDataHold:
      ("old data hold", "old data hold the old mean in its place")
    case .noSpring:
      ("no spring back", "nothing pulls the old mean back")
    }
  }
}
