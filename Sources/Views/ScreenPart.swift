import Cells
import Explorer

extension ScreenPart {
  /// The part at the state's size, as it looks without a frame before it.
  public func grid(of state: ExplorerState) -> CellGrid { painted(state).grid }

  /// The same as whoever has drawn it leaves it.
  func painted(_ state: ExplorerState) -> Painter {
    var state = state
    var memory = DensityMemory()
    state.show(self)
    state.completeSurvey()
    guard state.isZoomed else { return Dashboard.painted(state, memory: &memory) }
    var painter = Painter(rows: state.rows, columns: state.columns, symbols: state.display.symbols)
    Dashboard.draw(
      state.focus, state, into: &painter, region: painter.grid.region, memory: &memory)
    return painter
  }
}
