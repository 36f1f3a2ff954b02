import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What no allowed grid resolves is said to be unknown, whoever asks; never a number.
@Suite struct ResolutionTests {
  private static func line(_ old: (Double, Double), _ new: (Double, Double)) -> Mixture {
    Mixture(
      dimension: 1, logitWeight: 0,
      old: Gaussian(mean: SIMD2(old.0, 0), scale: CholeskyFactor(l11: old.1)),
      new: Gaussian(mean: SIMD2(new.0, 0), scale: CholeskyFactor(l11: new.1)))
  }
  private static func plane(_ old: (Double, Double), _ new: (Double, Double)) -> Mixture {
    Mixture(
      dimension: 2, logitWeight: logit(0.6),
      old: Gaussian(
        mean: SIMD2(-2, 0), scale: CholeskyFactor(Spread(deviation: [old.0, old.1]))),
      new: Gaussian(mean: SIMD2(2, 0), scale: CholeskyFactor(Spread(deviation: [new.0, new.1]))))
  }

  static let unresolved: [(target: Mixture, model: Mixture)] = [
    (Mixture.line(0.5, -2, 2), line((-2, 1e-300), (2, 1))),
    (Mixture.line(0.5, -2, 2), line((-2, 1e-9), (2, 1))),
    (plane((4, 40), (10, 0.2)), plane((0.003, 0.005), (70, 0.15))),
    (plane((3.72, 40.3), (10.1, 0.167)), plane((0.00307, 0.00478), (67.2, 0.152))),
    (plane((1, 1), (1, 1)), plane((1, 1), (1000, 1))),
  ]

  @Test(arguments: 0..<5) func isSaidAndNotPrinted(_ index: Int) throws {
    let (target, model) = Self.unresolved[index]
    let problem = Problem(target)
    let integral = PopulationIntegral()
    for method in MethodCase.everything where method.description != "forward" {
      integral.bind(method.method, problem: problem, model: model)
      guard !integral.isResolved else { continue }
      #expect(integral.gradient(of: model).weight.isNaN)
      #expect(integral.objective(of: model) == nil)
      #expect(integral.nodeCount <= Nodes.largestCount)
      let evidence = EvidenceReader().evidence(method.method, problem, model: model, rates: Rates())
      #expect(evidence.remark == "not resolved")
      for statement in StatementCatalogue.statements {
        #expect(statement.finding(for: evidence).verdict == .doesNotApply)
      }
      #expect(ForceReader().force(method.method, problem, model: model) == nil)
    }
    integral.bind(MethodCase.full.method, problem: problem, model: model)
    #expect(!integral.isResolved)
    let meters = MeterReader().meters(problem, model: model)
    #expect(meters.klModelToTarget.isNaN && meters.klTargetToModel.isNaN)
    for value in [
      meters.misassignmentModel, meters.misassignmentTarget, meters.effectiveOldMass,
      meters.effectiveNewMass,
    ] where !value.isNaN {
      #expect((0...1).contains(value))
    }
  }

  /// A workspace that could not resolve one state serves the next one like a fresh one.
  @Test func resolvesAgain() {
    let problem = Problem(Mixture.line(0.5, -2, 2))
    let model = Mixture.line(0.3, -1, 1)
    let used = PopulationIntegral()
    used.bind(MethodCase.forward.method, problem: problem, model: model)
    used.bind(MethodCase.full.method, problem: problem, model: Self.unresolved[0].model)
    #expect(!used.isResolved)
    used.bind(MethodCase.full.method, problem: problem, model: model, isKnown: true)
    let fresh = PopulationIntegral()
    fresh.bind(MethodCase.full.method, problem: problem, model: model)
    #expect(used.gradient(of: model) == fresh.gradient(of: model))
  }

  /// A lane that cannot be resolved stops with its reason, whatever steps it.
  @Test(arguments: Clock.Integrator.allCases) func laneStops(_ integrator: Clock.Integrator) throws
  {
    let scenario = Scenario(
      dimension: 2,
      target: TargetSettings(
        oldMass: 0.5, old: ModeSettings(mean: [-2, 0]), new: ModeSettings(mean: [2, 0])),
      start: MixtureSettings(
        oldWeight: 0.6, new: ModeSettings(spread: Spread(deviation: [1000, 1]))),
      clock: Clock(integrator: integrator), lanes: [LaneSettings(method: MethodCase.full.settings)])
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    lane.advance(&state, by: 1)
    #expect(state.failure?.hasPrefix("not resolved") == true, "\(state.failure ?? "none")")
    #expect(state.model == LaneState(startOf: scenario).model)
  }

  /// Divergences are never negative and misassignments are probabilities, resolved or not.
  @Test(arguments: [1, 2]) func metersAreInTheirRanges(_ dimension: Int) {
    var random = SplitMix64(seed: 71)
    for number in 0..<(dimension == 1 ? 200 : 12) {
      func wild(_ base: CholeskyFactor) -> CholeskyFactor {
        let first = base.l11 * pow(10, random.number(-1.5...1.5))
        return dimension == 1
          ? CholeskyFactor(l11: first)
          : CholeskyFactor(
            l11: first, l21: base.l21, l22: base.l22 * pow(10, random.number(-1.5...1.5)))
      }
      var target = random.mixture(dimension: dimension, tied: false)
      target.new.scale = wild(target.new.scale)
      var model = random.mixture(dimension: dimension, tied: false)
      model.old.scale = wild(model.old.scale)
      let meters = MeterReader().meters(Problem(target), model: model)
      for divergence in [
        meters.klModelToTarget, meters.klTargetToModel, meters.klNewToModel, meters.klOldToModel,
        meters.klReferenceToModel,
      ] where !divergence.isNaN {
        #expect(divergence >= 0, "case \(number)")
      }
      for share in [meters.misassignmentModel, meters.misassignmentTarget] where !share.isNaN {
        #expect((0...1).contains(share), "case \(number): \(share)")
      }
    }
  }
}
