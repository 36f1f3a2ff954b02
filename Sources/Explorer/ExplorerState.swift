import Cells
import Forgetting
import Simulation

/// All that the interface remembers: a value, so that a key script in a test is a run of the product.
public struct ExplorerState: Sendable {
  /// The panes, in the order that Tab visits them.
  public enum Pane: Int, CaseIterable, Sendable {
    case density, mass, place, parameters, why, samples, theory
  }

  /// What fills the screen.
  public enum View: Int, CaseIterable, Sendable {
    case dashboard
    /// Mass and place, large.
    case curves
    /// The largest old drift over the separation.
    case drift
    /// Old drift over old weight, with the flow's arrows.
    case phase
    /// For the back row: large letters and one plot.
    case projector
  }

  /// What lies over the screen.
  public enum Overlay: Equatable, Sendable {
    case help(scroll: Int)
    case presets(PresetMenu)
    case methods(selection: Int)
    case command(CommandPrompt)
    case actions(ActionPalette)
    case ghosts(selection: Int)
    /// A parameter's path or a meter's word.
    case explanation(topic: String, scroll: Int)
    /// The experiment as a command; whether the clipboard was offered it.
    case stateLine(lines: [String], isOffered: Bool, scroll: Int)
  }

  /// A line for the user, until the next key.
  public struct Message: Equatable, Sendable {
    public var text: String
    public var isError: Bool
  }

  /// How the screen is drawn; what a key may change.
  public struct Display: Equatable, Sendable {
    public var symbols: Symbols
    public var palette: Palette
    public var usesMouse: Bool
    /// The alphabets that this terminal can show.
    public var availableSymbols: [Symbols]
    /// Whether curves carry their marks along them: without colour they must.
    public var isMonochrome: Bool

    public init(
      symbols: Symbols, palette: Palette = .standard, usesMouse: Bool = true,
      availableSymbols: [Symbols]? = nil, isMonochrome: Bool = false
    ) {
      self.symbols = symbols
      self.palette = palette
      self.usesMouse = usesMouse
      self.availableSymbols = availableSymbols ?? Symbols.allCases
      self.isMonochrome = isMonochrome
    }
  }

  /// What the mouse has hold of.
  enum Grip: Equatable, Sendable {
    case slider(path: String, region: Region)
    /// A true mean, by the path of its parameters.
    case mean(path: String)
    case timeline(Region)
  }

  public var rows: Int
  public var columns: Int
  public var display: Display
  public var snapshot: Snapshot
  /// The scenario as it will be when every command sent has been carried out; keys count from it, so
  /// that two quick presses are two steps.
  public var scenario: Scenario
  /// Commands sent so far; the thread counts alike.
  public var sentCommands = 0
  var seenRefusal = 0

  public var view = View.dashboard
  /// What the views of drift over separation and of the phase plane show.
  public var surveys = Surveys()
  public var focus = Pane.parameters
  public var isZoomed = false
  public var overlay: Overlay?
  /// The lane whose parameters are shown; nil: all.
  public var focusedLane: Int?
  /// Whether the focused lane alone is drawn.
  public var isSolo = false
  /// The path of the parameter under the cursor.
  public var cursor = "target.separation"
  /// The lecture that is being given.
  public internal(set) var lecture: LectureState?
  /// The lecturer that is followed; nil: the run is one's own.
  public internal(set) var audience: AudienceState?
  /// What may be done here.
  public var permissions = Permissions.all
  /// Curves that were kept, oldest first.
  public internal(set) var ghosts: [KeptGhost] = []
  /// Lines typed into the command line, oldest first.
  var commandHistory: [String] = []
  /// The line whose effects are being performed: they may still fail.
  var lineAtWork: String?
  /// The step of the tour, counted from 0.
  public internal(set) var tour: Int?
  /// A number being typed.
  public var entry: String?
  public var message: Message?
  public var isMassLogarithmic = false
  public var isPlaceLogarithmic = false
  /// What the header says of a slow line: "2 fps, line".
  public var pace = ""
  /// Whether the footer names the key for other symbols: for the first seconds, since nobody can tell
  /// from outside that a font has only boxes for them.
  public var namesSymbols = false
  var grip: Grip?

  /// - Parameter lecture: one to give; the snapshot is that of its scene's beginning.
  public init(
    rows: Int, columns: Int, display: Display, snapshot: Snapshot, lecture: LectureState? = nil
  ) {
    self.rows = rows
    self.columns = columns
    self.display = display
    self.snapshot = snapshot
    scenario = snapshot.scenario
    // The last pane to give way is what a screen with one pane opens on.
    if !Dashboard.hasSeveralPanes(rows: rows, columns: columns) { focus = .mass }
    if let lecture { LectureReducer.open(lecture, &self) }
  }

  /// The interface of somebody who follows a lecturer.
  public init(
    rows: Int, columns: Int, display: Display, snapshot: Snapshot, following shown: ShownView
  ) {
    self.init(rows: rows, columns: columns, display: display, snapshot: snapshot)
    audience = AudienceState(shown)
    permissions.isAudience = true
    show(shown)
  }

  /// The lanes that are drawn, as indices.
  public var visibleLanes: [Int] {
    if isSolo, let focusedLane, snapshot.lanes.indices.contains(focusedLane) {
      return [focusedLane]
    }
    return Array(snapshot.lanes.indices)
  }

  /// The lanes on the screen that learn from batches, the focused one first.
  var batchLanes: [Int] {
    visibleLanes.filter { snapshot.lanes[$0].sampling.isBatch }.sorted { a, b in
      (a == focusedLane ? -1 : a) < (b == focusedLane ? -1 : b)
    }
  }

  /// Whether the eye has gone back to an instant before the latest one. A running flow is drawn between
  /// its last two ticks, which is no going back.
  var isInPast: Bool {
    snapshot.state != .running && snapshot.time < snapshot.endTime - 1e-9
  }

  /// The parameters in the order of the pane.
  public var parameters: [Parameter] {
    ParameterOrder.parameters(of: scenario, lane: focusedLane)
  }
}
