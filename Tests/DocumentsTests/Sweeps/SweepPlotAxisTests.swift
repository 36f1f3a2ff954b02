import Forgetting
import Simulation
import Testing

@testable import Documents

/// The axes of a sweep's picture.
@Suite struct SweepPlotAxisTests {
  private func plot(_ values: [Double]) throws -> SweepPlot {
    let scenario = Presets.standard.scenario
    var sweep = Sweep(
      Experiment(scenario: scenario),
      axes: [Sweep.Axis(["target.separation"], values.map { [.number($0)] })])
    let kept = try SweepMeasure(text: "kept", in: scenario)
    sweep.measures = [kept]
    let grid = SweepGrid(sweep, x: 0, y: nil, lane: 0, measure: 0, fixed: [0])
    return SweepPlot(sweep, lines: [(0, grid)], measure: kept)
  }

  /// A list that is spaced by ratio rather than by difference lies on a logarithmic axis.
  @Test(arguments: [
    ([2, 4, 8, 16, 32, 64], true), ([64, 2, 8], true), ([1, 2, 3, 5, 8], true),
    ([0.001, 0.003, 0.01, 0.03], true), ([1, 2, 3, 4, 5, 6, 7, 8], false), ([0, 1, 10], false),
    ([2, 40], false), ([2, 3, 4], false),
  ])
  func listsByRatioHaveLogarithmicAxes(values: [Double], isLogarithmic: Bool) throws {
    #expect(try plot(values).chart.x.isLogarithmic == isLogarithmic)
  }

  /// Each of a few points has its mark.
  @Test func fewPointsAreMarked() throws {
    #expect(try plot([2, 3, 4]).chart.series.allSatisfy(\.marksPoints))
    #expect(
      try !plot((0..<99).map { 1 + Double($0) / 10 }).chart.series.contains(where: \.marksPoints))
  }
}
