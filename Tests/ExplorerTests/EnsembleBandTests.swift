import Cells
import Forgetting
import Simulation
import Testing

@testable import Explorer
@testable import Views

/// Bands over seeds around the curves: asked for, drawn, given up on edits.
@Suite struct EnsembleBandTests {
  /// A scenario may say that bands belong to it; nobody has to ask, and whoever asks otherwise is heard.
  @Test func aScenarioHasItsBands() throws {
    var scenario = try #require(Presets.preset("starvation")).scenario
    scenario.ensemble = 0
    scenario.clock.until = 4
    scenario.ensemble = 6
    var driver = try Driver(scenario, at: 4, rows: 40, columns: 120)
    driver.press(.tab)
    driver.compute()
    let count = driver.state.surveys.ensemble?.request.count
    #expect(count == 6)
    let isTold = driver.text().contains("80 % of 6 seeds")
    #expect(isTold)
    driver.type(":ensemble off")
    driver.press(.enter)
    let isGone = driver.state.ensembleCount == 0 && driver.state.bandRuns.isEmpty
    #expect(isGone)
  }

  @Test func bandsFollowTheRun() throws {
    var scenario = try #require(Presets.preset("starvation")).scenario
    scenario.ensemble = 0
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
    // Nor has the next scene of a lecture those of the last.
    let hasNone = !chart.series.contains { if case .band = $0.role { true } else { false } }
    #expect(hasNone)
  }

  /// An audience sees the bands that belong to the scenario, as the lecturer does, once the question is answered.
  @Test func anAudienceHasTheScenariosBands() throws {
    var scenario = try #require(Presets.preset("starvation")).scenario
    scenario.clock.until = 4
    scenario.ensemble = 6
    var driver = try Driver(scenario, at: 4, rows: 40, columns: 120)
    var scene = ShownScene(
      question: .init(
        Scene.Text(source: "?", prose: Prose(blocks: [])),
        answer: Scene.Text(source: "!", prose: Prose(blocks: []))))
    driver.state = ExplorerState(
      rows: 40, columns: 120, display: driver.state.display, snapshot: driver.state.snapshot,
      following: ShownView(scene: scene))
    driver.reduce(.lecturerShows(ShownView(scene: scene)))
    #expect(driver.state.ensembleCount == 0 && driver.state.surveys.request == nil)
    scene.showsAnswer = true
    driver.reduce(.lecturerShows(ShownView(scene: scene)))
    driver.compute()
    let text = driver.text()
    #expect(text.contains("80 % of 6 seeds"), "\(text)")
  }

  /// They would answer a question: while one is open there are none.
  @Test func bandsWaitForTheAnswer() throws {
    var driver = try TestLecture.shipped("replay", scene: 6)
    driver.press(.character(" "))
    driver.run(ticks: 20)
    let waits = driver.state.ensembleCount == 0 && !driver.state.surveys.isRunning
    #expect(waits)
    driver.press(.character("n"))
    let count =
      if case .ensemble(let request)? = driver.state.surveys.request { request.count } else { 0 }
    #expect(count == 100 && driver.state.ensembleCount == 100)
  }

  /// The flag's word is a command: how many seeds, and none again.
  @Test func bandsAreACommand() throws {
    var scenario = try #require(Presets.preset("starvation")).scenario
    scenario.ensemble = 0
    scenario.clock.until = 4
    var driver = try Driver(scenario, at: 4, rows: 40, columns: 120)
    func enter(_ text: String) {
      driver.queue([.character(":")] + text.map { .character($0) } + [.enter])
    }
    for refused in ["ensemble", "ensemble 1", "ensemble many"] {
      enter(refused)
      let isRefused = driver.state.ensembleCount == 0
      #expect(isRefused, "\(refused)")
      driver.press(.escape)
    }
    enter("ensemble 5")
    driver.compute()
    let hasBands = driver.text().contains("80 % of 5 seeds")
    #expect(hasBands)
    enter("ensemble off")
    let hasNone = !driver.text().contains("seeds") && driver.state.surveys.ensemble == nil
    #expect(hasNone)

    // Where nothing is drawn, no two seeds differ.
    var exact = try Driver(at: 1)
    exact.queue([.character(":")] + "ensemble 5".map { .character($0) } + [.enter])
    let isRefused = exact.state.ensembleCount == 0 && exact.text().contains("batch")
    #expect(isRefused)
  }

  /// One survey is computed at a time: bands that were asked for go before the plane beside the panes.
  @Test func bandsGoBeforeThePlaneBesideThePanes() throws {
    var scenario = try #require(Presets.preset("starvation")).scenario
    scenario.ensemble = 0
    scenario.clock.until = 4
    var driver = try Driver(scenario, at: 4, rows: 100, columns: 300)
    func asks(_ isKind: (SurveyRequest) -> Bool) -> Bool {
      driver.state.surveys.request.map(isKind) ?? false
    }
    driver.press(.tab)
    let showsThePlane = asks { if case .phase = $0 { true } else { false } }
    #expect(showsThePlane)
    driver.state.ensembleCount = 5
    driver.press(.tab)
    let showsBands = asks { if case .ensemble = $0 { true } else { false } }
    #expect(showsBands)
    driver.compute()
    let text = driver.text()
    #expect(text.contains("80 % of 5 seeds"))
  }
}
