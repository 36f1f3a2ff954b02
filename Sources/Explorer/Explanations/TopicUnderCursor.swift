extension ExplorerState {
  /// What is under the cursor: a meter in the panes that show them, else the parameter.
  var topicUnderCursor: String { (shows(focus) ? focus.topic : nil) ?? cursor }
}
