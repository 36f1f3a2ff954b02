/// Policy gradient on a reward: REINFORCE with a baseline, in the limit of many samples.
///
/// Increases J = E_q r; k = −q (r − J). Nothing holds the model near anything: what earns no reward is
/// lost. In one weight u' = p (1 − p), u = logit p, p the new weight (docs/mathematics.md §21).
struct PolicyGradient: RewardMethod {
  static let description = MethodDescription(
    key: "policy-gradient", name: "policy gradient", nickname: "PG",
    about: "on-policy learning from a reward alone: samples of the model itself, nothing held",
    reference: "Williams 1992; arXiv:2510.18874", numbers: [],
    choices: [Reward.choice([.newTask, .both])])

  let reward: Reward

  init(_ settings: MethodSettings) throws(ParameterError) {
    reward = Self.choice("reward", in: settings)
  }

  var formula: String { "−E_q r" }
  var dataSource: String { "own samples" }

  func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(model)
  }
  func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.target)
  }

  // MARK: - Population

  var columnCount: Int { 1 }

  /// Column 0: the loss 1 − r.
  func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants {
    reward.fillLoss(0, columns, problem)
  }

  var needsPreparation: Bool { true }

  /// E_q (1 − r), the baseline.
  func prepare(_ all: NodeBlock, _ constants: inout MethodConstants) {
    constants.value = all.mean(ofColumn: 0)
  }

  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    let loss = block.column(0)
    for i in 0..<block.count { k[i] = block.density[i] * (loss[i] - constants.value) }
  }

  /// 1 − J.
  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
    block.sum(ofColumn: 0)
  }

  // MARK: - Batch

  func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.target)
  }

  /// f = 1 − r.
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    weight.update(repeating: 1, count: block.count)
    reward.fillLoss(block, constants, f)
  }

  // MARK: - Theory

  func oldWeightGoal(_ problem: Problem) -> Double? { reward == .newTask ? 0 : nil }

  /// −β (1 − β): the reward is 1 in the new mode and 0 in the old one.
  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? {
    guard reward == .newTask else { return nil }
    let beta = sigmoid(logitWeight)
    return -beta * (1 - beta)
  }
}
