import Forgetting

extension ScreenView {
  /// Those that have something to show of a scenario. Only tasks that have names have one of their own.
  static func available(in scenario: Scenario) -> [ScreenView] {
    allCases.filter { view in
      switch view {
      case .tasks: scenario.sequence != nil
      case .drift, .phase: scenario.isOfOldAndNew
      case .dashboard, .curves, .projector, .tradeOff, .map: true
      }
    }
  }
}

extension ExplorerState {
  /// The views that `v` goes through.
  var availableViews: [ScreenView] { ScreenView.available(in: snapshot.scenario) }
}
