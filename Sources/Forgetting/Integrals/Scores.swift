import CKernel

/// G from the moments of k r and k (1 − r): ∂ log q/∂s = r_o − β, ∂ log q/∂m_j = r_j L⁻ᵀ z, and in
/// log-Cholesky coordinates r_j times the lower triangle of L⁻ᵀ (z zᵀ − I), the diagonal times L_ii.
@inline(__always)
func scores<Theta: ParameterVector>(
  _ sums: CKScoreSums, of model: some FlowModel, covariances: Bool
) -> Theta {
  var result = Theta(repeating: 0)
  guard model.count == 2 else {
    addScores(
      sums.old_mode, model.old.scale, at: model.layout, component: 0, covariances,
      isPlane: model.dimension == 2, to: &result)
    return result
  }
  let layout = ParameterLayout.pair
  let logWeights = logWeights(ofPair: model.logitWeight)
  let beta = exponential(logWeights.old)
  let rest = exponential(logWeights.new)
  result[layout.logits.lowerBound] =
    rest * sums.old_mode.zeroth - beta * sums.new_mode.zeroth
  addScores(
    sums.old_mode, model.old.scale, at: layout, component: 0, covariances,
    isPlane: model.dimension == 2, to: &result)
  addScores(
    sums.new_mode, model.new.scale, at: layout, component: 1, covariances,
    isPlane: model.dimension == 2, to: &result)
  return result
}

/// The entries of one component's mean and covariance.
@inline(__always)
private func addScores<Theta: ParameterVector>(
  _ moments: CKMoments, _ scale: CholeskyFactor, at layout: ParameterLayout, component: Int,
  _ covariances: Bool, isPlane: Bool, to result: inout Theta
) {
  result.setPair(
    scale.transposedSolve(SIMD2(moments.first.0, moments.first.1)), at: layout.mean(component))
  guard covariances else { return }
  let index = layout.scale(component)
  let first = moments.second.0 - moments.zeroth
  let off = moments.second.1
  let second = moments.second.2 - moments.zeroth
  let firstColumn = scale.transposedSolve(SIMD2(first, off))
  result[index] = firstColumn.x * scale.l11
  guard isPlane else { return }
  let secondColumn = scale.transposedSolve(SIMD2(off, second))
  result[index + 1] = firstColumn.y
  result[index + 2] = secondColumn.y * scale.l22
}

/// G of any number of components: ∂ log q/∂b_c = r_c − β_c, the others as for two.
func scores<Theta: ParameterVector>(
  _ moments: UnsafePointer<CKMoments>, of model: Mixture, covariances: Bool
) -> Theta {
  var result = Theta(repeating: 0)
  let layout = model.layout
  for index in layout.logits {
    // Σ k (r_c − β_c), β_c out of the difference where it is near 1.
    let weight = model.weight(of: index)
    var rest = 0.0
    var others = 0.0
    for component in 0..<layout.count where component != index {
      rest += model.weight(of: component)
      others += moments[component].zeroth
    }
    result[index] = rest * moments[index].zeroth - weight * others
  }
  for component in 0..<layout.count {
    addScores(
      moments[component], model[component].scale, at: layout, component: component, covariances,
      isPlane: model.dimension == 2, to: &result)
  }
  return result
}
