import Cells
import Explorer
import Forgetting
import Simulation
import Views

/// Panels of what no run shows: they are computed here.
extension VectorFigure.Panel {
  /// A map; nil where its parameters are not there.
  ///
  /// - Complexity: some two thousand runs.
  public static func map(of choice: MapChoice, _ snapshot: Snapshot) -> VectorFigure.Panel? {
    surveyed(.map, choice, snapshot).surveys.map.map { .map($0) }
  }

  /// The largest old drift of every lane over δ; nil where that is not of one old and one new task.
  ///
  /// - Complexity: some hundred runs.
  public static func driftOverSeparation(_ snapshot: Snapshot) -> VectorFigure.Panel? {
    guard snapshot.scenario.isOfOldAndNew else { return nil }
    let state = surveyed(.drift, nil, snapshot)
    guard let picture = state.surveys.drift else { return nil }
    var chart = state.driftChart
    chart.yLabel += ", to t \(NumberText.trimmed(picture.horizon, digits: 2))"
    return .chart(chart)
  }

  /// Old drift over β, the ways of the lanes and the flow of the first; nil where that is not of one old and one
  /// new task.
  ///
  /// - Complexity: some hundred gradients.
  public static func phase(_ snapshot: Snapshot) -> VectorFigure.Panel? {
    guard snapshot.scenario.isOfOldAndNew else { return nil }
    return surveyed(.phase, nil, snapshot).phaseChart.map { .chart($0) }
  }

  /// A view with what it has to survey, at a size that gives a figure enough of it.
  private static func surveyed(
    _ view: ScreenView, _ map: MapChoice?, _ snapshot: Snapshot
  ) -> ExplorerState {
    var state = ExplorerState(
      rows: 41, columns: 90, display: DisplaySettings(symbols: .braille), snapshot: snapshot)
    if let map { state.mapChoice = map }
    state.view = view
    state.completeSurvey()
    return state
  }
}
