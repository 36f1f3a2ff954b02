import Cells
import Forgetting
import Simulation

/// The old drift ‖m_o − μ_o‖ of every lane over time, in σ, with the bound of the gates.
enum PlaceView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    let isFocused = Dashboard.isFocused(.place, state)
    let hasBound = hasBound(state)
    painter.rule(
      region, row: region.row,
      title: region.width >= 44
        ? "PLACE  old drift ‖m_o−μ_o‖ in σ"
        : hasBound ? "PLACE drift in σ" : "PLACE  old drift in σ",
      trailing: hasBound ? "· bound" : "", emphasised: isFocused)
    let lanes = state.visibleLanes
    let top = upper(state)
    let bounds = lanes.compactMap { lane -> (lane: Int, times: [Double], values: [Double])? in
      guard let bound = state.snapshot.lanes[lane].driftBound, bound <= top, bound > 0 else {
        return nil
      }
      return (lane, [0, state.snapshot.horizon], [bound, bound])
    }
    CurvePlot.draw(
      state, into: &painter, region: region.inset(top: 1),
      y: state.isPlaceLogarithmic
        ? Axis(lower: 1e-4, upper: max(1, top), isLogarithmic: true) : Axis(lower: 0, upper: top),
      record: \.oldDrift,
      now: { view in
        let target = state.snapshot.target
        let drift = target.old.scale.mahalanobis(view.model.old.mean - target.old.mean)
        return (drift, NumberText.fixed(view.meters.oldDrift, digits: 2))
      }, goals: [], laws: bounds)
  }

  private static func hasBound(_ state: ExplorerState) -> Bool {
    let top = upper(state)
    return state.visibleLanes.contains {
      state.snapshot.lanes[$0].driftBound.map { $0 <= top } ?? false
    }
  }

  /// The axis grows in round steps and never shrinks below what has been seen.
  private static func upper(_ state: ExplorerState) -> Double {
    var largest = 0.0
    for lane in state.visibleLanes {
      largest = max(largest, state.snapshot.lanes[lane].largestDrift)
    }
    for value in [0.1, 0.2, 0.5, 1, 2, 3, 4, 6, 8, 10, 15, 20, 30, 50, 100, 1000]
    where value >= largest * 1.02 {
      return value
    }
    return largest * 1.1
  }
}
