import Cells
import Explorer
import Forgetting
import Simulation

/// The old drift ‖m_o − μ_o‖ of every lane over time, in σ, with the bound of the gates.
enum PlaceView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    if let lane = state.laneOfTasks {
      TaskCurves.drawPlace(lane, state, into: &painter, region: region)
      return
    }
    let isFocused = state.focus == .place
    let top = upper(state)
    let ofTasks = state.snapshot.problem.tasks != nil
    var chart = state.chart(of: .oldDrift, y: Axis(lower: 0, upper: top))
    // The bound is a lane's own: reverse KL has one, forward KL has none.
    let bounded = chart.series.compactMap { series in
      if case .bound(let lane) = series.role { lane } else { nil }
    }
    let title =
      ofTasks && state.snapshot.start.count == 1
      ? region.width >= 44 ? "PLACE  drift of the one component in σ" : "PLACE drift in σ"
      : ofTasks
        ? region.width >= 44
          ? "PLACE  largest drift of a learned task in σ" : "PLACE learned tasks in σ"
        : region.width >= 44
          ? "PLACE  old drift ‖m_o−μ_o‖ in σ"
          : bounded.isEmpty ? "PLACE  old drift in σ" : "PLACE drift in σ"
    let trailing =
      bounded.map { lane in
        Run(
          "╌ \(Glyphs.laneMark(lane)) bound\(lane == bounded.last ? "" : "  ")", ink: .lane(lane))
      } + state.bandRuns
    // A dashed line that nothing names says less than a shorter title; in ASCII σ is two letters.
    let shorter = ofTasks || trailing.isEmpty ? [] : ["PLACE drift in σ", "PLACE in σ"]
    let fitting = ([title] + shorter).first {
      painter.width(of: $0) + painter.width(of: trailing) + 7 <= region.width
    }
    painter.rule(
      region, row: region.row,
      title: [Run(fitting ?? title, ink: .title, emphasis: isFocused ? .bold : [])],
      trailing: trailing, ink: isFocused ? .title : .dim, emphasised: isFocused)
    if state.isPlaceLogarithmic {
      chart.y = Axis(lower: 1e-4, upper: max(1, top), isLogarithmic: true)
    }
    CurvePlot.draw(state, into: &painter, region: region.inset(top: 1), chart, .oldDrift) {
      // Where no task has been learned yet there is no place to be kept.
      Verdict.worstDrift($0).map { text($0.drift, state) } ?? "–"
    }
  }

  /// On a logarithmic axis what is small has digits, too.
  private static func text(_ drift: Double, _ state: ExplorerState) -> String {
    state.isPlaceLogarithmic && drift < 0.1 && drift > 0
      ? NumberText.significant(drift, digits: 2) : NumberText.fixed(drift, digits: 2)
  }

  /// The axis grows in round steps and covers all that is drawn: curves, ghosts, what is now.
  private static func upper(_ state: ExplorerState) -> Double {
    let snapshot = state.snapshot
    var largest = 0.0
    for lane in state.visibleLanes {
      if let places = TaskPlaces.curve(of: lane, snapshot) {
        let now = Verdict.worstDrift(snapshot.lanes[lane])?.drift ?? 0
        largest = max(largest, now, places.filter(\.isFinite).max() ?? 0)
        continue
      }
      largest = max(largest, snapshot.lanes[lane].largestDrift)
      // Where nothing has been seen there is no place.
      let now = snapshot.lanes[lane].meters.oldDrift
      if now > largest { largest = now }
      for series in [snapshot.series, snapshot.ghost].compactMap({ $0 })
        + state.ghosts.map(\.series)
      {
        guard let record = series.lanes[safe: lane] else { continue }
        for drift in record[.oldDrift] where drift > largest { largest = drift }
      }
    }
    for value in [0.1, 0.2, 0.5, 1, 2, 3, 4, 6, 8, 10, 15, 20, 30, 50, 100, 1000]
    where value >= largest * 1.02 {
      return value
    }
    return largest * 1.1
  }
}
