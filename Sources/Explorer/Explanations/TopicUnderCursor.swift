extension ExplorerState {
  /// What is looked at: the view that fills the screen, the meter of the pane that has the focus, else the parameter
  /// under the cursor.
  var topicUnderCursor: String {
    if let topic = view.topic { return topic }
    guard shows(focus) else { return cursor }
    return focus == .mass ? massCurve.topic : focus.topic ?? cursor
  }
}

extension ScreenView {
  /// What `F1` explains in it; nil: what has the focus there.
  fileprivate var topic: String? {
    switch self {
    case .drift: "drift-over-separation"
    case .phase: "phase"
    case .tradeOff: "trade-off"
    case .map: "map"
    case .dashboard, .curves, .projector, .tasks: nil
    }
  }
}

extension MassCurve {
  /// What `F1` explains where MASS shows it.
  var topic: String { MeterExplanation(measure).id }
}
