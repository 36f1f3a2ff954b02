/// What is wrong with a file, a folder or a socket; the end of a line that begins with its name.
public enum FileProblem: Hashable, Sendable {
  // MARK: Reading

  case noSuchFile
  case noSuchFolder
  case unreadable
  case isFolder
  case isNoFolder
  case longer(thanKilobytes: Int)
  case shorterNow
  case nobodyWrites
  case givenUp

  // MARK: Writing

  case unwritable
  case readOnly
  case diskFull
  case tooLarge
  case quota
  case nameOfFolder
  case nobodyReads
  case longName
  case isThere
  case manyOfThatName(Int)
  case noEnding(allowed: String)
  case kiosk

  // MARK: Sessions

  case noSessionName
  case openElsewhere
  case manySessions
  case manyEdits(megabytes: Int)

  // MARK: Settings

  /// A variable of the environment by its name.
  case unknownVariable(nearest: String)

  // MARK: Folders of sweeps

  case otherColumns
  case isAtWork
  case rowsWithoutSweep
  case noSweep
  /// The versions that began it and that goes on.
  case otherVersion(String, own: String)
  /// The first line that differs; nil: there is none.
  case otherSweep(String?, own: String?)
  case manyRows(files: Int)

  // MARK: Sockets

  case noSuchGroup
  case notGivenToGroup(reason: SocketReason)
  case noSocketButThere
  case sharedAlready
  case leftBehind(reason: SocketReason)
  case socketName(longest: Int)
  case socket(SocketReason)
  case noAnswer
  case noWatchers
  case lecturerLeft
  case stream(ShareProblem)

  /// What a system says.
  case told(String)

  /// Why a socket cannot be used.
  public enum SocketReason: Hashable, Sendable {
    case missing
    case noSocket
    case nobodyThere
    case notAllowed
    case isThere
    case noAnswer
    /// What a system says.
    case told(String)
  }
}
