import Forgetting
import Words

/// Commands that speak to parameters: through the catalogue and the reducer, as keys do.
enum ParameterCommands {
  /// Changes one after another; a refused one leaves all as they were.
  static func set(
    _ state: inout ExplorerState, _ assignments: [(path: String, value: String)]
  ) throws(ParameterError) -> [Effect] {
    var effects: [Effect] = []
    var told: [Remark.Change] = []
    for (path, text) in assignments {
      let change = try state.scenario.change(path, text: CommandReader.plain(text))
      let before = ParameterCatalogue.parameter(at: path, in: state.scenario)?
        .value(in: state.scenario)
      var changed = state.scenario
      try changed.set(change.path, to: change.value)
      effects += state.set(change.path, change.value)
      guard let parameter = ParameterCatalogue.parameter(at: path, in: state.scenario) else {
        continue
      }
      if state.parameters.contains(where: { $0.path == path }) { state.cursor = path }
      told.append(
        Remark.Change(
          label: parameter.label, from: before.map { ParameterText.text($0, digits: 4) },
          to: ParameterText.text(of: parameter, in: state.scenario)))
    }
    // What the reducer says about a start that waits matters more.
    if state.message == nil, !told.isEmpty {
      _ = state.say(.changes(told))
    }
    return effects
  }

  static func goTo(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    guard let parameter = ParameterCatalogue.parameter(at: rest, in: state.scenario) else {
      let paths = ParameterCatalogue.everything(of: state.scenario).map(\.path)
      let guess = nearestName(to: rest, among: paths)
      throw CommandReader.refusal("goto", rest, .parameter(nearest: guess))
    }
    jump(&state, to: parameter)
    return []
  }

  /// Puts the cursor on a parameter, where it can be seen.
  static func jump(_ state: inout ExplorerState, to parameter: Parameter) {
    if let lane = parameter.lane, let focused = state.focusedLane, focused != lane {
      state.focusedLane = lane
    }
    guard state.parameters.contains(where: { $0.path == parameter.path }) else {
      _ = state.say(.idle(label: parameter.label, path: parameter.path))
      return
    }
    state.cursor = parameter.path
    state.focus = .parameters
    if state.isZoomed || state.layout.panes.count == 1 { return }
    if !state.shows(.parameters) {
      let value = ParameterText.text(of: parameter, in: state.scenario)
      _ = state.say(.value(of: parameter.label, value))
    }
  }

  static func explain(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    guard !rest.isEmpty else { return FunctionReducer.perform(&state, .explain) }
    guard let topic = Explanations.topic(named: rest, state) else {
      let guess = nearestName(to: rest, among: Explanations.names(state))
      throw CommandReader.refusal("explain", rest, .topic(nearest: guess))
    }
    state.overlay = .explanation(topic: topic, scroll: 0)
    return []
  }

  static func reset(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    guard !rest.isEmpty else { return FunctionReducer.perform(&state, .reset) }
    let original = state.snapshot.original
    guard let parameter = ParameterCatalogue.parameter(at: rest, in: original) else {
      throw CommandReader.refusal("reset", rest, .loadedPath)
    }
    return try set(&state, [(rest, parameter.value(in: original).description)])
  }
}
