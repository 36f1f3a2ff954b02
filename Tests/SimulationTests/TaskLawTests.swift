import Testing

@testable import Forgetting
@testable import Simulation

/// Laws of sequences and of the uni-modal model, reached by the flow.
@Suite struct TaskLawTests {
  /// Far tasks, the first of them known and each of the others trained for a while, with components at
  /// their tasks that stay there.
  private func sequence(
    _ count: Int, length: Double, _ method: MethodSettings, weights: [Double]? = nil,
    isOneStage: Bool = false
  ) throws -> [Double] {
    let ends = (1..<count).map { length * Double($0) }
    return try sequence(
      masses: Array(repeating: 1, count: count), ends: ends, method, weights: weights,
      isOneStage: isOneStage)
  }

  /// - Parameter ends: of the stages, of which the first trains the second task.
  private func sequence(
    masses: [Double], ends: [Double], distance: Double = 20, _ method: MethodSettings,
    weights: [Double]? = nil, isOneStage: Bool = false
  ) throws -> [Double] {
    let count = masses.count
    let names = (1...count).map { "t\($0)" }
    let scenario = Scenario(
      target: .none,
      start: MixtureSettings(
        components: (0..<count).map {
          ComponentSettings(weight: weights?[$0] ?? ($0 == 0 ? 1 - 1e-3 * Double(count - 1) : 1e-3))
        }),
      rates: Rates(weight: 1, oldMean: 0, newMean: 0),
      clock: Clock(integrator: .dormandPrince, step: 1, until: ends.last!),
      lanes: [LaneSettings(method: method)],
      sequence: TaskSequence(
        tasks: names.enumerated().map {
          TaskSettings(name: $1, mass: masses[$0], mean: [distance * Double($0)])
        },
        stages: isOneStage
          ? nil
          : zip(names.dropFirst(), ends).map { StageSettings(task: $0, until: $1) }))
    var simulation = try Simulation(scenario)
    simulation.run(Int(ends.last!))
    let model = simulation.lanes[0].model
    return (0..<count).map { model.weight(of: $0) }
  }

  private func agrees(_ values: [Double], _ expected: [Double], _ tolerance: Double) -> Bool {
    zip(values, expected).allSatisfy { abs($0 - $1) <= tolerance }
  }

  /// By the logits' own equations, a_k' = ½(π_k − β_k), stage by stage (DOP853 to 1e−12); so are the numbers below.
  @Test func forwardWithoutReplayForgetsLinearly() throws {
    let weights = try sequence(5, length: 200, MethodSettings("forward-kl"))
    #expect(
      agrees(weights, [0.001034386, 0.001313383, 0.001891855, 0.003625718, 0.992134659], 1e-8),
      "\(weights)")
    // 1/β grows about linearly with the tasks that have come since: by 205, 233, 253 in 200 units.
    let growth = zip(weights, weights.dropFirst()).prefix(3).map { 1 / $0 - 1 / $1 }
    #expect(agrees(growth, [205, 233, 253], 1), "\(growth)")
  }

  /// λ/(T − 1) for every old task, whatever came when.
  @Test(arguments: [(3, 0.3), (4, 0.3), (6, 0.2)])
  func bufferReplayKeepsItsShares(_ count: Int, _ replay: Double) throws {
    let weights = try sequence(
      count, length: 1200, MethodSettings("forward-kl", numbers: ["replay": replay]))
    let share = replay / Double(count - 1)
    let law = Array(repeating: share, count: count - 1) + [1 - replay]
    #expect(agrees(weights, law, 1e-7), "\(weights)")
  }

  /// (1 − ρ) ρ^{T − k}: .0064, .032, .16, .8 where every stage has converged. Logits move at half the rate of G
  /// here, so that stages of 800 are 400 of a flow without the half: .00623, .03165, .1597.
  @Test func generativeReplayFadesGeometrically() throws {
    func weights(_ length: Double) throws -> [Double] {
      let all = try sequence(
        5, length: length,
        MethodSettings(
          "forward-kl", numbers: ["replay": 0.2], choices: ["replayMode": "generative"]))
      return Array(all.dropFirst())
    }
    let found = try weights(800)
    #expect(
      agrees(found, [0.006233048, 0.031650181, 0.159748702, 0.799944560], 1e-7), "\(found)")
    let late = try weights(3200)
    #expect(agrees(late, [0.0064, 0.032, 0.16, 0.8], 6e-5), "\(late)")
    #expect(agrees(late, [0.006360771, 0.031969398, 0.159987918, 0.800050171], 1e-7), "\(late)")
  }

  /// A stage of reverse KL to (1 − a_i) q_prev + a_i N_i takes the share a_i and leaves what was in proportion:
  /// β_k = a_k Π_{j>k} (1 − a_j), uniform for a_i = 1/i. Here q_prev has come to the seen tasks' shares, so that
  /// a_i is the mass of task i over that of the tasks up to it.
  @Test(arguments: [[0.5, 0.25, 0.4], [1.0 / 2, 1.0 / 3, 1.0 / 4], [0.3, 0.6, 0.2]])
  func reverseKLLeavesAProduct(_ shares: [Double]) throws {
    let all = [1] + shares
    let law = all.indices.map { k in
      all[(k + 1)...].reduce(all[k]) { $0 * (1 - $1) }
    }
    // While a task is not in p its component is emptied, and the further away the longer it takes to come back.
    let weights = try sequence(
      masses: law, ends: [150, 1000, 6000], distance: 6, MethodSettings("reverse-kl"),
      weights: [0.94, 0.02, 0.02, 0.02])
    #expect(agrees(weights, law, 1e-7), "\(weights), law \(law)")
    // And after the first stage the law of two.
    let first = try sequence(
      masses: Array(law.prefix(2)), ends: [400], distance: 6, MethodSettings("reverse-kl"),
      weights: [0.96, 0.04])
    #expect(agrees(first, [1 - all[1], all[1]], 1e-7), "\(first)")
  }

  @Test func theNaturalGradientIsLinear() throws {
    // β' = −(β − π), at every overlap.
    var scenario = TaskSequenceTests.three([MethodSettings("forward-kl", numbers: ["replay": 0.4])])
    scenario.start = MixtureSettings(
      components: [0.2, 0.5, 0.3].map { ComponentSettings(weight: $0) })
    scenario.coordinates = .natural
    scenario.clock = Clock(integrator: .rungeKutta, step: 0.05, until: 4)
    scenario.sequence?.stages = [StageSettings(task: "poetry", until: 4)]
    scenario.sequence?.known = ["maths", "code"]
    var simulation = try Simulation(scenario)
    simulation.run(40)
    let pi = [0.4 * 0.5 / 0.8, 0.4 * 0.3 / 0.8, 0.6]
    let model = simulation.lanes[0].model
    for (index, start) in [0.2, 0.5, 0.3].enumerated() {
      let law = pi[index] + (start - pi[index]) * exponential(-2)
      #expect(abs(model.weight(of: index) - law) <= 1e-6)
      let task = scenario.sequence!.tasks[index].mean[0]
      #expect(abs(model[index].mean.x - task) <= 1e-6)
    }
  }

  @Test func untrainedTasksEqualise() throws {
    // a_k' = −½ β_k for all but the last: what is heavier falls faster.
    let weights = try sequence(
      3, length: 400, MethodSettings("forward-kl"), weights: [0.75, 0.2, 0.05])
    #expect(weights[0] / weights[1] < 1.6, "\(weights)")
  }

  @Test func reverseKLSharesAlike() throws {
    // All tasks are in the target: the components of others would be emptied, far as they are.
    let weights = try sequence(
      4, length: 400, MethodSettings("reverse-kl"), weights: [0.94, 0.02, 0.02, 0.02],
      isOneStage: true)
    #expect(agrees(weights, [0.25, 0.25, 0.25, 0.25], 1e-3), "\(weights)")
  }

  // MARK: - One component

  private func unimodal(
    _ method: MethodSettings, at mean: Double, separation: Double, replay: Double = 0,
    trainsCovariance: Bool = false, until: Double = 40
  ) throws -> Gaussian {
    let scenario = Scenario(
      target: .none,
      start: MixtureSettings(
        components: [ComponentSettings(mode: ModeSettings(mean: [mean]))]),
      rates: Rates(oldCovariance: trainsCovariance ? 1 : 0),
      clock: Clock(integrator: .dormandPrince, step: 0.1, tolerance: 1e-10, until: until),
      lanes: [LaneSettings(method: method)],
      sequence: TaskSequence(tasks: [
        TaskSettings(name: "old", mass: 0.5, mean: [0]),
        TaskSettings(name: "new", mass: 0.5, mean: [separation]),
      ]))
    var simulation = try Simulation(scenario)
    simulation.run(Int((until / 0.1).rounded()))
    return simulation.lanes[0].model.old
  }

  @Test func forwardGoesToTheTrainingMean() throws {
    let lambda = 0.3
    let method = MethodSettings("forward-kl", numbers: ["replay": lambda])
    let mean = (1 - lambda) * 5
    let after = try unimodal(method, at: 0, separation: 5, until: 2)
    #expect(abs(after.mean.x - (mean - mean * exponential(-2))) <= 1e-7)
    let end = try unimodal(method, at: 0, separation: 5, trainsCovariance: true, until: 200)
    #expect(abs(end.mean.x - mean) <= 1e-6)
    #expect(abs(end.scale.covariance.xx - (1 + lambda * (1 - lambda) * 25)) <= 1e-5)
  }

  /// One component that trains on its own answers, drawn at T: σ² ← Tσ², and the place stays.
  @Test(arguments: [0.7, 1.3]) func samplingScalesTheVariance(_ temperature: Double) throws {
    let method = MethodSettings(
      "filtered-sft", numbers: ["oldAcceptance": 1, "samplingTemperature": temperature])
    let end = try unimodal(method, at: 1, separation: 4, trainsCovariance: true, until: 60)
    #expect(abs(end.scale.covariance.xx - temperature) <= 1e-7, "\(end.scale.covariance.xx)")
    #expect(abs(end.mean.x - 1) <= 1e-9)
  }

  @Test func reverseStaysWithTheModeThatItIsNear() throws {
    let method = MethodSettings("reverse-kl")
    let old = try unimodal(method, at: 1, separation: 4, until: 200)
    #expect(abs(old.mean.x / 4 - 0.0507582) <= 1e-6)
    let new = try unimodal(method, at: 3, separation: 4, until: 200)
    #expect(abs(new.mean.x / 4 - (1 - 0.0507582)) <= 1e-6)
    // Two wells from δ = 2.921668 on.
    let below = try unimodal(method, at: 0.5, separation: 2.9, until: 4000)
    #expect(abs(below.mean.x / 2.9 - 0.5) <= 1e-3)
    let above = try unimodal(method, at: 0.5, separation: 2.94, until: 4000)
    #expect(above.mean.x / 2.94 < 0.48)
  }
}
