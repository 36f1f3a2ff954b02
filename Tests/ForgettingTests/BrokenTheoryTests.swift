import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Every statement can fail: a wrong sign in a method, a wrong bound and a wrong law are each caught.
@Suite struct BrokenTheoryTests {
  /// A method with a factor on its product: −1 is the oldest mistake of the trade.
  struct Negated<Inner: Method>: Method {
    static var description: MethodDescription { Inner.description }
    let inner: Inner
    var factor = -1.0
    /// What it is taken for; nil: what it is.
    var disguise: TheoryKind?

    init(_ settings: MethodSettings) throws(ParameterError) { inner = try Inner(settings) }

    init(_ settings: MethodSettings, factor: Double, disguise: TheoryKind? = nil)
      throws(ParameterError)
    {
      inner = try Inner(settings)
      self.factor = factor
      self.disguise = disguise
    }

    var formula: String { inner.formula }
    var dataSource: String { inner.dataSource }
    var columnCount: Int { inner.columnCount }
    var theory: TheoryKind { disguise ?? inner.theory }
    var importanceWeighted: (any Method)? { inner.importanceWeighted }
    var usesTeacher: Bool { inner.usesTeacher }
    var needsPreparation: Bool { inner.needsPreparation }
    var refinement: Double { inner.refinement }
    func prepare(_ all: NodeBlock, _ constants: inout MethodConstants) {
      inner.prepare(all, &constants)
    }
    func behaviour(_ problem: Problem, model: Mixture) -> Behaviour {
      inner.behaviour(problem, model: model)
    }
    func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
      inner.appendBehaviours(problem, model: model, to: &list)
    }
    func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
      inner.appendResolved(problem, model: model, to: &list)
    }
    func appendSummed(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
      inner.appendSummed(problem, model: model, to: &list)
    }
    func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants {
      inner.fill(columns, problem)
    }
    func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
      inner.appendConsulted(problem, model: model, to: &list)
    }
    func signal(
      _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
      weight: UnsafeMutablePointer<Double>
    ) {
      inner.signal(block, constants, f: f, weight: weight)
    }
    func product(
      _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
    ) {
      inner.product(block, constants, k)
      for index in 0..<block.count { k[index] *= factor }
    }
    func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
      inner.objectiveSum(block, constants)
    }
    func oldWeightGoal(_ problem: Problem) -> Double? { inner.oldWeightGoal(problem) }
    func optimum(_ problem: Problem) -> (mixture: Mixture, curvature: Double)? {
      inner.optimum(problem)
    }
  }

  /// A state of the near-on-policy methods.
  struct Situation: Sendable {
    var problem: Problem
    var model: Mixture
    var rates = Rates()
    var coordinates = CoordinateSystem.logit

    init(
      _ target: Mixture, _ model: Mixture, reference: Mixture? = nil, teacher: Mixture? = nil,
      rates: Rates = Rates(), coordinates: CoordinateSystem = .logit
    ) {
      problem = Problem(target: target, reference: reference ?? target, teacher: teacher)
      self.model = model
      self.rates = rates
      self.coordinates = coordinates
    }

    /// The same with another α.
    func with(mass: Double) -> Situation {
      var copy = self
      copy.problem.target.logitWeight = logit(mass)
      return copy
    }
  }

  /// Mistakes in the code of a method that the later statements see.
  @Test func brokenMethodsAreCaughtByTheLaterStatements() throws {
    func broken(_ number: String, _ right: MethodCase, _ wrong: any Method, _ situation: Situation)
    {
      #expect(Self.finding(number, right.method, situation).verdict == .holds, "\(number)")
      let found = Self.finding(number, wrong, situation)
      #expect(found.verdict == .fails, "\(number): \(found)")
    }
    let forward = MethodCase.forward.settings
    let full = MethodCase.full.settings
    broken("A", .forward, try Negated<ForwardKL>(forward, factor: 0.5), Self.held)
    broken("B", .full, try Negated<ReverseKL>(full), Self.held)
    broken("F", .forward, try Negated<ForwardKL>(forward, factor: 1.2), Self.elsewhere)
    broken("F", .full, try Negated<ReverseKL>(full, factor: 1.2), Self.elsewhere)
    broken(
      "9d", .discover, try Negated<TTTDiscover>(MethodCase.discover.settings, factor: 1 + 1e-6),
      Self.taught)
    broken(
      "9d", .offPolicy, try Negated<OAPL>(MethodCase.offPolicy.settings, factor: 1 + 1e-6),
      Self.fresh)
    broken(
      "9d", .distillation,
      try Negated<SelfDistillation>(MethodCase.distillation.settings, factor: 1 + 1e-6),
      Self.taught)
    // Another goal than the one it is said to have.
    broken(
      "G", .full,
      try Negated<ReverseKL>(
        MethodCase.new.settings, factor: 1, disguise: MethodCase.full.method.theory),
      Self.onTheOldSide)
  }

  static func finding(
    _ number: String, _ method: any Method, _ situation: Situation, claims: Claims = Claims()
  ) -> Finding {
    var evidence = EvidenceReader().evidence(
      method, situation.problem, model: situation.model, rates: situation.rates,
      coordinates: situation.coordinates)
    evidence.driftSweep = [4.0, 5, 6, 8].map { ($0, 2 * DriftDecay.overlap($0)) }
    return StatementTests.statement(number).finding(for: evidence, claims: claims)
  }

  static func finding(
    _ number: String, _ method: any Method, _ target: Mixture, _ model: Mixture,
    rates: Rates = Rates(), claims: Claims = Claims()
  ) -> Finding {
    finding(number, method, Situation(target, model, rates: rates), claims: claims)
  }

  // MARK: - A wrong sign

  @Test(arguments: ["1", "2", "3", "4", "E"]) func wrongSignIsCaught(_ number: String) throws {
    let target = Mixture.line(0.5, -2, 2)
    let weightOnly = Mixture.line(0.8, -2, 2)
    let astray = Mixture.line(0.8, -1.5, 1)
    let mix = MethodCase.mix.settings
    let (right, wrong, model): (MethodCase, any Method, Mixture) =
      switch number {
      case "1": (.forward, try Negated<ForwardKL>(MethodCase.forward.settings), weightOnly)
      case "2": (.mix, try Negated<ForwardKL>(mix), weightOnly)
      case "E": (.mix, try Negated<ForwardKL>(mix), astray)
      case "4": (.full, try Negated<ReverseKL>(MethodCase.full.settings), astray)
      default: (.full, try Negated<ReverseKL>(MethodCase.full.settings), weightOnly)
      }
    #expect(Self.finding(number, right.method, target, model).verdict == .holds)
    #expect(Self.finding(number, wrong, target, model).verdict == .fails)
  }

  /// Where TTT-Discover and OAPL rest from a reference, far apart; and SDFT near its demonstrator.
  private static let apart = Mixture.line(0.5, -6, 6)
  private static let reference = apart.with(logitWeight: 0.8)
  private static func resting(_ goal: Double) -> Situation {
    Situation(
      apart, apart.with(logitWeight: goal), reference: reference,
      rates: Rates(oldMean: 0, newMean: 0))
  }
  static let discoverRest = resting(
    TTTDiscover.restingLogit(reference: 0.8, sharpness: 2, klCoefficient: 0.1))
  static let windowEnd = resting(0.8 - 1 / 0.7)
  static let nearDemonstrator = Situation(
    .line(0.5, -2, 2), .line(0.504, -2.008, 1.98), teacher: .line(0.502, -2.004, 1.99))
  static let natural = Situation(
    .line(0.5, -1, 1), .line(0.8, -1, 1), coordinates: .natural)

  /// Mistakes in the code of a method, each seen by the statement that speaks of it.
  @Test func brokenMethodsAreCaught() throws {
    func caught(
      _ number: String, _ right: MethodCase, _ wrong: any Method, _ situation: Situation,
      location: SourceLocation = #_sourceLocation
    ) {
      let sound = Self.finding(number, right.method, situation)
      #expect(sound.verdict == .holds, "\(number): \(sound)", sourceLocation: location)
      let broken = Self.finding(number, wrong, situation)
      #expect(broken.verdict == .fails, "\(number): \(broken)", sourceLocation: location)
    }
    let near = Situation(
      .line(0.7, -2.5, 2.5), .line(0.695, -2.5, 2.5), rates: Rates(oldMean: 0, newMean: 0))
    caught("7", .full, try Negated<ReverseKL>(MethodCase.full.settings, factor: 2), near)
    let astray = Situation(.line(0.5, -2, 2), .line(0.8, -1.5, 1))
    caught("8", .fullReplayed, try Negated<ReverseKL>(MethodCase.fullReplayed.settings), astray)
    caught(
      "8", .newReplayed,
      try Negated<ReverseKL>(MethodCase.newReplayed.settings, factor: 1 + 1e-10), astray)
    caught("N", .mix, try Negated<ForwardKL>(MethodCase.mix.settings), Self.natural)
    caught(
      "N", .mix, try Negated<ForwardKL>(MethodCase.mix.settings, factor: 1 + 1e-5), Self.natural)
    caught(
      "9", .distillation, try Negated<SelfDistillation>(MethodCase.distillation.settings),
      Self.nearDemonstrator)
    caught(
      "9", .distillation,
      try Negated<SelfDistillation>(MethodCase.distillation.settings, factor: 3),
      Self.nearDemonstrator)
    // Another η and another τ than the ones it is said to have.
    var settings = MethodCase.discover.settings
    settings.numbers["klCoefficient"] = 0.11
    let other = try TTTDiscover(settings)
    caught(
      "9", .discover,
      try Negated<TTTDiscover>(MethodCase.discover.settings, factor: 1, disguise: other.theory),
      Self.discoverRest)
    let colder = MethodSettings("oapl", numbers: ["temperature": 0.72])
    caught(
      "9", .offPolicy,
      try Negated<OAPL>(
        MethodCase.offPolicy.settings, factor: 1, disguise: try OAPL(colder).theory),
      Self.windowEnd)
    // A teacher at the model, without an anchor, that moves it all the same.
    var idle = MethodCase.distillation.settings
    idle.numbers["anchor"] = 0
    let still = Situation(.line(0.5, -2, 2), .line(0.6, -1, 1), teacher: .line(0.6, -1, 1))
    let resting = try SelfDistillation(idle)
    #expect(Self.finding("9", resting, still).verdict == .holds)
    let restless = try Negated<ReverseKL>(
      MethodCase.full.settings, factor: 1, disguise: resting.theory)
    #expect(Self.finding("9", restless, still).verdict == .fails)
  }

  /// Batches that starve more often than they should, or whose weights exceed their cap.
  @Test func brokenBatchesAreCaught() throws {
    let scenario = Scenario(
      target: TargetSettings(
        oldMass: 0.5, old: ModeSettings(mean: [-2]), new: ModeSettings(mean: [2])),
      start: MixtureSettings(oldWeight: 0.2), sampling: .batch(4), clock: Clock(step: 0.01),
      lanes: [LaneSettings(method: MethodCase.fullReplayed.settings)])
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    for _ in 0..<1000 { lane.advance(&state, by: 0.01) }
    let statement = StatementTests.statement("8")
    func finding(_ change: (inout BatchRecord) -> Void) -> Finding {
      var changed = state
      change(&changed.batch)
      return statement.finding(for: EvidenceReader().evidence(of: lane, at: changed))
    }
    #expect(finding { _ in }.verdict == .holds)
    #expect(finding { _ in }.symbol == "starved")
    #expect(finding { $0.starvedSteps += 100 }.verdict == .fails)
    #expect(finding { $0.starvedSteps = 0 }.verdict == .fails)
    #expect(finding { $0.largestWeightShare = 1.0001 }.verdict == .fails)
    var claims = Claims()
    claims.largestWeightShare = 0.7
    let wrong = statement.finding(
      for: EvidenceReader().evidence(of: lane, at: state), claims: claims)
    #expect(wrong.verdict == .fails)
  }

  /// Misassignments of the wrong component: 1 − ε is as small as ε is not.
  @Test func wrongMisassignmentIsCaught() {
    let target = Mixture.line(0.5, -2, 2)
    let model = Mixture.line(0.5, -1.5, 2)
    let evidence = StatementTests.evidence(.full, target, model)
    var broken = evidence
    broken.meters.misassignmentModel = 1 - evidence.meters.misassignmentModel
    broken.meters.misassignmentTarget = 1 - evidence.meters.misassignmentTarget
    for number in ["4", "5", "5p"] {
      let statement = StatementTests.statement(number)
      #expect(statement.finding(for: evidence).verdict == .holds)
      #expect(statement.finding(for: broken).verdict == .fails, "\(number)")
    }
  }

  // MARK: - A wrong bound, half as large as it should be

  @Test func halvedBoundsAreCaught() {
    let sound = Claims()
    var claims = Claims()
    claims.massLowerBound = { 1 - (1 - sound.massLowerBound($0, $1)) / 2 }
    claims.replayTolerance = { sound.replayTolerance($0, $1, $2) / 2 }
    claims.targetTolerance = { sound.targetTolerance($0, $1, $2) / 2 }
    claims.modelGateBound = { sound.modelGateBound($0) / 2 }
    claims.targetGateBound = { sound.targetGateBound($0, $1).map { $0 / 2 } }
    // The bounds are tight where the modes coincide: min(a, b) = √(ab) there.
    let close = Mixture.line(0.5, 0, 0.01)
    var low = MethodSettings("forward-kl")
    low.numbers["replay"] = 0.01
    let rare = MethodCase("mix 0.01", low)
    let tilted = Mixture(
      dimension: 1, logitWeight: -2, old: close.old, new: close.new)
    let cases: [(String, MethodCase, Mixture, Mixture)] = [
      ("1", .forward, close, close), ("2", rare, close, close),
      ("3", .full, tilted, tilted.with(logitWeight: 2)), ("5", .full, close, close),
      ("5p", .full, close, close),
    ]
    for (number, method, target, model) in cases {
      let right = Self.finding(number, method.method, target, model)
      // Where the bracket of 3 is that tight it is wider than what it is around, and says nothing.
      let sound: Finding.Verdict = number == "3" ? .doesNotApply : .holds
      #expect(right.verdict == sound, "\(number): \(right)")
      let wrong = Self.finding(number, method.method, target, model, claims: claims)
      #expect(wrong.verdict == .fails, "\(number): \(wrong)")
    }
  }
}
