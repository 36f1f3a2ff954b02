import Cells
import Forgetting
import Simulation
import Testing

@testable import Explorer
@testable import Views

/// Two tasks that have names are an old and a new one where the first is there and the second is trained: the
/// views of such a pair show what they show of the short form.
@Suite struct OldAndNewTests {
  private static func short() -> Scenario {
    Scenario(
      target: TargetSettings(
        oldMass: 0.4, old: ModeSettings(mean: [-1.5]), new: ModeSettings(mean: [1.5])),
      start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [0.5])),
      clock: Clock(until: 6), lanes: lanes)
  }

  private static func named(
    stages: [StageSettings]? = nil, known: [String]? = nil, components: Bool = true
  ) -> Scenario {
    var scenario = short()
    scenario.sequence = TaskSequence(
      tasks: [
        TaskSettings(name: "law", mass: 0.4, mean: [-1.5]),
        TaskSettings(name: "code", mass: 0.6, mean: [1.5]),
      ], stages: stages, known: known)
    scenario.start = MixtureSettings(
      components: components ? Self.components : [Self.components[0]])
    return scenario
  }

  private static let components = [
    ComponentSettings(weight: 0.8, mode: ModeSettings(mean: [-1.5])),
    ComponentSettings(weight: 0.2, mode: ModeSettings(mean: [0.5])),
  ]
  private static let lanes = [
    LaneSettings(method: MethodSettings("forward-kl")),
    LaneSettings(method: MethodSettings("reverse-kl")),
  ]

  private static func state(_ scenario: Scenario, at time: Double = 2) throws -> ExplorerState {
    var simulation = try Simulation(scenario)
    while simulation.time < time - 1e-9 { simulation.advance() }
    return ExplorerState(
      rows: 30, columns: 100, display: .init(symbols: .braille), snapshot: simulation.snapshot())
  }

  private static func surveyed(_ view: ScreenView, _ scenario: Scenario) throws -> ExplorerState {
    var state = try state(scenario)
    state.view = view
    state.completeSurvey()
    return state
  }

  @Test func whatIsAPair() {
    #expect(Self.short().isOfOldAndNew && Self.named().isOfOldAndNew)
    #expect(Self.named(stages: [StageSettings(task: "code")], known: ["law"]).isOfOldAndNew)
    #expect(!Self.named(stages: [StageSettings(task: "law")]).isOfOldAndNew)
    #expect(!Self.named(known: []).isOfOldAndNew)
    #expect(!Self.named(components: false).isOfOldAndNew)
    #expect(
      !Self.named(stages: [
        StageSettings(task: "law", until: 1), StageSettings(task: "code"),
      ]).isOfOldAndNew)
  }

  @Test func driftAndPhaseAreThoseOfTheShortForm() throws {
    let drifts = try [Self.short(), Self.named()].map {
      try #require(Self.surveyed(.drift, $0).surveys.drift)
    }
    #expect(drifts[0].isComplete && drifts[1].isComplete)
    #expect(drifts[0].points.count == DriftSurvey.separations.count)
    for (short, named) in zip(drifts[0].points, drifts[1].points) {
      #expect(short.separation == named.separation)
      #expect(short.swapped == named.swapped)
      for (lane, (a, b)) in zip(short.peaks, named.peaks).enumerated()
      where !short.swapped.contains(lane) {
        let (a, b) = (try #require(a), try #require(b))
        #expect(abs(a - b) <= 1e-9 * max(1, a), "δ \(short.separation)")
      }
    }
    let fields = try [Self.short(), Self.named()].map {
      try #require(Self.surveyed(.phase, $0).surveys.phase)
    }
    #expect(fields[0].isComplete && fields[0].request.drifts == fields[1].request.drifts)
    for row in fields[0].request.drifts.indices {
      for column in fields[0].request.weights.indices {
        let short = try #require(fields[0].arrow(row: row, column: column))
        let named = try #require(fields[1].arrow(row: row, column: column))
        #expect(abs(short.weight - named.weight) < 1e-9 && abs(short.drift - named.drift) < 1e-9)
      }
    }
    let screen = try ScreenPart.view(.phase).grid(of: Self.state(Self.named())).text
    #expect(screen.contains("PHASE  old drift in σ over β") && !screen.contains("of one old"))
  }

  /// The separation of the tasks is where they stand, back and forth.
  @Test func separationIsOnlyAPlace() throws {
    var moved = Self.named()
    try moved.set("target.separation", to: .number(3.7))
    #expect(DriftSurvey.request(for: moved) == DriftSurvey.request(for: Self.named()))
    try moved.set("target.separation", to: .number(3))
    #expect(DriftSurvey.request(for: moved) == DriftSurvey.request(for: Self.named()))
  }

  /// `v` leaves out what has nothing to show; who asks for it by name is told.
  @Test func otherTasksHaveNoSuchViews() throws {
    let three = try Self.state(try #require(Presets.preset("three-tasks")).scenario)
    #expect(!three.availableViews.contains(.drift) && !three.availableViews.contains(.phase))
    #expect(three.availableViews.contains(.tasks) && three.availableViews.contains(.map))
    let two = try Self.state(Self.named())
    #expect(two.availableViews == ScreenView.allCases)
    #expect(try !Self.state(Self.short()).availableViews.contains(.tasks))
    for view in [ScreenView.drift, .phase] {
      var narrow = three
      narrow.columns = 80
      #expect(
        ScreenPart.view(view).grid(of: narrow).text.contains(
          "of one old and one new task; those of this scenario: :view tasks"))
    }
  }
}
