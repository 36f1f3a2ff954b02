import Cells
import Explorer
import Forgetting

/// A scenario in a few cells: where it starts, dotted, and the target it should learn, solid. Computed
/// for the one that is looked at, from densities alone: no run is integrated.
enum PresetPicture {
  static func draw(_ scenario: Scenario, into painter: inout Painter, region: Region) {
    guard region.height >= 3, region.width >= 8 else { return }
    let target = onAxis(scenario.targetMixture)
    let start = onAxis(scenario.startMixture)
    let modes = target.gaussians + start.gaussians
    let low = modes.map { $0.mean.x - 3.5 * $0.scale.l11 }.min() ?? -1
    let high = modes.map { $0.mean.x + 3.5 * $0.scale.l11 }.max() ?? 1
    let count = 4 * region.width
    let xs = (0...count).map { low + (high - low) * Double($0) / Double(count) }
    let ys = [target, start].map { mixture in
      xs.map { Logarithm.exponential(mixture.logDensity(at: SIMD2($0, 0))) }
    }
    let top = ys.flatMap { $0 }.max() ?? 1
    let plotted = Region(
      row: region.row, column: region.column, height: region.height - 1, width: region.width)
    var plot = LinePlot(
      x: Axis(lower: low, upper: high), y: Axis(lower: 0, upper: top * 1.05),
      curves: [
        Curve(xs: xs, ys: ys[1], ink: .start, style: .dotted),
        Curve(xs: xs, ys: ys[0], ink: .target, priority: 1),
      ])
    plot.showsXLabels = false
    plot.showsYLabels = false
    plot.leftMargin = 0
    let last = target.count - 1
    plot.axisMarks = target.gaussians.enumerated().map { index, mode in
      .init(x: mode.mean.x, mark: "┃", ink: index == last ? .newMode : .oldMode)
    }
    plot.draw(into: &painter, region: plotted)
    painter.write(
      painter.fit(
        scenario.dimension == 2 ? "start ···  target ──  along x" : "start ···  target ──",
        width: region.width),
      row: region.endRow - 1, column: region.column, ink: .dim, clip: region)
  }

  /// What a mixture in the plane is along the x axis.
  private static func onAxis(_ mixture: Mixture) -> Mixture {
    func line(_ mode: Gaussian) -> Gaussian {
      Gaussian(mean: SIMD2(mode.mean.x, 0), scale: CholeskyFactor(l11: mode.scale.l11))
    }
    guard mixture.count == 2 else {
      return Mixture(
        dimension: 1,
        components: (0..<mixture.count).map { (mixture.logWeight(of: $0), line(mixture[$0])) })
    }
    return Mixture(
      dimension: 1, logitWeight: mixture.logitWeight, old: line(mixture.old),
      new: line(mixture.new))
  }
}
