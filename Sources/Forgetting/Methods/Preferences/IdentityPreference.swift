import CKernel

/// IPO: preferences regressed on, so that even sure ones ask for a finite difference only.
///
/// Decreases E_{y,y'~ref} (h − (2π − 1)/(2τ))², h the difference of log(q/q_ref) and π = P(y ≻ y');
/// k = 4 q_ref(y) E_{y'}[h − (2π − 1)/(2τ)].
struct IdentityPreference: PreferenceMethod {
  static let description = MethodDescription(
    key: "ipo", name: "IPO", nickname: "IPO",
    about:
      "a squared loss on pairs of the reference's answers: stops even where preferences are sure",
    reference: "arXiv:2310.12036", refersTo: ["reference"],
    numbers: [
      Preferences.temperature(
        about: "how strongly the reference holds: log-ratios differ by (2π − 1)/(2τ) at the end",
        explanation: Explanation(
          "(h − (2π − 1)/(2τ))²",
          "How strongly the reference holds: log-ratios h of two answers make for (2π − 1)/(2τ), however sure the "
            + "preference, so that part of the old mass stays."))
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

  var formula: String { "E(h−(2π−1)/2τ)²" }
  var shortFormula: String { "E(h−π_τ)²" }
  var refinement: Double { preferences.refinement }

  // MARK: - Population

  var columnCount: Int { 3 }

  /// Column 0: q_ref; 1: log q_ref + (2π − 1)/(2τ), π the chance to win; 2: (2π − 1)/(2τ) alone.
  func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants {
    let constants = reward.fillLoss(2, columns, problem)
    columns.fill(logDensity: 1, density: 0, of: problem.reference)
    preferences.fillChance(from: 2, reference: 0, columns)
    let goal = columns[2]
    for i in 0..<columns.count {
      goal[i] = (2 * goal[i] - 1) / (2 * temperature)
      columns[1][i] += goal[i]
    }
    return constants
  }

  var needsPreparation: Bool { true }

  /// E_ref log(q/q_ref); over all answers the goals add up to 0.
  func prepare(_ all: NodeBlock, _ constants: inout MethodConstants) {
    constants.value =
      (ck_dot(all.column(0), all.logDensity, all.count)
        - ck_dot(all.column(0), all.column(1), all.count)) * all.weight
  }

  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    let density = block.column(0)
    let goal = block.column(1)
    for i in 0..<block.count {
      k[i] = 4 * density[i] * (block.logDensity[i] - goal[i] - constants.value)
    }
  }

  /// 2 E_ref (g − E g)² − 4 E_ref g (2π − 1)/(2τ), g = log(q/q_ref): the loss without what q cannot change.
  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
    let integrand = block.workspace.third
    let goal = block.column(1)
    let alone = block.column(2)
    for i in 0..<block.count {
      let ratio = block.logDensity[i] - goal[i] + alone[i]
      let difference = ratio - constants.value
      integrand[i] = 2 * difference * difference - 4 * ratio * alone[i]
    }
    return ck_dot(block.column(0), integrand, block.count)
  }

  // MARK: - Batch

  func finish(_ batch: BatchArrays, _ constants: inout MethodConstants) {
    let inverse = 1 / (2 * temperature)
    batch.pairUp { ratio, other, loss, otherLoss in
      4 * (ratio - other - (2 * preferences.probability(loss, over: otherLoss) - 1) * inverse)
    }
  }

  // MARK: - Theory

  private var separatedGoal: Double {
    (2 * preferences.probability(0, over: 1) - 1) / (2 * temperature)
  }

  func oldWeightGoal(_ problem: Problem) -> Double? {
    reward == .newTask ? sigmoid(problem.reference.logitWeight - separatedGoal) : nil
  }

  /// −4 β_ref (1 − β_ref)(s − s_ref + (2π − 1)/(2τ)).
  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? {
    guard reward == .newTask else { return nil }
    let share = problem.reference.oldWeight * (1 - problem.reference.oldWeight)
    return -4 * share * (logitWeight - problem.reference.logitWeight + separatedGoal)
  }
}
