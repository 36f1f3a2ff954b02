import CKernel

/// Forward KL, supervised fine-tuning idealised: maximum likelihood on data of the new task without end, with
/// replay.
///
/// Decreases KL(p_train ‖ q) with p_train = (1 − λ) N(μ_n, Σ_n) + λ N(μ_o, Σ_o); k = −p_train. Mode
/// `reweight` samples from p_train and divides the replayed share out again: k = −N(μ_n, Σ_n), and the
/// optimum stays β = 0. Replay must modify the training distribution. Mode `generative` replays what the
/// reference remembers, the model as it was when the stage began: p_train = (1 − λ) N(μ_n, Σ_n) + λ q_ref.
///
/// An anchor κ adds κ KL(q ‖ q_ref) or κ KL(q_ref ‖ q): k = −p_train + κ q log(q/q_ref), or − κ q_ref.
/// An answer of n tokens that share the logit counts n times.
struct ForwardKL: Method {
  enum ReplayMode: String, CaseIterable, Sendable {
    case mix, reweight, generative
  }

  enum AnchorDirection: String, CaseIterable, Sendable { case reverse, forward }

  static let description = MethodDescription(
    key: "forward-kl", name: "forward KL", nickname: "SFT",
    about: "fine-tuning, idealised: given data, mostly the new task's, and no end",
    reference: "arXiv:2603.12163; arXiv:2510.18874",
    numbers: [
      Replay.number(about: "share of old data mixed into training; moves the optimum to β = λ"),
      NumberDescription(
        key: "anchor", label: "anchor κ",
        about: "a KL term to the reference besides the data; 0: none", range: 0...1000,
        slider: 0...5, increment: 0.1, standard: 0,
        explanation: Explanation(
          "+ κ KL(q‖q_ref)   or   + κ KL(q_ref‖q)",
          "How hard what is known holds: the reference holds the model beside the data, and β ends between."
        )),
      Tokens.number,
    ],
    choices: [
      ChoiceDescription(
        key: "replayMode", label: "replay mode",
        about:
          "mix: train on old data too; reweight: divide them out again, which keeps β* = 0; "
          + "generative: samples of the reference in their place",
        values: ReplayMode.allCases.map(\.rawValue),
        idle: IdleCondition(number: "replay", value: 0),
        explanation: Explanation(
          "mix: c = −1   reweight: c = −N(μ_n)/p_train",
          "mix trains on the old data too and ends at β* = λ. reweight looks at them and divides them out again, "
            + "and forgets as if they were not there: replay must change what is trained on.")),
      ChoiceDescription(
        key: "anchorDirection", label: "anchor's KL",
        about: "reverse: κ KL(q‖q_ref), a spring; forward: κ KL(q_ref‖q), replay of the reference",
        values: AnchorDirection.allCases.map(\.rawValue),
        idle: IdleCondition(number: "anchor", value: 0),
        explanation: Explanation(
          "reverse: 1 + κ(1−β)(s − s_ref) = 0   forward: β* = κβ_ref/(1+κ)",
          "Which way the anchor's KL points. reverse is a spring on own samples; forward replays the reference. Both "
            + "keep old mass that plain fine-tuning would lose.")),
    ])

  /// λ, in [0, 1).
  let replay: Double
  let replayMode: ReplayMode
  /// κ, ≥ 0.
  let anchor: Double
  let anchorDirection: AnchorDirection
  /// n of an answer, ≥ 1.
  let tokens: Double

  init(replay: Double, replayMode: ReplayMode) {
    self.replay = replay
    self.replayMode = replayMode
    anchor = 0
    anchorDirection = .reverse
    tokens = 1
  }

  init(_ settings: MethodSettings) throws(ParameterError) {
    replay = Self.number("replay", in: settings)
    replayMode = Self.choice("replayMode", in: settings)
    anchor = Self.number("anchor", in: settings)
    anchorDirection = Self.choice("anchorDirection", in: settings)
    tokens = Self.number(Tokens.number.key, in: settings)
  }

  /// λ of the density that the optimum follows: 0 when replay is divided out.
  var effectiveReplay: Double { replayMode == .mix ? replay : 0 }

  /// Whether samples of the reference are replayed.
  private var isGenerative: Bool { replayMode == .generative && replay > 0 }

  var formula: String {
    let own = effectiveReplay > 0 || isGenerative ? "KL(pₜ‖q)" : "KL(pₙ‖q)"
    guard anchor > 0 else { return own }
    return own + (holds ? "+κKL(q‖qᵣ)" : "+κKL(qᵣ‖q)")
  }
  var dataSource: String {
    Replay.dataSource("new task", replay: replay, of: isGenerative ? "own" : "old")
  }

  /// Whether the anchor is KL(q ‖ q_ref), and whether it is KL(q_ref ‖ q).
  private var holds: Bool { anchor > 0 && anchorDirection == .reverse }
  private var recalls: Bool { anchor > 0 && anchorDirection == .forward }

  /// p_train.
  func training(_ problem: Problem) -> Mixture {
    problem.target.withShareOfOthers(effectiveReplay)
  }

  func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(training(problem))
    if isGenerative || anchor > 0 { list.append(problem.reference) }
    if holds { list.append(model) }
  }
  /// k contains no logarithm, but the objective has that of p_train, whose modes may lie further apart
  /// than the model's.
  func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    if effectiveReplay > 0 { list.append(training(problem)) }
    if anchor > 0, !isGenerative { list.append(problem.reference) }
    guard isGenerative else { return }
    let reference = problem.reference
    list.append(reference)
    // Poles where the new task is as likely as a component of the reference.
    let new = problem.target[problem.target.count - 1]
    for index in reference.indices {
      list.append(
        Mixture(
          dimension: reference.dimension,
          logitWeight: logit(replay) + reference.logWeight(of: index), old: reference[index],
          new: new))
    }
  }

  private var ownColumns: Int { isGenerative ? 4 : 2 }
  var columnCount: Int { anchor > 0 ? ownColumns + 2 : ownColumns }

  /// Column 0: k = −n p_train; column 1: log p_train; behind them, with an anchor, log q_ref and κ q_ref.
  func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants {
    columns.fill(logDensity: 1, density: 0, of: training(problem))
    if isGenerative {
      // What is replayed may have as many components as a mixture can hold: it stands apart.
      columns.fill(logDensity: 3, density: 2, of: problem.reference)
      let (logNew, logOwn) = (logarithm(1 - replay), logarithm(replay))
      for i in 0..<columns.count {
        columns[0][i] = (1 - replay) * columns[0][i] + replay * columns[2][i]
        columns[1][i] = logSum(logNew + columns[1][i], logOwn + columns[3][i])
      }
    }
    columns.scale(0, by: -tokens)
    if anchor > 0 {
      columns.fill(logDensity: ownColumns, density: ownColumns + 1, of: problem.reference)
      columns.scale(ownColumns + 1, by: anchor)
    }
    return MethodConstants()
  }

  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    k.update(from: block.column(0), count: block.count)
    guard anchor > 0 else { return }
    let reference = block.column(ownColumns)
    let weighted = block.column(ownColumns + 1)
    for i in 0..<block.count {
      k[i] +=
        holds ? anchor * block.density[i] * (block.logDensity[i] - reference[i]) : -weighted[i]
    }
  }

  var objectiveIsDivergence: Bool { true }

  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
    let data =
      ck_dot(block.column(0), block.logDensity, block.count)
      - ck_dot(block.column(0), block.column(1), block.count)
    guard anchor > 0 else { return data }
    let reference = block.column(ownColumns)
    let weighted = block.column(ownColumns + 1)
    if recalls {
      return data + ck_dot(weighted, reference, block.count)
        - ck_dot(weighted, block.logDensity, block.count)
    }
    return data + anchor
      * (ck_dot(block.density, block.logDensity, block.count)
        - ck_dot(block.density, reference, block.count))
  }

  // MARK: - Batch

  /// p_train as samples are drawn from it, with the replayed share, whatever becomes of it.
  func behaviour(_ problem: Problem, model: Mixture) -> Behaviour {
    if isGenerative {
      // The anchor's share of the reference beside the replayed one.
      let share = recalls ? (replay + anchor) / (1 + anchor) : replay
      return Behaviour(problem.newTask, replay: share, old: problem.reference)
    }
    let data = problem.target.withShareOfOthers(replay)
    guard anchor > 0 else { return Behaviour(data) }
    return Behaviour(
      data, replay: anchor / (tokens + anchor), old: holds ? model : problem.reference)
  }
  func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    guard replayMode == .reweight && replay > 0 || anchor > 0 else { return }
    list.append(replayMode == .mix ? training(problem) : problem.newTask)
    list.append(isGenerative ? problem.reference : problem.target.withShareOfOthers(replay))
    if anchor > 0 { list.append(problem.reference) }
  }

  /// E_b[∇log q] is not 0: no baseline may be subtracted.
  var centring: Centring { .none }

  /// c = −1, or −N(μ_n, Σ_n)/p_train where replay is divided out.
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    if anchor > 0 {
      anchoredSignal(block, f: f, weight: weight)
      return
    }
    let isPlain = replayMode != .reweight || replay == 0
    if !isPlain {
      let new = block.logDensity(0)
      let training = block.logDensity(1)
      for i in 0..<block.count { f[i] = new[i] - training[i] }
      ck_exp(f, weight, block.count)
    }
    for i in 0..<block.count {
      if isPlain { weight[i] = 1 }
      f[i] = -tokens * weight[i]
    }
  }

  /// c = k/b, b the data and the anchor's share of own samples or the reference's: bounded, whatever the sample
  /// is. With generative replay own samples are weighed instead.
  private func anchoredSignal(
    _ block: SampleBlock, f: UnsafeMutablePointer<Double>, weight: UnsafeMutablePointer<Double>
  ) {
    let wanted = block.logDensity(0)
    let other = block.logDensity(1)
    let reference = block.logDensity(2)
    let share = recalls ? (replay + anchor) / (1 + anchor) : replay
    for i in 0..<block.count {
      let own = block.logModel[i]
      let data: Double
      let drawn: Double
      if isGenerative {
        data = logSum(logarithm(1 - replay) + wanted[i], logarithm(replay) + other[i])
        drawn = logSum(logarithm(1 - share) + wanted[i], logarithm(share) + other[i])
      } else {
        data = wanted[i]
        drawn =
          logSum(logarithm(tokens) + other[i], logarithm(anchor) + (holds ? own : reference[i]))
          - logarithm(tokens + anchor)
      }
      weight[i] = 1
      f[i] =
        -tokens * exponential(data - drawn)
        + anchor
        * (holds
          ? exponential(own - drawn) * (own - reference[i]) : -exponential(reference[i] - drawn))
    }
  }

  // MARK: - Theory

  func oldWeightGoal(_ problem: Problem) -> Double? {
    if anchor > 0 { return isGenerative ? nil : anchoredGoal(problem.reference) }
    return isGenerative ? replay * problem.oldWeight(of: problem.reference) : effectiveReplay
  }

  /// Where the separated velocity is 0: one place, as the pull of the data falls with β and that of the anchor
  /// changes its sign at β_ref.
  private func anchoredGoal(_ reference: Mixture) -> Double {
    var low = -60.0
    var high = 60.0
    for _ in 0..<100 {
      let middle = 0.5 * (low + high)
      if pull(middle, reference) > 0 { low = middle } else { high = middle }
    }
    return sigmoid(low)
  }

  /// ds/dt far apart.
  private func pull(_ s: Double, _ reference: Mixture) -> Double {
    let beta = sigmoid(s)
    let data = tokens * (effectiveReplay - beta)
    guard anchor > 0 else { return data }
    return data
      + anchor
      * (holds
        ? -beta * sigmoid(-s) * (s - reference.logitWeight) : reference.oldWeight - beta)
  }

  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? {
    guard !isGenerative else { return nil }
    guard anchor == 0 || problem.hasRightReference else { return nil }
    return pull(logitWeight, problem.reference)
  }

  /// Linear in its data: each share of them pulls by what the old mode is held responsible for.
  var forceSplit: ForceSplit {
    if isGenerative || anchor > 0 || tokens > 1 { return .none }
    return .data([
      effectiveReplay > 0
        ? DataShare(name: "replay", share: effectiveReplay, source: .old)
        : DataShare(name: "spring", share: 0, source: .old),
      DataShare(name: "new data", share: 1 - effectiveReplay, source: .new),
    ])
  }

  var rememberedShare: Double? { isGenerative ? replay : nil }

  var theory: TheoryKind {
    if anchor > 0 { return .variant(of: .forward, needs: "no anchor") }
    if tokens > 1 { return .variant(of: .forward, needs: "one token") }
    if isGenerative { return .generativeReplay }
    return .forward(
      replay: effectiveReplay, isDividedOut: replay > 0 && replayMode == .reweight)
  }

  func optimum(_ problem: Problem) -> (mixture: Mixture, curvature: Double)? {
    effectiveReplay > 0 && anchor == 0 ? (training(problem), tokens) : nil
  }
}
