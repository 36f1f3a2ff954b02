import Cells
import Forgetting
import Simulation

/// The pointer: sliders, true means in the density, the timeline, and the focus.
enum MouseReducer {
  static func reduce(_ state: inout ExplorerState, _ mouse: Key.Mouse) -> [Effect] {
    switch mouse.event {
    case .press: return press(&state, mouse)
    case .drag: return drag(&state, mouse)
    case .release:
      state.grip = nil
      return []
    case .wheelUp: return wheel(&state, mouse, presses: 1)
    case .wheelDown: return wheel(&state, mouse, presses: -1)
    }
  }

  private static func press(_ state: inout ExplorerState, _ mouse: Key.Mouse) -> [Effect] {
    state.entry = nil
    state.message = nil
    if state.overlay != nil {
      state.overlay = nil
      return []
    }
    let layout = Dashboard.layout(for: state)
    if let timeline = layout.timeline, timeline.contains(row: mouse.row, column: mouse.column) {
      let bar = TimelineView.bar(timeline)
      state.grip = .timeline(bar)
      return drag(&state, mouse)
    }
    guard let (pane, region) = layout.pane(row: mouse.row, column: mouse.column) else { return [] }
    state.focus = pane
    switch pane {
    case .parameters:
      guard let row = ParametersView.row(at: mouse.row, state, region) else { return [] }
      state.cursor = row.parameter.path
      guard row.slider.contains(row: mouse.row, column: mouse.column) else { return [] }
      if case .choice = row.parameter.kind {
        let value = row.parameter.moved(row.parameter.value(in: state.scenario), by: 1)
        return ExplorerReducer.set(&state, row.parameter.path, value)
      }
      state.grip = .slider(path: row.parameter.path, region: row.slider)
      return drag(&state, mouse)
    case .density:
      if let path = DensityView.meanPath(row: mouse.row, column: mouse.column, state, region) {
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
      return ExplorerReducer.set(&state, path, .number(value))
    case .mean(let path):
      guard
        let region = Dashboard.layout(for: state).panes.first(where: { $0.pane == .density })?
          .region
      else { return [] }
      let point = DensityView.point(row: mouse.row, column: mouse.column, state, region)
      if state.scenario.dimension == 1 {
        return ExplorerReducer.set(&state, path, .number(round(point.x)))
      }
      return ExplorerReducer.set(&state, path + ".x", .number(round(point.x)))
        + ExplorerReducer.set(&state, path + ".y", .number(round(point.y)))
    case .timeline(let region):
      let fraction = Slider.fraction(atColumn: mouse.column, region: region)
      return ExplorerReducer.seek(&state, fraction * state.snapshot.horizon)
    case nil: return []
    }
  }

  private static func round(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  private static func wheel(
    _ state: inout ExplorerState, _ mouse: Key.Mouse, presses: Double
  ) -> [Effect] {
    if case .help(let scroll) = state.overlay {
      state.overlay = .help(
        scroll: min(max(0, scroll - Int(presses) * 3), HelpView.lastScroll(state)))
      return []
    }
    switch state.overlay {
    case .presets, .actions, .methods, .ghosts, .explanation, .stateLine:
      return OverlayReducer.reduce(&state, presses > 0 ? .up : .down)
    default: break
    }
    guard state.overlay == nil,
      let (pane, region) = Dashboard.layout(for: state).pane(row: mouse.row, column: mouse.column),
      pane == .parameters, let row = ParametersView.row(at: mouse.row, state, region)
    else { return [] }
    state.cursor = row.parameter.path
    let value = row.parameter.moved(row.parameter.value(in: state.scenario), by: presses)
    return ExplorerReducer.set(&state, row.parameter.path, value)
  }
}
