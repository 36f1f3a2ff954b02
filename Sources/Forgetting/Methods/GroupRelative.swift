import CKernel

/// GRPO: a policy gradient whose advantages are divided by their spread in a group of answers, with a
/// KL estimator inside the loss and PPO's clip.
///
/// k = −q (r − J)/σ + what the estimator adds, σ² = var_q r. With a binary reward it descends
/// −2 arcsin √J. In a group of G answers each wins or loses, r the chance to win, and the group has its own
/// spread: 1/σ becomes E √(f (1 − f)) / (J (1 − J)), f the share of a group that wins, G f ~ Bin(G, J).
///
/// The estimators of KL(q ‖ q_ref) differ in what their gradient is, on policy: k1 adds nothing, k2 adds
/// ∇KL(q ‖ q_ref), k3 adds ∇KL(q_ref ‖ q): replay of the reference.
struct GroupRelative: RewardMethod {
  enum Estimator: String, CaseIterable, Sendable { case k1, k2, k3 }

  static let description = MethodDescription(
    key: "grpo", name: "GRPO", nickname: "GRPO",
    about: "policy gradient with advantages scaled by their spread in a group of answers",
    reference: "arXiv:2402.03300", refersTo: ["reference"],
    numbers: [
      NumberDescription(
        key: "groupSize", label: "group G",
        about:
          "answers that are compared with each other; 0: as many as there may be; 1: none, no signal",
        range: 0...1024, isWhole: true, slider: 0...64, increment: 1, standard: 0,
        explanation: Explanation(
          "A = (r − mean)/(σ + 10⁻⁶) in a group of G answers",
          "How many answers are compared with each other. A group in which all win or none does teaches nothing; the "
            + "larger the group, the sooner one wins. 0 is the limit of large groups, u' = √(p(1−p))."
        )),
      NumberDescription(
        key: "klCoefficient", label: "KL coefficient κ",
        about: "how much of the KL estimator stands in the loss", range: 0...1000, slider: 0...2,
        increment: 0.05, standard: 0, comesFirst: true,
        explanation: Explanation(
          "loss: −A log q + κ k",
          "How much of the KL estimate k stands in the loss. What it holds depends on the estimator: k1 holds nothing, "
            + "k2 pulls back to the reference, k3 replays it. With κ = 0 the old mass goes altogether."
        )),
      NumberDescription(
        key: "clip", label: "clip ε",
        about: "how far q/q_ref may go from 1 before an answer stops counting; 0: no clip",
        range: 0...1, includesUpper: false, slider: 0...0.5, increment: 0.05, standard: 0,
        explanation: Explanation(
          "1 − ε < q/q_ref < 1 + ε",
          "How far an answer's chance may go from the reference's before it stops counting. A window then ends at "
            + "β − ε max(β, 1−β), whatever the reward; where β < ε/(1+ε) none ends. With 0 nothing is clipped."
        )),
    ],
    choices: [
      ChoiceDescription(
        key: "estimator", label: "KL estimator",
        about: "k1: no gradient; k2: that of KL(q‖q_ref); k3: that of KL(q_ref‖q)",
        values: [Estimator.k3, .k2, .k1].map(\.rawValue),
        idle: IdleCondition(number: "klCoefficient", value: 0),
        explanation: Explanation(
          "k1: log(q/q_ref)   k2: ½ log²(q/q_ref)   k3: q_ref/q − 1 + log(q/q_ref)",
          "Which estimate of KL(q‖q_ref) stands in the loss. Differentiated on policy, k1 pulls at nothing, k2 like "
            + "KL(q‖q_ref), and k3 like KL(q_ref‖q): it replays the reference.")),
      Reward.choice([.newTask, .both]),
    ], fitted: ["klCoefficient"])

  /// G; 0 for a group that is as large as may be.
  let groupSize: Int
  /// κ, ≥ 0.
  let klCoefficient: Double
  /// ε in [0, 1); 0 for no clip.
  let clip: Double
  let estimator: Estimator
  let reward: Reward

  init(_ settings: MethodSettings) throws(ParameterError) {
    groupSize = Int(Self.number("groupSize", in: settings))
    klCoefficient = Self.number("klCoefficient", in: settings)
    clip = Self.number("clip", in: settings)
    estimator = Self.choice("estimator", in: settings)
    reward = Self.choice("reward", in: settings)
  }

  private var usesReference: Bool { clip > 0 || klCoefficient > 0 && estimator != .k1 }

  var formula: String {
    klCoefficient > 0 ? "−E A+κ \(estimator.rawValue)" : "−E (r−J)/σ"
  }
  var dataSource: String { "sampled groups" }
  /// The edge of the clip runs through cells.
  var refinement: Double { clip > 0 ? 0.5 : 1 }

  func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(model)
    if usesReference { list.append(problem.reference) }
  }
  func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.target)
    if usesReference { list.append(problem.reference) }
  }

  // MARK: - Population

  var columnCount: Int { clip > 0 ? 4 : 3 }

  /// Column 0: 1 − r; 1: log q_ref; 2: κ q_ref; with a clip 3: what of J − r counts.
  func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants {
    let constants = reward.fillLoss(0, columns, problem)
    if usesReference {
      columns.fill(logDensity: 1, density: 2, of: problem.reference)
      columns.scale(2, by: klCoefficient)
    }
    return constants
  }

  var needsPreparation: Bool { true }
  /// By the spread of rewards, which is gone where all of them are alike.
  var amplifies: Bool { true }

  /// E_q (1 − r) and what advantages are multiplied by.
  func prepare(_ all: NodeBlock, _ constants: inout MethodConstants) {
    let loss = all.mean(ofColumn: 0)
    constants.value = loss
    if groupSize == 0 {
      let variance = all.variance(ofColumn: 0, about: loss)
      constants.advantageScale = GroupRelative.scale(variance)
    } else {
      let spread = GroupRelative.spread(of: loss, groupSize: groupSize)
      let variance = loss * (1 - loss)
      constants.advantageScale = variance > 0 ? spread / variance : 0
    }
    if clip > 0 { fillCounted(all, loss) }
  }

  /// What of J − r counts in every node's cell: nodes do not resolve where an answer stops counting. In a group an
  /// answer counts as one that has won with chance r, and as one that has lost otherwise.
  private func fillCounted(_ all: NodeBlock, _ meanLoss: Double) {
    let bounds = bounds
    let counted = UnsafeMutablePointer(mutating: all.column(3))
    let loss = all.column(0)
    let reference = all.column(1)
    func logRatio(_ i: Int) -> Double { all.logDensity[i] - reference[i] }
    var (before, here) = (logRatio(0), logRatio(0))
    for i in 0..<all.count {
      let after = logRatio(min(i + 1, all.count - 1))
      let cell = 0.5 * abs(after - before)
      if groupSize == 0 {
        let relative = loss[i] - meanLoss
        counted[i] = relative * bounds.share(relative, here, over: cell)
      } else {
        counted[i] =
          loss[i] * (1 - meanLoss) * bounds.share(1, here, over: cell)
          - (1 - loss[i]) * meanLoss * bounds.share(-1, here, over: cell)
      }
      (before, here) = (here, after)
    }
  }

  /// E √(f (1 − f)), G f ~ Bin(G, p): how far the rewards of a group lie apart on average.
  static func spread(of p: Double, groupSize: Int) -> Double {
    guard p > 0, p < 1 else { return 0 }
    let size = Double(groupSize)
    let odds = logit(p)
    // The logarithm of the probability of `wins`, from one to the next.
    var logProbability = size * logOnePlus(-p)
    var sum = 0.0
    for wins in 1..<groupSize {
      logProbability += logarithm((size - Double(wins) + 1) / Double(wins)) + odds
      let share = Double(wins) / size
      sum += exponential(logProbability) * (share * (1 - share)).squareRoot()
    }
    return sum
  }

  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    let loss = block.column(0)
    let reference = block.column(1)
    if clip > 0 {
      let counted = block.column(3)
      for i in 0..<block.count {
        k[i] = block.density[i] * (counted[i] * constants.advantageScale)
      }
    } else {
      for i in 0..<block.count {
        k[i] = block.density[i] * ((loss[i] - constants.value) * constants.advantageScale)
      }
    }
    guard klCoefficient > 0 else { return }
    switch estimator {
    case .k1: break
    case .k2:
      for i in 0..<block.count {
        k[i] += klCoefficient * block.density[i] * (block.logDensity[i] - reference[i])
      }
    case .k3:
      // κ (q − q_ref), of which κ q pulls at nothing.
      let weighted = block.column(2)
      for i in 0..<block.count { k[i] -= weighted[i] }
    }
  }

  /// The logarithms between which q/q_ref counts.
  private struct Bounds {
    let low: Double
    let high: Double
    /// Over so much before a bound what counts falls to 0. A jump would make the flow slide along it, which
    /// no integrator follows in steps of any length.
    private static let width = 0.02

    init(clip: Double) {
      low = logOnePlus(-clip)
      high = logOnePlus(clip)
    }

    /// How much an answer counts: nothing once it is better (worse) than others and has become so much
    /// likelier (less likely) already.
    @inline(__always)
    func share(_ relativeLoss: Double, _ logRatio: Double) -> Double {
      min(1, max(0, left(relativeLoss, logRatio) / Bounds.width))
    }

    /// What is left of the way to the bound.
    @inline(__always)
    private func left(_ relativeLoss: Double, _ logRatio: Double) -> Double {
      relativeLoss < 0 ? high - logRatio : logRatio - low
    }

    /// The mean over a cell in which the logarithm changes by so much.
    func share(_ relativeLoss: Double, _ logRatio: Double, over cell: Double) -> Double {
      let left = left(relativeLoss, logRatio)
      if left - 0.5 * cell >= Bounds.width { return 1 }
      if left + 0.5 * cell <= 0 { return 0 }
      guard cell > 1e-9 else { return share(relativeLoss, logRatio) }
      return (Bounds.counted(left + 0.5 * cell) - Bounds.counted(left - 0.5 * cell)) / cell
    }

    /// ∫ of what counts, from the bound on.
    private static func counted(_ left: Double) -> Double {
      if left <= 0 { return 0 }
      return left < width ? left * left / (2 * width) : left - 0.5 * width
    }
  }

  private var bounds: Bounds { Bounds(clip: clip) }

  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double { 0 }
  /// A spread that belongs to the model of the instant makes of it the gradient of no function.
  func objective(integral: Double, _ constants: MethodConstants) -> Double? { nil }
  var objectiveIsFixed: Bool { false }

  // MARK: - Batch

  func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.target)
    if usesReference { list.append(problem.reference) }
  }

  /// Whether an answer of a group wins.
  var drawsChances: Bool { groupSize > 0 }

  /// f = 1 − r, in groups 0 or 1 with that chance; in place of an importance weight the log-ratio to the
  /// reference, which `finish` reads.
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    reward.fillLoss(block, constants, f)
    if let chances = block.chances {
      for i in 0..<block.count { f[i] = chances[i] < f[i] ? 1 : 0 }
    }
    guard usesReference else {
      weight.update(repeating: 0, count: block.count)
      return
    }
    let reference = block.logDensity(1)
    for i in 0..<block.count { weight[i] = block.logModel[i] - reference[i] }
  }

  /// f − mean over spread, group by group; then clip and KL estimator. The last group takes what is left
  /// over.
  func finish(_ batch: BatchArrays, _ constants: inout MethodConstants) {
    let size = groupSize == 0 ? batch.count : min(groupSize, batch.count)
    let groups = max(1, batch.count / size)
    for group in 0..<groups {
      let start = group * size
      let end = group == groups - 1 ? batch.count : start + size
      standardise(batch.f + start, end - start)
    }
    let bounds = bounds
    for i in 0..<batch.count {
      let logRatio = batch.weight[i]
      if clip > 0 { batch.f[i] *= bounds.share(batch.f[i], logRatio) }
      switch estimator {
      case .k1: break
      case .k2: batch.f[i] += klCoefficient * logRatio
      case .k3: batch.f[i] += klCoefficient * (1 - exponential(-logRatio))
      }
      batch.weight[i] = 1
    }
  }

  private func standardise(_ f: UnsafeMutablePointer<Double>, _ count: Int) {
    let mean = ck_sum(f, count) / Double(count)
    var variance = 0.0
    for i in 0..<count { variance += (f[i] - mean) * (f[i] - mean) }
    variance /= Double(count)
    let scale = GroupRelative.scale(variance)
    for i in 0..<count { f[i] = (f[i] - mean) * scale }
  }

  /// 1/(σ + 10⁻⁶), as everybody's code has it: without it the natural gradient is rid of the old task at
  /// one instant, where nothing can be computed any more.
  private static func scale(_ variance: Double) -> Double { 1 / (variance.squareRoot() + 1e-6) }

  // MARK: - Theory

  func oldWeightGoal(_ problem: Problem) -> Double? {
    oldWeightGoal(problem, from: problem.reference.logitWeight)
  }

  /// Where separated modes come to rest next (docs/mathematics.md §21): k3 always holds the old task somewhere,
  /// k2 from κ_c on and then from above its second rest point only; a clip stops where no answer counts
  /// any more.
  func oldWeightGoal(_ problem: Problem, from logitWeight: Double) -> Double? {
    guard reward == .newTask else { return nil }
    let isHeld = klCoefficient > 0 && estimator != .k1
    guard clip > 0 else { return isHeld ? rest(problem, from: logitWeight) : 0 }
    guard !isHeld else { return nil }
    let reference = problem.reference.oldWeight
    return min(sigmoid(logitWeight), max(0, reference - clip * max(reference, 1 - reference)))
  }

  /// The next root of the separated law on the way that it takes.
  private func rest(_ problem: Problem, from logitWeight: Double) -> Double {
    func falls(_ s: Double) -> Bool { (separatedVelocity(logitWeight: s, problem) ?? 0) < 0 }
    let farthest = 30.0
    var near = max(-farthest, min(farthest, logitWeight))
    let isFalling = falls(near)
    let stride = isFalling ? -0.1 : 0.1
    while near.magnitude <= farthest {
      var far = near + stride
      guard falls(far) != isFalling else {
        near = far
        continue
      }
      for _ in 0..<50 {
        let middle = 0.5 * (near + far)
        if falls(middle) == isFalling { near = middle } else { far = middle }
      }
      return sigmoid(0.5 * (near + far))
    }
    return isFalling ? 0 : 1
  }

  /// −√(β (1 − β)), in groups −E √(f (1 − f)), and what the estimator adds.
  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? {
    guard reward == .newTask, clip == 0 else { return nil }
    let beta = sigmoid(logitWeight)
    let pull =
      groupSize == 0
      ? -(beta * (1 - beta)).squareRoot()
      : -GroupRelative.spread(of: beta, groupSize: groupSize)
    guard klCoefficient > 0 else { return pull }
    return switch estimator {
    case .k1: pull
    case .k2:
      pull - klCoefficient * beta * (1 - beta) * (logitWeight - problem.reference.logitWeight)
    case .k3: pull + klCoefficient * (problem.reference.oldWeight - beta)
    }
  }
}
