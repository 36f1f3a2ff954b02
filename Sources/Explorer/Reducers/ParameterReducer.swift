import Forgetting
import Simulation

/// The cursor of the parameters, and what it does to the one under it.
enum ParameterReducer {
  /// Where the pane of the parameters is not on the screen, the footer says what was chosen or changed.
  private static func announce(_ state: inout ExplorerState, _ path: String) {
    if !state.shows(.parameters) { say(&state, path) }
  }

  /// The footer says what a parameter is now.
  static func say(_ state: inout ExplorerState, _ path: String) {
    guard state.message == nil, let parameter = state.parameter(path) else { return }
    let value = ParameterText.text(of: parameter, in: state.scenario)
    state.message = .init(remark: .value(of: parameter.label, value), isError: false)
  }

  static func moveCursor(_ state: inout ExplorerState, by step: Int) {
    let paths = state.parameters.map(\.path)
    guard let index = paths.firstIndex(of: state.cursor) else { return state.keepCursor() }
    state.cursor = paths[min(max(0, index + step), paths.count - 1)]
    state.focus = .parameters
    announce(&state, state.cursor)
  }

  static func moveGroup(_ state: inout ExplorerState, by step: Int) {
    let parameters = state.parameters
    guard let index = parameters.firstIndex(where: { $0.path == state.cursor }) else { return }
    let group = { (parameter: Parameter) in "\(parameter.group)\(parameter.lane ?? -1)" }
    let here = group(parameters[index])
    var next = index
    while parameters.indices.contains(next), group(parameters[next]) == here { next += step }
    state.cursor = parameters[min(max(0, next), parameters.count - 1)].path
    state.focus = .parameters
    announce(&state, state.cursor)
  }

  static func change(_ state: inout ExplorerState, by presses: Double) -> [Effect] {
    changeParameter(&state, state.cursor, by: presses)
  }

  static func changeParameter(
    _ state: inout ExplorerState, _ path: String, by presses: Double
  ) -> [Effect] {
    guard let parameter = state.parameter(path) else { return [] }
    let now = parameter.value(in: state.scenario)
    let next = state.scenario.fitted(parameter.moved(now, by: presses), at: path)
    guard next != now else {
      return state.say(.endOfRange(of: parameter.label))
    }
    let effects = state.set(path, next)
    announce(&state, path)
    return effects
  }

  static func goToEnd(_ state: inout ExplorerState, upper: Bool) -> [Effect] {
    guard let parameter = state.parameter(state.cursor) else { return [] }
    switch parameter.kind {
    case .number(let number):
      let end =
        !upper
        ? number.slider.lowerBound : number.includesInfinity ? .infinity : number.slider.upperBound
      return state.set(
        parameter.path,
        state.scenario.fitted(.number(parameter.clamped(end)), at: parameter.path))
    case .choice(let choice):
      return state.set(
        parameter.path,
        .word(upper ? choice.values[choice.values.count - 1] : choice.values[0]))
    }
  }

  static func resetValue(_ state: inout ExplorerState) -> [Effect] {
    let original = state.snapshot.original
    guard let parameter = ParameterCatalogue.parameter(at: state.cursor, in: original) else {
      return state.say(.unknownAtStart)
    }
    return state.set(state.cursor, parameter.value(in: original))
  }

  static func startEntry(_ state: inout ExplorerState) {
    guard let parameter = state.parameter(state.cursor) else { return }
    if case .choice = parameter.kind {
      _ = state.say(.choices(choices(parameter)))
    } else {
      state.entry = ""
    }
  }

  private static func choices(_ parameter: Parameter) -> String {
    guard case .choice(let choice) = parameter.kind else { return "" }
    return choice.values.joined(separator: ", ")
  }
}
