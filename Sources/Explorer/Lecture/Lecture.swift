import Cells
import Forgetting
import Simulation

/// A talk given with the explorer: scenes, one after another.
public struct Lecture: Equatable, Sendable {
  /// One line, as the list of lectures has it.
  public var title: String
  /// One sentence for a list.
  public var about: String
  /// At least one; the first has a scenario.
  public var scenes: [Scene]

  /// A lecture of one or more scenes, the first of which has a scenario.
  public init(title: String, about: String = "", scenes: [Scene]) {
    precondition(scenes.first?.scenario != nil, "a lecture begins with a scenario")
    self.title = title
    self.about = about
    self.scenes = scenes
  }

  /// What is planned for all of it, in minutes; nil where no scene says.
  public var minutes: Double? {
    let planned = scenes.compactMap(\.minutes)
    return planned.isEmpty ? nil : planned.reduce(0, +)
  }
}

/// One screen of a lecture and what happens on it.
public struct Scene: Equatable, Sendable {
  /// Markdown as it was written, and as it is shown.
  public struct Text: Equatable, Sendable {
    /// As written, in Markdown, and as laid out.
    public var source: String
    public var prose: Prose

    public init(source: String = "", prose: Prose = Prose()) {
      self.source = source
      self.prose = prose
    }
  }

  /// What fills the screen beside the notes.
  public enum Panes: Equatable, Sendable {
    /// Panes from top to bottom, with their shares of the height.
    case shown([Share])
    /// A view of the explorer, under the notes.
    case view(ScreenView)
  }

  /// A pane in a column, and how much of the column's height it gets.
  public struct Share: Equatable, Sendable {
    /// Which pane, and its share of the column.
    public var pane: Pane
    public var height: Double

    public init(_ pane: Pane, _ height: Double = 1) {
      self.pane = pane
      self.height = height
    }
  }

  /// "Look here", said in a pane.
  public struct Pointer: Equatable, Sendable {
    /// Which pane it points at, and what it says there in one line.
    public var pane: Pane
    public var text: String

    public init(at pane: Pane, _ text: String) {
      self.pane = pane
      self.text = text
    }
  }

  /// For the audience; a key shows the answer.
  public struct Question: Equatable, Sendable {
    /// What is asked, and what one key uncovers.
    public var text: Text
    public var answer: Text
    /// What is not on the screen before that.
    public var conceals: Concealment
    /// What everybody may guess before that.
    public var guess: Guess?
    /// Whether the flow begins with the answer.
    public var plays: Bool

    public init(
      _ text: Text, answer: Text, conceals: Concealment = [], guess: Guess? = nil,
      plays: Bool = false
    ) {
      self.text = text
      self.answer = answer
      self.conceals = conceals
      self.guess = guess
      self.plays = plays
    }
  }

  /// When the next scene comes by itself.
  public enum Ending: Equatable, Sendable {
    /// It waits for a key.
    case key
    /// At a flow time.
    case time(Double)
    /// At the first step at which something holds.
    case condition(Condition)
  }

  /// One line, as the list of scenes has it, and what stands beside the panes.
  public var title: String
  public var notes: Text
  /// The scene's own scenario; nil: it goes on with the one before.
  public var scenario: Scenario?
  /// Made when the scene begins, in this order.
  public var changes: [ParameterChange]
  /// Flow time at which a scenario of its own opens.
  public var start: Double
  /// Whether the flow runs in it by itself, from its beginning or from the answer on.
  var isPlayed: Bool { plays || question?.plays == true }
  /// Whether the flow runs when the scene begins.
  public var plays: Bool
  /// What is on the screen, and what a pointer says of it.
  public var panes: Panes
  public var pointer: Pointer?
  /// The parameter under the cursor, by its path; one of a lane focuses the lane.
  public var cursor: String?
  /// What MASS shows, and what stands across in the trade-off; nil: as anywhere.
  public var massCurve: MassCurve?
  public var across: TradeOffAxis?
  /// What is asked at the end, and what ends the scene.
  public var question: Question?
  public var ending: Ending
  /// What is planned.
  public var minutes: Double?

  public init(
    title: String, notes: Text = Text(), scenario: Scenario? = nil,
    changes: [ParameterChange] = [], start: Double = 0, plays: Bool = false,
    panes: Panes = .shown([Share(.density), Share(.mass)]), pointer: Pointer? = nil,
    cursor: String? = nil, question: Question? = nil, ending: Ending = .key, minutes: Double? = nil
  ) {
    self.title = title
    self.notes = notes
    self.scenario = scenario
    self.changes = changes
    self.start = start
    self.plays = plays
    self.panes = panes
    self.pointer = pointer
    self.cursor = cursor
    self.question = question
    self.ending = ending
    self.minutes = minutes
  }
}
