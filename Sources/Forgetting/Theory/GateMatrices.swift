/// Whose samples model and target take for whose, component by component.
///
/// Entry k, j of two components is what `Meters.misassignmentModel` and `misassignmentTarget` say at 1, 2.
struct GateMatrices: Hashable, Sendable {
  /// ε_q^{kj} = E_{N(m_k, S_k)}[r_j], C × C, row k; every row adds up to 1.
  var model: [[Double]]
  /// ε_p^{kj} = E_{N(m_k, S_k)}[s_j], C × the components of the target, row k; rows add up to 1.
  var target: [[Double]]
}

extension Mixture {
  /// BC(N(m_i, S_i), N(m_j, S_j)) of every two components.
  var overlaps: [[Double]] {
    (0..<count).map { i in (0..<count).map { j in bhattacharyya(self[i], self[j]) } }
  }
}

/// The bounds of the gates, from a b / (a + b) ≤ ½ √(a b).
enum GateBounds {
  /// ε_q^{kj} ≤ ½ √(β_j/β_k) BC(N(m_k, S_k), N(m_j, S_j)).
  static func model(_ model: Mixture, _ k: Int, _ j: Int) -> Double {
    let ratio = exponential(0.5 * (model.relativeLogit(of: j) - model.relativeLogit(of: k)))
    return min(.greatestFiniteMagnitude, 0.5 * ratio * bhattacharyya(model[k], model[j]))
  }

  /// ε_p^{cj} ≤ ½ √(α_j/α_k) exp(−δ_kj²/8 + ½ (μ_j−μ_k)ᵀ Σ⁻¹ (m_c−μ_k)) for every other task k; one
  /// covariance for all.
  static func target(_ target: Mixture, component: Gaussian, _ k: Int, _ j: Int) -> Double {
    let scale = target[k].scale
    let delta = scale.whiten(target[j].mean - target[k].mean)
    let moved = scale.whiten(component.mean - target[k].mean)
    let exponent =
      0.5 * (target.relativeLogit(of: j) - target.relativeLogit(of: k)) - (delta * delta).sum() / 8
      + 0.5 * (delta * moved).sum()
    return min(.greatestFiniteMagnitude, 0.5 * exponential(exponent))
  }
}
