import Cells
import Simulation
import Words

/// What can happen to the explorer.
public enum ExplorerAction: Sendable {
  case keyPressed(Key)
  /// The simulation has published.
  indirect case snapshotArrived(Snapshot)
  /// A survey has come this far.
  case surveyArrived(SurveyReport)
  case terminalResized(rows: Int, columns: Int)
  /// The terminal has been given back, and taken again: it may have another size.
  case resumed(rows: Int, columns: Int)
  /// Who stops programs from outside asks for the terminal.
  case suspendAsked
  /// The terminal shows what can be shown of what was asked for.
  case displayApplied(DisplaySettings)
  /// The first seconds are over.
  case hintEnded
  /// The line's pace has changed: empty on a fast one.
  case paceMeasured(String)
  /// The experiment has been written as a command, over lines that fit the screen.
  case stateLineWritten(lines: [String], isOffered: Bool)
  /// The host's clock, in seconds from any beginning; asked for where a lecture is rehearsed.
  case clockMoved(Double)
  /// The lecturer that is followed shows something else.
  case lecturerShows(ShownView)
  /// The lecturer that was followed is gone.
  case lecturerLeft
  /// Somebody shares a run there again.
  case lecturerCame
  /// The watched run has been forked: it is the explorer's own now.
  case forked
  /// The command line of the program asks for the flow to start.
  case playAsked
  /// The command line of the program, the figure that it opens, or the scenario asks for a view.
  case openingAsked(Opening)
  /// The command line of the program asks for a pause at a condition.
  case pauseAsked(Condition)
  /// The screen has been taken for a file that is being made: the run may go on.
  case pictureTaken
  /// The screen has become a file, whose path this says, or what went wrong.
  case pictureMade(Remark, isError: Bool)
  /// An effect has something to say: the path of a file, or what went wrong.
  case reported(Remark, isError: Bool)
  /// A lecture has been read, to be given here.
  indirect case lectureOpened(Lecture)
  /// A log has been read, or why not.
  case dataArrived(ShownData)
}
