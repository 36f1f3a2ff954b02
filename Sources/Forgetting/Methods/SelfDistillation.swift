import CKernel

/// Self-distillation: the model learns from a teacher that follows it and is shown demonstrations.
///
/// The teacher's parameters move by φ' = a (θ − φ) + γ (θ_D − φ). Direction `reverse` decreases
/// KL(q ‖ T), `forward` KL(T ‖ q), `jsd` ½ KL(q ‖ m) + ½ KL(T ‖ m) with m = (q + T)/2: published codes have all
/// three. Without an anchor (γ = 0) every θ = φ is a fixed point: nothing is forgotten and nothing learned.
///
/// With a tilt c the teacher is the model as it answers when it sees a demonstration: φ follows θ alone, and what is
/// shown are its old odds times e^−c. Under the natural gradient a frozen teacher's student stops at s₀ − c; one
/// that follows drifts for ever, at −ac/(1 + a).
struct SelfDistillation: Method {
  enum Direction: String, CaseIterable, Sendable { case reverse, forward, jsd }

  static let description = MethodDescription(
    key: "sdft", name: "self-distillation", nickname: "SDFT",
    about: "the model learns from a teacher that follows it and is pulled to demonstrations",
    reference: "arXiv:2601.19897", refersTo: ["teacher", "demonstrator"],
    numbers: [
      NumberDescription(
        key: "emaRate", label: "EMA rate a",
        about: "how fast the teacher follows the model; ρ per step of length h is a = ρ/h",
        unit: "/t", range: 0...1000, slider: 0...2, increment: 0.05, standard: 0.2,
        perStepName: "EMA",
        explanation: Explanation(
          "φ' = a (θ − φ) + γ (θ_D − φ);  a = ρ/h",
          "How fast the teacher φ follows the student θ; papers give ρ per step. A teacher that follows its student "
            + "slows both down; it changes how long, not where the lane ends while γ > 0.")),
      NumberDescription(
        key: "anchor", label: "anchor γ",
        about: "how fast the demonstrations pull the teacher; 0: nothing new is ever learned",
        unit: "/t", range: 0...1000, slider: 0...2, increment: 0.05, standard: 0.2,
        explanation: Explanation(
          "φ' = a (θ − φ) + γ (θ_D − φ)",
          "How hard what is known holds: the demonstrations hold the teacher; with γ = 0 nothing is forgotten and "
            + "nothing learned.")),
      NumberDescription(
        key: "tilt", label: "tilt c",
        about:
          "in place of γ: a teacher that sees a demonstration has old odds × e^−c; 0: anchored",
        range: 0...50, slider: 0...3, increment: 0.1, standard: 0,
        explanation: Explanation(
          "T ∝ e^(−c) old + new;  frozen: s₀ − c;  following: −ac/(1+a) per time",
          "What a demonstration in its context does to the teacher's odds. A frozen teacher moves its student by c "
            + "and no further; one that follows its student is tilted again and again, and the old mass goes for ever."
        )),
      NumberDescription(
        key: "demonstrator", label: "demonstrator β_D",
        about: "old weight of the demonstrations; 0.02 shows the new task only",
        range: 0...1, includesLower: false, includesUpper: false, slider: 0.01...0.99,
        increment: 0.02, standard: 0.5,
        inherited: { scenario in
          let demonstrator = scenario.demonstratorMixture
          guard let new = scenario.problem.newComponent(of: demonstrator.count),
            scenario.sequence != nil
          else { return demonstrator.oldWeight }
          return 1 - demonstrator.weight(of: new)
        },
        explanation: Explanation(
          "D = β_D N(μ_o) + (1 − β_D) N(μ_n)",
          "The demonstrations' weight on the old task. Self-distillation ends at its demonstrator: with 0.02 it "
            + "forgets as fine-tuning does, with α it keeps what the target has.")),
    ],
    choices: [
      ChoiceDescription(
        key: "direction", label: "direction",
        about: "reverse: KL(q‖T); forward: KL(T‖q); jsd: half of each to their mean",
        values: Direction.allCases.map(\.rawValue),
        explanation: Explanation(
          "reverse: KL(q‖T)   forward: KL(T‖q)   jsd: half of each",
          "How student and teacher are compared. The end is the same demonstrator; what differs is the way there and "
            + "what a batch can see of the old mode."))
    ], fitted: ["anchor", "demonstrator"])

  /// a, per unit of flow time, ≥ 0.
  let emaRate: Double
  /// γ, per unit of flow time, ≥ 0.
  let anchor: Double
  /// c, ≥ 0; 0 for the anchored form.
  let tilt: Double
  /// β_D; nil: the scenario's demonstrator.
  let demonstratorWeight: Double?
  let direction: Direction

  init(_ settings: MethodSettings) throws(ParameterError) {
    emaRate = Self.number("emaRate", in: settings)
    tilt = Self.number("tilt", in: settings)
    anchor = tilt > 0 ? 0 : Self.number("anchor", in: settings)
    demonstratorWeight = settings.numbers["demonstrator"]
    direction = Self.choice("direction", in: settings)
  }

  var formula: String {
    switch direction {
    case .reverse: "KL(q‖T)"
    case .forward: "KL(T‖q)"
    case .jsd: "JS(q,T)"
    }
  }
  var usesTeacher: Bool { true }
  var teacherTilt: Double { tilt }

  /// T as it is shown.
  private func shown(_ problem: Problem) -> Mixture {
    let teacher = problem.teacher
    guard tilt > 0, let new = problem.newComponent(of: teacher.count) else { return teacher }
    return teacher.tilted(by: tilt, towards: new)
  }

  func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    if direction != .forward { list.append(model) }
    if direction != .reverse { list.append(shown(problem)) }
  }
  func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(shown(problem))
  }
  /// log m of `jsd`, m = (q + T)/2.
  func appendSummed(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    guard direction == .jsd else { return }
    list.append(model)
    list.append(shown(problem))
  }

  var columnCount: Int { 0 }
  func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants {
    MethodConstants()
  }

  /// q (log q − log T), −T, or ½ q log(q/m).
  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    switch direction {
    case .reverse:
      ck_product_log_ratio(
        block.density, block.logDensity, block.teacherLogDensity, 1, block.count, k)
    case .forward:
      for i in 0..<block.count { k[i] = -block.teacherDensity[i] }
    case .jsd:
      block.workspace.logRatioToMean(block.logDensity, block.teacherLogDensity, block.count, k)
      for i in 0..<block.count { k[i] *= 0.5 * block.density[i] }
    }
  }

  var objectiveIsDivergence: Bool { true }

  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
    let count = block.count
    switch direction {
    case .reverse:
      return ck_dot(block.density, block.logDensity, count)
        - ck_dot(block.density, block.teacherLogDensity, count)
    case .forward:
      return ck_dot(block.teacherDensity, block.teacherLogDensity, count)
        - ck_dot(block.teacherDensity, block.logDensity, count)
    case .jsd:
      let ratio = block.workspace.third
      block.workspace.logRatioToMean(block.logDensity, block.teacherLogDensity, count, ratio)
      let own = ck_dot(block.density, ratio, count)
      block.workspace.logRatioToMean(block.teacherLogDensity, block.logDensity, count, ratio)
      return 0.5 * (own + ck_dot(block.teacherDensity, ratio, count))
    }
  }

  /// The teacher moves, and the objective with it.
  var objectiveIsFixed: Bool { emaRate == 0 && anchor == 0 }

  // MARK: - Batch

  func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(shown(problem))
  }

  /// log q − log T, −T/q, or ½ log(q/m); the weight T/q shows the tail of the forward direction.
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    let teacher = block.logDensity(0)
    weight.update(repeating: 1, count: block.count)
    switch direction {
    case .reverse:
      for i in 0..<block.count { f[i] = block.logModel[i] - teacher[i] }
    case .forward:
      for i in 0..<block.count { f[i] = teacher[i] - block.logModel[i] }
      ck_exp(f, weight, block.count)
      for i in 0..<block.count { f[i] = -weight[i] }
    case .jsd:
      block.workspace.logRatioToMean(block.logModel, teacher, block.count, f)
      for i in 0..<block.count { f[i] *= 0.5 }
    }
  }

  // MARK: - Flow and theory

  func note(_ lane: LaneCircumstances) -> MethodNote {
    anchor == 0 && tilt == 0
      ? MethodNote(short: .withoutAnchor, .teacherFollows)
      : MethodNote(long: .rate(name: "EMA", emaRate))
  }

  var teacherRates: TeacherRates? {
    emaRate == 0 && anchor == 0 ? nil : TeacherRates(ema: emaRate, anchor: anchor)
  }
  func demonstrator(_ problem: Problem) -> Mixture {
    guard let demonstratorWeight else { return problem.demonstrator }
    let demonstrator = problem.demonstrator
    if problem.tasks == nil {
      return demonstrator.with(logitWeight: logit(demonstratorWeight))
    }
    // A model without a component of the task shows what it shows.
    guard let new = problem.newComponent(of: demonstrator.count), demonstrator.count > 1 else {
      return demonstrator
    }
    return demonstrator.with(weight: 1 - demonstratorWeight, of: new)
  }
  func oldWeightGoal(_ problem: Problem) -> Double? {
    if tilt > 0 { return emaRate == 0 ? sigmoid(problem.teacher.logitWeight - tilt) : 0 }
    return anchor > 0 ? demonstrator(problem).oldWeight : nil
  }
  var theory: TheoryKind {
    guard tilt == 0 else { return .variant(of: .selfDistillation, needs: "no tilt") }
    return .selfDistillation(
      TeacherRates(ema: emaRate, anchor: anchor), curvature: direction == .jsd ? 0.25 : 1,
      isReverse: direction == .reverse)
  }
}
