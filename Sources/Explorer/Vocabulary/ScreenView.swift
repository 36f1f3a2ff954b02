/// What fills the screen.
public enum ScreenView: Int, CaseIterable, Sendable {
  case dashboard
  /// Mass and place, large.
  case curves
  /// The largest old drift over the separation.
  case drift
  /// Old drift over old weight, with the flow's arrows.
  case phase
  /// For the back row: large letters and one plot.
  case projector
  /// What each stage has left of every task.
  case tasks
}
