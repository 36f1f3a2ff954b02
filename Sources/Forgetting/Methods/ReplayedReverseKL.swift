import CKernel

/// A method whose batches replay old data with importance weights.
protocol ImportanceReplay: Method {
  /// λ, in [0, 1).
  var replay: Double { get }
  /// g, what the model is scored against.
  func goalMixture(_ problem: Problem) -> Mixture
}

/// Reverse KL's integral as its batches estimate it: ∫ b_λ (w f) ∇log q, with the signals that samples
/// would have and the density that they would come from. It equals ∫ q f ∇log q, by another path.
struct ReplayedReverseKL<Inner: ImportanceReplay>: Method {
  static var description: MethodDescription { Inner.description }
  let inner: Inner

  init(_ inner: Inner) { self.inner = inner }
  init(_ settings: MethodSettings) throws(ParameterError) { inner = try Inner(settings) }

  var formula: String { inner.formula }
  var dataSource: String { inner.dataSource }

  func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(model)
    list.append(problem.oldTask)
  }
  func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    inner.appendResolved(problem, model: model, to: &list)
    // w has poles where q and the replayed task are as likely as each other.
    for (mode, logWeight) in [(model.old, model.logOldWeight), (model.new, model.logNewWeight)] {
      list.append(
        Mixture(
          dimension: model.dimension, logitWeight: logit(inner.replay) - logWeight,
          old: problem.target.old, new: mode))
    }
  }

  var columnCount: Int { 5 }

  /// Columns 0–3: log-density and responsibility of what the signal consults, g and N(μ_o, Σ_o), in the
  /// order of a block of samples; 4: N(μ_o, Σ_o).
  func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants {
    columns.fill(logDensity: 0, responsibility: 1, of: inner.goalMixture(problem))
    columns.fill(logDensity: 2, density: 4, responsibility: 3, of: problem.oldTask)
    return MethodConstants()
  }

  /// b w f.
  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    let weight = block.workspace.third
    let samples = SampleBlock(
      count: block.count, logModel: block.logDensity,
      logNewWeight: logarithm(block.modelNewWeight), consulted: block.column(0),
      stride: block.stride, workspace: block.workspace, room: block.workspace.second)
    inner.signal(samples, constants, f: k, weight: weight)
    let old = block.column(4)
    let share = inner.replay
    for i in 0..<block.count {
      k[i] *= weight[i] * ((1 - share) * block.density[i] + share * old[i])
    }
  }

  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
    inner.objectiveSum(block, constants)
  }

  func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    inner.appendConsulted(problem, model: model, to: &list)
  }
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    inner.signal(block, constants, f: f, weight: weight)
  }
  func oldWeightGoal(_ problem: Problem) -> Double? { inner.oldWeightGoal(problem) }
}
