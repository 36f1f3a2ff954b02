import CKernel

/// DPO: direct preference optimisation, a logistic loss on which of two of the reference's answers is
/// preferred.
///
/// Decreases −E_{y,y'~ref} [π log σ(τ h) + (1 − π) log σ(−τ h)], h the difference of log(q/q_ref) and
/// π = P(y ≻ y'): the loss of a pair, judged once; k = −2τ q_ref(y) E_{y'}[π − σ(τ h)]. With Bradley–Terry preferences it stops at
/// logit β = logit β_ref − 1/τ; with deterministic ones it never does.
struct DirectPreference: PreferenceMethod {
  static let description = MethodDescription(
    key: "dpo", name: "DPO", nickname: "DPO",
    about: "a logistic loss on pairs of the reference's answers: which of the two is preferred",
    reference: "arXiv:2305.18290", refersTo: ["reference"],
    numbers: [
      Preferences.temperature(
        about: "how strongly the reference holds: logit β ends at that of the reference − 1/τ",
        explanation: Explanation(
          "ln(1 + e^(−τ h));  logit β* = logit β_ref − 1/τ",
          "How strongly the reference holds: the smaller τ, the larger the log-ratio that a preference asks for. Only "
            + "where the worse answer wins now and then is there an end; with sure preferences β falls for ever."
        ))
    ],
    choices: [Preferences.choice, Reward.choice([.newTask, .both])])

  /// τ, > 0.
  let temperature: Double
  let preferences: Preferences
  let reward: Reward

  init(_ settings: MethodSettings) throws(ParameterError) {
    temperature = Self.number("temperature", in: settings)
    preferences = Self.choice("preferences", in: settings)
    reward = Self.choice("reward", in: settings)
  }

  var formula: String { "E ln(1+e^−τh)" }
  /// τ h has its poles nearer by τ; see `Preferences.refinement` for the least.
  var refinement: Double { max(0.25, preferences.refinement / max(1, temperature)) }

  // MARK: - Population

  var columnCount: Int { 4 }

  /// Column 0: q_ref; 1: log q_ref; 2: the chance to win; 3: room for log(q/q_ref) of all nodes.
  func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants {
    let constants = reward.fillLoss(2, columns, problem)
    columns.fill(logDensity: 1, density: 0, of: problem.reference)
    preferences.fillChance(from: 2, reference: 0, columns)
    return constants
  }

  var needsPreparation: Bool { true }

  /// E_{y'} σ(τ h) as a function of log(q/q_ref), its coefficients in the room of blocks.
  func prepare(_ all: NodeBlock, _ constants: inout MethodConstants) {
    let ratio = UnsafeMutablePointer(mutating: all.column(3))
    let reference = all.column(1)
    for i in 0..<all.count { ratio[i] = all.logDensity[i] - reference[i] }
    constants.others = LogisticMean(
      ratio, times: temperature, weights: all.column(0), weight: all.weight, count: all.count,
      accuracy: all.accuracy, workspace: all.workspace, coefficients: all.workspace.third)
  }

  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    constants.others.evaluate(
      block.column(3), times: temperature, count: block.count,
      coefficients: block.workspace.third, out: k)
    let density = block.column(0)
    let chance = block.column(2)
    for i in 0..<block.count { k[i] = 2 * temperature * density[i] * (k[i] - chance[i]) }
  }

  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double { 0 }
  /// Its loss is a sum over pairs, which no integral over answers gives.
  func objective(integral: Double, _ constants: MethodConstants) -> Double? { nil }
  var objectiveIsFixed: Bool { false }

  // MARK: - Batch

  func finish(_ batch: BatchArrays, _ constants: inout MethodConstants) {
    let tau = temperature
    batch.pairUp { ratio, other, loss, otherLoss in
      2 * tau * (sigmoid(tau * (ratio - other)) - preferences.probability(loss, over: otherLoss))
    }
  }

  // MARK: - Theory

  func oldWeightGoal(_ problem: Problem) -> Double? {
    guard reward == .newTask else { return nil }
    return preferences == .deterministic
      ? 0 : sigmoid(problem.reference.logitWeight - 1 / temperature)
  }

  /// −2τ β_ref (1 − β_ref)(π − σ(τ (s_ref − s))), π the chance of a new answer against an old one.
  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? {
    guard reward == .newTask else { return nil }
    let share = problem.reference.oldWeight * (1 - problem.reference.oldWeight)
    let lead = temperature * (problem.reference.logitWeight - logitWeight)
    return -2 * temperature * share
      * (preferences.probability(0, over: 1) - sigmoid(lead))
  }
}
