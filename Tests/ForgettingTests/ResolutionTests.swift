import Testing

@testable import Forgetting

/// What cannot be resolved is said and not computed: no probability of 3,902, no divergence below 0, no half a
/// gigabyte for one scenario.
@Suite struct ResolutionTests {
  /// Scenarios that need more nodes than are laid (Tests/Fixtures/faults).
  struct Extreme: CustomStringConvertible, Sendable {
    var description: String
    var scenario: Scenario

    init(
      _ description: String, target: (old: [Double], new: [Double]) = ([1, 1], [1, 1]),
      old: [Double], new: [Double]
    ) {
      self.description = description
      func spread(_ deviation: [Double]) -> Spread { Spread(deviation: deviation) }
      scenario = Scenario(
        dimension: 2,
        target: TargetSettings(
          oldMass: 0.5, old: ModeSettings(mean: [-2, 0], spread: spread(target.old)),
          new: ModeSettings(mean: [2, 0], spread: spread(target.new))),
        start: MixtureSettings(
          oldWeight: 0.6, old: ModeSettings(mean: [-2, 0], spread: spread(old)),
          new: ModeSettings(mean: [1, 0], spread: spread(new))),
        lanes: [LaneSettings(method: MethodSettings("reverse-kl"))])
    }
  }

  static let extremes = [
    Extreme("wide-2d", old: [1, 1], new: [1000, 1]),
    Extreme(
      "misassignment-3900", target: ([4, 40], [10, 0.2]), old: [0.003, 0.005], new: [70, 0.15]),
    Extreme(
      "negative-kl", target: ([3.72089502763, 40.3174761692], [10.1051753713, 0.1671495763]),
      old: [0.00307094153, 0.00478458529], new: [67.2048621316, 0.1516384488]),
  ]

  @Test(arguments: extremes) func whatIsNotResolvedIsSaid(_ extreme: Extreme) throws {
    let scenario = extreme.scenario
    let problem = scenario.problem
    let model = scenario.startMixture
    for method in MethodCase.everything {
      let (objective, gradient) = try ObjectiveReader().evaluation(
        method.settings, problem, model: model)
      // Either a number or none; never one of too few nodes.
      #expect(objective?.isFinite ?? true)
      #expect(gradient.isFinite || objective == nil, "\(method)")
    }
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    lane.advance(&state, by: 1)
    guard case .unresolved(let nodes, let limit)? = state.failure else {
      Issue.record("\(String(describing: state.failure))")
      return
    }
    #expect(nodes > limit && limit == 1 << 20)
    #expect("\(state.failure!)".hasPrefix("not resolved"))
    #expect(lane.nodeCount == 0)
    #expect(state.model == model)
  }

  @Test(arguments: extremes) func probabilitiesAreProbabilities(_ extreme: Extreme) {
    let problem = extreme.scenario.problem
    let meters = MeterReader().meters(problem, model: extreme.scenario.startMixture)
    for share in [
      meters.misassignmentModel, meters.misassignmentTarget, meters.effectiveOldMass,
      meters.effectiveNewMass, meters.componentOldMass, meters.componentNewMass,
    ] {
      #expect(share.isNaN || (0...1).contains(share), "\(meters)")
    }
    for divergence in [
      meters.klModelToTarget, meters.klTargetToModel, meters.klOldToModel, meters.klNewToModel,
      meters.klReferenceToModel,
    ] {
      #expect(divergence.isNaN || divergence >= -1e-9, "\(meters)")
    }
    // What is not a number has no value to be printed.
    let lane = MeasuredLane(
      model: extreme.scenario.startMixture, problem: problem, meters: meters)
    for measure in MeasureCatalogue.measures() {
      #expect(measure.value(of: lane)?.isNaN != true, "\(measure.id)")
    }
  }

  @Test(arguments: extremes) func noStatementSpeaks(_ extreme: Extreme) throws {
    let lane = try Lane(extreme.scenario, lane: 0)
    let state = LaneState(startOf: extreme.scenario)
    let evidence = EvidenceReader().evidence(of: lane, at: state)
    #expect(!evidence.isResolved)
    for statement in StatementCatalogue.statements {
      #expect(statement.finding(for: evidence).verdict == .doesNotApply, "\(statement.number)")
    }
    let problem = extreme.scenario.problem
    let model = extreme.scenario.startMixture
    #expect(ForceReader().force(lane.method, problem, model: model) == nil)
    let goal = try OldWeightGoal(
      lane.settings, problem, model: model, rates: Rates(oldMean: 0, newMean: 0))
    #expect(goal == .unknown)
  }

  /// Every coordinate system says so, and every integrator.
  @Test func everyLaneStopsWithTheSameWord() throws {
    for coordinates in CoordinateSystem.allCases {
      for integrator in [Clock.Integrator.euler, .rungeKutta, .dormandPrince, .adam] {
        var scenario = Self.extremes[0].scenario
        scenario.coordinates = coordinates
        scenario.clock.integrator = integrator
        let lane = try Lane(scenario, lane: 0)
        var state = LaneState(startOf: scenario)
        lane.advance(&state, by: 1)
        guard case .unresolved? = state.failure else {
          Issue.record("\(coordinates), \(integrator): \(String(describing: state.failure))")
          continue
        }
      }
    }
  }

  /// A workspace that could not resolve one state resolves the next one as a new workspace does.
  @Test func whatFollowsIsResolved() {
    let integral = PopulationIntegral()
    let extreme = Self.extremes[0].scenario
    let method = MethodCase.full.method
    integral.bind(method, problem: extreme.problem, model: extreme.startMixture)
    #expect(!integral.isResolved && !integral.gradient(of: extreme.startMixture).isFinite)
    let ordinary = Presets.preset("correlated")!.scenario
    integral.bind(method, problem: ordinary.problem, model: ordinary.startMixture)
    let fresh = PopulationIntegral()
    fresh.bind(method, problem: ordinary.problem, model: ordinary.startMixture)
    #expect(integral.isResolved)
    #expect(
      integral.gradient(of: ordinary.startMixture) == fresh.gradient(of: ordinary.startMixture))
  }

  /// Means where no lattice reaches: not one node, and no trap.
  @Test func farMeansAreNotResolved() {
    let nodes = Nodes()
    let target = Mixture.line(0.5, -1, 1)
    for mean in [1e9, 1e300, Double.infinity] {
      let far = Mixture.line(0.5, mean, mean)
      let plan = nodes.plan(frame: Frame(for: target), resolved: [far], behaviours: [far])
      _ = nodes.lay(plan)
      #expect(!nodes.isResolved && nodes.count == 0, "\(mean)")
    }
  }
}
