import Cells
import Forgetting
import Simulation

/// Keys and pointer on the map: the cross is the present scenario.
enum MapReducer {
  /// Opens the map; every run that one walks to is shown from its start.
  ///
  /// - Parameter isLoaded: whether its scenario has just been loaded: nothing has run yet.
  static func open(
    _ state: inout ExplorerState, _ choice: MapChoice, isLoaded: Bool = false
  ) -> [Effect] {
    state.mapChoice = choice
    state.lecture?.showsScene = false
    state.isZoomed = false
    state.view = .map
    return makeInstant(&state, isLoaded: isLoaded)
  }

  /// Who only looks changes nothing: the run stays where it is.
  static func look(_ state: inout ExplorerState) {
    if state.view == .map, MapChoice.isGone(state.mapChoice, from: state.scenario) {
      state.mapChoice = MapChoice(in: state.scenario)
    }
  }

  /// What a walk on the map has turned on goes with it.
  static func follow(_ state: inout ExplorerState) -> [Effect] {
    guard state.mapMadeInstant, state.view != .map else { return [] }
    state.mapMadeInstant = false
    guard state.now.isInstant else { return [] }
    state.pending.isInstant = false
    return state.send(.setInstant(false))
  }

  /// The other panes show the whole run at the cross.
  static func makeInstant(_ state: inout ExplorerState, isLoaded: Bool = false) -> [Effect] {
    look(&state)
    // A lecturer's run is shown as it is.
    guard !state.permissions.isAudience, !state.now.isInstant || isLoaded else { return [] }
    var effects: [Effect] = []
    if !state.now.isInstant {
      state.pending.isInstant = true
      state.mapMadeInstant = true
      effects += state.send(.setInstant(true))
    }
    if isLoaded || state.now.endTime == 0 {
      effects += state.send(.runTo(state.scenario.clock.until))
    }
    return effects
  }

  /// - Parameter steps: to the right and up, in presses.
  static func move(_ state: inout ExplorerState, right: Double, up: Double) -> [Effect] {
    var effects = makeInstant(&state)
    if right != 0 {
      effects += ParameterReducer.changeParameter(&state, state.mapChoice.x, by: right)
    }
    if up != 0 { effects += ParameterReducer.changeParameter(&state, state.mapChoice.y, by: up) }
    return effects + goToEnd(&state)
  }

  /// Who walks along the end of runs sees that of each.
  private static func goToEnd(_ state: inout ExplorerState) -> [Effect] {
    guard [state.mapChoice.x, state.mapChoice.y].contains(where: state.scenario.endsRun) else {
      return []
    }
    return state.send(.runTo(state.scenario.clock.until))
  }

  /// What a key moves; nil where it has its usual meaning.
  static func perform(_ state: inout ExplorerState, _ function: KeyFunction) -> [Effect]? {
    guard state.showsMap else { return nil }
    switch function {
    case .change(let presses): return move(&state, right: presses, up: 0)
    case .previousParameter: return move(&state, right: 0, up: 1)
    case .nextParameter: return move(&state, right: 0, up: -1)
    case .previousGroup: return move(&state, right: 0, up: 10)
    case .nextGroup: return move(&state, right: 0, up: -10)
    default: return nil
    }
  }

  /// The pointer goes to a place of the map; nil where it is beside it.
  static func point(_ state: inout ExplorerState, row: Int, column: Int) -> [Effect]? {
    guard state.showsMap, let region = state.layout.survey,
      let frame = MapLayout.frame(state, region), frame.plot.contains(row: row, column: column)
    else { return nil }
    let across = (Double(column - frame.plot.column) + 0.5) / Double(frame.plot.width)
    let up = 1 - (Double(row - frame.plot.row) + 0.5) / Double(frame.plot.height)
    var effects = makeInstant(&state)
    for (path, range, share) in [
      (state.mapChoice.x, state.mapChoice.xRange, across),
      (state.mapChoice.y, state.mapChoice.yRange, up),
    ] {
      guard let parameter = state.parameter(path) else { continue }
      let there = range?.axis.value(atUnit: share) ?? parameter.value(atFraction: share)
      let value = ParameterValue.number(parameter.clamped(there))
      if parameter.value(in: state.scenario) != value { effects += state.set(path, value) }
    }
    return effects + goToEnd(&state)
  }
}

extension ExplorerState {
  /// Whether the map has the arrows.
  package var showsMap: Bool { view == .map && !isZoomed && layout.survey != nil }
}
