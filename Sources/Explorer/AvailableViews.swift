import Forgetting

extension ScreenView {
  /// Those that have something to show of a scenario.
  static func available(in scenario: Scenario) -> [ScreenView] {
    allCases.filter { $0.hasContent(of: scenario) }
  }
}

extension ExplorerState {
  /// The views that `v` goes through.
  var availableViews: [ScreenView] { ScreenView.available(in: snapshot.scenario) }
}
