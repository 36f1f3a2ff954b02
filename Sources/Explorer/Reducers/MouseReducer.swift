import Cells
import Forgetting

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
      guard case .stageEnd(let end) = state.grip, !end.hasMoved else { return [] }
      state.grip = .timeline(end.bar)
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
        state.grip = .stageEnd(
          Grip.StageEnd(path: path, bar: bar, horizon: TimelineLayout.horizon(state)))
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
      let value = state.scenario.fitted(
        .number(parameter.clamped(parameter.value(atFraction: fraction))), at: path)
      if parameter.value(in: state.scenario) == value { return [] }
      return state.set(path, value)
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
      return state.seek(fraction * TimelineLayout.horizon(state))
    case .stageEnd(var end):
      end.hasMoved = true
      state.grip = .stageEnd(end)
      return move(&state, end, to: Slider.fraction(atColumn: mouse.column, region: end.bar))
    case .map: return MapReducer.point(&state, row: mouse.row, column: mouse.column) ?? []
    case nil: return []
    }
  }

  /// No further than the ends beside it, what has been trained, and the timeline's own end.
  private static func move(
    _ state: inout ExplorerState, _ end: Grip.StageEnd, to fraction: Double
  ) -> [Effect] {
    let trained = state.now.isInstant ? 0 : state.now.time
    let asked = max(round(fraction * end.horizon), trained + state.scenario.clock.step)
    let time = state.scenario.fitted(.number(asked), at: end.path)
    guard state.parameter(end.path)?.value(in: state.scenario) != time else { return [] }
    return state.set(end.path, time)
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
    return ParameterReducer.changeParameter(&state, row.parameter.path, by: presses)
  }
}
