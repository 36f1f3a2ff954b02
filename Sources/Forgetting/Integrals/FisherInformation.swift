import CKernel

/// F = ∫ q ∇log q ∇log qᵀ, the Fisher information of a mixture in (s, m_o, m_n).
struct FisherInformation {
  /// The number of coordinates: 3 in one dimension, 5 in two.
  let size: Int
  /// Row by row.
  let entries: [Double]

  init(of mixture: Mixture) {
    let nodes = Nodes()
    let scratch = Scratch()
    size = mixture.dimension == 2 ? 5 : 3
    let plan = nodes.plan(
      frame: Frame(for: mixture), resolved: [mixture], behaviours: [mixture])
    _ = nodes.lay(plan)
    var kernel = mixture.kernelMixture
    var sums = [Double](repeating: 0, count: size * size)
    nodes.forEachBlock { start, count in
      nodes.densities(
        of: &kernel, start: start, count: count, logDensity: scratch.logDensity,
        density: scratch.density, responsibility: scratch.responsibility)
      if mixture.dimension == 2 {
        ck_fisher_2(
          &kernel, mixture.oldWeight, nodes.x + start, nodes.y + start, scratch.density,
          scratch.responsibility, count, 0, &sums)
      } else {
        ck_fisher_1(
          &kernel, mixture.oldWeight, nodes.x + start, scratch.density, scratch.responsibility,
          count, 0, &sums)
      }
    }
    entries = sums.map { $0 * nodes.weight }
  }

  /// The eigenvalues of √P F √P on the coordinates with P > 0, in ascending order: the rates at which
  /// a flow with these multipliers approaches its optimum.
  ///
  /// - Parameter rates: P by group.
  func rateSpectrum(_ rates: Rates) -> [Double] {
    let half = (size - 1) / 2
    let multipliers =
      [rates.weight] + Array(repeating: rates.oldMean, count: half)
      + Array(repeating: rates.newMean, count: half)
    let kept = multipliers.indices.filter { multipliers[$0] > 0 }
    let matrix = kept.map { row in
      kept.map { column in
        entries[row * size + column] * (multipliers[row] * multipliers[column]).squareRoot()
      }
    }
    return symmetricEigenvalues(matrix)
  }
}

/// Eigenvalues of a small symmetric matrix by cyclic Jacobi rotations, ascending.
func symmetricEigenvalues(_ matrix: [[Double]]) -> [Double] {
  var a = matrix
  let n = a.count
  for _ in 0..<50 {
    var off = 0.0
    var size = 0.0
    for i in 0..<n {
      size += abs(a[i][i])
      for j in 0..<i { off += abs(a[i][j]) }
    }
    if off <= 1e-15 * size { break }
    for p in 0..<n {
      for q in (p + 1)..<max(n, p + 1) where a[p][q] != 0 {
        let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
        let t = (theta >= 0 ? 1.0 : -1.0) / (abs(theta) + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        let s = t * c
        for k in 0..<n {
          let x = a[k][p]
          let y = a[k][q]
          a[k][p] = c * x - s * y
          a[k][q] = s * x + c * y
        }
        for k in 0..<n {
          let x = a[p][k]
          let y = a[q][k]
          a[p][k] = c * x - s * y
          a[q][k] = s * x + c * y
        }
      }
    }
  }
  return (0..<n).map { a[$0][$0] }.sorted()
}
