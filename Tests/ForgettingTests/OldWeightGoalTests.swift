import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension OldWeightGoal {
  /// The goal of a method at a model, by a reader of its own.
  init(_ settings: MethodSettings, _ problem: Problem, model: Mixture, rates: Rates)
    throws(ParameterError)
  {
    let method = try MethodCatalogue.method(for: settings, at: "lane")
    self = OldWeightGoalReader().goal(method, settings, problem, model: model, rates: rates)
  }
}

/// Where a lane's old weight is heading.
@Suite struct OldWeightGoalTests {
  private static let target = Mixture.line(0.7, -4, 4)

  private static func goal(
    _ method: MethodCase, _ model: Mixture, rates: Rates = Rates(), target: Mixture = target
  ) -> OldWeightGoal {
    OldWeightGoalReader().goal(
      method.method, method.settings, Problem(target), model: model, rates: rates)
  }

  @Test func rightLabelsTendToTheMethodsGoal() {
    let model = Mixture.line(0.8, -3, 2)
    #expect(Self.goal(.forward, model) == .tends(0))
    #expect(Self.goal(.mix, model) == .tends(0.3))
    #expect(Self.goal(.reweight, model) == .tends(0))
    #expect(Self.goal(.full, model) == .tends(Self.target.oldWeight))
    #expect(Self.goal(.new, model) == .tends(0))
  }

  @Test func oldComponentAtTheNewTaskIsCaptured() {
    #expect(Self.goal(.full, .line(0.8, 3, 4)) == .captured)
    #expect(Self.goal(.forward, .line(0.8, 1, 4)) == .captured)
    // The new component at the old task is no better.
    #expect(Self.goal(.full, .line(0.8, -4, -1)) == .outOfSight)
    // Where tasks overlap its samples show both.
    let overlapping = Mixture.line(Self.target.oldWeight, -0.75, 0.75)
    #expect(
      OldWeightGoalReader().goal(
        MethodCase.full.method, MethodCase.full.settings, Problem(overlapping),
        model: .line(0.8, -0.75, -0.5), rates: Rates(), learned: 0.6)
        == .tends(Self.target.oldWeight))
    // Data show the new task wherever the component stands.
    #expect(Self.goal(.forward, .line(0.8, -4, -1)) == .tends(0))
  }

  @Test func exchangedComponentsAreSwapped() {
    #expect(Self.goal(.full, .line(0.8, 3, -3)) == .swapped(1 - Self.target.oldWeight))
    #expect(Self.goal(.mix, .line(0.8, 3, -3)) == .swapped(0.7))
    var untied = Self.target
    untied.new.scale = CholeskyFactor(l11: 2)
    #expect(Self.goal(.full, .line(0.8, 3, -3), target: untied) == .swapped(nil))
  }

  /// Means frozen at the wrong place, far apart: logit β* = logit α − ½ (d_o² − d_n²).
  @Test func frozenWrongMeansShiftTheGoal() throws {
    let frozen = Rates(oldMean: 0, newMean: 0)
    let wide = Mixture.line(0.7, -10, 10)
    for (old, new) in [(-10.0, 10.0), (-9, 10), (-10, 8.5), (-11, 9), (-12, 12)] {
      let goal = Self.goal(.full, .line(0.5, old, new), rates: frozen, target: wide)
      guard case .tends(let beta) = goal else {
        Issue.record("\(goal)")
        continue
      }
      let squares = pow(old + 10, 2) - pow(new - 10, 2)
      let expected = logit(0.7) - 0.5 * squares
      #expect(abs(logit(beta) - expected) <= 1e-6, "means \(old), \(new): \(beta)")
    }
  }

  /// Frozen right means: the fixed point of the one coordinate that moves, at every overlap.
  @Test func frozenRightMeansKeepTheGoal() {
    let frozen = Rates(oldMean: 0, newMean: 0)
    for separation in [0.5, 1, 3.0] {
      let target = Mixture.line(0.6, 0, separation)
      for (method, expected) in [(MethodCase.full, 0.6), (.mix, 0.3), (.forward, 0)] {
        guard
          case .tends(let beta) = Self.goal(
            method, target.with(logitWeight: 1), rates: frozen, target: target)
        else {
          Issue.record("no goal")
          continue
        }
        #expect(abs(beta - expected) <= 1e-6, "\(method) at δ = \(separation): \(beta)")
      }
    }
  }

  /// The flow itself ends where the goal says, also where overlap and frozen errors shift it.
  @Test func flowEndsAtTheGoal() throws {
    var scenario = Presets.preset("overlap")!.scenario
    scenario.rates = Rates(oldMean: 0, newMean: 0)
    scenario.clock.step = 0.5
    scenario.lanes = [LaneSettings(method: MethodSettings("reverse-kl"))]
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(model: scenario.startMixture)
    guard
      case .tends(let goal) = try OldWeightGoal(
        lane.settings, scenario.problem, model: state.model, rates: lane.rates)
    else {
      Issue.record("no goal")
      return
    }
    #expect(abs(goal - 0.5) > 0.01, "nothing shifts it: \(goal)")
    lane.advance(&state, by: 1500)
    #expect(abs(state.model.oldWeight - goal) <= 1e-6, "\(state.model.oldWeight), not \(goal)")
  }

  /// What is frozen at another width or place than its task moves the goal: it is where the run rests, or
  /// nobody says one.
  @Test func frozenPartsMoveTheGoal() throws {
    var moved = 0
    for key in ["reverse-kl", "forward-kl", "jensen-shannon", "jeffreys", "alpha-divergence"] {
      for frozen in ["widths", "old mean", "old covariance"] {
        var scenario = Presets.preset("covariances")!.scenario
        scenario.target.new.mean = [3.5]
        scenario.rates = Rates()
        scenario.clock.step = 0.1
        scenario.lanes = [LaneSettings(method: MethodSettings(key))]
        if key == "forward-kl" { scenario.lanes[0].method.numbers["replay"] = 0.4 }
        switch frozen {
        case "old mean":
          scenario.target.new.spread = Spread(deviation: [1])
          scenario.start.old.mean = [-3.1]
          scenario.rates.oldMean = 0
        case "old covariance":
          scenario.target.old.spread = Spread(deviation: [0.8])
          scenario.start.old.spread = Spread(deviation: [1])
          scenario.rates.newCovariance = 1
        default: break
        }
        let lane = try Lane(scenario, lane: 0)
        var state = LaneState(startOf: scenario)
        let goal = try OldWeightGoal(
          lane.settings, scenario.problem, model: state.model, rates: lane.rates)
        let what = "\(key), frozen \(frozen)"
        guard frozen != "old covariance" else {
          #expect(goal == .unknown, "\(what): \(goal)")
          continue
        }
        guard case .tends(let beta) = goal else {
          Issue.record("\(what): \(goal)")
          continue
        }
        lane.advance(&state, by: 6000)
        #expect(
          abs(state.model.oldWeight - beta) <= 1e-3,
          "\(what): \(state.model.oldWeight), not \(beta)")
        let method = try MethodCatalogue.method(for: lane.settings, at: "lane")
        if abs(beta - (method.oldWeightGoal(scenario.problem) ?? beta)) > 0.02 { moved += 1 }
      }
    }
    #expect(moved >= 5, "\(moved)")
  }

  /// OAPL's goal with frozen means is where its flow rests, modes that overlap included.
  @Test(arguments: [0.3, 2.0]) func offPolicyGoalIsWhereItRests(_ temperature: Double) throws {
    var scenario = Presets.preset("overlap")!.scenario
    scenario.rates = Rates(oldMean: 0, newMean: 0)
    scenario.clock.step = 0.2
    scenario.lanes = [
      LaneSettings(method: MethodSettings("oapl", numbers: ["temperature": temperature]))
    ]
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    let goal = try OldWeightGoal(
      lane.settings, lane.problem(at: state), model: state.model, rates: lane.rates)
    lane.advance(&state, by: 3000)
    guard case .tends(let beta) = goal else {
      Issue.record("\(goal)")
      return
    }
    #expect(abs(state.model.oldWeight - beta) <= 1e-6, "\(state.model.oldWeight), not \(beta)")
  }

  /// What else moves, moves the root: a teacher, a reference, a covariance.
  @Test func movingPartsHaveTheirMethodsGoal() {
    let frozen = Rates(oldMean: 0, newMean: 0)
    let model = Mixture.line(0.8, -3.5, 4)
    #expect(Self.goal(.distillation, model, rates: frozen) == .tends(Self.target.oldWeight))
    let windows = MethodCase("windows", MethodSettings("oapl", numbers: ["lag": 3]))
    #expect(Self.goal(windows, model, rates: frozen) == .tends(0))
    #expect(Self.goal(.discoverAdaptive, model, rates: frozen) == .unknown)
    // A covariance that follows a mean at the wrong place ends somewhere, nobody says where.
    let widening = Rates(oldMean: 0, newMean: 0, oldCovariance: 1)
    #expect(Self.goal(.full, model, rates: widening) == .unknown)
    #expect(
      Self.goal(.full, .line(0.8, -4, 4), rates: widening) == .tends(Self.target.oldWeight))
    #expect(Self.goal(.full, model, rates: frozen) != .tends(Self.target.oldWeight))
  }

  /// The reader's memory does not outlive what it depends on.
  @Test func rememberedRootsAreThose() throws {
    let reader = OldWeightGoalReader()
    let frozen = Rates(oldMean: 0, newMean: 0)
    for old in [-4.0, -3, -4] {
      for method in [MethodCase.full, .mix, .jeffreys] {
        for target in [Self.target, .line(0.4, -4, 4)] {
          let model = Mixture.line(0.3, old, 4)
          let kept = reader.goal(
            method.method, method.settings, Problem(target), model: model, rates: frozen)
          #expect(kept == Self.goal(method, model, rates: frozen, target: target))
        }
      }
    }
  }
}
