import CKernel

/// Two Gaussian modes, the old task's and the new task's: q = β N(m_o, S_o) + (1 − β) N(m_n, S_n).
public struct Mixture: Hashable, Sendable {
  /// 1 or 2.
  public var dimension: Int
  /// s = logit β; −∞ for the new mode alone, +∞ for the old mode alone.
  public var logitWeight: Double
  public var old: Gaussian
  public var new: Gaussian

  public init(dimension: Int, logitWeight: Double, old: Gaussian, new: Gaussian) {
    self.dimension = dimension
    self.logitWeight = logitWeight
    self.old = old
    self.new = new
  }

  /// β = σ(s).
  public var oldWeight: Double { sigmoid(logitWeight) }
  /// log β, accurate at both ends.
  public var logOldWeight: Double { logWeights.old }
  /// log(1 − β), accurate at both ends.
  public var logNewWeight: Double { logWeights.new }

  /// Both at once: they share their logarithm, log(1 + e^−|s|).
  var logWeights: (old: Double, new: Double) {
    let tail = softplus(-abs(logitWeight))
    return (min(logitWeight, 0) - tail, min(-logitWeight, 0) - tail)
  }

  /// The same modes with another weight: λ for training data, −∞ for the new task alone.
  public func with(logitWeight: Double) -> Mixture {
    var copy = self
    copy.logitWeight = logitWeight
    return copy
  }

  /// Whether both modes have the same covariance.
  public var isTied: Bool { old.scale == new.scale }

  /// log q(y), in log space: it does not underflow.
  public func logDensity(at y: SIMD2<Double>) -> Double {
    logSum(
      logOldWeight + old.logDensity(at: y, dimension: dimension),
      logNewWeight + new.logDensity(at: y, dimension: dimension))
  }

  /// What the C kernel reads.
  var kernelMixture: CKMixture {
    func mode(_ gaussian: Gaussian, logWeight: Double) -> CKMode {
      let l = gaussian.scale
      return CKMode(
        mean: (gaussian.mean.x, gaussian.mean.y),
        whitening: (1 / l.l11, -l.l21 / (l.l11 * l.l22), 1 / l.l22),
        log_scale: logWeight - l.logDeterminant - 0.5 * Double(dimension) * logTwoPi)
    }
    let logWeights = logWeights
    return CKMixture(
      old_mode: mode(old, logWeight: logWeights.old),
      new_mode: mode(new, logWeight: logWeights.new))
  }
}

extension Mixture {
  /// The mixture with its means rounded to 1/64 deviation and its logit to 1/8: what the choice of
  /// nodes depends on. Poles and reach move by less than their margins.
  var roundedForPlanning: Mixture {
    func rounded(_ mode: Gaussian) -> Gaussian {
      let grid = SIMD2(mode.scale.l11, mode.scale.l22) / 64
      return Gaussian(mean: (mode.mean / grid).rounded(.toNearestOrEven) * grid, scale: mode.scale)
    }
    return Mixture(
      dimension: dimension,
      logitWeight: logitWeight.isFinite ? (logitWeight * 8).rounded() / 8 : logitWeight,
      old: rounded(old), new: rounded(new))
  }
}
