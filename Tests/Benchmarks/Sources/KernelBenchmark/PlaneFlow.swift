import CKernel

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Gradient descent on KL(q ‖ p) in two dimensions, through the kernel in blocks.
struct PlaneFlow {
  static let blockLength = 512

  let problem: Problem
  let nodeWeight: Double
  var x: [Double] = []
  var y: [Double] = []
  var logTarget: [Double]
  var logDensity = [Double](repeating: 0, count: blockLength)
  var density = [Double](repeating: 0, count: blockLength)
  var responsibility = [Double](repeating: 0, count: blockLength)
  var product = [Double](repeating: 0, count: blockLength)

  init(_ problem: Problem) {
    self.problem = problem
    let (l11, l21, l22) = problem.cholesky
    let n = problem.nodesPerAxis
    let h = 2 * problem.halfWidth / Double(n - 1)
    nodeWeight = h * h * l11 * l22
    let target = problem.target
    let centre = ((target[0] + target[2]) / 2, (target[1] + target[3]) / 2)
    for i in 0..<n {
      for j in 0..<n {
        let u = -problem.halfWidth + h * Double(i)
        let v = -problem.halfWidth + h * Double(j)
        x.append(centre.0 + l11 * u)
        y.append(centre.1 + l21 * u + l22 * v)
      }
    }
    var unused = [Double](repeating: 0, count: n * n)
    var unusedToo = unused
    logTarget = unused
    let mass = log(problem.oldMass / (1 - problem.oldMass))
    ck_densities_2(
      [problem.mixture(logit: mass, means: target)], x, y, n * n, &logTarget, &unused, &unusedToo)
  }

  /// The gradient in logit, old mean, new mean.
  mutating func gradient(_ parameters: [Double]) -> [Double] {
    var mixture = problem.mixture(logit: parameters[0], means: Array(parameters[1...4]))
    var sums = CKScoreSums()
    let (n, nodeWeight) = (x.count, nodeWeight)
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        logTarget.withUnsafeBufferPointer { logTarget in
          for start in stride(from: 0, to: n, by: Self.blockLength) {
            let count = min(Self.blockLength, n - start)
            let (xs, ys) = (x.baseAddress! + start, y.baseAddress! + start)
            ck_densities_2(&mixture, xs, ys, count, &logDensity, &density, &responsibility)
            ck_product_log_ratio(
              density, logDensity, logTarget.baseAddress! + start, nodeWeight, count, &product)
            ck_score_sums_2(&mixture, xs, ys, product, responsibility, count, 0, &sums)
          }
        }
      }
    }
    let weight = 1 / (1 + exp(-parameters[0]))
    let (old, new) = (sums.old_mode, sums.new_mode)
    let w = mixture.old_mode.whitening
    return [
      old.zeroth - weight * (old.zeroth + new.zeroth),
      w.0 * old.first.0 + w.1 * old.first.1, w.2 * old.first.1,
      w.0 * new.first.0 + w.1 * new.first.1, w.2 * new.first.1,
    ]
  }
}
