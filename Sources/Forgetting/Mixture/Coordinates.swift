/// θ, the trained coordinates, and everything that has their shape: G, velocities, errors.
///
/// Sixteen doubles in one register file, of which eleven are used: no step allocates. Entry 0 is s,
/// 1–2 the old mean, 3–4 the new mean, 5–7 the old covariance in log-Cholesky coordinates
/// (log L₁₁, L₂₁, log L₂₂), 8–10 the new one. One dimension leaves the second axis at zero.
public typealias Coordinates = SIMD16<Double>

extension SIMD16 where Scalar == Double {
  /// Packs a mixture.
  public init(_ mixture: Mixture) {
    self.init(repeating: 0)
    self[0] = mixture.logitWeight
    oldMean = mixture.old.mean
    newMean = mixture.new.mean
    oldScale = mixture.old.scale
    newScale = mixture.new.scale
  }

  /// ∂/∂s or s itself.
  public var weight: Double {
    get { self[0] }
    set { self[0] = newValue }
  }

  public var oldMean: SIMD2<Double> {
    get { SIMD2(self[1], self[2]) }
    set {
      self[1] = newValue.x
      self[2] = newValue.y
    }
  }

  public var newMean: SIMD2<Double> {
    get { SIMD2(self[3], self[4]) }
    set {
      self[3] = newValue.x
      self[4] = newValue.y
    }
  }

  /// The covariances' six entries as a plain vector: old (log L₁₁, L₂₁, log L₂₂), then new.
  public var covarianceEntries: [Double] { (5...10).map { self[$0] } }

  var oldScale: CholeskyFactor {
    get { scale(at: 5) }
    set { setScale(newValue, at: 5) }
  }

  var newScale: CholeskyFactor {
    get { scale(at: 8) }
    set { setScale(newValue, at: 8) }
  }

  private func scale(at index: Int) -> CholeskyFactor {
    CholeskyFactor(
      l11: exponential(self[index]), l21: self[index + 1], l22: exponential(self[index + 2]))
  }

  private mutating func setScale(_ factor: CholeskyFactor, at index: Int) {
    self[index] = logarithm(factor.l11)
    self[index + 1] = factor.l21
    self[index + 2] = logarithm(factor.l22)
  }

  /// Whether every entry is a number that a screen can show.
  public var isFinite: Bool {
    for index in 0..<11 where !self[index].isFinite { return false }
    return true
  }

  /// The largest absolute entry.
  public var largestMagnitude: Double {
    var largest = 0.0
    for index in 0..<11 { largest = Swift.max(largest, abs(self[index])) }
    return largest
  }
}
