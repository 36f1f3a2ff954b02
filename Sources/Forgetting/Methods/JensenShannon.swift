import CKernel

/// The Jensen–Shannon divergence: ½ KL(p ‖ m) + ½ KL(q ‖ m), m = (p + q)/2; k = ½ q log(q/m).
struct JensenShannon: Method {
  static let description = MethodDescription(
    key: "jensen-shannon", name: "Jensen–Shannon", nickname: "JS",
    about: "symmetric and bounded: half of each KL to the mean of target and model",
    reference: "Lin 1991", numbers: [], choices: [])

  init(_ settings: MethodSettings) throws(ParameterError) {}

  var formula: String { "JS(p,q)" }

  func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(model)
    list.append(problem.target)
  }
  /// log m, m = (p + q)/2.
  func appendSummed(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(model)
    list.append(problem.target)
  }

  var columnCount: Int { 2 }

  /// Column 0: log p; 1: p.
  func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants {
    columns.fill(logDensity: 0, density: 1, of: problem.target)
    return MethodConstants()
  }

  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    block.workspace.logRatioToMean(block.logDensity, block.column(0), block.count, k)
    for i in 0..<block.count { k[i] *= 0.5 * block.density[i] }
  }

  var objectiveIsDivergence: Bool { true }

  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
    let ratio = block.workspace.third
    block.workspace.logRatioToMean(block.logDensity, block.column(0), block.count, ratio)
    let own = ck_dot(block.density, ratio, block.count)
    block.workspace.logRatioToMean(block.column(0), block.logDensity, block.count, ratio)
    return 0.5 * (own + ck_dot(block.column(1), ratio, block.count))
  }

  // MARK: - Batch

  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    weight.update(repeating: 1, count: block.count)
    block.workspace.logRatioToMean(block.logModel, block.logDensity(0), block.count, f)
    for i in 0..<block.count { f[i] *= 0.5 }
  }

  // MARK: - Theory

  func oldWeightGoal(_ problem: Problem) -> Double? { problem.target.oldWeight }
  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? {
    let target = problem.target
    let model = target.with(logitWeight: logitWeight)
    let old = model.logOldWeight - logSum(model.logOldWeight, target.logOldWeight)
    let new = model.logNewWeight - logSum(model.logNewWeight, target.logNewWeight)
    let beta = model.oldWeight
    return -0.5 * beta * (1 - beta) * (old - new)
  }
  func optimum(_ problem: Problem) -> (mixture: Mixture, curvature: Double)? {
    (problem.target, 0.25)
  }
}
