import Cells
import Forgetting
import Simulation
import Testing

@testable import Explorer
@testable import Views

/// Bands over seeds around the curves: asked for, drawn, given up on edits.
@Suite struct EnsembleBandTests {
  @Test func bandsFollowTheRun() throws {
    var scenario = try #require(Presets.preset("starvation")).scenario
    scenario.clock.until = 4
    var driver = try Driver(scenario, at: 4, rows: 40, columns: 120)
    driver.state.ensembleCount = 6
    driver.press(.tab)
    let holds1 = driver.state.surveys.isRunning
    #expect(holds1)
    driver.compute()
    let whole = try #require(driver.state.surveys.ensemble)
    let holds2 = whole.isComplete
    #expect(holds2)
    let holds3 = driver.text().contains("80 % of 6 seeds")
    #expect(holds3)
    var chart = driver.state.chart(of: .oldWeight, y: Axis(lower: 0, upper: 1))
    // Two edges for each of the two lanes that draw samples.
    let holds4 = chart.series.count { if case .band = $0.role { true } else { false } } == 4
    #expect(holds4)
    // Looking elsewhere asks for nothing; an edit does, and what was found is no longer shown.
    driver.press(.tab)
    let holds5 = !driver.state.surveys.isRunning
    #expect(holds5)
    driver.press(.character("]"))
    let holds6 = driver.state.surveys.ensemble?.isComplete != true
    #expect(holds6)
    let holds7 = driver.state.surveys.isRunning
    #expect(holds7)
    driver.compute(reports: 1)
    let holds8 = driver.state.surveys.ensemble?.request != whole.request
    #expect(holds8)
    // Nobody wants them any more.
    driver.state.ensembleCount = 0
    driver.press(.tab)
    let holds9 = !driver.state.surveys.isRunning
    #expect(holds9)
    chart = driver.state.chart(of: .oldWeight, y: Axis(lower: 0, upper: 1))
    let holds10 = !driver.text().contains("seeds")
    #expect(holds10)
  }
}
