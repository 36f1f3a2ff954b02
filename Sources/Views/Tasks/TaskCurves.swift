import Cells
import Explorer
import Forgetting
import Simulation

/// A curve for each task of one lane, with the letters of the tasks.
enum TaskCurves {
  /// The lane whose tasks are drawn; nil where lanes are compared, or tasks have no names.
  static func lane(_ state: ExplorerState) -> Int? {
    guard state.snapshot.problem.tasks != nil else { return nil }
    return state.focusedLane ?? (state.visibleLanes.count == 1 ? state.visibleLanes.first : nil)
  }

  /// β of every component.
  static func drawMass(
    _ lane: Int, _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    let y =
      state.isMassLogarithmic
      ? Axis(lower: 1e-3, upper: 1, isLogarithmic: true) : Axis(lower: 0, upper: 1)
    draw(
      lane, state, into: &painter, region: region, title: "MASS  weight β by task",
      isFocused: state.focus == .mass, y: y, measure: Measure.weight
    ) { TaskBars.number($0).trimmed }
  }

  /// ‖m_k − μ_k‖ of every component.
  static func drawPlace(
    _ lane: Int, _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    let names = state.snapshot.problem.tasks?.names ?? []
    let record = state.snapshot.series.lanes[safe: lane]
    let largest =
      names.flatMap { record?[.drift(of: $0)] ?? [] }.filter(\.isFinite).max() ?? 0
    let upper = [0.1, 0.2, 0.5, 1, 2, 3, 4, 6, 8, 10, 15, 20, 30, 50, 100, 1000].first {
      $0 >= largest * 1.02
    }
    let y =
      state.isPlaceLogarithmic
      ? Axis(lower: 1e-4, upper: max(1, upper ?? largest), isLogarithmic: true)
      : Axis(lower: 0, upper: upper ?? largest * 1.1)
    draw(
      lane, state, into: &painter, region: region, title: "PLACE  drift by task in σ",
      isFocused: state.focus == .place, y: y, measure: Measure.drift
    ) { NumberText.fixed($0, digits: 2) }
  }

  private static func draw(
    _ lane: Int, _ state: ExplorerState, into painter: inout Painter, region: Region,
    title: String, isFocused: Bool, y: Axis, measure: (String) -> Measure,
    text: (Double) -> String
  ) {
    let snapshot = state.snapshot
    guard let view = snapshot.lanes[safe: lane], let stage = snapshot.problem.tasks else { return }
    painter.rule(
      region, row: region.row,
      title: [Run(title, ink: .title, emphasis: isFocused ? .bold : [])],
      trailing: [
        Run(
          "\(Glyphs.laneMark(lane)) \(view.nickname)", ink: .lane(lane), emphasis: .bold)
      ], ink: isFocused ? .title : .dim, emphasised: isFocused)
    var plot = LinePlot(x: Axis(lower: 0, upper: snapshot.horizon), y: y)
    plot.endLabels = true
    plot.endLabelWidth = 7
    plot.leftMargin = 5
    plot.showsXLabels = region.height >= 10
    var marks = Chart(x: plot.x, y: plot.y)
    marks.events = snapshot.marks.map(\.time)
    plot.add(marks)
    StageRules.add(state, to: &plot)
    let now = state.now
    let times = snapshot.series.times
    let count = times.prefix { $0 < now.time }.count
    // The present task first: where there are more labels than rows the last ones are left out.
    for task in [stage.current] + (0..<stage.count).filter({ $0 != stage.current }) {
      guard let record = snapshot.series.lanes[safe: lane]?[measure(stage.names[task])] else {
        continue
      }
      let value = measure(stage.names[task]).value(of: view.model, snapshot.problem)
      guard value.isFinite else { continue }
      if now.isInPast {
        let first = max(0, times.prefix { $0 <= now.time + 1e-9 }.count - 1)
        plot.curves.append(
          Curve(
            xs: Array(times[first...]), ys: Array(record.dropFirst(first)), ink: .ghost,
            style: .dashed, priority: -2))
      }
      var ys = record.prefix(count) + [value]
      if y.isLogarithmic { ys = ys.map { max($0, y.lower) }[...] }
      plot.curves.append(
        Curve(
          xs: times.prefix(min(count, record.count)) + [now.time], ys: Array(ys),
          ink: TaskMark.ink(task), mark: TaskMark.letter(task), label: text(value),
          marksAlong: state.display.isMonochrome, priority: task == stage.current ? 2 : 1))
    }
    let body = region.inset(top: 1)
    plot.draw(into: &painter, region: body)
    StageRules.label(state, plot, into: &painter, region: body)
  }
}

/// Where stages begin: dotted rules through plots over time, with the names of their tasks.
enum StageRules {
  /// The beginnings of stages that a time axis shows: flow time, and the task's number and name.
  static func stages(_ state: ExplorerState) -> [(time: Double, task: Int, name: String)] {
    guard let sequence = state.snapshot.scenario.sequence else { return [] }
    let list = sequence.stageList
    let begins = [0] + list.dropLast().map { $0.until ?? .infinity }
    return zip(begins, list).compactMap { time, stage in
      guard time < state.snapshot.horizon, let task = sequence.index(of: stage.task) else {
        return nil
      }
      return (time, task, stage.task)
    }
  }

  static func add(_ state: ExplorerState, to plot: inout LinePlot) {
    for stage in stages(state) where stage.time > 0 {
      plot.curves.append(
        Curve(
          xs: [stage.time, stage.time], ys: [plot.y.lower, plot.y.upper], ink: .dim,
          style: .dotted, priority: -4))
    }
  }

  /// Puts names beside the rules of a plot that is drawn: right of where each stage begins and before it
  /// ends, in a row where they cover nothing; its letter where the name has no room.
  static func label(
    _ state: ExplorerState, _ plot: LinePlot, into painter: inout Painter, region: Region
  ) {
    let frame = plot.frame(in: region, symbols: painter.symbols)
    let stages = stages(state)
    let ends = stages.dropFirst().map(\.time) + [plot.x.upper]
    for (stage, end) in zip(stages, ends) {
      guard let column = frame.column(x: stage.time) else { continue }
      let last = frame.column(x: min(end, plot.x.upper)) ?? frame.plot.endColumn
      for text in [stage.name, String(TaskMark.letter(stage.task))] {
        let width = painter.width(of: text)
        guard column + 1 + width < last else { continue }
        let row = (frame.plot.row..<min(frame.plot.endRow, frame.plot.row + 3)).first { row in
          ((column + 1)...(column + 1 + width)).allSatisfy { painter.grid[row, $0].scalar == 0x20 }
        }
        guard let row else { continue }
        painter.write(
          text, row: row, column: column + 1, ink: TaskMark.ink(stage.task), clip: frame.plot)
        break
      }
    }
  }
}

extension String {
  /// Without the spaces that align numbers.
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
