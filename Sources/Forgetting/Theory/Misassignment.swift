/// E_N[σ(Q)], Q = log b − log a: the share of one Gaussian's samples that a pair of modes calls b, to
/// ten digits of the share itself, however small it is.
///
/// Away from its own middle N is small and σ(Q) nears 1: what counts lies between the modes, where no
/// grid laid for N alone has digits left. So the logarithm of the integrand is summed over where it is
/// within e^{−40} of its largest value. Q is a quadratic along every line, and the poles of σ(Q) lie
/// where it is iπ (see `StepRule`).
struct Misassignment {
  /// log N's integrand falls off by this much before it is left out.
  private static let reach = 40.0
  /// −log of the error allowed from a pole, relative to the largest value: 1e−15.
  private static let logError = 36.0
  /// More points than this are not summed: the share is not known then.
  private static let largestCount = 1 << 18

  /// log σ(Q) by its quadratic form around N, in coordinates where N is standard:
  /// Q = q0 + g·u + ½ uᵀ diag(d) u.
  private var constant = 0.0
  private var linear = SIMD2<Double>(0, 0)
  private var curvature = SIMD2<Double>(0, 0)
  private let dimension: Int

  /// - Parameters:
  ///   - mode: N.
  ///   - pair: the mixture whose new mode is b and whose old mode is a.
  init(of mode: Gaussian, by pair: Mixture) {
    dimension = pair.dimension
    // log b as a quadratic: −½ uᵀ M u + wᵀ u + c, M = AᵀA, A = L_b⁻¹ L.
    func quadratic(_ b: Gaussian, _ logWeight: Double)
      -> (m11: Double, m12: Double, m22: Double, w: SIMD2<Double>, c: Double)
    {
      let first = b.scale.whiten(SIMD2(mode.scale.l11, mode.scale.l21))
      let second = b.scale.whiten(SIMD2(0, mode.scale.l22))
      let offset = b.scale.whiten(b.mean - mode.mean)
      return (
        (first * first).sum(), (first * second).sum(), (second * second).sum(),
        SIMD2((first * offset).sum(), (second * offset).sum()),
        logWeight - b.scale.logDeterminant - 0.5 * (offset * offset).sum()
      )
    }
    let logWeights = pair.logWeights
    let b = quadratic(pair.new, logWeights.new)
    let a = quadratic(pair.old, logWeights.old)
    constant = b.c - a.c
    // Equal precisions cancel to rounding, which is no curvature.
    func difference(_ x: Double, _ y: Double, _ size: Double) -> Double {
      abs(x - y) <= 1e-13 * size ? 0 : x - y
    }
    let size = max(a.m11, a.m22, b.m11, b.m22)
    guard dimension == 2 else {
      curvature.x = -difference(b.m11, a.m11, size)
      linear.x = b.w.x - a.w.x
      return
    }
    let m11 = -difference(b.m11, a.m11, size)
    let m12 = -difference(b.m12, a.m12, size)
    let m22 = -difference(b.m22, a.m22, size)
    let g = b.w - a.w
    var axis = SIMD2<Double>(1, 0)
    if m11 == 0, m12 == 0, m22 == 0 {
      let length = (g * g).sum().squareRoot()
      if length > 0 { axis = g / length }
    } else if m12 != 0 {
      let angle = 0.5 * argument(2 * m12, m11 - m22)
      axis = SIMD2(cosine(angle), sine(angle))
    }
    let across = SIMD2(-axis.y, axis.x)
    func form(_ v: SIMD2<Double>) -> Double {
      m11 * v.x * v.x + 2 * m12 * v.x * v.y + m22 * v.y * v.y
    }
    curvature = SIMD2(form(axis), form(across))
    linear = SIMD2((g * axis).sum(), (g * across).sum())
    // Rounding of the rotation.
    for index in 0..<2 {
      if abs(curvature[index]) <= 1e-14 * size { curvature[index] = 0 }
      if abs(linear[index]) <= 1e-14 * (abs(linear.x) + abs(linear.y)) { linear[index] = 0 }
    }
  }

  /// The share, in [0, 1]; not a number where no sum of `largestCount` points resolves it.
  var share: Double {
    guard constant.isFinite || constant == .infinity || constant == -.infinity else { return .nan }
    if constant == -.infinity { return 0 }
    if constant == .infinity { return 1 }
    var left = Misassignment.largestCount
    let log: Double
    if dimension == 1 || (curvature.y == 0 && linear.y == 0) {
      log = Misassignment.line(constant, linear.x, curvature.x, &left)
    } else if curvature.x == 0 && linear.x == 0 {
      log = Misassignment.line(constant, linear.y, curvature.y, &left)
    } else {
      log = plane(&left)
    }
    return min(1, max(0, exponential(log)))
  }

  /// log E σ(c + g u + ½ d u²) over a standard normal u; not a number where `left` points are too few.
  private static func line(
    _ c: Double, _ g: Double, _ d: Double, _ left: inout Int
  ) -> Double {
    guard let grid = grid(c, g, d, peak: peak(c, g, d)) else { return .nan }
    left -= grid.count
    guard left >= 0 else { return .nan }
    var sum = 0.0
    let top = peak(c, g, d)
    for index in 0..<grid.count {
      let u = grid.first + Double(index) * grid.step
      let q = c + u * (g + 0.5 * d * u)
      sum += exponential(-0.5 * u * u - softplus(-q) - top)
    }
    return top + logarithm(sum * grid.step) - 0.5 * logTwoPi
  }

  /// log E σ(Q) over the plane: the line's sum at every point of the other axis.
  private func plane(_ left: inout Int) -> Double {
    // The least point of ½|u|² − min(0, Q), over lines of the first axis.
    var top = -Double.infinity
    let far = 40.0
    func along(_ v: Double) -> (c: Double, peak: Double) {
      let c = constant + v * (linear.y + 0.5 * curvature.y * v)
      return (c, Misassignment.peak(c, linear.x, curvature.x) - 0.5 * v * v)
    }
    for index in -320...320 { top = max(top, along(far * Double(index) / 320).peak) }
    // Outer lines: as close as the poles along the second axis ask for, wherever the first one counts.
    let half = (2 * (Misassignment.reach - top)).squareRoot()
    guard half.isFinite else { return .nan }
    var step = Double.infinity
    for index in -24...24 {
      let u = half * Double(index) / 24
      let c = constant + u * (linear.x + 0.5 * curvature.x * u)
      guard Misassignment.peak(c, linear.y, curvature.y) - 0.5 * u * u > top - Misassignment.reach,
        let grid = Misassignment.grid(
          c, linear.y, curvature.y, peak: top + 0.5 * u * u)
      else { continue }
      step = min(step, grid.step)
    }
    guard step.isFinite, 2 * half / step < Double(left) else { return .nan }
    let count = Int((half / step).rounded(.up))
    var sum = 0.0
    for index in -count...count {
      let v = Double(index) * step
      let (c, peak) = along(v)
      guard peak > top - Misassignment.reach - 5 else { continue }
      let inner = Misassignment.line(c, linear.x, curvature.x, &left)
      guard !inner.isNaN else { return .nan }
      sum += exponential(inner - 0.5 * v * v - top)
    }
    return top + logarithm(sum * step) - 0.5 * logTwoPi
  }

  /// The largest value of −½u² + min(0, c + g u + ½ d u²).
  private static func peak(_ c: Double, _ g: Double, _ d: Double) -> Double {
    if c >= 0 { return 0 }
    var best = -Double.infinity
    func offer(_ u: Double) {
      guard u.isFinite else { return }
      best = max(best, -0.5 * u * u + min(0, c + u * (g + 0.5 * d * u)))
    }
    if d < 1 { offer(g / (1 - d)) }
    for root in roots(c, g, d) { offer(root) }
    offer(0)
    return best
  }

  /// The real roots of c + g u + ½ d u².
  private static func roots(_ c: Double, _ g: Double, _ d: Double) -> [Double] {
    if d == 0 { return g == 0 ? [] : [-c / g] }
    let square = g * g - 2 * d * c
    guard square >= 0 else { return [] }
    let sum = g + (g >= 0 ? 1 : -1) * square.squareRoot()
    guard sum != 0 else { return [0] }
    return [-sum / d, -2 * c / sum]
  }

  /// Points that resolve e^{−½u²} σ(c + g u + ½ d u²) to 1e−15 of e^peak; nil where they are too many.
  private static func grid(
    _ c: Double, _ g: Double, _ d: Double, peak: Double
  ) -> (first: Double, step: Double, count: Int)? {
    let half = (2 * (reach - peak)).squareRoot()
    var low = -half
    var high = half
    // Where σ(Q) falls like a narrow Gaussian, only its own surroundings count.
    if d < 0 {
      // −½u² + c + g u + ½ d u² ≥ peak − reach.
      let centre = g / (1 - d)
      let top = c + 0.5 * g * centre
      let room = (2 * max(0, top - peak + reach) / (1 - d)).squareRoot()
      low = max(low, centre - room)
      high = min(high, centre + room)
    }
    // An integrand of width 1/√(1 − d) at its narrowest.
    let narrowest = d < 0 ? 1 / (1 - d).squareRoot() : 1
    var step = narrowest / 2.7
    let contour = 2 * Double.pi * narrowest * 2.7
    let poles = Poles(a2: 0.5 * d, a1: g, a0: c)
    for index in 0..<poles.count {
      let (x, eta) = index == 0 ? poles.first : poles.second
      guard eta < contour else { continue }
      let budget = logError - 0.5 * (x * x - eta * eta) - peak
      if budget > 0 { step = min(step, 2 * Double.pi * eta / budget) }
    }
    guard step > 0, high >= low, (high - low) / step < Double(largestCount) else { return nil }
    let count = Int(((high - low) / step).rounded(.up)) + 1
    return (low, step, count)
  }
}
