import Forgetting
import Simulation

/// What should then be done, by who may do it.
public enum Effect: Sendable {
  case simulate(Command)
  /// Computes in the background, in place of the survey before; reports carry the number. One that
  /// settles waits a moment for a still newer request.
  case startSurvey(SurveyRequest, number: Int, settles: Bool)
  case cancelSurvey
  /// Reads a log, and gives one up that is being read: nobody waits for it.
  indirect case readData(DataSource)
  indirect case stopReading(DataSource)
  /// Reads a lecture that ships with the program.
  case openLecture(String)
  /// Writes the experiment as a command, for the screen and the clipboard.
  case writeStateLine
  /// Writes the scenario in force to a new file; one named after the scenario where none is given.
  indirect case writeScenario(Scenario, path: String?)
  /// The display's settings have changed and the terminal should follow.
  case applyDisplay(DisplaySettings)
  /// The instant that is watched should become a run of one's own.
  case forkWatched
  /// The screen as it is now should become a figure in a file of its own, whose ending says its kind.
  /// The run is held until the screen has been taken: between two ticks the screen shows what no experiment has,
  /// and the file must open with the numbers that it shows.
  case snapshot(path: String?)
  case redraw
  case suspend
  case quit
}
