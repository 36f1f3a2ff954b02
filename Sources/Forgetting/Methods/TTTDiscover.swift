import CKernel
import Words

/// TTT-Discover: test-time training for the best answer, an entropic objective with a KL term that
/// keeps the model near its reference.
///
/// Decreases −log E_q e^{ηr} + κ KL(q ‖ q_ref); k = −q (e^{ηr}/E_q e^{ηr} − 1) + κ q (log q − log q_ref).
/// With adaptive η, the least one with KL(q^η ‖ q) = log 2 for q^η ∝ q e^{ηr}, no function decreases.
struct TTTDiscover: Method {
  static let description = MethodDescription(
    key: "ttt-discover", name: "TTT-Discover", nickname: "TTT",
    about: "search for the best answer: an entropic reward objective, held near a reference",
    reference: "arXiv:2601.16175", refersTo: ["reference"],
    numbers: [
      NumberDescription(
        key: "eta", label: "sharpness η",
        about: "how much the best samples count; `adaptive` chooses KL(q^η‖q) = log 2",
        range: 0...1000, slider: 0.1...50, isLogarithmic: true, increment: 1.2589254117941673,
        standard: 2, word: NumberWord(word: "adaptive", choice: "etaMode"),
        explanation: Explanation(
          "c = −(e^(ηr)/E e^(ηr) − 1)",
          "How sharply the best samples count. Larger η lifts the new task faster; without κ nothing stops β on its "
            + "way to 0. adaptive takes the least η with KL(q^η‖q) = log 2.")),
      NumberDescription(
        key: "klCoefficient", label: "KL coefficient κ",
        about: "how strongly the reference holds; 0: the old mass goes", range: 0...1000,
        slider: 0...2, increment: 0.05, standard: 0.1,
        explanation: Explanation(
          "logit β* = logit β_ref − (e^η − 1)/(κ Z),  Z = β* + (1 − β*) e^η",
          "How strongly the reference holds. It decides how much is kept at the end; with κ = 0 the old mass goes "
            + "altogether.")),
    ],
    choices: [
      ChoiceDescription(
        key: "etaMode", label: "η mode",
        about: "fixed, or adaptive: the least η with KL(q^η‖q) = log 2",
        values: ["fixed", "adaptive"],
        explanation: Explanation(
          "adaptive: KL(q^η‖q) = log 2",
          "fixed takes η as given; adaptive solves for it. Where the new task has little mass left to gain, the "
            + "adaptive η grows like e^(δ²/2) and saturates, which the screen says.")),
      Reward.choice([.newTask, .both]),
    ], fitted: ["klCoefficient"])

  /// The cap of an adaptive η: beyond it the reward cannot be told apart any more.
  static let largestSharpness = 1_048_576.0

  /// η, ≥ 0; the fixed one.
  let sharpness: Double
  let isAdaptive: Bool
  /// κ, ≥ 0.
  let klCoefficient: Double
  let reward: Reward

  init(_ settings: MethodSettings) throws(ParameterError) {
    sharpness = Self.number("eta", in: settings)
    isAdaptive = Self.word("etaMode", in: settings) == "adaptive"
    klCoefficient = Self.number("klCoefficient", in: settings)
    reward = Self.choice("reward", in: settings)
  }

  var formula: String { klCoefficient > 0 ? "−ln E e^ηr+κKL" : "−ln E e^ηr" }
  var refinement: Double { 0.5 }
  var dependsOnRatiosOnly: Bool { reward != .both }

  func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.target)
    list.append(problem.reference)
  }

  // MARK: - Population

  var columnCount: Int { 3 }

  /// Column 0: r − max r over the nodes; 1: log q_ref; 2: log p, then e^{η(r − max r)} where η is fixed.
  func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants {
    var constants = reward.constants(problem)
    columns.fill(logDensity: 2, responsibility: 0, of: problem.target)
    columns.fill(logDensity: 1, of: problem.reference)
    columns.forEachBlock { start, count in
      reward.fill(
        logTarget: columns[2] + start, oldResponsibility: columns[0] + start,
        highest: constants.highestLogTarget, count: count, workspace: columns.workspace,
        out: columns[0] + start)
    }
    // Where the tasks coincide no reward comes near 1: e^{η(r−1)} would underflow everywhere.
    var top = -Double.infinity
    for i in 0..<columns.count { top = max(top, columns[0][i]) }
    for i in 0..<columns.count { columns[0][i] -= top }
    constants.highestReward = top
    columns.forEachBlock { start, count in
      tilt(columns[0] + start, sharpness, count, columns[2] + start)
    }
    return constants
  }

  /// out = e^{η(r − max r)}.
  private func tilt(
    _ reward: UnsafePointer<Double>, _ eta: Double, _ count: Int,
    _ out: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<count { out[i] = eta * reward[i] }
    ck_exp(out, out, count)
  }

  var needsPreparation: Bool { true }

  /// η, Z = E_q e^{η(r − max r)} and, where η adapts, whether it is at its cap.
  func prepare(_ all: NodeBlock, _ constants: inout MethodConstants) {
    constants.sharpness = sharpness
    if isAdaptive {
      let found = AdaptiveSharpness.find { eta in moments(all, eta) }
      constants.sharpness = found.sharpness
      constants.isSaturated = found.isSaturated
      constants.partition = moments(all, constants.sharpness).mass
    } else {
      constants.partition = ck_dot(all.density, all.column(2), all.count) * all.weight
    }
  }

  /// E_q e^{η(r − max r)} and E_q (r − max r) e^{η(r − max r)}.
  private func moments(_ all: NodeBlock, _ eta: Double) -> (mass: Double, reward: Double) {
    var mass = 0.0
    var weighted = 0.0
    let rewards = all.column(0)
    let tilted = all.workspace.first
    let product = all.workspace.second
    var start = 0
    while start < all.count {
      let count = min(Nodes.blockSize, all.count - start)
      tilt(rewards + start, eta, count, tilted)
      for i in 0..<count { product[i] = tilted[i] * rewards[start + i] }
      mass += ck_dot(all.density + start, tilted, count)
      weighted += ck_dot(all.density + start, product, count)
      start += count
    }
    return (mass * all.weight, weighted * all.weight)
  }

  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    var tilted = block.column(2)
    if isAdaptive {
      tilt(block.column(0), constants.sharpness, block.count, block.workspace.third)
      tilted = UnsafePointer(block.workspace.third)
    }
    // The inverse of less is infinite.
    let scale = constants.partition.isNormal ? 1 / constants.partition : 0
    let reference = block.column(1)
    for i in 0..<block.count {
      let pull = klCoefficient * (block.logDensity[i] - reference[i])
      k[i] = block.density[i] * (pull - (tilted[i] * scale - 1))
    }
  }

  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
    ck_dot(block.density, block.logDensity, block.count)
      - ck_dot(block.density, block.column(1), block.count)
  }
  func objective(integral: Double, _ constants: MethodConstants) -> Double? {
    if isAdaptive { return nil }
    let top = 1 + constants.highestReward
    return -(sharpness * top + logarithm(constants.partition)) + klCoefficient * integral
  }
  var objectiveIsFixed: Bool { !isAdaptive }

  // MARK: - Batch

  func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.target)
    list.append(problem.reference)
  }
  func batchConstants(_ problem: Problem, _ draw: BatchSurvey) -> MethodConstants {
    reward.constants(problem)
  }

  /// f = r − 1 and, for the time being, ℓ = log(q/q_ref) in place of the weight.
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    reward.fill(
      logTarget: block.logDensity(0), oldResponsibility: block.responsibility(0),
      highest: constants.highestLogTarget, count: block.count, workspace: block.workspace, out: f)
    let reference = block.logDensity(1)
    for i in 0..<block.count { weight[i] = block.logModel[i] - reference[i] }
  }

  /// A_i = e_i / mean_{j≠i} e_j − 1 with e = e^{η(r − max r)}; c_i = −A_i + κ (ℓ_i − mean_{j≠i} ℓ_j).
  ///
  /// E[A] is the reward part of G times a factor above one that tends to one as N grows.
  func finish(_ batch: BatchArrays, _ constants: inout MethodConstants) {
    let count = batch.count
    let f = batch.f
    let weight = batch.weight
    var top = -Double.infinity
    for i in 0..<count { top = max(top, f[i]) }
    for i in 0..<count { f[i] -= top }
    constants.sharpness = sharpness
    constants.isSaturated = false
    if isAdaptive {
      let found = AdaptiveSharpness.find { eta in batch.tiltedMoments(eta) }
      constants.sharpness = found.sharpness
      constants.isSaturated = found.isSaturated
    }
    batch.tilt(by: constants.sharpness)
    let tilted = batch.sum(f)
    let ratios = batch.sum(weight)
    let others = Double(count - 1)
    let best = batch.dominant(f, of: tilted)
    let restOfBest = best.map { index in batch.without(f, index) { batch.sum(f) } }
    for i in 0..<count {
      let e = f[i]
      let rest = i == best ? restOfBest ?? 0 : tilted - e
      let advantage = count > 1 ? e / max(rest / others, 1e-12) - 1 : 0
      let ratio = count > 1 ? weight[i] - (ratios - weight[i]) / others : weight[i]
      f[i] = -advantage + klCoefficient * ratio
      weight[i] = e * Double(count) / tilted
    }
  }

  /// Up to here the factor is worth a word: it depends on the state, and is 1.49, 1.40 and 1.19 at
  /// N = 4 for β = 0.8, 0.5 and 0.3.
  private static let smallBatch = 32

  func note(_ lane: LaneCircumstances) -> MethodNote {
    var note = MethodNote()
    let isSmall = lane.batchSize.map { $0 <= TTTDiscover.smallBatch } ?? false
    if let size = lane.batchSize, size > 1, isSmall { note.short = .largerReward }
    if lane.remark != nil {
      note.long = .sentence(.rewardsAlike)
    } else if lane.batchSize == 1 {
      note.long = .sentence(.noAdvantage)
    } else if let size = lane.batchSize, isSmall {
      note.long = .sentence(.rewardFactor(batch: size))
    }
    return note
  }

  func remark(_ constants: MethodConstants) -> Note? {
    constants.isSaturated ? .saturated : nil
  }

  // MARK: - Theory

  /// Where logit β − logit β_ref = −(e^η − 1)/(κ Z(β)), Z = β + (1 − β) e^η; 0 without a KL term.
  func oldWeightGoal(_ problem: Problem) -> Double? {
    guard reward == .newTask, !isAdaptive else { return nil }
    guard klCoefficient > 0 else { return 0 }
    return sigmoid(
      TTTDiscover.restingLogit(
        reference: problem.reference.logitWeight, sharpness: sharpness,
        klCoefficient: klCoefficient))
  }

  /// s* with s* = s_ref − (e^η − 1)/(κ Z(s*)): what pushes grows with s, so that there is one.
  static func restingLogit(
    reference: Double, sharpness: Double, klCoefficient: Double
  ) -> Double {
    var low = -700.0
    var high = 700.0
    for _ in 0..<100 {
      let middle = (low + high) / 2
      let pull = klCoefficient * (middle - reference)
      if push(logitWeight: middle, sharpness) + pull < 0 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// (e^η − 1)/Z with Z = β + (1 − β) e^η, written with e^{−η} so that no η overflows.
  private static func push(logitWeight: Double, _ sharpness: Double) -> Double {
    let tilt = exponential(-sharpness)
    return (1 - tilt) / (sigmoid(logitWeight) * tilt + sigmoid(-logitWeight))
  }

  /// −β(1−β) [(e^η − 1)/Z + κ (s − s_ref)].
  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? {
    guard reward == .newTask, !isAdaptive else { return nil }
    let pull = klCoefficient * (logitWeight - problem.reference.logitWeight)
    return -sigmoid(logitWeight) * sigmoid(-logitWeight)
      * (TTTDiscover.push(logitWeight: logitWeight, sharpness) + pull)
  }
  var theory: TheoryKind {
    .discover(
      sharpness: isAdaptive ? nil : sharpness, klCoefficient: klCoefficient, reward)
  }
}

/// The least η with KL(q^η ‖ q) = log 2, q^η ∝ q e^{ηr}: the divergence grows with η, so it is bracketed
/// and bisected on log η.
enum AdaptiveSharpness {
  /// How far from log 2 a divergence in double precision may be by rounding alone, in nats.
  private static let rounding = 1e-12

  /// - Parameter moments: E e^{ηr} and E r e^{ηr} at an η, r shifted so that its largest value is 0.
  static func find(
    _ moments: (Double) -> (mass: Double, reward: Double)
  ) -> (sharpness: Double, isSaturated: Bool) {
    func excess(_ logEta: Double) -> Double {
      let eta = exponential(logEta)
      let (mass, reward) = moments(eta)
      guard mass.isNormal else { return .infinity }
      return eta * reward / mass - logarithm(mass) - logTwo
    }
    let cap = logarithm(TTTDiscover.largestSharpness)
    var low = -20.0
    var high = cap
    var atHigh = excess(high)
    // Where half of the mass is rewarded the divergence only tends to log 2: what is left at the cap is
    // rounding, and a root of it would be any η.
    guard atHigh > rounding else { return (TTTDiscover.largestSharpness, true) }
    var atLow = excess(low)
    guard atLow < 0 else { return (exponential(low), false) }
    // Illinois on log η: a root is found in some ten reductions instead of fifty. Where the divergence has
    // a plateau the chord creeps; then halves are certain.
    for reduction in 0..<100 where high - low > 1e-14 * (1 + abs(high)) {
      var middle = (low + high) / 2
      if atHigh.isFinite, reduction < 40 {
        let chord = low - atLow * (high - low) / (atHigh - atLow)
        if chord > low && chord < high { middle = chord }
      }
      let value = excess(middle)
      if value == 0 { return (exponential(middle), false) }
      if value > 0 {
        high = middle
        atHigh = value
        atLow /= 2
      } else {
        low = middle
        atLow = value
        atHigh /= 2
      }
    }
    // Where nothing that the model says is nearly as good as the best answer, the mean underflows before
    // the divergence has grown: the η just below is as sharp as can be.
    guard atHigh.isFinite else { return (exponential(low), true) }
    return (exponential((low + high) / 2), false)
  }
}
