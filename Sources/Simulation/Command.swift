import Forgetting

/// What the interface may ask of the simulation.
public enum Command: Sendable {
  case play
  case pause
  /// Steps on (positive) or back.
  case step(Int)
  /// Goes to an instant, in flow time.
  case seek(Double)
  /// Goes to an instant, in flow time, computing what has not been reached yet; a million ticks at most.
  case runTo(Double)
  /// Pauses the run at the first tick at which the condition begins to hold; nil: never. How a run is
  /// shown, like `until`: it stands in no scenario and no journal.
  case pauseWhen(Condition?)
  /// Drops what comes after this instant: the run branches here.
  case fork
  /// The same start and seed with the parameters in force.
  case restart
  /// The scenario as loaded.
  case reset
  /// Another scenario.
  indirect case load(Scenario)
  /// Another experiment at its instant, paused; instant mode ends.
  indirect case open(Experiment)
  case set(path: String, value: ParameterValue)
  /// Another log beside it, or none: how a run is shown, like `until`.
  case showData(DataSource?)
  case undo
  case redo
  /// Every edit recomputes the run from the start.
  case setInstant(Bool)
  case clearGhost
}
