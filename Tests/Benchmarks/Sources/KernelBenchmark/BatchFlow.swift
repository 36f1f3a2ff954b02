import CKernel

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The same gradient in two dimensions, estimated from a batch of samples of q: the mean over i of
/// (fᵢ − f̄) scoreᵢ, f = log q − log p, f̄ the mean of the others.
struct BatchFlow {
  static let blockLength = 512

  let problem: Problem
  let count: Int
  var x: [Double]
  var y: [Double]
  var ratio: [Double]
  var responsibility: [Double]
  let ones = [Double](repeating: 1, count: blockLength)
  var logDensity = [Double](repeating: 0, count: blockLength)
  var logTarget = [Double](repeating: 0, count: blockLength)
  var unused = [Double](repeating: 0, count: blockLength)
  var unusedToo = [Double](repeating: 0, count: blockLength)
  var labels = [UInt8](repeating: 0, count: blockLength)

  init(_ problem: Problem, count: Int) {
    self.problem = problem
    self.count = count
    x = [Double](repeating: 0, count: count)
    y = x
    ratio = x
    responsibility = x
  }

  func draws(_ parameters: [Double], step: Int) -> CKDraws {
    let scale = problem.cholesky
    let weight = 1 / (1 + exp(-parameters[0]))
    return CKDraws(
      seed: 1, step: UInt64(step), stream: 0,
      source: (
        CKSource(weight: 1 - weight, mean: (parameters[3], parameters[4]), scale: scale),
        CKSource(weight: weight, mean: (parameters[1], parameters[2]), scale: scale),
        CKSource()
      ))
  }

  /// Drawing alone, in blocks.
  mutating func draw(_ parameters: [Double], step: Int, dimension: Int) {
    var draws = draws(parameters, step: step)
    x.withUnsafeMutableBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        for start in stride(from: 0, to: count, by: Self.blockLength) {
          let length = min(Self.blockLength, count - start)
          let (xs, ys) = (x.baseAddress! + start, y.baseAddress! + start)
          if dimension == 1 {
            ck_draw_1(&draws, start, length, xs, &labels)
          } else {
            ck_draw_2(&draws, start, length, xs, ys, &labels)
          }
        }
      }
    }
  }

  /// The estimate in logit, old mean, new mean.
  mutating func gradient(_ parameters: [Double], step: Int) -> [Double] {
    var mixture = problem.mixture(logit: parameters[0], means: Array(parameters[1...4]))
    let mass = log(problem.oldMass / (1 - problem.oldMass))
    var target = problem.mixture(logit: mass, means: problem.target)
    var draws = draws(parameters, step: step)
    var sums = CKScoreSums()
    let count = count
    x.withUnsafeMutableBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        ratio.withUnsafeMutableBufferPointer { ratio in
          responsibility.withUnsafeMutableBufferPointer { r in
            for start in stride(from: 0, to: count, by: Self.blockLength) {
              let length = min(Self.blockLength, count - start)
              let (xs, ys) = (x.baseAddress! + start, y.baseAddress! + start)
              ck_draw_2(&draws, start, length, xs, ys, &labels)
              ck_densities_2(
                &mixture, xs, ys, length, &logDensity, &unused, r.baseAddress! + start)
              ck_densities_2(&target, xs, ys, length, &logTarget, &unused, &unusedToo)
              ck_product_log_ratio(
                ones, logDensity, logTarget, 1, length, ratio.baseAddress! + start)
            }
            let mean = ck_sum(ratio.baseAddress!, count) / Double(count)
            let scale = 1 / Double(count - 1)
            for i in 0..<count { ratio[i] = (ratio[i] - mean) * scale }
            for start in stride(from: 0, to: count, by: Self.blockLength) {
              let length = min(Self.blockLength, count - start)
              ck_score_sums_2(
                &mixture, x.baseAddress! + start, y.baseAddress! + start,
                ratio.baseAddress! + start, r.baseAddress! + start, length, 0, &sums)
            }
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

  /// Mean of the estimates of many batches at the start, and the standard errors of that mean.
  mutating func average(batches: Int) -> (mean: [Double], error: [Double]) {
    var sum = [Double](repeating: 0, count: 5)
    var squares = sum
    for step in 0..<batches {
      for (i, value) in gradient(problem.start, step: step).enumerated() {
        sum[i] += value
        squares[i] += value * value
      }
    }
    let n = Double(batches)
    let mean = sum.map { $0 / n }
    let error = (0..<5).map { ((squares[$0] / n - mean[$0] * mean[$0]) / (n - 1)).squareRoot() }
    return (mean, error)
  }
}
