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
  /// One pane alone.
  case pane(Pane)

  /// What any scenario has: nothing need be sampled.
  public static let all: [ScreenPart] =
    [.dashboard, .curves, .tasks] + Pane.allCases.filter { $0 != .samples }.map { .pane($0) }

  /// As lectures and `snapshot --view` call it.
  public var name: String {
    switch self {
    case .dashboard: "dashboard"
    case .curves: "curves"
    case .tasks: "tasks"
    case .pane(let pane): pane.name
    }
  }

  /// The part at the state's size, as it looks without a frame before it.
  public func grid(of state: ExplorerState) -> CellGrid {
    var state = state
    var memory = DensityMemory()
    state.isZoomed = false
    state.view = self == .curves ? .curves : self == .tasks ? .tasks : .dashboard
    guard case .pane(let pane) = self else { return Dashboard.draw(state, memory: &memory) }
    state.isZoomed = true
    state.focus = pane
    var painter = Painter(rows: state.rows, columns: state.columns, symbols: state.display.symbols)
    Dashboard.draw(
      pane, state, into: &painter, region: painter.grid.region, memory: &memory)
    return painter.grid
  }
}
