import Testing

@testable import Forgetting
@testable import Measured

/// What the preset with the shipped log says of itself.
@Suite struct MeasuredPresetTests {
  private let scenario = Presets.preset("measured")!.scenario

  /// Kept and learned of a lane at the log's steps.
  private func curves(lane: Int, _ data: FitData) throws -> (kept: [Double], learned: [Double]) {
    var alone = scenario
    alone.lanes = [scenario.lanes[lane]]
    alone.clock.integrator = .dormandPrince
    let steps = try #require(scenario.data?.mapping.stepsPerTime)
    return try #require(FitCurves()(alone, at: data.steps.map { $0 / steps }))
  }

  /// Near to run 1 and within what its fit allows; far from run 2.
  @Test func numbersOfTheWords() throws {
    let source = try #require(scenario.data)
    let runs = try #require(MeasuredRun(shipped: source))
    // Nothing is left open: what is read is what stands in the preset.
    #expect(runs.hash == source.hash)
    #expect(runs.all.map(\.name) == ["plain", "replay"])

    let data = FitData(runs)
    let fitter = try #require(MethodFitter(method: "forward-kl", data))
    let first = try curves(lane: 0, data)
    let sum = LeastSquares.sum(fitter.left(first.kept, first.learned).residuals)
    let left = (sum / Double(data.count)).squareRoot()
    #expect(scenario.about.contains("0.05 off") && abs(left - 0.05) < 0.005, "\(left)")
    let fit = try #require(fitter.fit(intervals: true))
    #expect(left - fit.rms < 0.005, "\(fit.rms)")
    let start = fit.estimates.first { $0.parameter.name == "start.oldWeight" }?.interval
    let distance = fit.estimates.first { $0.parameter.name == "target.separation" }?.interval
    let scale = fit.estimates.first { $0.parameter.name == FitParameter.stepsPerTime }?.interval
    #expect(start?.contains(0.5) == true, "\(start as Any)")
    #expect(distance?.contains(8) == true, "\(distance as Any)")
    #expect(scale?.contains(215) == true, "\(scale as Any)")

    let second = try curves(lane: 1, data)
    let kept = try #require(second.kept.last)
    let measured = try #require(runs.others.first?.kept.last?.mean)
    #expect(scenario.about.contains("keeps 49 % where the network keeps 79 %"))
    #expect(abs(kept - 0.49) < 0.005 && abs(measured - 0.79) < 0.005, "\(kept) \(measured)")
  }

  @Test func othersAreNotShipped() throws {
    var source = try #require(scenario.data)
    source.mapping.also = ["mine.csv"]
    #expect(MeasuredRun(shipped: source) == nil)
    source.mapping.also = []
    source.mapping.old = "missing"
    #expect(MeasuredRun(shipped: source) == nil)
    source.file = "two-tasks.csv"
    #expect(MeasuredRun(shipped: source) == nil)
  }
}
