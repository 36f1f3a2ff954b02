import Forgetting
import Simulation

/// What the interface knows of its surveys: one is computed at a time, what it found is kept.
public struct Surveys: Sendable {
  /// Requests so far: reports carry the number of theirs.
  var number = 0
  /// What was asked for last, for as long as its view is shown.
  package var request: SurveyRequest?
  /// Whether a survey is being computed now.
  public internal(set) var isRunning = false
  /// Whether the last one was given up by the user.
  package var isCancelled = false

  /// The newest picture of drift over δ, whole or not; nil before the first.
  public internal(set) var drift: DriftPicture?
  /// The scenario of `drift`.
  @Boxed var driftScenario: Scenario?
  /// The picture of drift over δ of a scenario, once it is whole; nil where it is another one's.
  package func wholeDrift(of scenario: Scenario) -> DriftPicture? {
    guard let drift, drift.isComplete, driftScenario == DriftSurvey.request(for: scenario) else {
      return nil
    }
    return drift
  }
  /// The picture before the last change, until its successor is complete.
  @Boxed public internal(set) var driftBefore: DriftPicture?
  /// The newest picture of the phase plane, whole or not; nil before the first.
  @Boxed public internal(set) var phase: PhaseField?
  /// The field before the last change, where the new one has no arrow yet.
  @Boxed public internal(set) var phaseBefore: PhaseField?

  /// The newest map, whole or not; nil before the first. The one before where the new one knows nothing.
  @Boxed public internal(set) var map: MapPicture?
  @Boxed public internal(set) var mapBefore: MapPicture?

  /// The newest bands over seeds of the run that is shown, whole or not; nil where there are none.
  @Boxed public internal(set) var ensemble: EnsemblePicture?

  /// The last scenario that a request was made from, and what came of it: most snapshots change neither.
  @Boxed var source: Scenario?
  @Boxed var sourceRequest: Scenario?
}
