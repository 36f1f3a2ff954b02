import Testing

@testable import Forgetting

/// Every statement can fail: a wrong sign in a method, a wrong bound and a wrong law are each caught.
@Suite struct BrokenTheoryTests {
  /// A method with the sign of its product wrong: the oldest mistake of the trade.
  struct Negated<Inner: Method>: Method {
    static var description: MethodDescription { Inner.description }
    let inner: Inner

    init(_ settings: MethodSettings) throws(ParameterError) { inner = try Inner(settings) }

    var formula: String { inner.formula }
    var dataSource: String { inner.dataSource }
    var columnCount: Int { inner.columnCount }
    var theory: TheoryKind { inner.theory }
    func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
      inner.appendBehaviours(problem, model: model, to: &list)
    }
    func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
      inner.appendResolved(problem, model: model, to: &list)
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
      for index in 0..<block.count { k[index] = -k[index] }
    }
    func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
      inner.objectiveSum(block, constants)
    }
    func oldWeightGoal(_ problem: Problem) -> Double? { inner.oldWeightGoal(problem) }
    func optimum(_ problem: Problem) -> (mixture: Mixture, curvature: Double)? {
      inner.optimum(problem)
    }
  }

  private static func finding(
    _ number: String, _ method: any Method, _ target: Mixture, _ model: Mixture,
    rates: Rates = Rates(), claims: Claims = Claims()
  ) -> Finding {
    StatementTests.statement(number).finding(
      for: EvidenceReader().evidence(method, Problem(target), model: model, rates: rates),
      claims: claims)
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
      #expect(right.verdict == .holds, "\(number): \(right)")
      let wrong = Self.finding(number, method.method, target, model, claims: claims)
      #expect(wrong.verdict == .fails, "\(number): \(wrong)")
    }
  }

  // MARK: - A wrong law

  /// A mistake in one formula, as an author might make it.
  struct Mistake: CustomStringConvertible, Sendable {
    var number: String
    var description: String
    var method: MethodCase
    var model: Mixture
    var rates = Rates()
    var claims: Claims

    init(
      _ number: String, _ description: String, _ method: MethodCase, _ model: Mixture,
      rates: Rates = Rates(), _ change: (inout Claims) -> Void
    ) {
      self.number = number
      self.description = "\(number): \(description)"
      self.method = method
      self.model = model
      self.rates = rates
      claims = Claims()
      change(&claims)
    }
  }

  private static let target = Mixture.line(0.7, -2.5, 2.5)
  private static let weightOnly = Mixture.line(0.4, -2.5, 2.5)
  private static let astray = Mixture.line(0.4, -2, 1.5)
  private static let near = Mixture.line(0.695, -2.5, 2.5)
  private static let nearReplay = Mixture.line(0.295, -2.5, 2.5)
  private static let frozen = Rates(oldMean: 0, newMean: 0)

  static let mistakes: [Mistake] = [
    Mistake("1", "β grows", .forward, weightOnly) { $0.massLowerBound = { _, _ in 1.001 } },
    Mistake("2", "β* = 1 − λ", .mix, weightOnly) { $0.replaySlope = { $0 - (1 - $1) } },
    Mistake("2", "the sign", .mix, weightOnly) { $0.replaySlope = { $1 - $0 } },
    Mistake("3", "without β(1−β)", .full, weightOnly) { $0.targetSlope = { $0 - $1 } },
    Mistake("3", "β − α", .full, .line(0.2, -2.5, 2.5)) {
      $0.targetSlope = { sigmoid($0) - sigmoid($1) }
    },
    Mistake("4", "no target gate", .full, astray) {
      $0.gatedDrift = { target, model, _, epsilonQ in
        (model.old.mean - target.old.mean) - epsilonQ * (model.old.mean - model.new.mean)
      }
    },
    Mistake("4", "gates exchanged", .full, astray) {
      $0.gatedDrift = { target, model, epsilonP, epsilonQ in
        (model.old.mean - target.old.mean) + epsilonQ * (target.old.mean - target.new.mean)
          - epsilonP * (model.old.mean - model.new.mean)
      }
    },
    Mistake("5", "BC squared", .full, astray) {
      $0.modelGateBound = { model in
        let overlap = bhattacharyya(model.old, model.new)
        return 0.1 * overlap * overlap
      }
    },
    Mistake("5p", "without the error of the mean", .full, .line(0.4, -1.5, 1.5)) {
      $0.targetGateBound = { target, _ in MisassignmentBounds.target(target, model: target) }
    },
    Mistake("7", "λ, not 2λ", .full, near, rates: frozen) { $0.energyRateFactor = 1 },
    Mistake("7", "4λ", .mix, nearReplay, rates: frozen) { $0.energyRateFactor = 4 },
    Mistake("E", "it rises", .full, astray) { $0.energySlope = 1 },
    Mistake("E", "half as fast", .forward, astray) { $0.energySlope = -0.5 },
  ]

  @Test(arguments: mistakes) func wrongLawIsCaught(_ mistake: Mistake) {
    let right = Self.finding(
      mistake.number, mistake.method.method, Self.target, mistake.model, rates: mistake.rates)
    #expect(right.verdict == .holds, "\(right)")
    let wrong = Self.finding(
      mistake.number, mistake.method.method, Self.target, mistake.model, rates: mistake.rates,
      claims: mistake.claims)
    #expect(wrong.verdict == .fails, "\(wrong)")
  }

  @Test func everyStatementIsBrokenAtLeastOnce() {
    let broken = Set(Self.mistakes.map(\.number))
    #expect(broken == Set(StatementCatalogue.statements.map(\.number)))
  }
}
