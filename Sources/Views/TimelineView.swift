import Cells
import Explorer
import Simulation

/// The run on a line: what has passed, where the eye stands, where the user intervened.
enum TimelineView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    guard region.height > 0 else { return }
    let snapshot = state.snapshot
    let now = state.now
    if region.height >= 3 {
      let last = snapshot.marks.last.map(caption) ?? "marks: ▲ you changed something"
      painter.rule(
        region, row: region.row, title: title(snapshot.series),
        trailing: painter.fit(last, width: region.width / 2))
      GhostView.drawLegend(
        state, into: &painter,
        region: Region(row: region.row + 2, column: region.column, height: 1, width: region.width))
    }
    let bar = TimelineLayout.bar(region)
    let horizon = TimelineLayout.horizon(state)
    painter.write(
      "0", row: bar.row, column: region.column + 1, ink: .dim, clip: region)
    Slider(
      fraction: now.time / horizon,
      events: snapshot.marks.map { $0.time / horizon }, track: .progress, ink: .title
    ).draw(into: &painter, region: bar)
    // Beyond the end that is planned there is room to drag it, and nothing to come; a run that went on has no end.
    let planned = max(snapshot.scenario.clock.until, snapshot.scenario.lastStageEnd ?? 0)
    if now.endTime <= planned || now.state == .ended {
      let last = TimelineLayout.column(of: max(planned, now.endTime), horizon: horizon, bar)
      for column in last + 1..<max(last + 1, bar.endColumn) {
        painter.put(" ", row: bar.row, column: column, ink: .dim)
      }
    }
    painter.write(
      NumberText.trimmed(horizon, digits: 2), row: bar.row, column: bar.endColumn + 1, ink: .dim,
      clip: region)
    let place = TimelineLayout.column(of: now.time, horizon: horizon, bar)
    if let end = snapshot.scenario.lastStageEnd {
      let column = TimelineLayout.column(of: end, horizon: horizon, bar)
      if column != place {
        painter.put(.verticalRule, row: bar.row, column: column, ink: .dim)
      }
    }
    // Those beyond the bar stand at its end, where they are taken hold of; the first of them hides the others.
    for stage in Chart.stages(of: snapshot).reversed() {
      let column = TimelineLayout.column(of: stage.x, horizon: horizon, bar)
      // A task that there is no more has no letter: its name's first tells it.
      painter.put(
        stage.task.map(TaskMark.letter) ?? stage.name.first ?? " ", row: bar.row, column: column,
        ink: stage.task.map(TaskMark.ink) ?? .dim,
        emphasis: stage.task == nil ? .bold : TaskMark.emphasis)
    }
    if now.isInPast {
      // The future that was there: Space goes on from here and leaves it as a ghost.
      let column = TimelineLayout.column(of: now.endTime, horizon: horizon, bar)
      painter.put(.bar, row: bar.row, column: column, ink: .ghost)
    }
  }

  /// A long run is drawn from every other step, and says so.
  private static func title(_ series: Series) -> String {
    series.isThinned ? "time · 1 of \(series.stride) steps kept" : "time"
  }

  /// "▲ t 3.2: separation δ 4 → 8".
  static func caption(_ mark: Snapshot.Mark) -> String {
    let time = NumberText.trimmed(mark.time, digits: 2)
    guard let to = mark.to else { return "▲ t \(time): \(mark.label)" }
    let values = [mark.from, to].compactMap { $0.map { ParameterText.text($0, digits: 3) } }
    return "▲ t \(time): \(mark.label) \(values.joined(separator: " → "))"
  }
}
