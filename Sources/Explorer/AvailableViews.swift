import Forgetting

extension ExplorerState {
  /// The views that `v` goes through: those that have something to show. Only tasks that have names have one
  /// of their own.
  var availableViews: [ScreenView] {
    let scenario = snapshot.scenario
    return ScreenView.allCases.filter { view in
      switch view {
      case .tasks: scenario.sequence != nil
      case .drift, .phase: scenario.isOfOldAndNew
      case .dashboard, .curves, .projector, .tradeOff, .map: true
      }
    }
  }
}
