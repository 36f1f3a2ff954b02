/// Why a lane keeps the old task, or does not: for its mass and for its place.
public enum Reason: Hashable, Sendable {
  // MARK: Mass

  case nothingOld
  case oldData(goal: String)
  case goalHasOld(goal: String)
  case goalWithoutOld
  case gone
  case swapped
  case outOfSight
  case noGoal
  /// No formula says where its weight ends.
  case unknownGoal
  /// The chance of a batch without an old sample.
  case starved(chance: String)

  // MARK: Mass, where tasks have names

  case nothingSeen(task: String)
  case seenData(share: String)
  /// Data of the model itself, as it was when the stage began.
  case rememberedData(share: String)
  case goalHasSeen
  case goalWithoutSeen(task: String)
  case taskOutOfSight(task: String)
  /// A model of one component has nothing to share out.
  case oneComponentToMean
  case oneComponentStays
  case oneComponentMoves

  // MARK: Place

  case spring
  /// By more than a quarter of a deviation.
  case pushedOff
  case oldDataHold
  case noSpring

  /// In a short sentence.
  public var short: String { English.words(for: self).short }
  /// In a word or two, for small screens.
  public var tight: String { English.words(for: self).tight }
}

extension Reason: CustomStringConvertible {
  public var description: String { English.words(for: self).long }
}

extension English {
  static func words(for reason: Reason) -> (tight: String, short: String, long: String) {
    switch reason {
    case .nothingOld:
      (
        "no old data", "nothing in its data is old",
        "nothing in its data is old: what neither data nor goal contain is forgotten"
      )
    case .oldData(let goal):
      (
        "data hold old \(goal)", "old data hold β at \(goal)",
        "a share of its data is old and holds the old weight at \(goal)"
      )
    case .goalHasOld(let goal):
      (
        "goal has old \(goal)", "its goal has old at \(goal)",
        "its goal gives the old task a weight of \(goal), and its samples still show it"
      )
    case .goalWithoutOld:
      (
        "goal has no old", "its goal has no old",
        "its goal does not contain the old task: its weight drains away"
      )
    case .gone:
      (
        "old mode is gone", "its old mode is gone",
        "the old component has gone over to the new task"
      )
    case .swapped:
      (
        "swapped", "its modes changed places",
        "its modes have changed places: β and the drift of the old one speak of the mode at the new task"
      )
    case .outOfSight:
      (
        "new task unseen", "it never sees the new task",
        "its own samples show it the old task alone: it keeps that, and learns nothing"
      )
    case .noGoal:
      (
        "no goal of its own", "it has no goal of its own",
        "it has no goal of its own: what it keeps is what its start had"
      )
    case .unknownGoal:
      (
        "goal unknown", "no formula says its goal",
        "no formula says where its weight ends: that depends on its way"
      )
    case .starved(let chance):
      (
        "\(chance) of batches lack old", "\(chance) of its batches show no old",
        "its goal has the old task, but \(chance) of its batches show no sample of it: what brings it back comes rarely"
      )
    case .nothingSeen(let task):
      (
        "no seen data", "only \(task) is in its data",
        "only \(task) is in its data: what neither data nor goal contain is forgotten"
      )
    case .seenData(let share):
      (
        "seen data \(share)", "\(share) of its data is of seen tasks",
        "a share of \(share) of its data is of seen tasks: that is the weight they end with"
      )
    case .rememberedData(let share):
      (
        "remembered \(share)", "\(share) of its data is remembered",
        "a share of \(share) of its data is what it remembered when the stage began: what is older fades"
      )
    case .goalHasSeen:
      (
        "goal has seen", "its goal has the seen tasks",
        "its goal contains the seen tasks: it keeps what its samples still show of them"
      )
    case .goalWithoutSeen(let task):
      (
        "goal has no seen", "its goal is \(task) alone",
        "its goal is \(task) alone: the weight of seen tasks drains away"
      )
    case .taskOutOfSight(let task):
      (
        "new task unseen", "it never sees \(task)",
        "its samples show nothing of \(task): it keeps what it has, and learns nothing"
      )
    case .oneComponentToMean:
      (
        "goes to the mean", "one hump goes to the mean",
        "it has one component, which goes to the mean of its data"
      )
    case .oneComponentStays:
      (
        "stays where it is", "one hump stays with one task",
        "it has one component, which stays with the task that it is near"
      )
    case .oneComponentMoves:
      (
        "moves as one", "one hump moves as one",
        "it has one component: all of it goes where its goal is"
      )
    case .spring:
      (
        "spring", "a spring holds the mean",
        "a spring pulls the old mean back, only overlap pushes it"
      )
    case .pushedOff:
      (
        "pushed off", "overlap pushed the mean off",
        "a spring pulls the old mean back, and overlap has pushed it off"
      )
    case .oldDataHold:
      ("data hold", "old data hold the mean", "old data hold the old mean in its place")
    case .noSpring:
      ("no spring", "nothing pulls the mean back", "nothing pulls the old mean back")
    }
  }
}
