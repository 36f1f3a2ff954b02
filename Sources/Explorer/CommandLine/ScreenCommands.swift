import Cells
import Forgetting
import Simulation

/// Commands that speak to the screen.
enum ScreenCommands {
  static func view(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    let name = try CommandReader.one(of: ScreenView.allCases.map(\.name), rest, "view")
    state.lecture?.showsScene = false
    state.isZoomed = false
    state.view = ScreenView(named: name) ?? .dashboard
    MapReducer.look(&state)
    return []
  }

  static func map(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    MapReducer.open(
      &state,
      rest.isEmpty ? state.mapChoice : try MapChoice(text: rest, in: state.scenario))
  }

  static func tradeOff(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    let all = TradeOffAxis.allCases
    let name =
      rest.isEmpty ? all[0].name : try CommandReader.one(of: all.map(\.name), rest, "trade-off")
    state.tradeOff = all.first { $0.name == name } ?? .learned
    return try view(&state, ScreenView.tradeOff.name)
  }

  static func zoom(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    let name = try CommandReader.one(
      of: Pane.allCases.map(\.name) + ["off"], rest, "zoom")
    state.isZoomed = name != "off"
    if let pane = Pane(named: name) {
      guard pane != .samples || !state.batchLanes.isEmpty else {
        throw CommandReader.refusal("zoom", rest, .batchLane)
      }
      state.focus = pane
    }
    return []
  }

  static func mass(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    let names = MassCurve.allCases.map { "\($0)" }
    let name = try CommandReader.one(of: names, rest, "mass")
    state.massCurve = MassCurve.allCases.first { "\($0)" == name } ?? .weight
    return []
  }

  static func ensemble(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    guard rest != "off" else {
      state.ensembleCount = 0
      state.surveys.ensemble = nil
      return []
    }
    let range = 2...EnsembleRequest.largestCount
    guard let count = Int(rest), range.contains(count) else {
      throw CommandReader.refusal("ensemble", rest, .orOff(.wholeNumber(range)))
    }
    guard !state.batchLanes.isEmpty else {
      throw CommandReader.refusal("ensemble", rest, .batchLane)
    }
    state.ensembleCount = count
    return []
  }

  static func logarithmic(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    switch try CommandReader.one(of: ["mass", "place", "both", "off"], rest, "log") {
    case "mass": state.isMassLogarithmic = true
    case "place": state.isPlaceLogarithmic = true
    case let word:
      state.isMassLogarithmic = word == "both"
      state.isPlaceLogarithmic = word == "both"
    }
    return []
  }

  static func symbols(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    let available = state.display.availableSymbols
    let name = try CommandReader.one(of: available.map(\.rawValue), rest, "symbols")
    guard let symbols = Symbols(rawValue: name) else { return [] }
    state.display.symbols = symbols
    return [.applyDisplay(state.display)]
  }

  static func palette(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    let name = try CommandReader.one(of: Palette.allCases.map(\.rawValue), rest, "palette")
    state.display.palette = Palette(rawValue: name) ?? .standard
    return [.applyDisplay(state.display)]
  }

  static func mouse(
    _ state: inout ExplorerState, isOn: Bool
  ) throws(ParameterError) -> [Effect] {
    isOn == state.display.usesMouse ? [] : FunctionReducer.perform(&state, .toggleMouse)
  }

  static func scene(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    guard let lecture = state.lecture else {
      throw CommandReader.refusal("scene", rest, .lecture)
    }
    let scene = try CommandReader.whole(rest, "scene", in: 1...lecture.lecture.scenes.count)
    return LectureReducer.go(to: scene - 1, &state)
  }
}
