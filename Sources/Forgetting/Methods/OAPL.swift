import CKernel

/// OAPL: off-policy regression of the log-ratio to a lagged reference on the advantage.
///
/// Decreases E_ref (τ log(q/q_ref) − (r − V*))² with V* = β₁ log E_ref e^{r/β₁};
/// k = 2τ q_ref (τ log(q/q_ref) − (r − V*)). As published it has two temperatures, β₁ of the value and τ = β₂
/// of the log-ratio; with β₁ = τ the regression can be met exactly. q_ref becomes q every `lag` units of flow time.
struct OAPL: Method {
  static let description = MethodDescription(
    key: "oapl", name: "OAPL", nickname: "OAPL",
    about: "off-policy regression on advantages, against a reference that lags behind",
    reference: "arXiv:2602.19362", refersTo: ["reference"],
    numbers: [
      NumberDescription(
        key: "temperature", label: "temperature τ",
        about: "the smaller, the further one window goes: logit β falls by 1/τ",
        range: 0...1000, includesLower: false, slider: 0.25...3, isLogarithmic: true,
        increment: 1.0905077326652577, standard: 1,
        explanation: Explanation(
          "q* = q_ref e^((r − V*)/τ);  logit β falls by 1/τ per window",
          "The smaller, the further one window goes from its reference. Every converged window takes the same 1/τ "
            + "from logit β, however long it is.")),
      NumberDescription(
        key: "valueTemperature", label: "value temp. β₁",
        about:
          "of V* = β₁ log E e^(r/β₁); 0: the same as τ, where the log-ratio can fit the advantage",
        range: 0...1000, slider: 0...3, increment: 0.05, standard: 0,
        explanation: Explanation(
          "V* = β₁ log E_ref e^(r/β₁)",
          "The temperature of the value, apart from that of the log-ratio. With both equal one window ends exactly at "
            + "−1/τ; with others the regression cannot be met, and with a short lag V* does not matter at all."
        )),
      Lag.number,
    ],
    choices: [
      Lag.unit,
      ChoiceDescription(
        key: "value", label: "V* drawn",
        about: "in batches: window: once per refresh, its error stays; step: anew at every step",
        values: ValueDraw.allCases.map(\.rawValue),
        explanation: Explanation(
          "V* ≈ τ log (1/n) Σ e^(r_i/τ),  n ≥ 4096 draws of q_ref",
          "When batches draw what V* is estimated from: once per window, so that what it is off by stays for the whole "
            + "window and does not average out, or anew at every step.")),
      Reward.choice([.newTask, .both, .logRatio]),
    ])

  /// How often batches draw the samples that V* is estimated from.
  enum ValueDraw: String, CaseIterable, Sendable { case window, step }

  /// τ, > 0.
  let temperature: Double
  /// β₁, > 0.
  let valueTemperature: Double
  let lag: Lag
  let valueDraw: ValueDraw
  let reward: Reward

  init(_ settings: MethodSettings) throws(ParameterError) {
    temperature = Self.number("temperature", in: settings)
    let own = Self.number("valueTemperature", in: settings)
    valueTemperature = own == 0 ? temperature : own
    lag = Self.lag(in: settings)
    valueDraw = Self.choice("value", in: settings)
    reward = Self.choice("reward", in: settings)
  }

  var formula: String { "E(τ ln q/qᵣ−A)²" }
  var shortFormula: String { "E(τh−A)²" }
  var dataSource: String { "reference's samples" }
  var refinement: Double { 0.5 }
  var dependsOnRatiosOnly: Bool { reward != .both }

  func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.reference)
    // V* of the log-ratio is that of p.
    if reward == .logRatio { list.append(problem.target) }
  }
  func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.target)
    list.append(problem.reference)
  }

  // MARK: - Population

  var columnCount: Int { 3 }

  /// Column 0: q_ref; 1: log q_ref + (r − V*)/τ; 2: log q_ref.
  func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants {
    var constants = reward.constants(problem)
    columns.fill(logDensity: 2, responsibility: 1, of: problem.target)
    columns.forEachBlock { start, count in
      reward.fill(
        logTarget: columns[2] + start, oldResponsibility: columns[1] + start,
        highest: constants.highestLogTarget, count: count, workspace: columns.workspace,
        out: columns[1] + start)
    }
    columns.fill(logDensity: 2, density: 0, of: problem.reference)
    let inverse = 1 / temperature
    let inverseOfValue = 1 / valueTemperature
    let rewards = columns[1]
    if reward == .logRatio {
      // r/τ = log(p/q_ref), and V* = τ log ∫ p = 0.
      return constants
    }
    var mass = 0.0
    columns.forEachBlock { start, count in
      let tilted = columns.workspace.third
      for i in 0..<count { tilted[i] = rewards[start + i] * inverseOfValue }
      ck_exp(tilted, tilted, count)
      mass += ck_dot(columns[0] + start, tilted, count)
    }
    // V* − 1, as the column holds r − 1.
    let value = valueTemperature * logarithm(mass * columns.weight)
    constants.value = 1 + value
    for i in 0..<columns.count {
      rewards[i] = columns[2][i] + (rewards[i] - value) * inverse
    }
    return constants
  }

  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    ck_product_log_ratio(
      block.column(0), block.logDensity, block.column(1), 2 * temperature * temperature,
      block.count, k)
  }

  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
    let miss = block.workspace.third
    let goal = block.column(1)
    for i in 0..<block.count {
      let difference = temperature * (block.logDensity[i] - goal[i])
      miss[i] = difference * difference
    }
    return ck_dot(block.column(0), miss, block.count)
  }
  var objectiveIsFixed: Bool { !lag.isFinite }

  // MARK: - Batch

  func behaviour(_ problem: Problem, model: Mixture) -> Behaviour {
    Behaviour(
      problem.reference, newComponent: problem.newComponent(of: problem.reference.count))
  }
  func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.target)
    list.append(problem.reference)
  }
  var centring: Centring { .none }

  var drawsConstantsAtEveryStep: Bool { valueDraw == .step && reward != .logRatio }

  /// V* by log-sum-exp over draws of q_ref, made at the refresh or at every step.
  func batchConstants(_ problem: Problem, _ draw: BatchSurvey) -> MethodConstants {
    var constants = reward.constants(problem)
    guard reward != .logRatio else { return constants }
    var mass = 0.0
    let highest = constants.highestLogTarget
    draw.forEachBlock(of: problem.reference, consulting: problem.target) { block in
      let tilted = block.workspace.third
      reward.fill(
        logTarget: block.logDensity(0), oldResponsibility: block.responsibility(0),
        highest: highest, count: block.count, workspace: block.workspace, out: block.room)
      for i in 0..<block.count { tilted[i] = block.room[i] / valueTemperature }
      ck_exp(tilted, tilted, block.count)
      mass += ck_sum(tilted, block.count)
    }
    constants.value = 1 + valueTemperature * logarithm(mass / Double(draw.count))
    return constants
  }

  /// c = 2τ (τ log(q/q_ref) − (r − V*)).
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    weight.update(repeating: 1, count: block.count)
    let reference = block.logDensity(1)
    reward.fill(
      logTarget: block.logDensity(0), oldResponsibility: block.responsibility(0),
      highest: constants.highestLogTarget, count: block.count, workspace: block.workspace, out: f)
    let tau = temperature
    if reward == .logRatio {
      for i in 0..<block.count { f[i] = 2 * tau * tau * (block.logModel[i] - f[i]) }
    } else {
      let value = constants.value - 1
      for i in 0..<block.count {
        f[i] = 2 * tau * (tau * (block.logModel[i] - reference[i]) - (f[i] - value))
      }
    }
  }

  // MARK: - Flow and theory

  func note(_ lane: LaneCircumstances) -> MethodNote {
    // What V* is off by is the same at every step of a window: it does not average out.
    let isDrawn = lane.batchSize != nil && valueDraw == .window && reward != .logRatio
    if isDrawn { return MethodNote(.valuePerWindow(refreshes: lane.refreshCount)) }
    return lag.note(lane)
  }

  func refreshPeriod(step: Double) -> Double? { lag.period(step: step) }

  /// One window takes logit β to logit β_ref − 1/τ; with refreshes the windows compound, to 0.
  func oldWeightGoal(_ problem: Problem) -> Double? {
    switch reward {
    case .logRatio: problem.target.oldWeight
    case .both: nil
    case .newTask where valueTemperature != temperature: lag.isFinite ? 0 : nil
    case .newTask:
      lag.isFinite ? 0 : sigmoid(problem.reference.logitWeight - 1 / temperature)
    }
  }

  /// −2τ² β_ref(1 − β_ref)-weighted pull to logit β_ref − 1/τ within a window.
  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? {
    guard reward == .newTask, !lag.isFinite else { return nil }
    // Old and new answers come with β_ref and 1 − β_ref; r is 0 and 1 there.
    let share = problem.reference.oldWeight
    let rest = 1 - share
    let value =
      valueTemperature * logarithm(share + rest * exponential(1 / valueTemperature))
    let model = problem.reference.with(logitWeight: logitWeight)
    let old = temperature * (model.logOldWeight - problem.reference.logOldWeight) + value
    let new = temperature * (model.logNewWeight - problem.reference.logNewWeight) - (1 - value)
    let beta = sigmoid(logitWeight)
    return -2 * temperature * (share * old * (1 - beta) - rest * new * beta)
  }
  var theory: TheoryKind {
    .offPolicy(temperature: temperature, valueTemperature: valueTemperature, reward)
  }
  /// The square of a difference of logarithms is not convex in β.
  var hasOneOldWeight: Bool { false }
}
