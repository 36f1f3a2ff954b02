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
    let names = (1...count).map { "t\($0)" }
    let scenario = Scenario(
      target: .none,
      start: MixtureSettings(
        components: (0..<count).map {
          ComponentSettings(weight: weights?[$0] ?? ($0 == 0 ? 1 - 1e-3 * Double(count - 1) : 1e-3))
        }),
      rates: Rates(weight: 1, oldMean: 0, newMean: 0),
      clock: Clock(integrator: .dormandPrince, step: 1, until: length * Double(count - 1)),
      lanes: [LaneSettings(method: method)],
      sequence: TaskSequence(
        tasks: names.enumerated().map {
          TaskSettings(name: $1, mass: 1, mean: [20 * Double($0)])
        },
        stages: isOneStage
          ? nil
          : names.dropFirst().enumerated().map {
            StageSettings(task: $1, until: length * Double($0 + 1))
          }))
    var simulation = try Simulation(scenario)
    simulation.run(Int(length) * (count - 1))
    let model = simulation.lanes[0].model
    return (0..<count).map { model.weight(of: $0) }
  }

  private func agrees(_ values: [Double], _ expected: [Double], _ tolerance: Double) -> Bool {
    zip(values, expected).allSatisfy { abs($0 - $1) <= tolerance }
  }

  @Test func forwardWithoutReplayForgetsLinearly() throws {
    let weights = try sequence(5, length: 200, MethodSettings("forward-kl"))
    #expect(
      agrees(weights, [0.001034, 0.001313, 0.001892, 0.003626, 0.992135], 1e-6), "\(weights)")
  }

  @Test func bufferReplayKeepsItsShares() throws {
    let weights = try sequence(
      4, length: 400, MethodSettings("forward-kl", numbers: ["replay": 0.3]))
    #expect(agrees(weights, [0.1, 0.1, 0.1, 0.7], 2e-3), "\(weights)")
  }

  @Test func generativeReplayFadesGeometrically() throws {
    let weights = try sequence(
      5, length: 800,
      MethodSettings(
        "forward-kl", numbers: ["replay": 0.2], choices: ["replayMode": "generative"]))
    // (1 − ρ) ρ^{T − k}: .0064, .032, .16, .8 where every stage has converged. Logits move at half the
    // rate of G here, so that 800 is 400 of a flow without the half.
    let found = Array(weights.dropFirst())
    #expect(agrees(found, [0.006233, 0.03165, 0.159749, 0.799945], 1e-5), "\(weights)")
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
