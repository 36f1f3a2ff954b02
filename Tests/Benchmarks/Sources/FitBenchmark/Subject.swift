import Forgetting
import Measured

/// A method with values of its own knobs, as a log that somebody might have.
struct Subject {
  let method: String
  let numbers: [String: Double]
  var start = Start()

  /// Where a run begins, and how fast it is logged.
  struct Start {
    var oldWeight = 0.8
    var newError = 1.5
    var separation = 4.0
    var stepsPerTime = 50.0
  }

  /// What it is called here: of near tasks the valley is long and bent.
  var name: String { start.separation < 3 ? "\(method)-near" : method }

  static let all = [
    Subject(method: "forward-kl", numbers: ["replay": 0.1]),
    Subject(method: "reverse-kl", numbers: [:]),
    Subject(
      method: "reverse-kl", numbers: [:],
      start: Start(oldWeight: 0.85, newError: 0.8, separation: 2.5, stepsPerTime: 20)),
    Subject(method: "sdft", numbers: ["anchor": 0.2, "demonstrator": 0.1]),
    Subject(method: "ttt-discover", numbers: ["klCoefficient": 0.3]),
    Subject(method: "oapl", numbers: ["temperature": 1]),
    Subject(method: "alpha-divergence", numbers: ["a": 0.5]),
    Subject(method: "jensen-shannon", numbers: [:]),
    Subject(method: "jeffreys", numbers: [:]),
    Subject(method: "chen-reinforce", numbers: [:]),
    Subject(method: "policy-gradient", numbers: [:]),
    Subject(method: "kl-regularised-rl", numbers: ["klCoefficient": 0.5]),
    Subject(method: "grpo", numbers: ["klCoefficient": 0.3]),
    Subject(method: "dpo", numbers: ["temperature": 1]),
    Subject(method: "ipo", numbers: ["temperature": 1]),
    Subject(method: "filtered-sft", numbers: ["oldAcceptance": 0.3]),
  ]

  /// By the name of the parameter.
  var truth: [String: Double] {
    numbers.merging([
      "start.oldWeight": start.oldWeight, "new error": start.newError,
      "target.separation": start.separation, "steps per time": start.stepsPerTime,
    ]) { own, _ in own }
  }

  /// Shares of mass of the exact flow at t = 0, 1, … 20.
  private func shares() throws -> [(kept: Double, learned: Double)] {
    let half = start.separation / 2
    var scenario = Scenario(
      target: TargetSettings(
        oldMass: 0.5, old: ModeSettings(mean: [-half], spread: Spread(deviation: [1])),
        new: ModeSettings(mean: [half])),
      start: MixtureSettings(
        oldWeight: start.oldWeight, new: ModeSettings(mean: [half - start.newError])),
      lanes: [LaneSettings(method: MethodSettings(method, numbers: numbers))])
    scenario.clock.integrator = .dormandPrince
    scenario.clock.tolerance = 1e-9
    let lane = try Lane(scenario, lane: 0)
    let coverage = CoverageReader()
    var state = LaneState(startOf: scenario)
    let first = coverage.masses(scenario.targetMixture, model: state.model)
    return (0...20).map { time in
      if time > 0 { lane.advance(&state, exactly: 1) }
      let now = coverage.masses(scenario.targetMixture, model: state.model)
      return (now.old / first.old, (now.new - first.new) / (1 - first.new))
    }
  }

  /// What somebody would have logged.
  ///
  /// - Parameter noise: as a share of the mass.
  func run(_ noise: Double, seed: UInt64) throws -> MeasuredRun {
    var generator = SplitMix(state: seed &* 7919 &+ 17)
    // Twelve uniform numbers: near enough for a noise that nobody knows.
    func normal() -> Double {
      (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
    }
    var text = "step,old,new\n"
    for (index, share) in try shares().enumerated() {
      let old = 0.25 + 0.47 * (share.kept + noise * normal())
      let new = 0.31 + 0.55 * (share.learned + noise * normal())
      text += "\(Double(index) * start.stepsPerTime),\(old),\(new)\n"
    }
    var mapping = DataMapping()
    mapping.chance = 0.25
    mapping.ceiling = 0.86
    return try MeasuredRun(try DataTable(Array(text.utf8), source: method), mapping)
  }

  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
      return value ^ value >> 31
    }
  }
}
