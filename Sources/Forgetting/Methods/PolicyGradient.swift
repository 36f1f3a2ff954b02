/// Policy gradient on a reward: REINFORCE with a baseline, in the limit of many samples.
///
/// Increases J = E_q r; k = −q (r − J). Nothing holds the model near anything: what earns no reward is
/// lost. In one weight u' = p (1 − p), u = logit p, p the new weight (docs/mathematics.md §21). An answer of n
/// tokens earns only where all of them do: Jⁿ takes the place of J, and u' = n pⁿ (1 − p).
struct PolicyGradient: RewardMethod {
  static let description = MethodDescription(
    key: "policy-gradient", name: "policy gradient", nickname: "PG",
    about: "on-policy learning from a reward alone: samples of the model itself, nothing held",
    reference: "Williams 1992; arXiv:2510.18874", numbers: [Tokens.number],
    choices: [Reward.choice([.newTask, .both])], fitted: [])

  let reward: Reward
  /// n of an answer, ≥ 1.
  let tokens: Int

  init(_ settings: MethodSettings) throws(ParameterError) {
    reward = Self.choice("reward", in: settings)
    tokens = Int(Self.number(Tokens.number.key, in: settings))
  }

  var formula: String { tokens > 1 ? "−(E_q r)ⁿ" : "−E_q r" }

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
    guard tokens > 1 else { return }
    // The others of the answer must have succeeded.
    let scale = Double(tokens) * power(1 - constants.value, Double(tokens - 1))
    for i in 0..<block.count { k[i] *= scale }
  }

  /// 1 − J.
  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
    block.sum(ofColumn: 0)
  }
  /// 1 − Jⁿ.
  func objective(integral: Double, _ constants: MethodConstants) -> Double? {
    tokens > 1 ? 1 - power(1 - integral, Double(tokens)) : integral
  }

  // MARK: - Batch

  /// f = 1 − r.
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    weight.update(repeating: 1, count: block.count)
    reward.fillLoss(block, constants, f)
  }

  /// Samples that follow each other are an answer; what is left over at the end is none.
  func finish(_ batch: BatchArrays, _ constants: inout MethodConstants) {
    guard tokens > 1 else {
      batch.centre(centring)
      return
    }
    let answers = batch.count / tokens
    var total = 0.0
    for answer in 0..<answers {
      var earned = 1.0
      for i in answer * tokens..<(answer + 1) * tokens { earned *= 1 - batch.f[i] }
      total += earned
      batch.f[answer * tokens] = earned
    }
    let used = Double(answers * tokens)
    for answer in 0..<answers {
      let earned = batch.f[answer * tokens]
      let others = answers > 1 ? (total - earned) / Double(answers - 1) : earned
      let c = Double(tokens) * Double(batch.count) / used * (others - earned)
      for i in answer * tokens..<(answer + 1) * tokens { batch.f[i] = c }
    }
    for i in answers * tokens..<batch.count { batch.f[i] = 0 }
  }

  // MARK: - Theory

  func oldWeightGoal(_ problem: Problem) -> Double? { reward == .newTask ? 0 : nil }

  /// −β (1 − β): the reward is 1 in the new mode and 0 in the old one.
  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? {
    guard reward == .newTask else { return nil }
    let beta = sigmoid(logitWeight)
    guard tokens > 1 else { return -beta * (1 - beta) }
    return -Double(tokens) * power(1 - beta, Double(tokens)) * beta
  }
}
