import Cells
import Explorer

/// What can be drawn by itself, by the name that a command line has for it.
public enum ScreenPart: String, CaseIterable, Sendable {
  /// The whole screen.
  case dashboard
  /// The whole screen with mass and place large.
  case curves
  /// One pane alone.
  case density, mass, place, parameters, why, theory

  private var pane: Pane? {
    switch self {
    case .dashboard, .curves: nil
    case .density: .density
    case .mass: .mass
    case .place: .place
    case .parameters: .parameters
    case .why: .why
    case .theory: .theory
    }
  }

  /// The part at the state's size, as it looks without a frame before it.
  public func grid(of state: ExplorerState) -> CellGrid {
    var state = state
    var memory = DensityMemory()
    state.isZoomed = pane != nil
    state.view = self == .curves ? .curves : .dashboard
    guard let pane else { return Dashboard.draw(state, memory: &memory) }
    state.focus = pane
    var painter = Painter(rows: state.rows, columns: state.columns, symbols: state.display.symbols)
    Dashboard.draw(
      pane, state, into: &painter, region: painter.grid.region, memory: &memory)
    return painter.grid
  }
}
