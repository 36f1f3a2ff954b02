import Forgetting

/// What the interface may ask of the simulation.
public enum Command: Sendable {
  case play
  case pause
  /// Steps on (positive) or back.
  case step(Int)
  /// Goes to an instant, in flow time.
  case seek(Double)
  /// The same start and seed with the parameters in force.
  case restart
  /// The scenario as loaded.
  case reset
  /// Another scenario.
  case load(Scenario)
  /// Another experiment at its instant, paused; instant mode ends.
  case open(Experiment)
  case set(path: String, value: ParameterValue)
  case undo
  case redo
  /// Every edit recomputes the run from the start.
  case setInstant(Bool)
  case clearGhost
}
