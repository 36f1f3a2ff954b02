import Cells
import Explorer
import Forgetting
import Simulation
import Views

extension VectorFigure.Panel {
  /// A map, computed here; nil where its parameters are not there.
  ///
  /// - Complexity: some two thousand runs.
  public static func map(of choice: MapChoice, _ snapshot: Snapshot) -> VectorFigure.Panel? {
    var state = ExplorerState(
      rows: 41, columns: 90, display: DisplaySettings(symbols: .braille), snapshot: snapshot)
    state.mapChoice = choice
    state.view = .map
    state.completeSurvey()
    return state.surveys.map.map { .map($0) }
  }
}
