/// Weighted Gaussian components: q = Σ_c β_c N(m_c, S_c), one to eight of them.
///
/// The first two components stand apart as plain fields: for a mixture of two they are the old task's
/// and the new task's, and everything about it costs what a pair costs. Further ones are shared by
/// copies until one of them is written. Weights are kept as logits to the last component,
/// b_c = a_c − a_C = log β_c − log β_C, which is s = logit β for two.
public struct Mixture: Sendable {
  /// The most components that a mixture can have.
  public static let capacity = 8

  /// 1 or 2.
  public var dimension: Int
  /// The number of components, 1 to `capacity`.
  public let count: Int
  /// b of the first component. For two: s = logit β; −∞ for the new mode alone, +∞ for the old mode
  /// alone. For one: +∞.
  public var logitWeight: Double
  /// The first component: the old task's, where there are two.
  public var old: Gaussian
  /// The second component: the new task's, where there are two. For one: the same as the first.
  public var new: Gaussian
  /// nil for two: a pair carries nothing along.
  private var further: FurtherComponents?

  /// Two components.
  public init(dimension: Int, logitWeight: Double, old: Gaussian, new: Gaussian) {
    self.dimension = dimension
    count = 2
    self.logitWeight = logitWeight
    self.old = old
    self.new = new
  }

  /// Any number of components.
  ///
  /// - Parameter components: 1 to `capacity`, with the natural logarithms of their weights, up to a
  ///   common constant; the last one's is finite.
  public init(dimension: Int, components: [(logWeight: Double, gaussian: Gaussian)]) {
    precondition(
      (1...Mixture.capacity).contains(components.count),
      "a mixture has 1 to \(Mixture.capacity) components")
    let last = components[components.count - 1].logWeight
    precondition(last.isFinite, "the last component of a mixture has some weight")
    self.dimension = dimension
    count = components.count
    logitWeight = count == 1 ? .infinity : components[0].logWeight - last
    old = components[0].gaussian
    new = components[count == 1 ? 0 : 1].gaussian
    for index in 1..<max(count, 1) {
      self[index] = components[index].gaussian
      setRelativeLogit(components[index].logWeight - last, of: index)
    }
  }

  /// A component.
  public subscript(_ index: Int) -> Gaussian {
    @inline(__always) get { index == 0 ? old : index == 1 ? new : further!.gaussian(index - 2) }
    @inline(__always) set {
      if index == 0 {
        old = newValue
        if count == 1 { new = newValue }
      } else if index == 1 {
        new = newValue
      } else {
        change { $0.setGaussian(newValue, index - 2) }
      }
    }
  }

  /// b_c, the logit of a component's weight to the last one's, which is 0 for the last itself.
  @inline(__always)
  public func relativeLogit(of index: Int) -> Double {
    if index == count - 1 { return 0 }
    if index == 0 { return logitWeight }
    return index == 1 ? further!.second : further![index - 2][0]
  }

  /// Sets b_c; the last component's stays 0.
  public mutating func setRelativeLogit(_ value: Double, of index: Int) {
    if index == count - 1 { return }
    if index == 0 {
      logitWeight = value
    } else {
      change { further in
        if index == 1 { further.second = value } else { further[index - 2][0] = value }
      }
    }
  }

  /// Writes further components, which are copied first while another mixture has them too.
  private mutating func change(_ body: (FurtherComponents) -> Void) {
    if further == nil {
      further = FurtherComponents()
    } else if !isKnownUniquelyReferenced(&further) {
      further = FurtherComponents(further!)
    }
    body(further!)
  }

  /// Which entries of θ are what.
  public var layout: ParameterLayout { ParameterLayout(dimension: dimension, count: count) }

  /// The same modes with another weight of the first of two: λ for training data, −∞ for the new task
  /// alone.
  public func with(logitWeight: Double) -> Mixture {
    var copy = self
    copy.logitWeight = logitWeight
    return copy
  }

  /// Whether all components have the same covariance.
  public var isTied: Bool {
    guard old.scale == new.scale else { return false }
    for index in 2..<max(2, count) where further!.gaussian(index - 2).scale != old.scale {
      return false
    }
    return true
  }
}

extension Mixture: Hashable {
  public static func == (a: Mixture, b: Mixture) -> Bool {
    guard a.dimension == b.dimension, a.count == b.count, a.logitWeight == b.logitWeight,
      a.old == b.old, a.new == b.new
    else { return false }
    return a.count <= 2 || a.further!.isSame(as: b.further!, count: a.count - 2)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(dimension)
    hasher.combine(count)
    hasher.combine(logitWeight)
    hasher.combine(old)
    hasher.combine(new)
    for index in 2..<max(2, count) {
      hasher.combine(relativeLogit(of: index))
      hasher.combine(self[index])
    }
  }
}

/// What more than two components need: eight numbers for each from the third on (logit, mean, L and
/// log det L), and the second one's logit.
///
/// Written only by a mixture that is its sole owner (`Mixture.change`), and so sendable.
private final class FurtherComponents: @unchecked Sendable {
  typealias Row = SIMD8<Double>
  /// b of the second component, where it is not the last.
  var second = 0.0
  private var values = (Row.zero, Row.zero, Row.zero, Row.zero, Row.zero, Row.zero)

  init() {}

  init(_ other: FurtherComponents) {
    second = other.second
    values = other.values
  }

  subscript(_ index: Int) -> Row {
    get {
      withUnsafeBytes(of: &values) {
        $0.load(fromByteOffset: index * MemoryLayout<Row>.stride, as: Row.self)
      }
    }
    set {
      withUnsafeMutableBytes(of: &values) {
        $0.storeBytes(of: newValue, toByteOffset: index * MemoryLayout<Row>.stride, as: Row.self)
      }
    }
  }

  func gaussian(_ index: Int) -> Gaussian {
    let row = self[index]
    return Gaussian(
      mean: SIMD2(row[1], row[2]),
      scale: CholeskyFactor(l11: row[3], l21: row[4], l22: row[5], logDeterminant: row[6]))
  }

  func setGaussian(_ gaussian: Gaussian, _ index: Int) {
    let scale = gaussian.scale
    self[index] = Row(
      self[index][0], gaussian.mean.x, gaussian.mean.y, scale.l11, scale.l21, scale.l22,
      scale.logDeterminant, 0)
  }

  func isSame(as other: FurtherComponents, count: Int) -> Bool {
    if self === other { return true }
    guard second == other.second else { return false }
    for index in 0..<count where self[index] != other[index] { return false }
    return true
  }
}
