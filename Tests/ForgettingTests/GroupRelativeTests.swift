import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The laws of GRPO, reached by the flow as those of the other rewards are (`RewardMethodTests`).
@Suite struct GroupRelativeTests {
  @Test func grpoIsFasterToHalfAndSlowAtTheEnd() throws {
    let time = try RewardMethodTests.timeToHalf(
      RewardMethodTests.scenario("grpo", oldWeight: 0.99), near: 19)
    #expect(abs(time - 19.70763) <= 1e-4, "flow: \(time)")
    // The law, 4 sinh(u/2), knows no overlap.
    #expect(abs(4 * sinh(logit(0.99) / 2) - 19.699) <= 5e-4 && abs(time - 19.699) <= 0.01)
    let late = try RewardMethodTests.weight(RewardMethodTests.scenario("grpo", step: 0.01), at: 200)
    #expect(abs(late - 1.105768e-4) <= 1e-10, "flow: \(late)")
    // The law from there, u' = 1/(2 cosh(u/2)), and what it tends to, 4/t².
    let odds = 2 * asinh(50 + sinh(-logit(0.8) / 2))
    #expect(abs(sigmoid(-odds) - 1.03037e-4) <= 5e-9 && abs(late / sigmoid(-odds) - 1) <= 0.08)
    #expect(abs(sigmoid(-odds) * 200 * 200 / 4 - 1) <= 0.04)
  }

  /// E √(f (1 − f)) over all groups, by another sum.
  @Test func groupsHaveTheirOwnSpread() {
    #expect(abs(GroupRelative.spread(of: 0.01, groupSize: 8) - 0.025828) <= 5e-7)
    #expect(GroupRelative.spread(of: 0.3, groupSize: 1) == 0)
    // One of two wins: √¼ with probability 2 p (1 − p).
    #expect(abs(GroupRelative.spread(of: 0.3, groupSize: 2) - 0.21) <= 1e-15)
    #expect(abs(GroupRelative.spread(of: 0.3, groupSize: 1024) - (0.21).squareRoot()) <= 1e-3)
    #expect(GroupRelative.spread(of: 0, groupSize: 8) == 0)
    #expect(GroupRelative.spread(of: 1, groupSize: 8) == 0)
  }

  /// With k2 there is rest only from κ_c on; with k3 there always is.
  @Test func grpoRestsWhereItsEstimatorSays() throws {
    let critical = 0.895701
    func end(_ kappa: Double, _ estimator: String, at time: Double) throws -> Double {
      try RewardMethodTests.weight(
        RewardMethodTests.scenario(
          "grpo", ["klCoefficient": kappa], ["estimator": estimator], step: 0.05),
        at: time)
    }
    let above = try end(1.05 * critical, "k2", at: 600)
    // The root at this separation by an independent program, advantages over σ + 10⁻⁶ (over σ .263690);
    // .26373 is that of the law.
    #expect(abs(above - 0.263692142) <= 1e-8, "\(above)")
    let root = Self.root(in: 0.2...0.4) {
      1.05 * critical * (logit(0.8) - logit($0)) - 2 * cosh(logit($0) / 2)
    }
    #expect(abs(root - 0.26373) <= 5e-6, "law: \(root)")
    #expect(abs(above - root) <= 5e-5)
    #expect(try end(0.95 * critical, "k2", at: 600) < 1e-2)
    let replayed = try end(0.5, "k3", at: 200)
    #expect(abs(replayed - 0.1291804) <= 1e-7, "flow: \(replayed)")
    let law = Self.root(in: 0.01...0.5) { 0.5 * (0.8 - $0) - ($0 * (1 - $0)).squareRoot() }
    #expect(abs(law - 0.12919) <= 5e-6, "law: \(law)")
    #expect(abs(replayed - law) <= 1e-5)
    // k1 has no gradient on policy.
    #expect(try end(3, "k1", at: 5) == (try end(0, "k1", at: 5)))
  }

  /// PPO's clip ends a window at β − ε max(β, 1 − β): far apart, .64 and then .512. What lies between the modes
  /// creeps on, so that the flow's number depends on the instant and on the clip's edge. Of the edge as it is
  /// here, .02 of log(q/q_ref), by an independent program (nodes .001 apart, LSODA to 1e−11): .639930 and .511770
  /// after twenty units each, .639628 and .510996 after eighty. Of a jump (Euler, .001 a step; no better known than
  /// in the fifth digit): .63955 and .51093 after twenty.
  @Test func theClipEndsAWindow() throws {
    func window(from beta: Double, at time: Double) throws -> Double {
      try RewardMethodTests.weight(
        RewardMethodTests.scenario("grpo", ["clip": 0.2], oldWeight: beta, step: 0.01), at: time)
    }
    for (time, ends) in [(20.0, [0.639930, 0.511770]), (80, [0.639628, 0.510996])] {
      var beta = 0.8
      var law = 0.8
      for end in ends {
        beta = try window(from: beta, at: time)
        law -= 0.2 * max(law, 1 - law)
        #expect(abs(beta - end) <= 3e-6, "flow: \(beta) at \(time)")
        #expect(abs(beta - law) <= (time < 50 ? 3e-4 : 1.1e-3), "law: \(law), \(beta)")
      }
    }
  }

  /// From β < ε/(1 + ε) on no window has an end: all that is left is less than ε of the new task. From .18 it ends
  /// at .016, from .16 it goes on. Both on their way by the same program.
  @Test func theClipHoldsNothingThatIsRare() throws {
    func window(from beta: Double) throws -> Double {
      try RewardMethodTests.weight(
        RewardMethodTests.scenario("grpo", ["clip": 0.2], oldWeight: beta, step: 0.05), at: 400)
    }
    let kept = try window(from: 0.18)
    #expect(abs(kept - 0.020429) <= 2e-6 && kept > 0.18 - 0.2 * 0.82, "flow: \(kept)")
    let rare = try window(from: 0.16)
    #expect(abs(rare - 0.014144) <= 2e-6, "flow: \(rare)")
    // Old answers have stopped counting: s' = −β^{3/2}, whose β^{−3/2} goes on growing at 3/2.
    #expect(abs(pow(rare, -1.5) - 1.5 * 400) <= 30)
  }

  /// Whether the old task is held depends on where the weight is, too: k2 from κ_c on has two rest points.
  @Test func groupsEndWhereTheNextRestPointIs() throws {
    func ends(
      _ numbers: [String: Double], _ estimator: String = "k2", from oldWeight: Double = 0.8
    ) throws -> (goal: Double, end: Double) {
      let scenario = RewardMethodTests.scenario(
        "grpo", numbers, ["estimator": estimator], oldWeight: oldWeight, reference: 0.8, step: 0.05)
      let lane = try Lane(scenario, lane: 0)
      let state = LaneState(startOf: scenario)
      let goal = OldWeightGoalReader().goal(
        lane.method, lane.settings, lane.problem(at: state), model: state.model, rates: lane.rates)
      return (try #require(goal.value), try RewardMethodTests.weight(scenario, at: 400))
    }
    let held = try ends(["klCoefficient": 0.94])
    #expect(abs(held.goal - 0.26317) <= 5e-6 && abs(held.end - held.goal) <= 2e-3, "\(held)")
    // Below κ_c, and from below the second rest point.
    for lost in [
      try ends(["klCoefficient": 0.8]), try ends(["klCoefficient": 0.94], from: 0.03),
      try ends(["groupSize": 8]), try ends(["klCoefficient": 2], "k1"),
    ] { #expect(lost.goal == 0 && lost.end < 0.01, "\(lost)") }
    for group in [
      try ends(["groupSize": 8, "klCoefficient": 0.5], "k3"),
      try ends(["groupSize": 4, "klCoefficient": 2]),
    ] { #expect(abs(group.end - group.goal) <= 1e-3 && group.goal > 0.1, "\(group)") }
    let clipped = try ends(["clip": 0.2])
    // The soft edge of a clip leaks a little.
    #expect(abs(clipped.goal - 0.64) <= 1e-12 && abs(clipped.end - 0.64) <= 2e-3, "\(clipped)")
    #expect(try ends(["clip": 0.2], from: 0.3).goal == 0.3)
  }

  /// Groups of eight move the logit by what a binary reward says of them.
  @Test func groupsOfABatchMoveAsTheirSpreadSays() throws {
    let scenario = RewardMethodTests.scenario("grpo", ["groupSize": 8], oldWeight: 0.99)
    let lane = try Lane(scenario, lane: 0)
    let state = LaneState(startOf: scenario)
    let problem = lane.problem(at: state)
    let exact = BatchEstimateTests.exact(lane.method, problem, state.model).gradient
    let estimate = BatchEstimateTests.estimate(
      lane.method, problem, state.model, size: 64, count: 20_000, constants: MethodConstants())
    let deviation = estimate.deviation(from: exact)
    #expect(deviation <= 4, "\(estimate), exactly \(exact)")
    let law = GroupRelative.spread(of: 0.01, groupSize: 8)
    #expect(abs(exact[0] - law) <= 1e-4 && abs(estimate.mean[0] - law) <= 4 * estimate.error[0])
    #expect(estimate.error[0] < 0.1 * law)
  }

  /// Where a function goes through 0.
  private static func root(in range: ClosedRange<Double>, of f: (Double) -> Double) -> Double {
    var (low, high) = (range.lowerBound, range.upperBound)
    let rises = f(high) > f(low)
    for _ in 0..<80 {
      let middle = 0.5 * (low + high)
      if (f(middle) > 0) == rises { high = middle } else { low = middle }
    }
    return 0.5 * (low + high)
  }
}
