/// ∫ min(w N, q) / w on a line where the task and both components have the same deviation: exact, from the
/// roots of a convex function.
///
/// With z = (x − μ)/σ the ratio q/(w N) is Σ exp(a_c + d_c z), a_c = log v_c − log w − d_c²/2 and d_c how far
/// the component's mean is from μ in σ. Its logarithm is convex, so q < w N between two roots at most.
struct EqualSpreads {
  /// log v_c, a_c and d_c of both.
  private var weight = (0.0, 0.0)
  private var level = (0.0, 0.0)
  private var slope = (0.0, 0.0)

  /// - Parameters:
  ///   - mode: the task's Gaussian N.
  ///   - weight: w, its mass in the target, in (0, 1].
  ///   - model: q.
  /// - Returns: nil where deviations differ or there are not two components on a line.
  static func mass(_ mode: Gaussian, weight: Double, model: Mixture) -> Double? {
    let deviation = mode.scale.l11
    guard model.count == 2, model.dimension == 1, model.old.scale.l11 == deviation,
      model.new.scale.l11 == deviation
    else { return nil }
    var spreads = EqualSpreads()
    let logWeight = logarithm(weight)
    let d0 = (model.old.mean.x - mode.mean.x) / deviation
    let d1 = (model.new.mean.x - mode.mean.x) / deviation
    spreads.weight = (model.logOldWeight, model.logNewWeight)
    spreads.level = (
      model.logOldWeight - logWeight - 0.5 * d0 * d0,
      model.logNewWeight - logWeight - 0.5 * d1 * d1
    )
    spreads.slope = (d0, d1)
    let value = spreads.mass(weight)
    return value.isNaN ? value : min(1, max(0, value))
  }

  private func mass(_ w: Double) -> Double {
    guard let (low, high) = below() else { return 1 }
    // The task outside, the model inside.
    let outside = 1 - normal(low, high)
    let inside =
      exponential(weight.0) * normal(low - slope.0, high - slope.0)
      + exponential(weight.1) * normal(low - slope.1, high - slope.1)
    return outside + inside / w
  }

  /// Where the ratio is below 1; nil for nowhere.
  private func below() -> (low: Double, high: Double)? {
    let (d0, d1) = slope
    let (a0, a1) = level
    let rises = d0 > 0 || d1 > 0
    let falls = d0 < 0 || d1 < 0
    if rises && falls {
      // The least of the ratio: both terms change equally fast.
      let (up, down) = d0 > 0 ? ((a0, d0), (a1, d1)) : ((a1, d1), (a0, d0))
      let least =
        (down.0 - up.0 + logarithm(-down.1 / up.1)) / (up.1 - down.1)
      guard logRatio(least).value < 0 else { return nil }
      return (root(from: -down.0 / down.1), root(from: -up.0 / up.1))
    }
    // A level term alone may be 1.
    if d0 == 0, a0 >= 0 { return nil }
    if d1 == 0, a1 >= 0 { return nil }
    if rises {
      let from = min(d0 > 0 ? -a0 / d0 : .infinity, d1 > 0 ? -a1 / d1 : .infinity)
      return (-.infinity, root(from: from))
    }
    if falls {
      let from = max(d0 < 0 ? -a0 / d0 : -.infinity, d1 < 0 ? -a1 / d1 : -.infinity)
      return (root(from: from), .infinity)
    }
    return logSum(a0, a1) < 0 ? (-.infinity, .infinity) : nil
  }

  /// Newton's way to where the ratio is 1, from where one term alone is: a convex function is never
  /// overshot from there.
  private func root(from start: Double) -> Double {
    guard start.isFinite else { return start }
    var z = start
    for _ in 0..<60 {
      let (value, derivative) = logRatio(z)
      let step = value / derivative
      guard step.isFinite else { break }
      z -= step
      if abs(step) <= 1e-12 * (1 + abs(z)) { break }
    }
    return z
  }

  /// log of the ratio, and its derivative.
  private func logRatio(_ z: Double) -> (value: Double, derivative: Double) {
    let first = level.0 + slope.0 * z
    let second = level.1 + slope.1 * z
    let share = sigmoid(first - second)
    return (logSum(first, second), share * slope.0 + (1 - share) * slope.1)
  }

  /// Φ(high) − Φ(low).
  private func normal(_ low: Double, _ high: Double) -> Double {
    let root = 0.7071067811865476
    return 0.5
      * (complementaryErrorFunction(-high * root) - complementaryErrorFunction(-low * root))
  }
}
