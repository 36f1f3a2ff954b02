import Forgetting
import Simulation

/// What the interface remembers of a lecture that is being given.
public struct LectureState: Sendable {
  /// A run that is left, to be taken up again as it was: the script's, to play with the controls.
  struct Departure: Equatable, Sendable {
    var experiment: Experiment
    var wasRunning: Bool
    var ghosts: [KeptGhost]
    var pauseCondition: Condition?
  }

  /// The explorer in which the lecture was opened.
  struct Host: Equatable, Sendable {
    var run: Departure
    var shown: ShownView
    var cursor: String
  }

  /// The lecture that is given.
  public var lecture: Lecture { script.lecture }
  var script: LectureScript
  /// Counted from 0.
  public internal(set) var scene = 0
  /// The commands that had been sent when the scene began: snapshots before them belong to another.
  var firstCommand = 0
  var departure: Departure?
  /// What comes back when the lecture is over; nil: the lecture is all there is.
  @Boxed var host: Host?
  /// Whether the scene's panes and notes are on the screen, and not one of the explorer's views.
  var showsScene = true
  /// Whether the lecturer has blanked the screen.
  var isBlank = false
  /// Whether the flow goes on when the screen comes back: it has been held for that long.
  var resumesAfterBlank = false
  package var showsAnswer = false
  package var notesScroll = 0
  /// The scene under the cursor in the list of scenes; nil: the list is closed.
  public internal(set) var menu: Int?
  /// A scene's number of which more digits may follow.
  var typedScene: Int?
  /// Whether the notes are on the screen; a hand-out has them beside it.
  let showsNotes: Bool
  /// Whether those who follow see the scene, and not the run alone.
  let sharesScene: Bool
  /// Whether times are shown.
  public let rehearses: Bool
  /// Seconds spent on each scene.
  public internal(set) var spent: [Double]
  /// The host's clock at the last tick of it.
  var clock: Double?

  /// The first scene, before its first key.
  public init(
    _ lecture: Lecture, scene: Int = 0, rehearses: Bool = false, showsNotes: Bool = true,
    sharesScene: Bool = true
  ) {
    self.showsNotes = showsNotes
    self.sharesScene = sharesScene
    script = LectureScript(lecture)
    self.scene = min(max(0, scene), lecture.scenes.count - 1)
    self.rehearses = rehearses
    spent = [Double](repeating: 0, count: lecture.scenes.count)
  }

  /// The scene on the screen, and whether it is the last.
  public var current: Scene { lecture.scenes[scene] }
  public var isLast: Bool { scene == lecture.scenes.count - 1 }
  /// Whether it was opened in the explorer, to which it comes back.
  package var isHosted: Bool { host != nil }
  /// The run that it comes back to.
  public var hostExperiment: Experiment? { host?.run.experiment }
  /// Whether the audience sees something else than the script says.
  public var hasLeftScript: Bool { departure != nil }
  /// Seconds since the beginning.
  public var elapsed: Double { spent.reduce(0, +) }
  /// Whether the next key shows an answer.
  var awaitsAnswer: Bool { current.question != nil && !showsAnswer }

  /// What the scene begins with.
  public mutating func beginning() -> Experiment { script.beginning(of: scene) }
}
