/// The formulas that the statements about any number of components compare with, as values: a test
/// exchanges one for a wrong one and sees it caught.
struct ComponentClaims: Sendable {
  /// Σ G_{m_k} / β_k of reverse KL with one covariance. Rows of gates add up to 1, so that
  /// Σ_j ε_p^{kj} (m_k − μ_j) is the spring and the target's gates in one.
  var gatedDrift:
    @Sendable (_ target: Mixture, _ model: Mixture, _ k: Int, _ gates: GateMatrices)
      -> SIMD2<Double> = { target, model, k, gates in
        var force = SIMD2(0.0, 0.0)
        for j in 0..<target.count {
          force += gates.target[k][j] * (model[k].mean - target[j].mean)
        }
        for j in 0..<model.count { force -= gates.model[k][j] * (model[k].mean - model[j].mean) }
        return force
      }
  /// The bound of ε_q^{kj}.
  var modelGateBound: @Sendable (_ model: Mixture, _ k: Int, _ j: Int) -> Double = {
    GateBounds.model($0, $1, $2)
  }
  /// The bound of ε_p^{cj} from task k, one covariance for all.
  var targetGateBound:
    @Sendable (_ target: Mixture, _ component: Gaussian, _ k: Int, _ j: Int) -> Double = {
      GateBounds.target($0, component: $1, $2, $3)
    }
  /// a_k' of forward KL, components right and apart; π_k its share of what is trained on.
  var logitVelocity: @Sendable (_ beta: Double, _ share: Double) -> Double = {
    0.5 * ($1 - $0)
  }
  /// β_k' of forward KL under the natural gradient, components right, at every overlap.
  var naturalVelocity: @Sendable (_ beta: Double, _ share: Double) -> Double = { $1 - $0 }
  /// G_{a_k} of reverse KL, components right and apart, by weights and log(β/α).
  var targetSlope: @Sendable (_ k: Int, _ weights: [Double], _ logRatios: [Double]) -> Double = {
    k, weights, logRatios in
    let mean = zip(weights, logRatios).map { $0 * $1 }.reduce(0, +)
    return weights[k] * (logRatios[k] - mean)
  }
  /// Where the mean of one component is drawn to: forward KL, the mean of what is trained on.
  var forwardGoal: @Sendable (_ training: Mixture) -> SIMD2<Double> = { training in
    var mean = SIMD2(0.0, 0.0)
    for index in 0..<training.count where training.weight(of: index) > 0 {
      mean += training.weight(of: index) * training[index].mean
    }
    return mean
  }
  /// The same of reverse KL: the tasks as the target assigns the component's own samples to them.
  var reverseGoal: @Sendable (_ target: Mixture, _ gates: [Double]) -> SIMD2<Double> = {
    target, gates in
    var mean = SIMD2(0.0, 0.0)
    for index in 0..<target.count { mean += gates[index] * target[index].mean }
    return mean
  }
}
