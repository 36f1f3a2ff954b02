import Forgetting
import Measured

/// The log beside the run: asked for, read, stretched.
enum DataReducer {
  /// Asks for the log that the scenario names, once.
  static func follow(_ state: inout ExplorerState) -> [Effect] {
    let wanted = state.scenario.data?.unscaled
    guard wanted != state.data.source else { return [] }
    guard let wanted else {
      state.data = .none
      return []
    }
    state.data = .awaited(wanted)
    return [.readData(wanted)]
  }

  /// More or fewer steps of the log in a unit of flow time.
  static func stretch(_ state: inout ExplorerState, by presses: Double) -> [Effect] {
    guard case .run(let run, _) = state.data else { return state.say(.noLog) }
    var scenario = state.scenario
    scenario.data?.mapping.stepsPerTime = state.stepsPerTime(run)
    state.scenario = scenario
    return ParameterReducer.changeParameter(&state, "data.stepsPerTime", by: presses)
  }

  /// A log has been read, or not.
  static func arrived(_ state: inout ExplorerState, _ data: ShownData) -> [Effect] {
    guard data.source == state.data.source, let asked = state.scenario.data else { return [] }
    switch data {
    case .missing(_, let line):
      state.data = data
      state.message = .init(remark: .told(line), isError: true)
      guard let before = state.dataBefore else { return [] }
      state.dataBefore = nil
      state.data = before.shown
      state.scenario.data = before.source
      return state.send(.showData(before.source))
    case .run(let run, _):
      state.dataBefore = nil
      if !asked.hash.isEmpty, asked.hash != run.hash {
        state.message = .init(remark: .changedLog(asked.file), isError: false)
      }
      // What was taken stands in figures and state lines from now on.
      let taken = asked.taken(run)
      state.show(.run(run, taken.unscaled))
      guard taken != asked, state.audience == nil else { return [] }
      state.scenario.data = taken
      return state.send(.showData(taken))
    case .none, .awaited: return []
    }
  }
}

extension ExplorerState {
  /// Shows a log where there is nobody to read it later.
  public mutating func show(_ data: ShownData) {
    self.data = data
    // A weight is nothing that a log has.
    if data.run != nil, massCurve == .weight { massCurve = .kept }
  }

  /// Steps of the log in a unit of flow time.
  package func stepsPerTime(_ run: MeasuredRun) -> Double { run.stepsPerTime(in: scenario) }
}
