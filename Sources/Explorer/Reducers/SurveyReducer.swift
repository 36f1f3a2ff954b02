import Cells
import Forgetting
import Simulation

/// Keeps the surveys in step with what is on the screen: asks for what the view needs, and gives up what
/// nobody looks at.
package enum SurveyReducer {
  /// What should be computed after anything has happened.
  static func follow(_ state: inout ExplorerState) -> [Effect] {
    guard let wanted = wanted(&state) else {
      state.surveys.request = nil
      guard state.surveys.isRunning else { return [] }
      state.surveys.isRunning = false
      return [.cancelSurvey]
    }
    guard isDue(wanted, state.surveys) else { return [] }
    var surveys = state.surveys
    var settles = false
    switch wanted {
    case .drift(let scenario):
      // What had only begun is no picture to compare with.
      if let drift = surveys.drift, drift.isComplete || surveys.driftBefore == nil {
        surveys.driftBefore = drift.points.isEmpty ? surveys.driftBefore : drift
      }
      // The first picture is wanted at once; one after another as a slider is dragged, in the end.
      settles = surveys.driftBefore != nil
      surveys.drift = nil
      surveys.driftScenario = scenario
    case .map(let request):
      if let map = surveys.map, map.isComplete || surveys.mapBefore == nil {
        surveys.mapBefore = map.request.hasSamePlane(as: request) ? map : nil
      }
      settles = surveys.map != nil
      surveys.map = nil
    case .phase:
      if let phase = surveys.phase, phase.count > 0, phase.isComplete || surveys.phaseBefore == nil
      {
        surveys.phaseBefore = phase
      }
      surveys.phase = nil
    case .ensemble:
      settles = surveys.ensemble != nil
      surveys.ensemble = nil
    }
    surveys.request = wanted
    surveys.number += 1
    surveys.isRunning = true
    surveys.isCancelled = false
    state.surveys = surveys
    return [.startSurvey(wanted, number: surveys.number, settles: settles)]
  }

  /// What the view that is shown needs; nil where it shows what the run itself gives.
  private static func wanted(_ state: inout ExplorerState) -> SurveyRequest? {
    // Bands have been asked for; what stands beside the panes has not.
    if state.view == .dashboard, state.ensembleCount <= 1,
      let side = ScreenLayout.layout(for: state).sides.first(where: { $0.side == .phase })
    {
      return beside(&state, phase: side.region)
    }
    guard [.drift, .phase, .map].contains(state.view) else {
      return ensemble(state) ?? ownSlope(&state)
    }
    guard state.scenario.isOfOldAndNew || state.view == .map,
      let region = ScreenLayout.layout(for: state).survey
    else { return nil }
    if state.view == .map { return MapLayout.request(state, region: region).map { .map($0) } }
    if state.view == .phase { return PhaseLayout.request(state, region: region).map { .phase($0) } }
    return drift(&state)
  }

  private static func drift(_ state: inout ExplorerState) -> SurveyRequest? {
    if state.surveys.source != state.scenario {
      state.surveys.source = state.scenario
      state.surveys.sourceRequest = DriftSurvey.request(for: state.scenario)
    }
    return state.surveys.sourceRequest.map { .drift($0) }
  }

  /// Statement 6 is about runs from right means: what the lanes' own come to stands beside it where the theory
  /// has the screen and it says something.
  private static func ownSlope(_ state: inout ExplorerState) -> SurveyRequest? {
    guard state.view == .dashboard, state.isZoomed, state.focus == .theory,
      !state.permissions.isAudience,
      state.scenario.isOfOldAndNew,
      let index = StatementCatalogue.statements(for: state.snapshot.scenario).firstIndex(where: {
        $0.number == DriftDecay.number
      }),
      state.visibleLanes.contains(where: {
        state.snapshot.lanes[safe: $0]?.findings[safe: index]?.measurement != nil
      }),
      ScreenLayout.layout(for: state).region(of: .theory) != nil
    else { return nil }
    return drift(&state)
  }

  /// Two surveys take turns: a plane is there at once, then comes drift over δ, which is of the scenario alone,
  /// and from then on the plane follows its lane.
  private static func beside(_ state: inout ExplorerState, phase region: Region) -> SurveyRequest? {
    let phase = PhaseLayout.request(state, region: region)
    let surveys = state.surveys
    let hasPlane = [surveys.phase, surveys.phaseBefore].contains { field in
      guard let field, let phase else { return false }
      return field.isComplete && field.request.hasSamePlane(as: phase)
    }
    if hasPlane || phase == nil, let drift = drift(&state),
      isDue(drift, surveys) || (surveys.request == drift && surveys.isRunning)
    {
      return drift
    }
    return phase.map { .phase($0) }
  }

  /// Bands beside the curves, to an audience where they are the scenario's own; a run that is about to change waits
  /// for its answer.
  private static func ensemble(_ state: ExplorerState) -> SurveyRequest? {
    guard state.ensembleCount > 1 else { return nil }
    guard state.isAnswered else { return state.surveys.request }
    return EnsembleRequest(state.snapshot.experiment, count: state.ensembleCount)
      .map { .ensemble($0) }
  }

  private static func isDue(_ wanted: SurveyRequest, _ surveys: Surveys) -> Bool {
    if surveys.request == wanted { return false }
    switch wanted {
    case .drift(let scenario):
      return !(surveys.drift?.isComplete == true && surveys.driftScenario == scenario)
    case .map(let request):
      return surveys.map?.request != request || surveys.map?.isComplete != true
    case .ensemble(let request):
      return surveys.ensemble?.request != request || surveys.ensemble?.isComplete != true
    case .phase(let request):
      if !surveys.isRunning, surveys.phase?.request == request, surveys.phase?.isComplete == true {
        return false
      }
      guard case .phase(let last) = surveys.request, last.hasSamePlane(as: request) else {
        return true
      }
      // A lane on its way asks at every frame: the field that is being made is finished first.
      return !surveys.isRunning && !surveys.isCancelled
    }
  }

  static func reportArrived(_ state: inout ExplorerState, _ report: SurveyReport) {
    guard report.number == state.surveys.number, state.surveys.isRunning else { return }
    switch report.picture {
    case .drift(let picture):
      state.surveys.drift = picture
      if picture.isComplete { state.surveys.driftBefore = nil }
    case .map(let picture):
      state.surveys.map = picture
      if picture.isComplete { state.surveys.mapBefore = nil }
    case .phase(let picture):
      state.surveys.phase = picture
      if picture.isComplete { state.surveys.phaseBefore = nil }
    case .ensemble(let picture): state.surveys.ensemble = picture
    }
    if report.picture.isComplete { state.surveys.isRunning = false }
  }

  /// Whether Esc has a survey to cancel. A field that only follows its lane is none: it comes again.
  static func canCancel(_ state: ExplorerState) -> Bool {
    state.layout.survey != nil && isCancellable(state.surveys)
  }

  package static func isCancellable(_ surveys: Surveys) -> Bool {
    guard surveys.isRunning else { return false }
    guard case .phase(let request) = surveys.request else { return true }
    return surveys.phaseBefore?.request.hasSamePlane(as: request) != true
  }

  static func cancel(_ state: inout ExplorerState) -> [Effect] {
    state.surveys.isRunning = false
    state.surveys.isCancelled = true
    return [.cancelSurvey]
  }
}

extension ExplorerState {
  /// Computes what the view shows, where there is no background to do it.
  ///
  /// - Complexity: up to some hundred runs for drift over separation.
  public mutating func completeSurvey() {
    // What stands beside the panes is computed one after another.
    while case .startSurvey(let request, let number, _) = SurveyReducer.follow(&self).first {
      var job = SurveyJob(request)
      while !job.isDone { job.advance() }
      guard let picture = job.picture else { return }
      SurveyReducer.reportArrived(&self, SurveyReport(number: number, picture: picture))
    }
  }
}
