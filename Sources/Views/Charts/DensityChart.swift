import Cells
import Explorer
import Forgetting
import Simulation

extension Chart {
  /// The densities on the line, at places of the axis: start, target, and a curve for each lane.
  package init(
    densitiesOf snapshot: Snapshot, lanes: [Int], at xs: [Double], x: Axis, y: Axis
  ) {
    self.init(x: x, y: y, xLabel: "y", yLabel: "density")
    series = [
      Series(xs, snapshot.start.densities(along: xs), .start),
      Series(xs, snapshot.target.densities(along: xs), .target),
    ]
    series += lanes.map { lane in
      Series(xs, snapshot.lanes[lane].model.densities(along: xs), .lane(lane), isMarked: true)
    }
    means = snapshot.problem.allTasks.gaussians.map(\.mean.x)
  }

  /// The verdict as a picture, of the lane that has kept least: min(α N(μ_o), q) is filled, what of α N(μ_o)
  /// is left is hatched. Not where tasks have names.
  package mutating func addKept(of snapshot: Snapshot, lanes: [Int], at xs: [Double]) {
    func kept(_ lane: Int) -> Double { snapshot.lanes[lane].meters.effectiveOldMass }
    guard snapshot.problem.tasks == nil, let lane = lanes.min(by: { kept($0) < kept($1) }) else {
      return
    }
    let target = snapshot.target
    let wanted = target.densities(at: xs.map { SIMD2($0, 0) }, ofMode: .old)
      .map { target.oldWeight * $0 }
    let held = zip(wanted, snapshot.lanes[lane].model.densities(along: xs)).map { min($0, $1) }
    areas = [
      Area(xs, from: xs.map { _ in 0 }, to: held, lane: lane, isHatched: false),
      Area(xs, from: held, to: wanted, lane: lane, isHatched: true),
    ]
  }

  /// The plane: lines of equal density, trails of the means, and the true means.
  package init(
    planeOf snapshot: Snapshot, from low: SIMD2<Double>, to high: SIMD2<Double>, x: Axis, y: Axis
  ) {
    self.init(x: x, y: y, xLabel: "y₁", yLabel: "y₂")
    hasEqualScales = true
    let target = snapshot.target
    let peak = target.densities(at: target.gaussians.map(\.mean)).max() ?? 1
    func addContours(_ mixture: Mixture, _ role: Role) {
      for level in [0.1, 0.5] {
        let lines = Contour.lines(level: level * peak, from: low, to: high, steps: 120) {
          mixture.densities(at: $0)
        }
        series += lines.map { Series($0.map(\.x), $0.map(\.y), role) }
      }
    }
    addContours(target, .target)
    let count = snapshot.series.times.prefix { $0 < snapshot.time }.count
    for (lane, view) in snapshot.lanes.enumerated() {
      addContours(view.model, .lane(lane))
      guard let record = snapshot.series.lanes[safe: lane] else { continue }
      for (trail, mean) in zip(record.trails(snapshot.scenario), view.model.gaussians.map(\.mean)) {
        let points = Array(trail.prefix(count)) + [mean]
        series.append(Series(points.map(\.x), points.map(\.y), .trail(lane)))
        marks.append(Mark(x: mean.x, y: mean.y, lane: lane))
      }
    }
    crosses = snapshot.problem.allTasks.gaussians.map(\.mean)
  }
}
