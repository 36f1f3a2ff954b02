import Cells

/// Which pane stands where: made of state and size before reducing and before drawing.
package enum ScreenLayout {
  package static func layout(for state: ExplorerState) -> Layout {
    var layout = arrangement(for: state)
    // Where nothing is sampled the pane of the samples is passed over.
    let all = Pane.allCases.filter { $0 != .samples || !state.batchLanes.isEmpty }
    layout.tabOrder =
      state.isZoomed
      ? all
      : layout.survey != nil || layout.tasks != nil
        ? [] : layout.panes.count > 1 ? layout.panes.map(\.pane) : all
    layout.scroll = scrollLimit(state)
    return layout
  }

  private static func scrollLimit(_ state: ExplorerState) -> ScrollLimit {
    switch state.overlay {
    case .help:
      ScrollLimit(last: HelpText.lastScroll(state), page: HelpText.pageHeight(state))
    case .explanation(let topic, _):
      ScrollLimit(last: ExplanationText.lastScroll(topic, state), page: 5)
    case .stateLine(let lines, _, _):
      ScrollLimit(
        last: max(0, lines.count - StateLineLayout.height(state)),
        page: StateLineLayout.height(state))
    default: ScrollLimit()
    }
  }

  private static func arrangement(for state: ExplorerState) -> Layout {
    let screen = Region(row: 0, column: 0, height: state.rows, width: state.columns)
    let (header, below) = screen.split(top: 1)
    let lanes = state.visibleLanes.count
    guard state.size.isRoomy else {
      // Words, and a row for the keys and for what there is to say where one is left.
      let (verdicts, rest) = below.split(top: max(lanes, below.height - 1))
      return Layout(header: header, verdicts: verdicts, footer: rest.height > 0 ? rest : nil)
    }
    // Eight lanes on a small screen still leave room for one pane, and side by side for all.
    let verdictRows =
      isProjected(state)
      ? 0
      : min(
        state.size.verdictRows(of: lanes), max(2, state.rows - 10))
    let (verdicts, rest) = below.split(top: verdictRows)
    let (body, footer) = rest.split(top: rest.height - 1)
    var layout = Layout(header: header, verdicts: verdicts, footer: footer)
    if LectureLayout.arrange(&layout, body, for: state) { return layout }
    if isProjected(state) {
      layout.project(into: body, state)
      return layout
    }
    let isTasks = !state.isZoomed && state.view == .tasks
    let isSurvey = !state.isZoomed && state.view.fillsScreen
    if !state.size.hasSeveralPanes {
      if isTasks {
        layout.tasks = body
        return layout
      }
      if isSurvey {
        layout.survey = body
        return layout
      }
      layout.show(state.focus, in: body)
      return layout
    }
    var main = body
    if state.rows >= 20 {
      let height = state.rows >= 34 ? 3 : 1
      let (upper, timeline) = body.split(top: body.height - height)
      main = upper
      layout.timeline = timeline
    }
    if isSurvey, state.view == .map, main.width >= 110 {
      // Beside it the run at the cross.
      let (map, rest) = main.split(left: main.width * 3 / 5)
      let (top, bottom) = rest.inset(left: 1).split(top: rest.height / 2)
      layout.survey = map
      layout.panes = [(.mass, top), (.density, bottom)]
    } else if isSurvey {
      layout.survey = main
    } else if isTasks {
      layout.tasks = main
    } else if state.isZoomed {
      layout.show(state.focus, in: main)
    } else if state.view == .curves {
      let (top, bottom) = main.split(top: (main.height + 1) / 2)
      layout.panes = [(.mass, top), (.place, bottom)]
    } else {
      let (rest, sides) = DashboardLayout.sides(of: main, ofTasks: state.scenario.sequence != nil)
      layout.sides = sides
      layout.panes = DashboardLayout.panes(
        in: rest, hasSamples: !state.batchLanes.isEmpty, laneCount: state.visibleLanes.count)
    }
    return layout
  }

  /// Whether the screen is for the back row; a zoomed pane is a pane.
  private static func isProjected(_ state: ExplorerState) -> Bool {
    state.view == .projector && !state.isZoomed
  }
}
