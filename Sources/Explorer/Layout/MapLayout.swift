import Cells
import Forgetting
import Simulation

/// The map's sides and samples: what the view draws by, the survey asks for, and the pointer points at.
package enum MapLayout {
  /// Samples along each side at most: what a picture is smooth with.
  private static let most = (columns: 65, rows: 41)

  /// The lane that the map is of: the one that it is said to be of, else one that a side belongs to, the
  /// focused one before others.
  package static func lane(_ state: ExplorerState) -> Int {
    let choice = state.mapChoice
    let ofSides = [choice.y, choice.x].compactMap { state.parameter($0)?.lane }
    let focused = state.focusedLane.flatMap { lane in
      ofSides.isEmpty || ofSides.contains(lane) ? lane : nil
    }
    let lane = choice.lane ?? focused ?? ofSides.first ?? state.visibleLanes.first ?? 0
    return min(lane, max(0, state.snapshot.lanes.count - 1))
  }

  /// The axis of a side: what it is said to span, else what its slider does.
  private static func axis(
    _ path: String, _ range: MapChoice.Range?, _ state: ExplorerState
  ) -> Axis? {
    state.parameter(path).flatMap { MapChoice.axis(of: $0, range) }
  }

  /// nil where a parameter has gone, with its lane or its method.
  package static func frame(_ state: ExplorerState, _ region: Region) -> PlotFrame? {
    let choice = state.mapChoice
    guard let x = axis(choice.x, choice.xRange, state), let y = axis(choice.y, choice.yRange, state)
    else { return nil }
    return PlotFrame(
      region: region.inset(top: 1), x: x, y: y, leftMargin: 7,
      rightMargin: region.width >= 60 ? 9 : 0)
  }

  /// What the map in a region needs; nil where there is none.
  static func request(_ state: ExplorerState, region: Region) -> MapRequest? {
    guard let frame = frame(state, region), !frame.plot.isEmpty else { return nil }
    let choice = state.mapChoice
    func side(_ path: String, _ axis: Axis, _ count: Int) -> MapRequest.Side {
      var isWhole = false
      if case .number(let number)? = state.parameter(path)?.kind { isWhole = number.isWhole }
      return MapRequest.Side(
        path: path,
        range: ValueRange(
          from: axis.lower, to: axis.upper, count: max(2, count),
          isLogarithmic: axis.isLogarithmic), isWhole: isWhole)
    }
    return MapRequest(
      state.scenario, x: side(choice.x, frame.x, min(most.columns, frame.plot.width)),
      y: side(choice.y, frame.y, min(most.rows, 2 * frame.plot.height)),
      choice.measure.map { .measure($0, lane: lane(state)) } ?? .winner,
      near: place(state, frame) ?? SIMD2(0.5, 0.5))
  }

  /// Where the present scenario is, as shares of the sides from the lower left; beyond 0…1 outside.
  package static func place(_ state: ExplorerState, _ frame: PlotFrame) -> SIMD2<Double>? {
    guard case .number(let x)? = state.parameter(state.mapChoice.x)?.value(in: state.scenario),
      case .number(let y)? = state.parameter(state.mapChoice.y)?.value(in: state.scenario)
    else { return nil }
    return SIMD2(frame.x.unit(x), frame.y.unit(y))
  }
}
