import CKernel

/// Forward KL, supervised fine-tuning idealised: maximum likelihood on data of the new task without end, with
/// replay.
///
/// Decreases KL(p_train ‖ q) with p_train = (1 − λ) N(μ_n, Σ_n) + λ N(μ_o, Σ_o); k = −p_train. Mode
/// `reweight` samples from p_train and divides the replayed share out again: k = −N(μ_n, Σ_n), and the
/// optimum stays β = 0. Replay must modify the training distribution. Mode `generative` replays what the
/// reference remembers, the model as it was when the stage began: p_train = (1 − λ) N(μ_n, Σ_n) + λ q_ref.
struct ForwardKL: Method {
  enum ReplayMode: String, CaseIterable, Sendable {
    case mix, reweight, generative
  }

  static let description = MethodDescription(
    key: "forward-kl", name: "forward KL", nickname: "SFT",
    about: "supervised fine-tuning: raise the likelihood of given data, mostly the new task's",
    reference: "arXiv:2603.12163; arXiv:2510.18874",
    numbers: [
      Replay.number(about: "share of old data mixed into training; moves the optimum to β = λ")
    ],
    choices: [
      ChoiceDescription(
        key: "replayMode", label: "replay mode",
        about:
          "mix: train on old data too; reweight: divide them out again, which keeps β* = 0; "
          + "generative: samples of the reference in their place",
        values: ReplayMode.allCases.map(\.rawValue),
        idle: IdleCondition(number: "replay", value: 0))
    ])

  /// λ, in [0, 1).
  let replay: Double
  let replayMode: ReplayMode

  init(replay: Double, replayMode: ReplayMode) {
    self.replay = replay
    self.replayMode = replayMode
  }

  init(_ settings: MethodSettings) throws(ParameterError) {
    replay = Self.number("replay", in: settings)
    replayMode = Self.choice("replayMode", in: settings)
  }

  /// λ of the density that the optimum follows: 0 when replay is divided out.
  var effectiveReplay: Double { replayMode == .mix ? replay : 0 }

  /// Whether samples of the reference are replayed.
  private var isGenerative: Bool { replayMode == .generative && replay > 0 }

  var formula: String { effectiveReplay > 0 || isGenerative ? "KL(pₜ‖q)" : "KL(pₙ‖q)" }
  var dataSource: String {
    Replay.dataSource("new task", replay: replay, of: isGenerative ? "own" : "old")
  }

  /// p_train.
  func training(_ problem: Problem) -> Mixture {
    problem.target.withShareOfOthers(effectiveReplay)
  }

  func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(training(problem))
    if isGenerative { list.append(problem.reference) }
  }
  /// k contains no logarithm, but the objective has that of p_train, whose modes may lie further apart
  /// than the model's.
  func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    if effectiveReplay > 0 { list.append(training(problem)) }
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

  var columnCount: Int { isGenerative ? 4 : 2 }

  /// Column 0: k = −p_train; column 1: log p_train.
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
    columns.scale(0, by: -1)
    return MethodConstants()
  }

  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    k.update(from: block.column(0), count: block.count)
  }

  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
    ck_dot(block.column(0), block.logDensity, block.count)
      - ck_dot(block.column(0), block.column(1), block.count)
  }

  // MARK: - Batch

  /// p_train as samples are drawn from it, with the replayed share, whatever becomes of it.
  func behaviour(_ problem: Problem, model: Mixture) -> Behaviour {
    isGenerative
      ? Behaviour(problem.newTask, replay: replay, old: problem.reference)
      : Behaviour(problem.target.withShareOfOthers(replay))
  }
  func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    guard replayMode == .reweight, replay > 0 else { return }
    list.append(problem.newTask)
    list.append(problem.target.withShareOfOthers(replay))
  }

  /// E_b[∇log q] is not 0: no baseline may be subtracted.
  var centring: Centring { .none }

  /// c = −1, or −N(μ_n, Σ_n)/p_train where replay is divided out.
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    let isPlain = replayMode != .reweight || replay == 0
    if !isPlain {
      let new = block.logDensity(0)
      let training = block.logDensity(1)
      for i in 0..<block.count { f[i] = new[i] - training[i] }
      ck_exp(f, weight, block.count)
    }
    for i in 0..<block.count {
      if isPlain { weight[i] = 1 }
      f[i] = -weight[i]
    }
  }

  // MARK: - Theory

  func oldWeightGoal(_ problem: Problem) -> Double? {
    isGenerative ? replay * problem.oldWeight(of: problem.reference) : effectiveReplay
  }

  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? {
    isGenerative ? nil : effectiveReplay - sigmoid(logitWeight)
  }

  /// Linear in its data: each share of them pulls by what the old mode is held responsible for.
  var forceSplit: ForceSplit {
    if isGenerative { return .none }
    return .data([
      effectiveReplay > 0
        ? DataShare(
          name: "replay", about: "old data hold the old mean in place", share: effectiveReplay,
          source: .old)
        : DataShare(
          name: "spring", about: "nothing pulls the old mean back", share: 0, source: .old),
      DataShare(
        name: "new data", about: "new samples that the old mode is held responsible for",
        share: 1 - effectiveReplay, source: .new),
    ])
  }

  var theory: TheoryKind { isGenerative ? .other : .forward(replay: effectiveReplay) }

  func optimum(_ problem: Problem) -> (mixture: Mixture, curvature: Double)? {
    effectiveReplay > 0 ? (training(problem), 1) : nil
  }
}
