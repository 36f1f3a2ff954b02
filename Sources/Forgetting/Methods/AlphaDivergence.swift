import CKernel

/// The α-divergence, a dial from reverse to forward KL.
///
/// Decreases (1 − ∫ p^a q^{1−a})/(a (1 − a)), a in (0, 1): a → 0 is reverse KL, a → 1 is KL(p ‖ q) to the
/// whole target, which is forward KL with λ = α and not fine-tuning on new data.
struct AlphaDivergence: Method {
  static let description = MethodDescription(
    key: "alpha-divergence", name: "α-divergence", nickname: "dial",
    about: "a dial from reverse KL (a → 0) to KL(p‖q) with the whole target (a → 1), not SFT",
    reference: "Amari 1985",
    numbers: [
      NumberDescription(
        key: "a", label: "dial a", about: "0: reverse KL; 1: KL(p‖q) to the whole target, not SFT",
        range: 0...1, includesLower: false, includesUpper: false, slider: 0.01...0.99,
        increment: 0.02, standard: 0.5,
        explanation: Explanation(
          "D_a = (1 − ∫ p^a q^(1−a)) / (a (1 − a))",
          "The dial from reverse KL (a → 0) to KL(p‖q) (a → 1), always to the whole target. Both ends keep the old "
            + "task: forgetting comes from data that leave it out, not from the direction of the divergence."
        ))
    ],
    choices: [
      ChoiceDescription(
        key: "goal", label: "goal",
        about: "full: both tasks; new: the new one alone, and the old task is lost",
        values: ReverseKL.Goal.allCases.map(\.rawValue),
        explanation: Explanation(
          "full: g = p   new: g = N(μ_n, Σ_n)",
          "What is rewarded. full rewards both tasks and keeps the old one at α; with new the old task earns nothing, "
            + "and on-policy learning loses it too: it is the goal that remembers, not the sampling alone."
        ))
    ])

  /// a, in (0, 1).
  let a: Double
  let goal: ReverseKL.Goal

  init(_ settings: MethodSettings) throws(ParameterError) {
    a = Self.number("a", in: settings)
    goal = Self.choice("goal", in: settings)
  }

  var formula: String { goal == .full ? "D_a(p‖q)" : "D_a(pₙ‖q)" }

  func note(_ lane: LaneCircumstances) -> MethodNote {
    if a >= 0.9 {
      return MethodNote(short: .notSupervised, .wholeTarget)
    }
    return a <= 0.1 ? MethodNote(.reverseLimit) : MethodNote()
  }

  private func goalMixture(_ problem: Problem) -> Mixture {
    goal == .full ? problem.target : problem.newTask
  }

  func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(model)
    list.append(goalMixture(problem))
  }
  func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    if goal == .full { list.append(problem.target) }
  }

  var columnCount: Int { 2 }

  /// Column 0: log p; 1: p.
  func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants {
    columns.fill(logDensity: 0, density: 1, of: goalMixture(problem))
    return MethodConstants()
  }

  /// −q (e^t − 1)/a with t = a (log p − log q) where |t| < 1, so that a → 0 keeps its digits, and
  /// −(p^a q^{1−a} − q)/a where q may underflow.
  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    let count = block.count
    let target = block.column(0)
    let ratio = block.workspace.third
    for i in 0..<count { ratio[i] = a * (target[i] - block.logDensity[i]) }
    block.workspace.expMinusOne(ratio, count, k)
    let mixed = block.workspace.first
    for i in 0..<count { mixed[i] = a * target[i] + (1 - a) * block.logDensity[i] }
    ck_exp(mixed, mixed, count)
    for i in 0..<count {
      let isNear = abs(ratio[i]) < 1
      k[i] = -(isNear ? block.density[i] * k[i] : mixed[i] - block.density[i]) / a
    }
  }

  /// a p + (1 − a) q − p^a q^{1−a} is ≥ 0 at every point and integrates to the same: nothing cancels
  /// near the optimum.
  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
    let mixed = block.workspace.first
    let target = block.column(0)
    let density = block.column(1)
    for i in 0..<block.count { mixed[i] = a * target[i] + (1 - a) * block.logDensity[i] }
    ck_exp(mixed, mixed, block.count)
    for i in 0..<block.count {
      mixed[i] = a * density[i] + (1 - a) * block.density[i] - mixed[i]
    }
    return ck_sum(mixed, block.count)
  }
  func objective(integral: Double, _ constants: MethodConstants) -> Double? {
    integral / (a * (1 - a))
  }

  var objectiveIsDivergence: Bool { true }

  // MARK: - Batch

  func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(goalMixture(problem))
  }

  /// f = −(e^{a log(p/q)} − 1)/a; the weight p/q shows the tail.
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    let target = block.logDensity(0)
    let ratio = block.workspace.third
    for i in 0..<block.count { ratio[i] = a * (target[i] - block.logModel[i]) }
    block.workspace.expMinusOne(ratio, block.count, f)
    for i in 0..<block.count {
      f[i] /= -a
      weight[i] = target[i] - block.logModel[i]
    }
    ck_exp(weight, weight, block.count)
  }

  // MARK: - Theory

  func oldWeightGoal(_ problem: Problem) -> Double? {
    goal == .full ? problem.target.oldWeight : 0
  }
  /// (1/a) [(1−β) α^a β^{1−a} − β (1−α)^a (1−β)^{1−a}].
  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? {
    guard goal == .full else { return nil }
    let target = problem.target
    let model = target.with(logitWeight: logitWeight)
    let old = exponential(a * target.logOldWeight + (1 - a) * model.logOldWeight)
    let new = exponential(a * target.logNewWeight + (1 - a) * model.logNewWeight)
    let beta = model.oldWeight
    return (old * (1 - beta) - new * beta) / a
  }
  func optimum(_ problem: Problem) -> (mixture: Mixture, curvature: Double)? {
    goal == .full ? (problem.target, 1) : nil
  }
}
