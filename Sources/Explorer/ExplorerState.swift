import Cells
import Forgetting
import Measured
import Simulation

/// All that the interface remembers: a value, so that a key script in a test is a run of the product.
public struct ExplorerState: Sendable {
  /// The screen's size in cells, and how it is shown there.
  public var rows: Int
  public var columns: Int
  public var display: DisplaySettings
  /// The newest that the simulation has published, as it came.
  @Boxed public private(set) var snapshot: Snapshot
  var pending = Pending()
  /// Whether a run has been paused for what is done meanwhile, and goes on behind it.
  var isHeld = false
  /// The scenario as it will be when every command sent has been carried out; keys count from it, so
  /// that two quick presses are two steps.
  @Boxed public var scenario: Scenario
  /// Commands sent so far; the thread counts alike.
  var sentCommands = 0
  var seenRefusal = 0

  /// What stands where, as it was before the action that is being reduced.
  var layout = Layout.none

  /// What the whole screen shows.
  public var view = ScreenView.dashboard
  /// What the views of drift over separation and of the phase plane show.
  public var surveys = Surveys()
  /// The pane that keys are for, whether it has the screen to itself, and what lies over it.
  public var focus = Pane.parameters
  public var isZoomed = false
  public var overlay: Overlay?
  /// The log beside the run.
  public internal(set) var data = ShownData.none
  /// What `:data` asks for, until it has been read: a refused command changes nothing.
  var askedData: DataSource?
  /// The lane whose parameters are shown; nil: all.
  public var focusedLane: Int?
  /// Whether the focused lane alone is drawn.
  var isSolo = false
  /// The path of the parameter under the cursor.
  public var cursor = ShownView.firstCursor
  /// The lecture that is being given.
  @Boxed public internal(set) var lecture: LectureState?
  /// The lecturer that is followed; nil: the run is one's own.
  public internal(set) var audience: AudienceState?
  /// What may be done here.
  public var permissions = Permissions.all
  /// What was said before a question was answered.
  var guess: GuessState?
  /// Curves that were kept, oldest first.
  public internal(set) var ghosts: [KeptGhost] = []
  /// Lines typed into the command line, oldest first.
  var commandHistory: [String] = []
  /// The line whose effects are being performed: they may still fail.
  var lineAtWork: String?
  /// A number being typed.
  public var entry: String?
  /// What the last line says until the next key.
  public var message: Message?
  /// What the map shows.
  public var mapChoice: MapChoice
  /// What stands across in the view of the trade-off.
  public var tradeOff: TradeOffAxis
  /// What runs of a sweep kept over what they learned, which that view shows, too.
  public var sweepPoints: [Chart.Mark] = []
  /// The folder that they are from, as it was named.
  public var sweepFolder: String?
  /// Seeds whose band is drawn around the curves of batches; 0: none.
  public var ensembleCount: Int {
    get {
      // What most runs come to would answer a question that is still open.
      chosenEnsemble ?? (awaitsAnswer ? 0 : snapshot.scenario.ensemble)
    }
    set { chosenEnsemble = newValue }
  }
  /// What has been asked for, if anything has.
  public private(set) var chosenEnsemble: Int?
  /// Whether the map has turned instant mode on, which ends with it.
  var mapMadeInstant = false
  /// What MASS shows, where it has been asked for.
  var chosenMassCurve: MassCurve?
  /// Whether the axes of masses, and those of places, are logarithmic.
  public var isMassLogarithmic = false
  public var isPlaceLogarithmic = false
  /// Whether the plane shows q − p in place of q.
  public var showsDifference = false
  /// What the header says of a slow line: "2 fps, line".
  public var pace = ""
  /// Whether the footer names the key for other symbols: for the first seconds, since nobody can tell
  /// from outside that a font has only boxes for them.
  public var namesSymbols = false
  var grip: Grip?

  /// - Parameter lecture: one to give; the snapshot is that of its scene's beginning.
  public init(
    rows: Int, columns: Int, display: DisplaySettings, snapshot: Snapshot,
    lecture: LectureState? = nil
  ) {
    self.rows = rows
    self.columns = columns
    self.display = display
    self.snapshot = snapshot
    scenario = snapshot.scenario
    mapChoice = MapChoice(in: snapshot.scenario)
    tradeOff = TradeOffAxis(in: snapshot.scenario)
    // The program's own logs need nobody who reads them.
    if let data = scenario.data, let run = MeasuredRun(shipped: data), data.taken(run) == data {
      show(.run(run, data.unscaled))
    }
    // The last pane to give way is what a screen with one pane opens on.
    if !size.hasSeveralPanes { focus = .mass }
    // What has been made of what somebody wrote is told once, all of it in the one line there is.
    let totals = scenario.oddTotals
    if !totals.isEmpty { message = Message(remark: .normalised(totals), isError: false) }
    if let lecture {
      self.lecture = lecture
      showScene()
    }
  }

  /// Whether a pane is on the screen; where there is one alone it follows the focus.
  func shows(_ pane: Pane) -> Bool {
    layout.followsFocus ? focus == pane : layout.region(of: pane) != nil
  }

  /// The interface of somebody who follows a lecturer.
  public init(
    rows: Int, columns: Int, display: DisplaySettings, snapshot: Snapshot,
    following shown: ShownView
  ) {
    self.init(rows: rows, columns: columns, display: display, snapshot: snapshot)
    audience = AudienceState(shown)
    permissions.isAudience = true
    show(shown)
  }

  package var size: ScreenSize { ScreenSize(rows: rows, columns: columns) }

  /// The lanes that are drawn, as indices.
  public var visibleLanes: [Int] {
    if isSolo, let drawnFocus { return [drawnFocus] }
    return Array(snapshot.lanes.indices)
  }

  /// The focused lane, once the simulation has told of it: a lane that was added a moment ago is not there to
  /// be drawn.
  public var drawnFocus: Int? {
    focusedLane.flatMap { snapshot.lanes.indices.contains($0) ? $0 : nil }
  }

  /// The lanes on the screen that learn from batches, the focused one first.
  package var batchLanes: [Int] {
    visibleLanes.filter { snapshot.lanes[$0].sampling.isBatch }.sorted { a, b in
      (a == focusedLane ? -1 : a) < (b == focusedLane ? -1 : b)
    }
  }

  /// The run as it is shown: what the simulation has published, and what has been asked since.
  public var now: Now {
    var now = Now(snapshot, pending)
    if isHeld, now.state == .paused { now.state = .running }
    // What does not go on does not look as if it did.
    if audience?.isGone == true, now.state == .running { now.state = .paused }
    return now
  }

  /// Whether the simulation has carried out every command that was sent.
  package var isAnswered: Bool { snapshot.commandCount >= sentCommands }

  /// What is drawn into a file: without what concerns this terminal only, and standing still.
  public var pictured: ExplorerState {
    var pictured = self
    pictured.pace = ""
    pictured.message = nil
    pictured.stop()
    return pictured
  }

  /// What the simulation has published takes the place of what it had.
  ///
  /// - Returns: what has waited for it.
  mutating func take(_ snapshot: Snapshot) -> [Effect] {
    self.snapshot = snapshot
    guard isAnswered else { return [] }
    scenario = snapshot.scenario
    defer { pending = Pending() }
    return pending.deeds
  }

  /// The parameters in the order of the pane.
  public var parameters: [Parameter] {
    ParameterOrder.parameters(of: scenario, lane: focusedLane)
  }

  /// What MASS shows. Where lanes with named tasks are compared it is what they keep: the weight of all
  /// seen tasks together is no one component's.
  public var massCurve: MassCurve {
    get {
      chosenMassCurve
        // A weight is nothing that a log has.
        ?? (data.run != nil || snapshot.problem.tasks != nil && laneOfTasks == nil
          ? .kept : .weight)
    }
    set { chosenMassCurve = newValue }
  }

  /// The lane of whose tasks MASS and PLACE show a curve each; nil where lanes are compared, or tasks
  /// have no names.
  public var laneOfTasks: Int? {
    guard snapshot.problem.tasks != nil else { return nil }
    return drawnFocus ?? (visibleLanes.count == 1 ? visibleLanes.first : nil)
  }

  /// What is on the screen now.
  public var shownView: ShownView {
    var title = ""
    if let lecture {
      title = "\(lecture.scene + 1)/\(lecture.lecture.scenes.count)  \(lecture.current.title)"
    }
    return ShownView(
      view: view, focus: focus, isZoomed: isZoomed, focusedLane: focusedLane, isSolo: isSolo,
      isMassLogarithmic: isMassLogarithmic, isPlaceLogarithmic: isPlaceLogarithmic, title: title,
      massCurve: massCurve, map: view == .map ? mapChoice.text : "",
      tradeOff: tradeOff, showsDifference: showsDifference, cursor: cursor,
      scene: lecture?.sharesScene == true ? lecture?.shown : nil)
  }

  /// Shows the same; the title is not part of the screen.
  mutating func show(_ shown: ShownView) {
    view = shown.view
    focus = shown.focus
    isZoomed = shown.isZoomed
    let isThere = shown.focusedLane.map { snapshot.lanes.indices.contains($0) } ?? false
    focusedLane = isThere ? shown.focusedLane : nil
    isSolo = isThere && shown.isSolo
    isMassLogarithmic = shown.isMassLogarithmic
    isPlaceLogarithmic = shown.isPlaceLogarithmic
    massCurve = shown.massCurve
    tradeOff = shown.tradeOff
    showsDifference = shown.showsDifference
    cursor = shown.cursor
    // A run that is still on its way may lack what the map is over.
    if !shown.map.isEmpty, let choice = try? MapChoice(text: shown.map, in: scenario) {
      mapChoice = choice
    }
    keepCursor()
  }

  /// The cursor stays on its parameter, or goes to the first where that has gone.
  mutating func keepCursor() {
    let parameters = self.parameters
    guard !parameters.contains(where: { $0.path == cursor }) else { return }
    // `target.old.mean` becomes `target.old.mean.x` with the dimension, and back.
    let near = parameters.first {
      $0.path.hasPrefix(cursor + ".") || cursor.hasPrefix($0.path + ".")
    }
    cursor = (near ?? parameters.first)?.path ?? ""
  }

  /// Shows what the scene shows.
  mutating func showScene() {
    guard let scene = lecture?.current else { return }
    lecture?.showsScene = true
    isZoomed = false
    switch scene.panes {
    case .view(let shown):
      view = shown
      mapChoice = MapChoice(in: scenario)
      focus = scene.pointer?.pane ?? .parameters
    case .shown(let panes):
      view = .dashboard
      focus = scene.pointer?.pane ?? panes.first?.pane ?? .mass
    }
    chosenMassCurve = scene.massCurve
    tradeOff = scene.across ?? TradeOffAxis(in: scenario)
    if let path = scene.cursor {
      let words = path.split(separator: ".")
      if words.first == "lanes", words.count > 1, let lane = Int(words[1]) {
        focusedLane = lane - 1
      }
      cursor = path
    }
    keepCursor()
  }
}
