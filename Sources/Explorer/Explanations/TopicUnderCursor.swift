extension ExplorerState {
  /// What is under the cursor: a meter in the panes that show them, else the parameter.
  var topicUnderCursor: String {
    let layout = ScreenLayout.layout(for: self)
    let isShown = layout.panes.contains { $0.pane == focus }
    switch focus {
    case .mass where isShown: return "old-weight"
    case .place where isShown: return "old-drift"
    case .why where isShown: return "force"
    case .samples where isShown: return "old-samples"
    case .density where isShown: return "overlap-of-p"
    default: return cursor
    }
  }
}
