import CKernel

/// Reverse KL, on-policy reinforcement learning idealised: its reward is log g, which knows the old task as
/// well as the new one, and its entropy bonus has the weight 1. In practice the reward is of the new task, and a
/// KL to a reference stands for the old one.
///
/// Decreases KL(q ‖ g), g the full target p or the new task N(μ_n, Σ_n) alone; k = q (log q − log g).
/// Replay samples from b_λ = (1 − λ) q + λ N(μ_o, Σ_o) with weights q / b_λ, which leaves k as it is: replay
/// changes what batches see, not where the flow goes.
struct ReverseKL: Method, ImportanceReplay {
  enum Goal: String, CaseIterable, Sendable { case full, new }

  static let description = MethodDescription(
    key: "reverse-kl", name: "reverse KL", nickname: "RL",
    about: "RL, idealised: own samples, a reward log p that knows the old task",
    reference: "arXiv:2603.12163; arXiv:2510.18874",
    numbers: [
      Replay.number(
        about: "share of old data, importance-weighted: leaves the exact flow unchanged")
    ],
    choices: [
      ChoiceDescription(
        key: "goal", label: "goal",
        about: "full: both tasks are rewarded; new: only the new one, and the old task is lost",
        values: Goal.allCases.map(\.rawValue),
        explanation: Explanation(
          "full: g = p   new: g = N(μ_n, Σ_n)",
          "What is rewarded. full rewards both tasks and keeps the old one at α; with new the old task earns nothing, "
            + "and on-policy learning loses it too: it is the goal that remembers, not the sampling alone."
        ))
    ], fitted: [])

  /// λ, in [0, 1).
  let replay: Double
  let goal: Goal

  init(_ settings: MethodSettings) throws(ParameterError) {
    replay = Self.number("replay", in: settings)
    goal = Self.choice("goal", in: settings)
  }

  var formula: String { goal == .full ? "KL(q‖p)" : "KL(q‖pₙ)" }
  var dataSource: String { Replay.dataSource("own samples", replay: replay) }

  /// g.
  func goalMixture(_ problem: Problem) -> Mixture {
    goal == .full ? problem.target : problem.newTask
  }

  func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    if goal == .full { list.append(problem.target) }
  }

  var columnCount: Int { 1 }

  /// Column 0: log g.
  func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants {
    columns.fill(logDensity: 0, of: goalMixture(problem))
    return MethodConstants()
  }

  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    ck_product_log_ratio(block.density, block.logDensity, block.column(0), 1, block.count, k)
  }

  var objectiveIsDivergence: Bool { true }

  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
    ck_dot(block.density, block.logDensity, block.count)
      - ck_dot(block.density, block.column(0), block.count)
  }

  // MARK: - Batch

  /// b_λ = (1 − λ) q + λ N(μ_o, Σ_o).
  func behaviour(_ problem: Problem, model: Mixture) -> Behaviour {
    Behaviour(
      model, replay: replay, old: problem.oldTask,
      newComponent: problem.newComponent(of: model.count))
  }
  func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(goalMixture(problem))
    if replay > 0 { list.append(problem.oldTask) }
  }
  var centring: Centring { replay > 0 ? .weightedLeaveOneOut : .leaveOneOut }

  /// f = log q − log g; w = q / b_λ = 1/((1 − λ) + λ N(μ_o)/q), at most 1/(1 − λ).
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    let goal = block.logDensity(0)
    if replay > 0 {
      let old = block.logDensity(1)
      for i in 0..<block.count { f[i] = old[i] - block.logModel[i] }
      ck_exp(f, weight, block.count)
      for i in 0..<block.count { weight[i] = 1 / ((1 - replay) + replay * weight[i]) }
    } else {
      weight.update(repeating: 1, count: block.count)
    }
    for i in 0..<block.count { f[i] = block.logModel[i] - goal[i] }
  }

  // MARK: - Theory

  func oldWeightGoal(_ problem: Problem) -> Double? {
    goal == .full ? problem.target.oldWeight : 0
  }

  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? {
    guard goal == .full else { return nil }
    let beta = sigmoid(logitWeight)
    return -beta * (1 - beta) * (logitWeight - problem.target.logitWeight)
  }

  var forceSplit: ForceSplit { goal == .full ? .gates : .none }

  var theory: TheoryKind {
    goal == .full ? .reverseToTarget : .variant(of: .reverse, needs: "goal full")
  }

  var importanceWeighted: (any Method)? { replay > 0 ? ReplayedReverseKL(self) : nil }

  func optimum(_ problem: Problem) -> (mixture: Mixture, curvature: Double)? {
    goal == .full ? (problem.target, 1) : nil
  }
}

extension MethodSettings {
  /// Reverse KL to the whole target, of which statement 6 speaks.
  public static let reverseKL = MethodSettings(ReverseKL.description.key)
}
