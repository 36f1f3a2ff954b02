/// b as samples are drawn from it: b = (1 − λ) base + λ old, old the old tasks.
public struct Behaviour: Hashable, Sendable {
  var base: Mixture
  /// λ, in [0, 1): the share of replayed old data beside the base.
  var replay: Double
  /// The replayed old tasks; nil without replay.
  var old: Mixture?
  /// The base's component of the task that is trained; nil where it has none.
  var newComponent: Int?

  /// A base whose last component is that of the task that is trained.
  init(_ base: Mixture, replay: Double = 0, old: Mixture? = nil) {
    self.init(base, replay: replay, old: old, newComponent: base.count - 1)
  }

  init(
    _ base: Mixture, replay: Double = 0, old: Mixture? = nil, newComponent: Int?
  ) {
    self.base = base
    self.replay = replay
    self.old = replay > 0 ? old : nil
    self.newComponent = newComponent
  }

  /// The probability that none of N samples is old by its latent label, ((1 − λ)(1 − β))^N.
  func probabilityOfNoOld(_ count: Int) -> Double {
    guard let newComponent else { return 0 }
    return exponential(
      Double(count) * (logarithm(1 - replay) + base.logWeight(of: newComponent)))
  }

  /// The largest importance weight that q/b can have, 1/(1 − λ); nil where b is not a replay of q.
  var weightCap: Double? { replay > 0 ? 1 / (1 - replay) : nil }
}

/// How the signal f of a sample becomes its coefficient c.
public enum Centring: Hashable, Sendable {
  /// c_i = f_i: E_b[∇log q] is not 0, and a baseline would bias.
  case none
  /// c_i = f_i − mean_{j≠i} f_j, for b = q.
  case leaveOneOut
  /// c_i = w_i (f_i − k_i), k_i = Σ_{j≠i} w_j f_j / Σ_{j≠i} w_j: unbiased, because k_i does not depend on
  /// y_i and E_b[w ∇log q] = 0; centring w f itself is not.
  case weightedLeaveOneOut
}

/// A block of samples as a method sees it.
public struct SampleBlock {
  let count: Int
  /// log q.
  let logModel: UnsafePointer<Double>
  /// log(1 − β).
  let logNewWeight: Double
  let consulted: UnsafePointer<Double>
  let stride: Int
  /// Room for elementwise steps, and one more array.
  let workspace: Elementwise
  let room: UnsafeMutablePointer<Double>
  /// A number in (0, 1) for every sample, independent of everything else; nil where the method asks for none.
  var chances: UnsafePointer<Double>?

  /// The log-density of a mixture that the method consults, in its order.
  @inline(__always)
  func logDensity(_ index: Int) -> UnsafePointer<Double> { consulted + 2 * index * stride }
  /// Its old responsibility: that of all components but the last.
  @inline(__always)
  func responsibility(_ index: Int) -> UnsafePointer<Double> {
    consulted + (2 * index + 1) * stride
  }
}
