extension ExplorerState {
  /// What is under the cursor: a meter in the panes that show them, else the parameter.
  var topicUnderCursor: String {
    guard shows(focus) else { return cursor }
    return focus == .mass ? massCurve.topic : focus.topic ?? cursor
  }
}

extension MassCurve {
  /// What `F1` explains where MASS shows it.
  var topic: String { MeterExplanation(measure).id }
}
