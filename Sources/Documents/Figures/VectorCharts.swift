import Cells
import Forgetting
import Simulation
import Views

/// The charts in the panels of a paper's figure, and the axes that they have there.
extension VectorFigure {
  func chart(of panel: Panel) -> Chart {
    let lanes = Array(snapshot.lanes.indices)
    switch panel {
    case .measure(let measure):
      let dots =
        data.map { data in
          DataDots.dots(
            data, measure, snapshot, stepsPerTime: data.stepsPerTime(in: snapshot.scenario))
        } ?? []
      var chart = Chart(
        measure, of: snapshot, lanes: lanes, at: snapshot.time, y: axis(of: measure, dots))
      chart.events.removeAll { $0 > snapshot.time }
      if let ensemble { chart.addBands(of: measure, ensemble, lanes) }
      chart.dots = dots
      return chart
    case .tasks(let lane, let isKept):
      var chart = Chart(
        tasksOf: lane, isKept ? Measure.kept : Measure.weight, of: snapshot, at: snapshot.time,
        y: Axis(lower: 0, upper: 1), yLabel: isKept ? "kept" : "weight β")
      chart.title = name(of: lane)
      chart.events.removeAll { $0 > snapshot.time }
      return chart
    case .tradeOff(let across, let others):
      return Chart(
        tradeOffOf: snapshot, lanes: lanes, at: snapshot.time, across: across, others: others,
        data: data)
    case .chart(var chart, _):
      // By the name that the legend has.
      if let lane = chart.flowLane { chart.title = "arrows: flow of \(name(of: lane))" }
      return chart
    case .map(let picture):
      return Chart(mapOf: picture, in: snapshot.scenario)
    case .density:
      let isPlane = snapshot.target.dimension == 2
      let (low, high) = extent(deviations: isPlane ? 2.6 : 3.5)
      let x = Axis(lower: low.x.rounded(.down), upper: high.x.rounded(.up))
      if isPlane {
        let reach = extent(deviations: 4)
        return Chart(
          planeOf: snapshot, from: reach.low, to: reach.high, x: x,
          y: Axis(lower: low.y.rounded(.down), upper: high.y.rounded(.up)))
      }
      let xs = (0...600).map { x.value(atUnit: Double($0) / 600) }
      let peak = mixtures.flatMap { $0.densities(along: xs) }.max() ?? 1
      var chart = Chart(
        densitiesOf: snapshot, lanes: lanes, at: xs, x: x,
        y: Axis.rounded(covering: 0...max(1e-9, 1.02 * peak)))
      chart.addKept(of: snapshot, lanes: lanes, at: xs)
      return chart
    }
  }

  private func axis(of measure: Measure, _ dots: [Chart.Dot]) -> Axis {
    if measure.drawing.range == .share {
      // A score a little above its first one is noise, and to be seen beside those below.
      let shares = Axis(lower: 0, upper: 1)
      let room = VectorDots.range(of: shares).upperBound
      let isAbove = dots.contains { $0.x <= snapshot.horizon && $0.y > room && $0.y <= 1.05 }
      return isAbove ? Axis(lower: 0, upper: 1.05) : shares
    }
    let recorded = snapshot.series.lanes.flatMap { zip(snapshot.series.times, $0[measure]) }
      .filter { $0.0 <= snapshot.time }.map(\.1)
    let shown = (recorded + snapshot.lanes.indices.map { snapshot.value(of: measure, lane: $0) })
      .filter(\.isFinite)
    let largest = shown.max() ?? 1
    guard measure.drawing.range == .open else {
      return Axis.rounded(covering: 0...max(1e-3, 1.02 * largest))
    }
    return Axis.rounded(covering: min(shown.min() ?? 0, largest)...largest)
  }

  private var mixtures: [Mixture] {
    [snapshot.target, snapshot.start] + snapshot.lanes.map(\.model)
  }

  private func extent(deviations: Double) -> (low: SIMD2<Double>, high: SIMD2<Double>) {
    var low = SIMD2(repeating: Double.infinity)
    var high = -low
    for mode in mixtures.flatMap({ mixture in (0..<mixture.count).map { mixture[$0] } }) {
      let covariance = mode.scale.covariance
      let reach = deviations * SIMD2(covariance.xx.squareRoot(), covariance.yy.squareRoot())
      low = pointwiseMin(low, mode.mean - reach)
      high = pointwiseMax(high, mode.mean + reach)
    }
    return (low, high)
  }
}
