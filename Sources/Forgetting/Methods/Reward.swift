import CKernel

/// What an agent is paid for an answer y, where the objective is not a divergence.
public enum Reward: String, CaseIterable, Sendable {
  /// s_n(y), how surely p calls it new: in [0, 1].
  case newTask = "new-task"
  /// p/max p: proportional to α near the old mode, so it likes the heavier task more.
  case both
  /// τ log(p/q_ref): what makes p the fixed point of OAPL.
  case logRatio = "log-ratio"

  static func choice(_ rewards: [Reward]) -> ChoiceDescription {
    ChoiceDescription(
      key: "reward", label: "reward",
      about: rewards.contains(.logRatio)
        ? "new-task: is it new; both: density under p; log-ratio: τ log(p/q_ref)"
        : "new-task: how surely the target calls it new; both: its density under the target",
      values: rewards.map(\.rawValue),
      explanation: Explanation(
        "new-task: r = s_n(y)   both: r = p/max p   log-ratio: r = τ log(p/q_ref)",
        "What earns something. new-task pays for answers that the target calls new, and the old mass goes; both "
          + "pays for either task, the heavier one more; log-ratio (OAPL) has the target itself as its end and "
          + "forgets nothing."))
  }

  /// r − 1 in place, which keeps its digits where r rounds to 1, from what p says at points.
  ///
  /// - Parameters:
  ///   - highest: max log p, for `both`.
  ///   - out: r − 1; for `logRatio` log p, which the caller completes.
  func fill(
    logTarget: UnsafePointer<Double>, oldResponsibility: UnsafePointer<Double>, highest: Double,
    count: Int, workspace: Elementwise, out: UnsafeMutablePointer<Double>
  ) {
    switch self {
    case .newTask:
      for i in 0..<count { out[i] = -oldResponsibility[i] }
    case .both:
      let shifted = workspace.third
      for i in 0..<count { shifted[i] = logTarget[i] - highest }
      workspace.expMinusOne(shifted, count, out)
    case .logRatio:
      for i in 0..<count { out[i] = logTarget[i] }
    }
  }

  /// max log p of a mixture. Its modes lie on the ridgeline
  /// x(t) = [(1−t) Σ_o⁻¹ + t Σ_n⁻¹]⁻¹ [(1−t) Σ_o⁻¹ μ_o + t Σ_n⁻¹ μ_n], 0 ≤ t ≤ 1 (Ray and Lindsay 2005);
  /// p at the means is not it.
  static func highestLogDensity(_ p: Mixture) -> Double {
    guard p.isPair else { return highestOfComponents(p) }
    let frame = Frame(for: p)
    // In the frame both covariances are diagonal.
    let old = WhitenedMode(p.old, logWeight: 0, dimension: p.dimension, in: frame)
    let new = WhitenedMode(p.new, logWeight: 0, dimension: p.dimension, in: frame)
    func value(_ t: Double) -> Double {
      func mixed(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
        ((1 - t) * a * x + t * b * y) / ((1 - t) * a + t * b)
      }
      let u = SIMD2(
        mixed(old.p11, new.p11, old.mean.x, new.mean.x),
        mixed(old.p22, new.p22, old.mean.y, new.mean.y))
      return p.logDensity(at: frame.point(p.dimension == 2 ? u : SIMD2(u.x, 0)))
    }
    let count = 256
    var best = 0
    var top = -Double.infinity
    for index in 0...count {
      let v = value(Double(index) / Double(count))
      if v > top {
        top = v
        best = index
      }
    }
    // Golden section around the best of the grid.
    var low = Double(max(0, best - 1)) / Double(count)
    var high = Double(min(count, best + 1)) / Double(count)
    let ratio = (5.0.squareRoot() - 1) / 2
    var a = high - ratio * (high - low)
    var b = low + ratio * (high - low)
    var atA = value(a)
    var atB = value(b)
    for _ in 0..<60 {
      if atA >= atB {
        high = b
        (b, atB) = (a, atA)
        a = high - ratio * (high - low)
        atA = value(a)
      } else {
        low = a
        (a, atA) = (b, atB)
        b = low + ratio * (high - low)
        atB = value(b)
      }
    }
    return max(top, value((low + high) / 2))
  }

  /// The same for more than two: ascents from every mean and from the middle of every two, each to
  /// y = (Σ r_c Σ_c⁻¹)⁻¹ Σ r_c Σ_c⁻¹ μ_c, which never goes down (Li, Ray and Lindsay 2007).
  private static func highestOfComponents(_ p: Mixture) -> Double {
    var top = -Double.infinity
    for first in 0..<p.count {
      for second in first..<p.count {
        var y = 0.5 * (p[first].mean + p[second].mean)
        var height = p.logDensity(at: y)
        for _ in 0..<2000 {
          let next = ascended(p, y, height)
          let reached = p.logDensity(at: next)
          let isAtRest = abs(reached - height) <= 1e-16 * max(1, abs(height))
          (y, height) = (next, max(height, reached))
          if isAtRest { break }
        }
        top = max(top, height)
      }
    }
    return top
  }

  private static func ascended(
    _ p: Mixture, _ y: SIMD2<Double>, _ logDensity: Double
  ) -> SIMD2<Double> {
    // Σ r_c Σ_c⁻¹ as (xx, xy, yy), and its product with the means.
    var precision = SIMD3<Double>(0, 0, 0)
    var pull = SIMD2<Double>(0, 0)
    p.forEachComponent { _, logWeight, gaussian in
      let share = exponential(
        logWeight + gaussian.logDensity(at: y, dimension: p.dimension) - logDensity)
      let first = gaussian.scale.transposedSolve(gaussian.scale.whiten(SIMD2(1, 0)))
      let second = gaussian.scale.transposedSolve(gaussian.scale.whiten(SIMD2(0, 1)))
      precision += share * SIMD3(first.x, first.y, second.y)
      pull += share * gaussian.scale.transposedSolve(gaussian.scale.whiten(gaussian.mean))
    }
    let determinant = precision.x * precision.z - precision.y * precision.y
    return SIMD2(
      (precision.z * pull.x - precision.y * pull.y) / determinant,
      (precision.x * pull.y - precision.y * pull.x) / determinant)
  }
}
