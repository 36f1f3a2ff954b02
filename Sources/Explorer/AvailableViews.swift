extension ExplorerState {
  /// The views that `v` goes through: only tasks that have names have one of their own.
  public var availableViews: [ScreenView] {
    ScreenView.allCases.filter { $0 != .tasks || snapshot.scenario.sequence != nil }
  }
}
