import Cells
import Simulation

/// What can happen to the explorer.
public enum ExplorerAction: Sendable {
  case keyPressed(Key)
  /// The simulation has published.
  case snapshotArrived(Snapshot)
  /// A survey has come this far.
  case surveyArrived(SurveyReport)
  case terminalResized(rows: Int, columns: Int)
  /// The line's pace has changed: empty on a fast one.
  case paceMeasured(String)
}

/// What should then be done, by who may do it.
public enum Effect: Sendable {
  case simulate(Command)
  /// Computes in the background, in place of the survey before; reports carry the number. One that
  /// settles waits a moment for a still newer request.
  case startSurvey(SurveyRequest, number: Int, settles: Bool)
  case cancelSurvey
  /// The display's settings have changed and the terminal should follow.
  case applyDisplay(ExplorerState.Display)
  case redraw
  case suspend
  case quit
}
