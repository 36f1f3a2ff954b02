import Cells
import Simulation

/// What can happen to the explorer.
public enum ExplorerAction: Sendable {
  case keyPressed(Key)
  /// The simulation has published.
  case snapshotArrived(Snapshot)
  case terminalResized(rows: Int, columns: Int)
  /// The line's pace has changed: empty on a fast one.
  case paceMeasured(String)
  /// What an effect has to say: a file's name, or why there is none.
  case effectReported(text: String, isError: Bool)
}

/// What should then be done, by who may do it.
public enum Effect: Sendable {
  case simulate(Command)
  /// The display's settings have changed and the terminal should follow.
  case applyDisplay(ExplorerState.Display)
  /// The screen as it is now should become a figure in a file of its own.
  case snapshot
  case redraw
  case suspend
  case quit
}
