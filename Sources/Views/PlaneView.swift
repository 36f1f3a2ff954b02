import Cells
import Explorer
import Forgetting
import Simulation

/// The density in the plane: a shaded map of q, contour lines of p, covariance ellipses, the trails of the
/// means and their velocities. Two lanes stand side by side where there is room.
enum PlaneView {
  static func draw(
    _ state: ExplorerState, into painter: inout Painter, region: Region,
    memory: inout DensityMemory
  ) {
    let isFocused = state.focus == .density
    let maps = PlaneLayout.maps(state, region)
    painter.rule(
      region, row: region.row,
      title: [
        Run("density", ink: .title, emphasis: isFocused ? .bold : []),
        Run(region.width >= 56 ? "  shades q  lines p" : "  ▒ q  ─ p", ink: .dim),
      ],
      trailing: Rug.legend(state)
        + maps.enumerated().map { index, map in
          let name = LaneName.short(state.snapshot.lanes[map.lane], state.snapshot)
          return Run(
            "\(Glyphs.laneMark(map.lane)) \(name)\(index + 1 < maps.count ? "  " : "")",
            ink: .lane(map.lane),
            emphasis: .bold)
        }, ink: isFocused ? .title : .dim, emphasised: isFocused)
    for map in maps {
      var own = memory.maps[map.lane] ?? HeatMap.Memory()
      drawMap(map.lane, state, into: &painter, region: map.region, memory: &own)
      memory.maps[map.lane] = own
    }
  }

  private static func drawMap(
    _ lane: Int, _ state: ExplorerState, into painter: inout Painter, region: Region,
    memory: inout HeatMap.Memory
  ) {
    let frame = PlaneLayout.frame(state, region)
    let area = frame.plot
    guard area.width > 1, area.height > 1 else { return }
    frame.draw(into: &painter)
    let snapshot = state.snapshot
    let model = snapshot.lanes[lane].model
    let target = snapshot.target
    let values = samples(of: model, frame)
    HeatMap(
      values: values, columns: area.width, rows: area.height, maximum: peak(target)
    ).draw(into: &painter, region: area, memory: &memory)
    var canvas = frame.canvas(painter.symbols)
    let targetValues = samples(of: target, frame)
    let top = peak(target)
    // Two lines in a small map would hide what they are drawn over.
    for level in area.width < 50 ? [0.15] : [0.1, 0.5] {
      canvas.contour(
        values: targetValues, columns: area.width, rows: area.height, level: level * top,
        pen: DotCanvas.Pen(ink: .target))
    }
    let ink = Ink.lane(lane)
    for mode in model.gaussians {
      let covariance = mode.scale.covariance
      canvas.ellipse(
        Ellipse(
          meanX: mode.mean.x, meanY: mode.mean.y, covarianceXX: covariance.xx,
          covarianceXY: covariance.xy, covarianceYY: covariance.yy),
        x: frame.x, y: frame.y, pen: DotCanvas.Pen(ink: ink, priority: 2))
    }
    drawTrails(lane, state, on: &canvas, frame)
    canvas.draw(into: &painter.grid, region: area)
    if snapshot.lanes[lane].sampling.isBatch, let picture = snapshot.lanes[lane].picture {
      Rug.draw(picture, inPlane: frame, into: &painter)
    }
    drawMeans(lane, state, frame, into: &painter)
  }

  private static func drawTrails(
    _ lane: Int, _ state: ExplorerState, on canvas: inout DotCanvas, _ frame: PlotFrame
  ) {
    let snapshot = state.snapshot
    let now = state.now.time
    guard let record = snapshot.series.lanes[safe: lane] else { return }
    let view = snapshot.lanes[lane]
    let pen = DotCanvas.Pen(ink: .strong, priority: 3)
    // Of several components the velocities are not measured.
    let velocities =
      snapshot.problem.tasks == nil ? [view.oldVelocity, view.newVelocity] : []
    for (index, trail) in record.trails(snapshot.scenario).enumerated()
    where index < view.model.count {
      let mean = view.model[index].mean
      let velocity = velocities[safe: index] ?? SIMD2(0, 0)
      let points = zip(snapshot.series.times, trail).filter { $0.0 <= now }.map(\.1)
      canvas.polyline(
        xs: points.map(\.x) + [mean.x], ys: points.map(\.y) + [mean.y], x: frame.x, y: frame.y,
        pen: pen)
      let speed = (velocity * velocity).sum().squareRoot()
      guard speed > 1e-3 else { continue }
      // Two units of flow time ahead, but never longer than a quarter of the map.
      let room = (frame.x.upper - frame.x.lower) / 4
      let ahead = velocity * min(2, room / speed)
      canvas.arrow(
        fromX: mean.x, fromY: mean.y, toX: mean.x + ahead.x, toY: mean.y + ahead.y, x: frame.x,
        y: frame.y, pen: pen)
    }
  }

  private static func drawMeans(
    _ lane: Int, _ state: ExplorerState, _ frame: PlotFrame, into painter: inout Painter
  ) {
    func put(_ mark: Character, _ mean: SIMD2<Double>, _ ink: Ink) {
      guard let row = frame.row(y: mean.y), let column = frame.column(x: mean.x) else { return }
      painter.put(mark, row: row, column: column, ink: ink, emphasis: .bold)
    }
    let model = state.snapshot.lanes[lane].model
    let (tasks, current) = state.snapshot.problem.allTasks
    for (index, task) in tasks.enumerated() {
      put("+", task.mean, index == current ? .newMode : .oldMode)
    }
    if DensityLayout.teacherLane(state) == lane,
      let teacher = state.snapshot.lanes[lane].teacher
    {
      for mode in teacher.gaussians.reversed() { put("T", mode.mean, .lane(lane)) }
    }
    for mode in model.gaussians.reversed() { put(Glyphs.laneMark(lane), mode.mean, .lane(lane)) }
  }

  private static func samples(of mixture: Mixture, _ frame: PlotFrame) -> [Double] {
    let area = frame.plot
    var points: [SIMD2<Double>] = []
    points.reserveCapacity(area.width * area.height)
    for row in 0..<area.height {
      for column in 0..<area.width {
        let point = frame.point(row: area.row + row, column: area.column + column)
        points.append(SIMD2(point.x, point.y))
      }
    }
    return mixture.densities(at: points)
  }

  /// The height of the target's larger mode alone: the map's full shade.
  private static func peak(_ target: Mixture) -> Double {
    guard target.count == 2 else {
      return target.densities(at: target.gaussians.map(\.mean)).max() ?? 1
    }
    return max(
      target.oldWeight * target.densities(at: [target.old.mean], ofMode: .old)[0],
      (1 - target.oldWeight) * target.densities(at: [target.new.mean], ofMode: .new)[0])
  }
}
