/// Weighted Gaussians as a flow moves them: a mixture, or the pair that most lanes are.
///
/// What a flow does to components is written once over this; compiled for `Pair`, the count is a
/// constant and a state is as small as two components are.
protocol FlowModel: Sendable {
  var dimension: Int { get set }
  var count: Int { get }
  /// b of the first component; s = logit β for two.
  var logitWeight: Double { get set }
  var old: Gaussian { get set }
  var new: Gaussian { get set }
  subscript(_ index: Int) -> Gaussian { get set }
  func relativeLogit(of index: Int) -> Double
  mutating func setRelativeLogit(_ value: Double, of index: Int)
  func weight(of index: Int) -> Double
  func logWeight(of index: Int) -> Double

  /// The model as everybody else knows it.
  var mixture: Mixture { get }
  /// `mixture.roundedForPlanning == planned`, without making it.
  func rounds(to planned: Mixture) -> Bool
  func isSame(as other: Self) -> Bool
  /// One with these components and this first logit, the rest taken over.
  static func read(_ mixture: Mixture) -> Self
  /// Writes the model into a mixture of as many components.
  func write(to mixture: inout Mixture)
}

extension FlowModel {
  @inline(__always)
  var layout: ParameterLayout { ParameterLayout(dimension: dimension, count: count) }
}

extension Mixture: FlowModel {
  var mixture: Mixture { self }
  static func read(_ mixture: Mixture) -> Mixture { mixture }
  func isSame(as other: Mixture) -> Bool { self == other }
  func write(to mixture: inout Mixture) { mixture = self }
}

/// A mixture of two, and nothing more: a quarter of a mixture's size.
struct Pair: FlowModel {
  var dimension: Int
  var logitWeight: Double
  var old: Gaussian
  var new: Gaussian

  @inline(__always)
  var count: Int { 2 }

  subscript(_ index: Int) -> Gaussian {
    @inline(__always) get { index == 0 ? old : new }
    @inline(__always) set { if index == 0 { old = newValue } else { new = newValue } }
  }

  @inline(__always)
  func relativeLogit(of index: Int) -> Double { index == 0 ? logitWeight : 0 }
  @inline(__always)
  mutating func setRelativeLogit(_ value: Double, of index: Int) {
    if index == 0 { logitWeight = value }
  }
  @inline(__always)
  func weight(of index: Int) -> Double { sigmoid(index == 0 ? logitWeight : -logitWeight) }
  @inline(__always)
  func logWeight(of index: Int) -> Double {
    let both = logWeights(ofPair: logitWeight)
    return index == 0 ? both.old : both.new
  }

  /// N(0, 1) twice, to have something.
  static let unit = Pair(
    dimension: 1, logitWeight: 0, old: Gaussian(mean: SIMD2(0, 0), scale: CholeskyFactor(l11: 1)),
    new: Gaussian(mean: SIMD2(0, 0), scale: CholeskyFactor(l11: 1)))

  var mixture: Mixture {
    Mixture(dimension: dimension, logitWeight: logitWeight, old: old, new: new)
  }

  @inline(__always)
  func rounds(to planned: Mixture) -> Bool {
    planned.count == 2 && dimension == planned.dimension
      && logitWeight.roundedForPlanning == planned.logitWeight
      && old.roundedForPlanning == planned.old && new.roundedForPlanning == planned.new
  }

  @inline(__always)
  func isSame(as other: Pair) -> Bool {
    logitWeight == other.logitWeight && old == other.old && new == other.new
      && dimension == other.dimension
  }

  @inline(__always)
  static func read(_ mixture: Mixture) -> Pair {
    Pair(
      dimension: mixture.dimension, logitWeight: mixture.logitWeight, old: mixture.old,
      new: mixture.new)
  }

  @inline(__always)
  func write(to mixture: inout Mixture) {
    mixture.logitWeight = logitWeight
    mixture.old = old
    mixture.new = new
  }
}

/// log β and log(1 − β) of two components at once: they share their logarithm, log(1 + e^−|s|).
@inline(__always)
func logWeights(ofPair logitWeight: Double) -> (old: Double, new: Double) {
  let tail = softplus(-abs(logitWeight))
  return (min(logitWeight, 0) - tail, min(-logitWeight, 0) - tail)
}
