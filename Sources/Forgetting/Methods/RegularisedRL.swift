import CKernel
import Words

/// KL-regularised reinforcement learning: a reward, and a KL term that holds the model near a reference,
/// as RLHF has it.
///
/// Decreases −E_q r + κ KL(q ‖ q_ref); k = −q (r − J) + κ q log(q/q_ref), up to a constant times q. It is
/// κ ∇KL(q ‖ q_ref e^{r/κ}/Z): reverse KL to a target that the reference has written, with
/// logit β* = logit β_ref − 1/κ. An adaptive coefficient follows Ziegler et al.: κ' = 0.1 κ clip(KL/D − 1, ±0.2),
/// which ends where KL(q ‖ q_ref) is the target D.
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
        standard: 1, comesFirst: true,
        explanation: Explanation(
          "q* ∝ q_ref e^(r/κ);  logit β* = logit β_ref − 1/κ",
          "How strongly the reference holds. The reward alone would take the old mass altogether; the KL term ends its "
            + "way at 1/κ in logit β, and a large κ learns little and loses little.")),
      NumberDescription(
        key: "klTarget", label: "KL target D",
        about: "with an adaptive controller: the KL to the reference that κ makes for",
        range: 0...100, includesLower: false, slider: 0.02...2, isLogarithmic: true,
        increment: 1.0905077326652577, standard: 0.2,
        explanation: Explanation(
          "KL(q‖q_ref) → D",
          "The KL that an adaptive controller makes for. It is a budget for change: the larger, the more of the old task "
            + "may go.")),
    ],
    choices: [
      ChoiceDescription(
        key: "controller", label: "controller",
        about:
          "fixed: κ stays; adaptive: κ grows while KL(q‖q_ref) is above D and falls while below",
        values: ["fixed", "adaptive"],
        explanation: Explanation(
          "κ' = 0.1 κ clip(KL/D − 1, ±0.2)",
          "Whether κ stays, or is steered until the KL to the reference is D. What is kept is then said by D, not by κ: "
            + "KL(β*‖β_ref) = D.")), Reward.choice([.newTask, .both]),
    ])

  /// κ, ≥ 0; 0 leaves the policy gradient.
  let klCoefficient: Double
  let klTarget: Double
  let isAdaptive: Bool
  let reward: Reward

  init(_ settings: MethodSettings) throws(ParameterError) {
    klCoefficient = Self.number("klCoefficient", in: settings)
    klTarget = Self.number("klTarget", in: settings)
    isAdaptive = Self.word("controller", in: settings) == "adaptive"
    reward = Self.choice("reward", in: settings)
  }

  var formula: String { "−E r+κKL(q‖qᵣ)" }
  var shortFormula: String { "−E r+κKL" }

  /// κ as it is now, where it is steered.
  func remark(_ constants: MethodConstants) -> Note? {
    guard isAdaptive else { return nil }
    let now = min(1e6, klCoefficient * constants.klFactor)
    return .coefficient(hundredths: Int((100 * now).rounded()))
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

  var needsPreparation: Bool { isAdaptive }

  /// KL(q ‖ q_ref), which the controller reads.
  func prepare(_ all: NodeBlock, _ constants: inout MethodConstants) {
    constants.value =
      (ck_dot(all.density, all.logDensity, all.count) - all.sum(ofColumn: 1)) * all.weight
  }

  /// 0.1 clip(KL/D − 1, ±0.2).
  func controlRate(_ constants: MethodConstants) -> Double? {
    isAdaptive ? 0.1 * min(0.2, max(-0.2, constants.value / klTarget - 1)) : nil
  }

  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    let klCoefficient = klCoefficient * constants.klFactor
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
    block.sum(ofColumn: 0) + klCoefficient * constants.klFactor
      * (ck_dot(block.density, block.logDensity, block.count) - block.sum(ofColumn: 1))
  }
  /// κ moves, and the objective with it.
  var objectiveIsFixed: Bool { !isAdaptive }

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
    let klCoefficient = klCoefficient * constants.klFactor
    for i in 0..<block.count {
      f[i] += klCoefficient * (block.logModel[i] - reference[i])
    }
    guard isAdaptive else { return }
    // For `finish`, in place of an importance weight.
    for i in 0..<block.count { weight[i] = block.logModel[i] - reference[i] }
  }

  func finish(_ batch: BatchArrays, _ constants: inout MethodConstants) {
    if isAdaptive {
      constants.value = batch.sum(batch.weight) / Double(batch.count)
      batch.weight.update(repeating: 1, count: batch.count)
    }
    batch.centre(centring)
  }

  // MARK: - Theory

  func oldWeightGoal(_ problem: Problem) -> Double? {
    guard reward == .newTask else { return nil }
    return isAdaptive
      ? controlledGoal(problem.reference)
      : sigmoid(problem.reference.logitWeight - 1 / klCoefficient)
  }

  /// KL(β ‖ β_ref) = D below β_ref; 0 where D is more than there is to lose.
  private func controlledGoal(_ reference: Mixture) -> Double {
    var low = 0.0
    var high = reference.oldWeight
    for _ in 0..<100 {
      let middle = 0.5 * (low + high)
      let divergence =
        middle * (logarithm(middle) - reference.logOldWeight)
        + (1 - middle) * (logOnePlus(-middle) - reference.logNewWeight)
      if divergence > klTarget { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }

  /// −β (1 − β)(1 + κ (s − s_ref)).
  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? {
    guard reward == .newTask, !isAdaptive else { return nil }
    let beta = sigmoid(logitWeight)
    return -beta * (1 - beta)
      * (1 + klCoefficient * (logitWeight - problem.reference.logitWeight))
  }
}
