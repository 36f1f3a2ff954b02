import CKernel

/// The "reverse KL" of Chen et al.'s code: REINFORCE with samples of the model's new component only.
///
/// k = −(q/(1−β)) log(10 N(μ_n, Σ_n)/q_n + 1e−12) with q_n = (1 − β) N(m_n, S_n). It is the gradient of
/// nothing. Its weight q/q_n is unbounded: no finite batch sees the old mode, the limit does, and the
/// two disagree.
struct ChenReinforce: Method {
  static let description = MethodDescription(
    key: "chen-reinforce", name: "Chen REINFORCE", nickname: "Chen",
    about: "the \"reverse KL\" of Chen et al.'s code: samples of the new component only",
    reference: "arXiv:2510.18874", numbers: [], choices: [])

  /// Their factor on the target and their floor in the logarithm.
  private static let logFactor = 2.302585092994045684
  private static let logFloor = -27.631021115928548208

  init(_ settings: MethodSettings) throws(ParameterError) {}

  var formula: String { "log 10pₙ/qₙ" }
  var dataSource: String { "own new mode" }

  func note(_ lane: LaneCircumstances) -> MethodNote {
    lane.batchSize != nil ? MethodNote(.oldModeUnseen) : MethodNote()
  }

  /// The logarithm is that of 10 N(μ_n) + 1e−12 q_n, a mixture with its own poles.
  func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    let new = newComponent(problem, model)
    list.append(
      Mixture(
        dimension: model.dimension,
        logitWeight: ChenReinforce.logFactor - ChenReinforce.logFloor - model.logWeight(of: new),
        old: problem.target[problem.target.count - 1], new: model[new]))
  }

  /// The component that it samples; a scenario whose model has none for its task is refused.
  private func newComponent(_ problem: Problem, _ model: Mixture) -> Int {
    problem.newComponent(of: model.count) ?? model.count - 1
  }

  private func newAlone(_ problem: Problem, _ model: Mixture) -> Mixture {
    let new = newComponent(problem, model)
    return new == model.count - 1 ? model.lastAlone : model.only(new)
  }

  var usesNewComponent: Bool { true }
  static var needsNewComponent: Bool { true }
  var columnCount: Int { 1 }

  /// Column 0: log N(μ_n, Σ_n).
  func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants {
    columns.fill(logDensity: 0, of: problem.newTask)
    return MethodConstants()
  }

  /// out = log(10 N(μ_n)/q_n + 1e−12), in log space: q_n underflows far from m_n.
  private func signal(
    logNew: UnsafePointer<Double>, logModelNew: UnsafePointer<Double>, _ count: Int,
    _ workspace: Elementwise, _ out: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<count { out[i] = logNew[i] - logModelNew[i] + ChenReinforce.logFactor }
    workspace.logSum(out, ChenReinforce.logFloor, count, out)
  }

  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    signal(
      logNew: block.column(0), logModelNew: block.modelNewLogDensity, block.count,
      block.workspace, k)
    let scale = -1 / block.modelNewWeight
    for i in 0..<block.count { k[i] *= scale * block.density[i] }
  }

  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double { 0 }
  func objective(integral: Double, _ constants: MethodConstants) -> Double? { nil }
  var objectiveIsFixed: Bool { false }

  // MARK: - Batch

  func behaviour(_ problem: Problem, model: Mixture) -> Behaviour {
    Behaviour(newAlone(problem, model))
  }
  func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.newTask)
    list.append(newAlone(problem, model))
  }
  var centring: Centring { .none }

  /// c = −(q/q_n) log(10 N(μ_n)/q_n + 1e−12), the weight q/q_n.
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    let count = block.count
    let own = block.workspace.third
    for i in 0..<count { own[i] = block.logDensity(1)[i] + block.logNewWeight }
    signal(
      logNew: block.logDensity(0), logModelNew: own, count, block.workspace, f)
    for i in 0..<count { weight[i] = block.logModel[i] - own[i] }
    ck_exp(weight, weight, count)
    for i in 0..<count { f[i] *= -weight[i] }
  }

  func oldWeightGoal(_ problem: Problem) -> Double? { nil }
}
