import Cells
import Explorer

/// What can be drawn by itself, by the name that a command line has for it.
public enum ScreenPart: Hashable, Sendable {
  /// The whole screen.
  case dashboard
  /// The whole screen with mass and place large.
  case curves
  /// The whole screen with what each stage has left of every task.
  case tasks
  /// The whole screen with what is kept over what is learned.
  case tradeOff
  /// The whole screen with the map; whoever draws it has it computed before.
  case map
  /// What is kept of the tasks seen before, or learned of the present one, over time.
  case kept, learned
  /// One pane alone.
  case pane(Pane)

  /// What any scenario has: nothing need be sampled.
  public static let all: [ScreenPart] =
    [.dashboard, .curves, .tasks, .tradeOff, .map, .kept, .learned]
    + Pane.allCases.filter { $0 != .samples }.map { .pane($0) }

  /// As lectures and `snapshot --view` call it.
  public var name: String {
    switch self {
    case .dashboard: "dashboard"
    case .curves: "curves"
    case .tasks: "tasks"
    case .tradeOff: "trade-off"
    case .map: "map"
    case .kept: "kept"
    case .learned: "learned"
    case .pane(let pane): pane.name
    }
  }

  /// The part at the state's size, as it looks without a frame before it.
  public func grid(of state: ExplorerState) -> CellGrid {
    var state = state
    var memory = DensityMemory()
    state.isZoomed = false
    state.view = ScreenView(named: name) ?? .dashboard
    if state.view == .map { state.completeSurvey() }
    let pane: Pane
    switch self {
    case .dashboard, .curves, .tasks, .tradeOff, .map: return Dashboard.draw(state, memory: &memory)
    case .kept, .learned:
      state.massCurve = self == .kept ? .kept : .learned
      pane = .mass
    case .pane(let one): pane = one
    }
    state.isZoomed = true
    state.focus = pane
    var painter = Painter(rows: state.rows, columns: state.columns, symbols: state.display.symbols)
    Dashboard.draw(
      pane, state, into: &painter, region: painter.grid.region, memory: &memory)
    return painter.grid
  }
}
