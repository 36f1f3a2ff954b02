import Cells
import Explorer

/// What can be drawn by itself, by the name that a command line has for it.
public enum ScreenPart: Hashable, Sendable {
  /// The whole screen with a view; a map's has been computed before by whoever draws it.
  case view(ScreenView)
  /// The whole screen with what lies over it.
  case help, presets
  /// What is kept of the tasks seen before, or learned of the present one, over time.
  case kept, learned
  /// What the first lane, or the one in focus, keeps of each task over time.
  case keptByTask
  /// One pane alone.
  case pane(Pane)

  /// Every one, in the order that a command line names them.
  public static let all: [ScreenPart] =
    ScreenView.allCases.map { .view($0) } + [.help, .presets, .kept, .learned, .keptByTask]
    + Pane.allCases.map { .pane($0) }

  /// As lectures and `snapshot --view` call it.
  public var name: String {
    switch self {
    case .view(let view): view.name
    case .pane(let pane): pane.name
    case .help, .presets, .kept, .learned: "\(self)"
    case .keptByTask: "kept-by-task"
    }
  }

  /// The part at the state's size, as it looks without a frame before it.
  public func grid(of state: ExplorerState) -> CellGrid { painted(state).grid }

  /// The same as whoever has drawn it leaves it.
  func painted(_ state: ExplorerState) -> Painter {
    var state = state
    var memory = DensityMemory()
    state.isZoomed = false
    state.view = .dashboard
    var pane: Pane?
    switch self {
    case .pane(let one): pane = one
    case .kept, .learned, .keptByTask:
      state.massCurve = self == .learned ? .learned : .kept
      if self == .keptByTask, state.laneOfTasks == nil { state.focusedLane = 0 }
      pane = .mass
    case .view(let view): state.view = view
    case .help: state.overlay = .help(scroll: 0)
    case .presets: state.overlay = .presetMenu
    }
    guard let pane else {
      state.completeSurvey()
      return Dashboard.painted(state, memory: &memory)
    }
    state.isZoomed = true
    state.focus = pane
    state.completeSurvey()
    var painter = Painter(rows: state.rows, columns: state.columns, symbols: state.display.symbols)
    Dashboard.draw(
      pane, state, into: &painter, region: painter.grid.region, memory: &memory)
    return painter
  }
}
