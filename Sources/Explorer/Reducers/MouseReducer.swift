import Cells
import Forgetting
import Simulation

/// The pointer: sliders, true means in the density, the timeline, and the focus.
enum MouseReducer {
  /// - Parameter press: what a key does without an overlay.
  static func reduce(
    _ state: inout ExplorerState, _ mouse: Key.Mouse,
    press pressKey: (inout ExplorerState, Key) -> [Effect]
  ) -> [Effect] {
    switch mouse.event {
    case .press: return press(&state, mouse)
    case .drag: return drag(&state, mouse)
    case .release:
      defer { state.grip = nil }
      guard case .stageEnd(_, let bar, hasMoved: false) = state.grip else { return [] }
      state.grip = .timeline(bar)
      return drag(&state, mouse)
    case .wheelUp: return wheel(&state, mouse, presses: 1, press: pressKey)
    case .wheelDown: return wheel(&state, mouse, presses: -1, press: pressKey)
    }
  }

  private static func press(_ state: inout ExplorerState, _ mouse: Key.Mouse) -> [Effect] {
    state.entry = nil
    state.message = nil
    if state.overlay != nil {
      state.overlay = nil
      return []
    }
    let layout = state.layout
    if let timeline = layout.timeline, timeline.contains(row: mouse.row, column: mouse.column) {
      let bar = TimelineLayout.bar(timeline)
      if mouse.row == bar.row,
        let path = TimelineLayout.stageEnd(atColumn: mouse.column, state, bar)
      {
        state.grip = .stageEnd(path: path, bar, hasMoved: false)
        if state.parameters.contains(where: { $0.path == path }) { state.cursor = path }
        return []
      }
      state.grip = .timeline(bar)
      return drag(&state, mouse)
    }
    if let effects = MapReducer.point(&state, row: mouse.row, column: mouse.column) {
      state.grip = .map
      return effects
    }
    guard let (pane, region) = layout.pane(row: mouse.row, column: mouse.column) else { return [] }
    state.focus = pane
    switch pane {
    case .parameters:
      guard let row = ParameterRows.row(at: mouse.row, state, region) else { return [] }
      state.cursor = row.parameter.path
      guard row.slider.contains(row: mouse.row, column: mouse.column) else { return [] }
      if case .choice = row.parameter.kind {
        let value = row.parameter.moved(row.parameter.value(in: state.scenario), by: 1)
        return state.set(row.parameter.path, value)
      }
      state.grip = .slider(path: row.parameter.path, region: row.slider)
      return drag(&state, mouse)
    case .density:
      if let path = DensityLayout.meanPath(row: mouse.row, column: mouse.column, state, region) {
        state.grip = .mean(path: path)
      }
      return []
    default: return []
    }
  }

  private static func drag(_ state: inout ExplorerState, _ mouse: Key.Mouse) -> [Effect] {
    switch state.grip {
    case .slider(let path, let region):
      guard let parameter = ParameterCatalogue.parameter(at: path, in: state.scenario) else {
        return []
      }
      let fraction = Slider.fraction(atColumn: mouse.column, region: region)
      let value = parameter.clamped(parameter.value(atFraction: fraction))
      if parameter.value(in: state.scenario) == .number(value) { return [] }
      return state.set(path, .number(value))
    case .mean(let path):
      guard let region = state.layout.region(of: .density) else { return [] }
      let point = DensityLayout.point(row: mouse.row, column: mouse.column, state, region)
      if state.scenario.dimension == 1 {
        return state.set(path, .number(round(point.x)))
      }
      return state.set(path + ".x", .number(round(point.x)))
        + state.set(path + ".y", .number(round(point.y)))
    case .timeline(let region):
      let fraction = Slider.fraction(atColumn: mouse.column, region: region)
      return state.seek(fraction * state.snapshot.horizon)
    case .stageEnd(let path, let bar, _):
      state.grip = .stageEnd(path: path, bar, hasMoved: true)
      return move(&state, stageEnd: path, to: Slider.fraction(atColumn: mouse.column, region: bar))
    case .map: return MapReducer.point(&state, row: mouse.row, column: mouse.column) ?? []
    case nil: return []
    }
  }

  /// No further than the ends beside it and what has been trained.
  private static func move(
    _ state: inout ExplorerState, stageEnd path: String, to fraction: Double
  ) -> [Effect] {
    guard let stages = state.scenario.sequence?.stageList,
      let index = stages.indices.first(where: { "stages.\($0 + 1).until" == path })
    else { return [] }
    let step = state.scenario.clock.step
    let before = index > 0 ? stages[index - 1].until ?? 0 : 0
    let low = max(before, state.now.isInstant ? 0 : state.now.time) + step
    let high = min(state.snapshot.horizon, stages[safe: index + 1]?.until ?? .infinity) - step
    guard low < high else { return [] }
    let time = min(max(low, round(fraction * state.snapshot.horizon)), high)
    if stages[index].until == time { return [] }
    return state.set(path, .number(time))
  }

  private static func round(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  private static func wheel(
    _ state: inout ExplorerState, _ mouse: Key.Mouse, presses: Double,
    press: (inout ExplorerState, Key) -> [Effect]
  ) -> [Effect] {
    if case .help = state.overlay {
      ScrollReducer.scroll(&state, by: -3 * Int(presses))
      return []
    }
    switch state.overlay {
    case .presets, .actions, .methods, .ghosts, .explanation, .stateLine:
      return OverlayReducer.reduce(&state, presses > 0 ? .up : .down, press: press)
    default: break
    }
    guard state.overlay == nil,
      let (pane, region) = state.layout.pane(row: mouse.row, column: mouse.column),
      pane == .parameters, let row = ParameterRows.row(at: mouse.row, state, region)
    else { return [] }
    state.cursor = row.parameter.path
    let value = row.parameter.moved(row.parameter.value(in: state.scenario), by: presses)
    return state.set(row.parameter.path, value)
  }
}
