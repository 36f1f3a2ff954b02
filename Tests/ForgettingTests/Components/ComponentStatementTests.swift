import SeededNumbers
import Testing

@testable import Forgetting

/// The statements about any number of tasks and components: each on random cases, each with its twin
/// that fails.
@Suite struct ComponentStatementTests {
  static func statement(_ number: String) -> Statement {
    StatementCatalogue.general.first { $0.number == number }!
  }

  private static func evidence(
    _ method: any Method, _ target: Mixture, _ model: Mixture,
    coordinates: CoordinateSystem = .logit
  ) -> ComponentEvidence {
    ComponentEvidenceReader().evidence(
      method, Problem(target), model: model, coordinates: coordinates)
  }

  /// Random cases of K tasks and C components, as the oracle's.
  private static func cases(
    _ dimension: Int, tied: Bool, seed: UInt64, equal: Bool = false
  ) -> [(target: Mixture, model: Mixture)] {
    var random = SplitMix64(seed: seed)
    return (0..<(dimension == 1 ? 30 : 6)).map { _ in
      let tasks = Int.random(in: 2...(dimension == 1 ? 8 : 4), using: &random)
      let target = random.components(tasks, dimension: dimension, tied: tied)
      if equal { return (target, random.like(components: target, spread: 0)) }
      let components = Int.random(in: 1...tasks, using: &random)
      let model = random.components(components, dimension: dimension, tied: tied)
      guard tied else { return (target, model) }
      var same = model
      for index in 0..<components { same[index].scale = target.old.scale }
      return (target, same)
    }
  }

  // MARK: - Random cases

  @Test(arguments: [1, 2]) func driftIsSpringAndGates(_ dimension: Int) {
    for (target, model) in Self.cases(dimension, tied: true, seed: 80) {
      let evidence = Self.evidence(MethodCase.full.method, target, model)
      let scale = target.old.scale
      for k in 0..<model.count {
        let bracket = Claims().components.gatedDrift(target, model, k, evidence.gates)
        let expected = model.weight(of: k) * scale.transposedSolve(scale.whiten(bracket))
        let gap = evidence.meanGradient(k) - expected
        let size = max(1, (expected * expected).sum().squareRoot())
        #expect((gap * gap).sum().squareRoot() <= 1e-12 * size, "\(gap), \(target), \(model)")
      }
      #expect(Self.statement("T1").finding(for: evidence).verdict == .holds)
    }
  }

  @Test(arguments: Shape.all) func gatesStayBelowTheirBounds(_ shape: Shape) {
    var closest = 0.0
    for (target, model) in Self.cases(shape.dimension, tied: shape.tied, seed: 81) {
      let gates = GateReader().gates(target: target, model: model)
      for k in 0..<model.count {
        for j in 0..<model.count where j != k {
          let bound = GateBounds.model(model, k, j)
          #expect(gates.model[k][j] <= bound * (1 + 1e-9))
          closest = max(closest, gates.model[k][j] / bound)
        }
        guard shape.tied else { continue }
        for j in 0..<target.count {
          for other in 0..<target.count where other != j {
            let bound = GateBounds.target(target, component: model[k], other, j)
            #expect(gates.target[k][j] <= bound * (1 + 1e-9) + 1e-300)
          }
        }
      }
      let finding = Self.statement("T2").finding(
        for: Self.evidence(MethodCase.forward.method, target, model))
      #expect(finding.verdict != .fails, "\(finding)")
    }
    #expect(closest > 0.3, "\(closest)")
  }

  @Test(arguments: [1, 2]) func naturalGradientIsLinear(_ dimension: Int) {
    for (target, model) in Self.cases(dimension, tied: false, seed: 82, equal: true) {
      let evidence = Self.evidence(MethodCase.mix.method, target, model)
      let training = target.withShareOfOthers(0.3)
      let velocity = (0..<model.count).map { training.weight(of: $0) - model.weight(of: $0) }
      let residual = NaturalLaw.residual(evidence.gradient, at: model, weightVelocity: velocity)
      #expect(residual <= 1e-12, "\(residual)")
    }
  }

  /// Every statement on cases of every kind: nothing fails, and each one is judged.
  @Test(arguments: [1, 2]) func nothingFails(_ dimension: Int) {
    let reader = ComponentEvidenceReader()
    var judged: [String: Int] = [:]
    for (seed, equal) in [(83, false), (84, true)] {
      for tied in [true, false] {
        for (target, model) in Self.cases(
          dimension, tied: tied, seed: UInt64(seed), equal: equal
        ).prefix(dimension == 1 ? 12 : 3) {
          for (method, system) in [
            (MethodCase.forward, CoordinateSystem.logit), (.mix, .natural), (.mix, .logit),
            (.full, .logit),
          ] {
            let evidence = reader.evidence(
              method.method, Problem(target), model: model, coordinates: system)
            for statement in StatementCatalogue.general {
              let finding = statement.finding(for: evidence)
              if finding.verdict == .holds { judged[statement.number, default: 0] += 1 }
              #expect(
                finding.verdict != .fails,
                "\(statement.number), \(method), \(system): \(finding), \(target), \(model)")
            }
          }
        }
      }
    }
    for number in ["T1", "T2"] { #expect(judged[number, default: 0] >= 2, "\(number): \(judged)") }
    if dimension == 1 { #expect(judged["T4", default: 0] >= 5, "\(judged)") }
  }

  // MARK: - Numbers

  private static let apart = Mixture.line([0.2, 0.1, 0.4, 0.3], [-12, -4, 4, 12])
  private static let reweighted = Mixture.line([0.5, 0.1, 0.2, 0.2], [-12, -4, 4, 12])

  @Test func lawsOfSeparatedTasksHold() {
    let forward = Self.evidence(MethodCase.forward.method, Self.apart, Self.reweighted)
    #expect(Self.statement("T3").finding(for: forward).verdict == .holds)
    // Without replay the logit of every seen task falls by half its weight.
    for (velocity, expected) in zip(forward.logitVelocity, [-0.25, -0.05, -0.1, 0.4]) {
      #expect(abs(velocity - expected) <= 2e-4, "\(velocity)")
    }
    let reverse = Self.evidence(MethodCase.full.method, Self.apart, Self.reweighted)
    #expect(Self.statement("T5").finding(for: reverse).verdict == .holds)
  }

  /// Forward KL with one component covers, reverse KL seeks: from the same place one goes to 0, the other
  /// towards 3.
  @Test func oneComponentCoversOrSeeks() {
    let target = Mixture.line([0.5, 0.5], [-3, 3])
    let model = Mixture.line([1], [1])
    let mix = MethodCase("half", MethodSettings("forward-kl", numbers: ["replay": 0.5])).method
    let forward = Self.evidence(mix, target, model)
    #expect(abs(forward.meanGradient(0).x - 1) <= 1e-12)
    let reverse = Self.evidence(MethodCase.full.method, target, model)
    #expect(reverse.meanGradient(0).x < -0.98)
    for evidence in [forward, reverse] {
      #expect(Self.statement("T6").finding(for: evidence).verdict == .holds)
    }
  }

  /// Two wells of reverse KL iff δ > 2.921668; for δ = 4 they lie .0507582 of the way from either task.
  @Test func wellsOfOneComponent() {
    func pull(_ separation: Double, _ share: Double) -> Double {
      Self.evidence(
        MethodCase.full.method, .line([0.5, 0.5], [0, separation]),
        .line([1], [share * separation])
      ).meanGradient(0).x
    }
    #expect(abs(pull(4, 0.0507582)) <= 1e-6)
    #expect(pull(4, 0.0507) < 0 && pull(4, 0.0508) > 0)
    // The middle is a well until the tasks are far enough apart.
    func slope(_ separation: Double) -> Double {
      (pull(separation, 0.5001) - pull(separation, 0.4999)) / (0.0002 * separation)
    }
    #expect(slope(2.9215) > 0 && slope(2.9218) < 0)
  }

  // MARK: - Conditions

  @Test func conditions() {
    func verdict(
      _ number: String, _ method: MethodCase, _ model: Mixture,
      coordinates: CoordinateSystem = .logit
    ) -> Finding.Verdict {
      Self.statement(number).finding(
        for: Self.evidence(method.method, Self.apart, model, coordinates: coordinates)
      ).verdict
    }
    let moved = Mixture.line([0.5, 0.1, 0.2, 0.2], [-12, -4, 4, 11])
    let wide = Mixture.line([0.5, 0.1, 0.2, 0.2], [-12, -4, 4, 12], deviation: 1.2)
    let single = Mixture.line([1], [2])
    #expect(verdict("T1", .full, moved) == .holds)
    #expect(verdict("T1", .forward, moved) == .doesNotApply)
    #expect(verdict("T1", .full, wide) == .doesNotApply)
    #expect(verdict("T2", .forward, single) == .holds)
    #expect(verdict("T3", .forward, moved) == .doesNotApply)
    #expect(verdict("T3", .full, Self.reweighted) == .doesNotApply)
    #expect(verdict("T3", .mix, Self.reweighted, coordinates: .direct) == .doesNotApply)
    #expect(verdict("T4", .mix, Self.reweighted) == .doesNotApply)
    #expect(verdict("T4", .mix, Self.reweighted, coordinates: .natural) == .holds)
    #expect(verdict("T5", .full, moved) == .doesNotApply)
    #expect(verdict("T5", .full, single) == .doesNotApply)
    #expect(verdict("T6", .full, Self.reweighted) == .doesNotApply)
    #expect(verdict("T6", .full, single) == .holds)
    #expect(verdict("T6", .discover, single) == .doesNotApply)
    // Only what is trained on need be right: the seen tasks' components may be anywhere.
    #expect(
      verdict("T3", .forward, .line([0.5, 0.1, 0.2, 0.2], [-14, -3, 3, 12])) == .holds)
  }

  @Test func everyCatalogueKeepsToItsOwn() {
    let evidence = Self.evidence(MethodCase.full.method, Self.apart, Self.reweighted)
    for statement in StatementCatalogue.statements {
      #expect(statement.finding(for: evidence).verdict == .doesNotApply)
    }
    let pair = StatementTests.evidence(.full, .line(0.5, -2, 2), .line(0.8, -1.5, 1))
    for statement in StatementCatalogue.general {
      #expect(statement.finding(for: pair).verdict == .doesNotApply)
    }
    #expect(
      StatementCatalogue.statements(for: Presets.standard.scenario).count
        == StatementCatalogue.statements.count)
  }

  // MARK: - Twins that fail

  struct Mistake: CustomStringConvertible, Sendable {
    var number: String
    var description: String
    var method: MethodCase
    var target: Mixture
    var model: Mixture
    var coordinates: CoordinateSystem
    var claims = Claims()

    init(
      _ number: String, _ description: String, _ method: MethodCase, _ target: Mixture,
      _ model: Mixture, _ coordinates: CoordinateSystem = .logit,
      _ change: (inout ComponentClaims) -> Void
    ) {
      self.number = number
      self.description = "\(number): \(description)"
      self.method = method
      self.target = target
      self.model = model
      self.coordinates = coordinates
      change(&claims.components)
    }
  }

  private static let near = Mixture.line([0.2, 0.3, 0.5], [-3, 0, 2.5])
  private static let astray = Mixture.line([0.4, 0.4, 0.2], [-2.5, 0.5, 2])
  private static let nearWeights = Mixture.line([0.4, 0.4, 0.2], [-3, 0, 2.5])
  private static let single = Mixture.line([1], [1])
  private static let close = Mixture.line([0.5, 0.25, 0.25], [0, 0.01, 9])

  static let mistakes: [Mistake] = [
    Mistake("T1", "no gates", .full, near, astray) {
      $0.gatedDrift = { target, model, k, _ in model[k].mean - target[k].mean }
    },
    Mistake("T1", "no model gates", .full, near, astray) {
      $0.gatedDrift = { target, model, k, gates in
        (0..<target.count).map { gates.target[k][$0] * (model[k].mean - target[$0].mean) }
          .reduce(SIMD2(0, 0), +)
      }
    },
    Mistake("T1", "columns for rows", .full, near, astray) {
      let sound = $0.gatedDrift
      $0.gatedDrift = { target, model, k, gates in
        var turned = gates
        turned.model = gates.model.indices.map { j in gates.model.map { $0[j] } }
        return sound(target, model, k, turned)
      }
    },
    Mistake("T2", "half the bound of q", .forward, close, close) {
      $0.modelGateBound = { 0.5 * GateBounds.model($0, $1, $2) }
    },
    Mistake("T2", "half the bound of p", .forward, close, close) {
      $0.targetGateBound = { 0.5 * GateBounds.target($0, component: $1, $2, $3) }
    },
    Mistake("T3", "without the half", .forward, apart, reweighted) {
      $0.logitVelocity = { $1 - $0 }
    },
    Mistake("T3", "an even share", .forward, apart, reweighted) {
      $0.logitVelocity = { _, share in 0.5 * (share - 0.25) }
    },
    Mistake("T4", "the logit's law", .mix, near, nearWeights, .natural) {
      $0.naturalVelocity = { $0 * ($1 - $0) }
    },
    Mistake("T4", "half as fast", .mix, near, nearWeights, .natural) {
      $0.naturalVelocity = { 0.5 * ($1 - $0) }
    },
    Mistake("T5", "without the mean", .full, apart, reweighted) {
      $0.targetSlope = { $1[$0] * $2[$0] }
    },
    Mistake("T5", "even shares", .full, apart, reweighted) { claims in
      let sound = claims.targetSlope
      claims.targetSlope = { k, weights, _ in
        sound(k, weights, weights.map { logarithm($0 / 0.25) })
      }
    },
    Mistake("T6", "forward KL seeks", .mix, near, single) {
      $0.forwardGoal = { $0[$0.count - 1].mean }
    },
    Mistake("T6", "reverse KL covers", .full, near, single) { claims in
      let covering = claims.forwardGoal
      claims.reverseGoal = { target, _ in covering(target) }
    },
  ]

  @Test(arguments: mistakes) func wrongLawIsCaught(_ mistake: Mistake) {
    let evidence = Self.evidence(
      mistake.method.method, mistake.target, mistake.model, coordinates: mistake.coordinates)
    let statement = Self.statement(mistake.number)
    let right = statement.finding(for: evidence)
    #expect(right.verdict == .holds, "\(right)")
    let wrong = statement.finding(for: evidence, claims: mistake.claims)
    #expect(wrong.verdict == .fails, "\(wrong)")
  }

  /// A wrong sign in the method, or gates of the wrong component, are seen too.
  @Test func brokenMethodsAreCaught() throws {
    let negated = try BrokenTheoryTests.Negated<ReverseKL>(MethodCase.full.settings)
    let backwards = try BrokenTheoryTests.Negated<ForwardKL>(MethodCase.mix.settings)
    func verdict(
      _ number: String, _ method: any Method, _ target: Mixture, _ model: Mixture,
      _ coordinates: CoordinateSystem = .logit
    ) -> Finding.Verdict {
      Self.statement(number).finding(
        for: Self.evidence(method, target, model, coordinates: coordinates)
      ).verdict
    }
    #expect(verdict("T1", negated, Self.near, Self.astray) == .fails)
    #expect(verdict("T3", backwards, Self.apart, Self.reweighted) == .fails)
    #expect(verdict("T4", backwards, Self.near, Self.nearWeights, .natural) == .fails)
    #expect(verdict("T5", negated, Self.apart, Self.reweighted) == .fails)
    #expect(verdict("T6", negated, Self.near, Self.single) == .fails)
    #expect(verdict("T6", backwards, Self.near, Self.single) == .fails)
    var broken = Self.evidence(MethodCase.full.method, Self.near, Self.astray)
    broken.gates.model = broken.gates.model.map { $0.map { 1 - $0 } }
    for number in ["T1", "T2"] {
      #expect(Self.statement(number).finding(for: broken).verdict == .fails)
    }
  }

  @Test func everyStatementIsBrokenAtLeastOnce() {
    #expect(Set(Self.mistakes.map(\.number)) == Set(StatementCatalogue.general.map(\.number)))
  }
}
