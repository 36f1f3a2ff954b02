import CKernel

/// KL-regularised reinforcement learning: a reward, and a KL term that holds the model near a reference,
/// as RLHF has it.
///
/// Decreases −E_q r + κ KL(q ‖ q_ref); k = −q (r − J) + κ q log(q/q_ref), up to a constant times q. It is
/// κ ∇KL(q ‖ q_ref e^{r/κ}/Z): reverse KL to a target that the reference has written, with
/// logit β* = logit β_ref − 1/κ.
struct RegularisedRL: RewardMethod {
  static let description = MethodDescription(
    key: "kl-regularised-rl", name: "KL-regularised RL", nickname: "RL+KL",
    about: "on-policy learning from a reward, held near a reference by a KL term",
    reference: "arXiv:1909.08593; arXiv:2203.02155", refersTo: ["reference"],
    numbers: [
      NumberDescription(
        key: "klCoefficient", label: "KL coefficient κ",
        about: "how strongly the reference holds: logit β ends at that of the reference − 1/κ",
        range: 0...1000, slider: 0.05...5, isLogarithmic: true, increment: 1.0905077326652577,
        standard: 1, comesFirst: true)
    ],
    choices: [Reward.choice([.newTask, .both])])

  /// κ, ≥ 0; 0 leaves the policy gradient.
  let klCoefficient: Double
  let reward: Reward

  init(_ settings: MethodSettings) throws(ParameterError) {
    klCoefficient = Self.number("klCoefficient", in: settings)
    reward = Self.choice("reward", in: settings)
  }

  var formula: String { "−E r+κKL(q‖qᵣ)" }
  var dataSource: String { "own samples" }

  func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(model)
  }
  func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.target)
    list.append(problem.reference)
  }

  // MARK: - Population

  var columnCount: Int { 2 }

  /// Column 0: 1 − r; 1: log q_ref.
  func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants {
    columns.fill(logDensity: 1, of: problem.reference)
    return reward.fillLoss(0, columns, problem)
  }

  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    let loss = block.column(0)
    let reference = block.column(1)
    for i in 0..<block.count {
      k[i] =
        block.density[i]
        * (loss[i] + klCoefficient * (block.logDensity[i] - reference[i]))
    }
  }

  /// 1 − J + κ KL.
  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
    block.sum(ofColumn: 0) + klCoefficient
      * (ck_dot(block.density, block.logDensity, block.count) - block.sum(ofColumn: 1))
  }

  // MARK: - Batch

  func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.target)
    list.append(problem.reference)
  }

  /// f = 1 − r + κ log(q/q_ref).
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    weight.update(repeating: 1, count: block.count)
    reward.fillLoss(block, constants, f)
    let reference = block.logDensity(1)
    for i in 0..<block.count {
      f[i] += klCoefficient * (block.logModel[i] - reference[i])
    }
  }

  // MARK: - Theory

  func oldWeightGoal(_ problem: Problem) -> Double? {
    reward == .newTask ? sigmoid(problem.reference.logitWeight - 1 / klCoefficient) : nil
  }

  /// −β (1 − β)(1 + κ (s − s_ref)).
  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? {
    guard reward == .newTask else { return nil }
    let beta = sigmoid(logitWeight)
    return -beta * (1 - beta)
      * (1 + klCoefficient * (logitWeight - problem.reference.logitWeight))
  }
}
