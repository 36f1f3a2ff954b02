import Testing

@testable import Forgetting
@testable import Simulation

extension Verification {
  /// Whether no statement that applies has failed.
  var isSound: Bool { !entries.contains { $0.finding.verdict == .fails } }

  /// Runs a scenario to its end and examines it at the start and at instants spread over the run.
  ///
  /// - Parameter instants: how many instants are examined.
  init(
    _ scenario: Scenario, instants: Int = 60, claims: Claims = Claims()
  ) throws(ParameterError) {
    try self.init(
      Sweep(Experiment(scenario: scenario)), instants: instants, claims: claims)
  }
}

/// `verify` over whole runs: the shipped scenarios are sound, and each wrong claim is found out.
@Suite struct VerificationTests {
  /// A shorter run of a scenario.
  private static func short(_ id: String, until: Double = 20) -> Scenario {
    var scenario = Presets.preset(id)!.scenario
    scenario.clock.until = until
    return scenario
  }

  @Test(arguments: Presets.all.map(\.id).filter { $0 != "correlated" })
  func presetsAreSound(_ id: String) throws {
    let verification = try Verification(Self.short(id), instants: 12)
    for entry in verification.entries {
      #expect(
        entry.finding.verdict != .fails,
        "\(entry.statement.number) at t = \(entry.time): \(entry.finding)")
      #expect(entry.held == entry.judged)
    }
    #expect(verification.isSound)
    #expect(verification.entries.contains { $0.judged > 0 })
    let count = Self.short(id).lanes.count
    // Statement 6 is judged once, by its own sweep.
    #expect(
      verification.entries.count
        == (Self.short(id).isAboutPairs
          ? count * (StatementCatalogue.statements.count - 1) + 1
          : count * StatementCatalogue.general.count))
  }

  /// A reference that has been refreshed is the model itself: R is judged of the one at the start, in every lane.
  @Test func theRazorIsOfTheStart() throws {
    var scenario = Self.short("two-by-two", until: 10)
    scenario.lanes.append(
      LaneSettings(method: MethodSettings("oapl", numbers: ["lag": 1])))
    let verification = try Verification(scenario, instants: 6)
    let razors = verification.entries.filter { $0.statement.number == "R" }
    #expect(razors.count == scenario.lanes.count)
    for entry in razors {
      #expect(
        entry.judged >= 5 && entry.finding.verdict == .holds, "\(entry.lane): \(entry.finding)")
      // Not that nothing is nothing.
      let reader = EvidenceReader()
      let lane = try Lane(scenario, lane: entry.lane)
      var state = LaneState(startOf: scenario)
      lane.advance(&state, by: 10)
      let evidence = reader.evidence(of: lane, at: state)
      #expect(evidence.meters.klReferenceToModel > 0.1, "\(entry.lane)")
      #expect(evidence.measuredReference == scenario.problem.reference)
    }
  }

  /// Who waits hears how far it is.
  @Test func progressIsTold() throws {
    var scenario = Self.short("three-tasks", until: 2)
    scenario.lanes.removeLast(3)
    let told = Monitor<[Double]>([])
    _ = try Verification(Sweep(Experiment(scenario: scenario)), instants: 4) { share in
      told.withLock { $0.append(share) }
    }
    #expect(told.withLock { $0 } == [0.2, 0.4, 0.6, 0.8, 1])
  }

  /// What is said of a sweep is the worst of its runs, and counts all of them.
  @Test func aSweepIsAsSoundAsItsWorstRun() throws {
    var scenario = Self.weightOnly
    scenario.lanes.removeLast(2)
    let sweep = Sweep(
      Experiment(scenario: scenario), axes: [Sweep.Axis("target.oldMass", [0.2, 0.5, 0.6])])
    let whole = try Verification(sweep, instants: 15)
    let runs = try (0..<sweep.runCount).map {
      try Verification(Sweep(sweep.experiment(ofRun: $0)), instants: 15)
    }
    #expect(whole.isSound)
    #expect(whole.entries.map(\.statement.number) == runs[0].entries.map(\.statement.number))
    for (index, entry) in whole.entries.enumerated() {
      let parts = runs.map { $0.entries[index] }
      #expect(entry.judged == parts.map(\.judged).reduce(0, +), "\(entry.statement.number)")
      #expect(entry.held == parts.map(\.held).reduce(0, +), "\(entry.statement.number)")
    }
    #expect(whole.entries.contains { $0.judged > 5 })
    // A wrong claim is found wherever it stands.
    var claims = Claims()
    claims.massLowerBound = { _, _ in 1.0001 }
    #expect(try !Verification(sweep, instants: 15, claims: claims).isSound)
  }

  @Test func planeIsSound() throws {
    var scenario = Self.short("correlated", until: 1)
    scenario.clock.step = 0.25
    #expect(try Verification(scenario, instants: 2).isSound)
  }

  /// What is wrong, on which scenario it must be seen, and by which statement.
  struct Mistake: CustomStringConvertible, Sendable {
    var number: String
    var scenario: Scenario
    var claims = Claims()
    var description: String { number }

    init(_ number: String, _ scenario: Scenario, _ change: (inout Claims) -> Void) {
      self.number = number
      self.scenario = scenario
      change(&claims)
    }
  }

  private static let weightOnly: Scenario = {
    var scenario = short("one-over-t", until: 30)
    scenario.target.oldMass = 0.6
    scenario.lanes = [
      LaneSettings(method: MethodSettings("forward-kl")),
      LaneSettings(method: MethodSettings("forward-kl", numbers: ["replay": 0.2])),
      LaneSettings(method: MethodSettings("reverse-kl")),
    ]
    return scenario
  }()

  /// The three methods far apart, means held for the two whose law asks for it.
  private static let nearOnPolicy: Scenario = {
    var scenario = short("one-over-t", until: 60)
    scenario.target.old.mean = [-6]
    scenario.target.new.mean = [6]
    scenario.start.oldWeight = 0.52
    scenario.clock.step = 0.1
    let discover = MethodSettings("ttt-discover", numbers: ["eta": 1, "klCoefficient": 1])
    let windows = MethodSettings("oapl", numbers: ["temperature": 2, "lag": 20])
    scenario.lanes = [
      LaneSettings(method: discover), LaneSettings(method: windows),
      LaneSettings(method: MethodSettings("sdft"), rates: Rates()),
    ]
    return scenario
  }()

  private static let batches: Scenario = {
    var scenario = short("replay", until: 5)
    scenario.sampling = .batch(8)
    return scenario
  }()

  private static let natural: Scenario = {
    var scenario = short("overlap", until: 3)
    scenario.start = MixtureSettings(oldWeight: 0.8)
    scenario.coordinates = .natural
    scenario.lanes[0].method.numbers["replay"] = 0.3
    return scenario
  }()

  /// A new mean that stands wrong: near its task, or on the old side.
  private static func displaced(_ mean: Double) -> Scenario {
    var scenario = short("one-over-t", until: 2)
    scenario.rates = Rates(oldMean: 0)
    scenario.start.new.mean = [mean]
    scenario.lanes = [
      LaneSettings(method: MethodSettings("forward-kl")),
      LaneSettings(method: MethodSettings("reverse-kl")),
    ]
    return scenario
  }

  static let furtherMistakes: [Mistake] = [
    Mistake("A", weightOnly) { $0.forgettingClock = { 1 / $0 } },
    Mistake("B", weightOnly) { $0.leastRate = { _, spread in 4 * spread } },
    Mistake("C", weightOnly) { $0.geometryError = { _, _ in 0 } },
    Mistake("D", short("replay", until: 5)) { $0.replayVariance = { 1 / ($0 + $1) - 1 } },
    Mistake("9d", nearOnPolicy) { $0.anchoredDrift = { _, _, _, _ in SIMD2(0.1, 0) } },
    Mistake("F", displaced(3)) { $0.forwardPlaceRate = 0.5 },
    Mistake("G", displaced(-3)) { $0.trapLevel = { _ in 0 } },
    Mistake("R", weightOnly) { $0.razor = { _, _ in 1 } },
  ]

  static let mistakes: [Mistake] = [
    Mistake("1", weightOnly) { $0.massLowerBound = { _, _ in 1.0001 } },
    Mistake("2", weightOnly) { $0.replaySlope = { beta, _ in beta } },
    Mistake("3", weightOnly) { $0.targetSlope = { $0 - $1 } },
    Mistake("4", short("overlap", until: 5)) {
      $0.gatedDrift = { target, model, _, _ in model.old.mean - target.old.mean }
    },
    Mistake("5", short("forward-and-reverse", until: 5)) {
      let bound = $0.modelGateBound
      $0.modelGateBound = { bound($0) / 10 }
    },
    Mistake("5p", short("forward-and-reverse", until: 5)) {
      let bound = $0.targetGateBound
      $0.targetGateBound = { bound($0, $1).map { $0 / 10 } }
    },
    Mistake("7", weightOnly) { $0.energyRateFactor = 1 },
    Mistake("6", short("forward-and-reverse", until: 5)) {
      $0.driftExponent = { -$0 * $0 / 4 }
    },
    Mistake("8", short("replay", until: 5)) { $0.replayedGradient = { 1 - $0 } },
    Mistake("8", batches) { $0.largestWeightShare = 0.5 },
    Mistake("9", nearOnPolicy) { $0.discoverRest = { reference, _, _ in reference } },
    Mistake("9", nearOnPolicy) { $0.windowEnd = { reference, _ in reference } },
    Mistake("9", nearOnPolicy) { $0.slowRate = { f, _, _ in f } },
    Mistake("N", natural) { $0.naturalSlope = { beta, _ in beta } },
    Mistake("E", short("forward-and-reverse", until: 5)) { $0.energySlope = -2 },
  ]

  @Test(arguments: mistakes + furtherMistakes) func mistakeIsFoundOut(_ mistake: Mistake) throws {
    let right = try Verification(mistake.scenario, instants: 15)
    #expect(right.isSound)
    let judged = right.entries.filter { $0.statement.number == mistake.number }.map(\.judged)
    #expect(judged.contains { $0 > 0 }, "never judged")
    let wrong = try Verification(mistake.scenario, instants: 15, claims: mistake.claims)
    #expect(!wrong.isSound)
    let failing = wrong.entries.filter { $0.finding.verdict == .fails }
    #expect(failing.contains { $0.statement.number == mistake.number })
    #expect(failing.allSatisfy { $0.statement.number == mistake.number })
    #expect(failing.allSatisfy { $0.held < $0.judged })
  }

  @Test func everyStatementIsBroken() {
    #expect(
      Set((Self.mistakes + Self.furtherMistakes).map(\.number))
        == Set(StatementCatalogue.statements.map(\.number)))
  }

  @Test func refusedScenario() {
    var scenario = Runs.standard
    scenario.target.oldMass = 1
    #expect(throws: ParameterError.self) { try Verification(scenario) }
  }
}

/// `verify` of several tasks: the general statements, each found out when it is wrong.
@Suite struct TaskVerificationTests {
  struct Mistake: CustomStringConvertible, Sendable {
    var number: String
    var scenario: Scenario
    var claims = Claims()
    var description: String { number }

    init(_ number: String, _ scenario: Scenario, _ change: (inout ComponentClaims) -> Void) {
      self.number = number
      self.scenario = scenario
      change(&claims.components)
    }
  }

  /// Three tasks, all components at their tasks, far apart.
  private static func apart(
    _ lanes: [LaneSettings], _ coordinates: CoordinateSystem = .logit
  ) -> Scenario {
    Scenario(
      target: .none,
      start: MixtureSettings(components: [
        ComponentSettings(weight: 0.6), ComponentSettings(weight: 0.3),
        ComponentSettings(weight: 0.1),
      ]), coordinates: coordinates, clock: Clock(until: 4), lanes: lanes,
      sequence: TaskSequence(
        tasks: [
          TaskSettings(name: "a", mass: 0.3, mean: [-10]),
          TaskSettings(name: "b", mass: 0.3, mean: [0]),
          TaskSettings(name: "c", mass: 0.4, mean: [10]),
        ],
        stages: [StageSettings(task: "b", until: 2), StageSettings(task: "c", until: 4)]))
  }

  /// The same with all tasks in p from the beginning.
  private static func together(_ lanes: [LaneSettings]) -> Scenario {
    var scenario = apart(lanes)
    scenario.sequence?.stages = [StageSettings(task: "c", until: 4)]
    scenario.sequence?.known = ["a", "b"]
    return scenario
  }

  private static let forward = LaneSettings(
    method: MethodSettings("forward-kl", numbers: ["replay": 0.3]))
  private static let reverse = LaneSettings(method: MethodSettings("reverse-kl"))

  private static var single: Scenario {
    var scenario = Presets.preset("uni-modal")!.scenario
    scenario.clock.until = 20
    scenario.lanes.removeFirst(2)
    return scenario
  }

  static let mistakes: [Mistake] = [
    Mistake("T1", Presets.preset("three-tasks")!.scenario) {
      $0.gatedDrift = { target, model, k, _ in model[k].mean - target[min(k, target.count - 1)].mean
      }
    },
    Mistake("T2", Presets.preset("three-tasks")!.scenario) {
      let bound = $0.modelGateBound
      $0.modelGateBound = { bound($0, $1, $2) / 10 }
    },
    Mistake("T3", apart([forward])) { $0.logitVelocity = { $1 - $0 } },
    Mistake("T4", apart([forward], .natural)) { $0.naturalVelocity = { 0.5 * ($1 - $0) } },
    Mistake("T5", together([reverse])) { $0.targetSlope = { $1[$0] * $2[$0] } },
    Mistake("T6", single) { $0.forwardGoal = { $0[$0.count - 1].mean } },
  ]

  @Test(arguments: mistakes) func mistakeIsFoundOut(_ mistake: Mistake) throws {
    let right = try Verification(mistake.scenario, instants: 12)
    let failed = right.entries.filter { $0.finding.verdict == .fails }
    #expect(right.isSound, "\(failed.map { "\($0.statement.number): \($0.finding)" })")
    let judged = right.entries.filter { $0.statement.number == mistake.number }.map(\.judged)
    #expect(judged.contains { $0 > 0 }, "never judged")
    let wrong = try Verification(mistake.scenario, instants: 12, claims: mistake.claims)
    let failing = wrong.entries.filter { $0.finding.verdict == .fails }.map(\.statement.number)
    #expect(Set(failing) == [mistake.number])
  }

  @Test func everyStatementIsBroken() {
    #expect(Set(Self.mistakes.map(\.number)) == Set(StatementCatalogue.general.map(\.number)))
  }
}
