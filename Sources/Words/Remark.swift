/// What the explorer says to its user in one line, until the next key.
public enum Remark: Hashable, Sendable {
  /// A parameter by its label, from one value to another.
  public struct Change: Hashable, Sendable {
    var label: String
    var from: String?
    var to: String

    public init(label: String, from: String?, to: String) {
      self.label = label
      self.from = from
      self.to = to
    }
  }

  /// What parts add up to that should make 1.
  public struct OddTotal: Hashable, Sendable {
    /// Where they are listed, as a file calls it.
    var field: String
    /// Whether they are masses of tasks, not weights of components.
    var areMasses: Bool
    var total: String

    public init(_ field: String, areMasses: Bool, _ total: String) {
      self.field = field
      self.areMasses = areMasses
      self.total = total
    }
  }

  // MARK: What is refused

  case refused(field: String, value: String, Allowed)
  case runOfLecturer
  case kioskWritesNothing
  case kioskStays
  case nobodyWatched

  // MARK: The scenario

  /// Parts that do not add up to 1: of them each counts as its share.
  case normalised([OddTotal])

  // MARK: The run

  case noLog
  /// A log by its name, whose hash is another.
  case changedLog(String)
  /// A log by its name.
  case reading(String)
  case readingGivenUp(String)
  case nothingToUndo
  case nothingToRedo
  case instantOff
  case instantOn
  case instantAwaitsRun
  case startAwaitsRestart
  case onTheWay(percent: Int)
  case stoppedOnTheWay
  /// Conditions in their own words.
  case paused(String)
  case pauses(String)
  case pauseHoldsAlready(String)
  case pausesAtUntil

  // MARK: The screen

  case nothingOnKey(String)
  case symbolsOnly(String)
  case symbols(String)
  case palette(String)
  case mouse(isOn: Bool)
  case onlyInThePlane

  // MARK: Lectures

  case firstScene
  case lastScene
  case backInScript
  case lastSceneOfTour
  case tourOver
  case noTour
  case viewOfLecturer
  case ownView
  case forked

  // MARK: Ghosts, called by their letters

  case nothingToKeep
  case kept(summary: String)
  case nothingToBranch
  case branchedHere(ghost: String)
  case branched(time: String, ghost: String)
  case ghostRuns(String)
  case ghostGone(String)
  case ghostsGone

  // MARK: Lanes, called by their marks

  case lanes(count: Int, isFull: Bool)
  case lane(mark: String, nickname: String, note: String)
  case method(mark: String, name: String, nickname: String, about: String)
  case mostLanes
  case oneLaneStays
  case laneToRemove(count: Int)
  case exactAgain(mark: String?)
  case batches(mark: String?, size: Int?)

  // MARK: Parameters, called by their labels

  case value(of: String, String)
  case changes([Change])
  case endOfRange(of: String)
  case unknownAtStart
  case choices(String)
  case idle(label: String, path: String)

  // MARK: Effects

  case figureBegun
  case figureWritten(String)
  case noFigure(problem: String)
  case scenarioWritten(String)
  case nothingWritten
  case notForked(problem: String)
  case sessionNotSaved(problem: String)
  case noPlaceForSession
  /// From a line on nothing of a session is read.
  case sessionDamaged(name: String, line: Int)
  /// The newest one cannot be read; another is opened.
  case sessionPassedOver(name: String, taken: String)
  case recordingStopped(problem: String)
  case endsUnused(seconds: Int)
  case runsMissing(Int, of: Int)

  /// What somebody else has put into words: a system, another room's error.
  case told(String)
}
