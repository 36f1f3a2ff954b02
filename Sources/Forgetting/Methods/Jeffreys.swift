import CKernel

/// The Jeffreys divergence: KL(p ‖ q) + KL(q ‖ p); k = q (log q − log p) − p.
struct Jeffreys: Method {
  static let description = MethodDescription(
    key: "jeffreys", name: "Jeffreys", nickname: "J",
    about: "both directions of the KL at once: covers all of the target and stays inside it",
    reference: "Jeffreys 1946", numbers: [], choices: [])

  init(_ settings: MethodSettings) throws(ParameterError) {}

  var formula: String { "KL(p‖q)+KL(q‖p)" }
  var shortFormula: String { "J(p,q)" }

  func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
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
    ck_product_log_ratio(block.density, block.logDensity, block.column(0), 1, block.count, k)
    let target = block.column(1)
    for i in 0..<block.count { k[i] -= target[i] }
  }

  var objectiveIsDivergence: Bool { true }

  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
    ck_dot(block.density, block.logDensity, block.count)
      - ck_dot(block.density, block.column(0), block.count)
      + ck_dot(block.column(1), block.column(0), block.count)
      - ck_dot(block.column(1), block.logDensity, block.count)
  }

  // MARK: - Batch

  /// f = log(q/p) − p/q; the weight p/q shows the tail.
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    let target = block.logDensity(0)
    for i in 0..<block.count { f[i] = target[i] - block.logModel[i] }
    ck_exp(f, weight, block.count)
    for i in 0..<block.count { f[i] = -f[i] - weight[i] }
  }

  // MARK: - Theory

  func oldWeightGoal(_ problem: Problem) -> Double? { problem.target.oldWeight }
  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? {
    let beta = sigmoid(logitWeight)
    return problem.target.oldWeight - beta
      - beta * (1 - beta) * (logitWeight - problem.target.logitWeight)
  }
  func optimum(_ problem: Problem) -> (mixture: Mixture, curvature: Double)? {
    (problem.target, 2)
  }
}
