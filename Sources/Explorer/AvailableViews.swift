extension ExplorerState {
  /// The views that `v` goes through: those that have something to show.
  var availableViews: [ScreenView] {
    ScreenView.allCases.filter { $0.hasContent(of: snapshot.scenario) }
  }
}
