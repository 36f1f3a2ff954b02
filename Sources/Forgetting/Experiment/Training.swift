/// What is trained: the coordinates in which a step is taken. They decide the law: separated forward
/// KL falls like 1/t in the logit, reaches the clip in finite time in β, and like e⁻ᵗ under the natural
/// gradient (docs/mathematics.md §18).
public enum CoordinateSystem: String, CaseIterable, Sendable {
  /// s = logit β, means, log-Cholesky covariances.
  case logit
  /// β itself, kept in [1e−3, 1 − 1e−3], means, and the entries of L with a diagonal ≥ 1e−3.
  case direct
  /// The logit coordinates, G premultiplied by the inverse Fisher information of q.
  case natural
}

/// Where G comes from.
public enum Sampling: Hashable, Sendable {
  /// Integrals over the densities: the limit of infinite samples.
  case population
  /// N independent samples per step, 1…65,536.
  case batch(Int)

  /// N at most: more samples than that in a step are as good as the exact integral, and slower.
  public static let largestBatch = 65_536
  /// What a lane starts with when it is switched to batches.
  static let standardBatch = 64

  /// Whether gradients come from samples, not from the integral.
  public var isBatch: Bool { batchSize != nil }
  /// N; nil in population mode.
  public var batchSize: Int? {
    if case .batch(let size) = self { return size }
    return nil
  }
}
