/// Weighted Gaussian components: q = Σ_c β_c N(m_c, S_c), one to eight of them.
///
/// The first two components stand apart as plain fields: for a mixture of two they are the old task's
/// and the new task's, and everything about it costs what a pair costs. Further ones stand behind them
/// in the same value, so that copies, snapshots and steps never ask for memory. Weights are kept as
/// logits to the last component, b_c = a_c − a_C = log β_c − log β_C, which is s = logit β for two.
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
  /// Those behind the pair; all zero for two.
  private var further = FurtherComponents()

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

  /// So many components of equal weights that are all the same: room for others, without asking for
  /// memory.
  init(dimension: Int, count: Int, of gaussian: Gaussian) {
    self.dimension = dimension
    self.count = count
    logitWeight = count == 1 ? .infinity : 0
    old = gaussian
    new = gaussian
    for index in 2..<max(2, count) { self[index] = gaussian }
  }

  /// A component, counted from 0.
  public subscript(_ index: Int) -> Gaussian {
    @inline(__always) get { index == 0 ? old : index == 1 ? new : further.gaussian(index - 2) }
    @inline(__always) set {
      if index == 0 {
        old = newValue
        if count == 1 { new = newValue }
      } else if index == 1 {
        new = newValue
      } else {
        further.setGaussian(newValue, index - 2)
      }
    }
  }

  /// All components, without their weights.
  public var gaussians: [Gaussian] { (0..<count).map { self[$0] } }

  /// b_c, the logit of a component's weight to the last one's, which is 0 for the last itself.
  @inline(__always)
  public func relativeLogit(of index: Int) -> Double {
    if index == count - 1 { return 0 }
    return index == 0 ? logitWeight : further.logit(index)
  }

  /// Sets b_c; the last component's stays 0.
  public mutating func setRelativeLogit(_ value: Double, of index: Int) {
    if index == count - 1 { return }
    if index == 0 {
      logitWeight = value
    } else {
      further.setLogit(value, index)
    }
  }

  /// Which entries of θ are what.
  var layout: ParameterLayout { ParameterLayout(dimension: dimension, count: count) }

  /// The same modes with another weight of the first of two: λ for training data, −∞ for the new task
  /// alone.
  func with(logitWeight: Double) -> Mixture {
    var copy = self
    copy.logitWeight = logitWeight
    return copy
  }

  /// The odds of all components to one of them times e^−c.
  func tilted(by c: Double, towards component: Int) -> Mixture {
    guard count > 1, c != 0 else { return self }
    var copy = self
    if component == count - 1 {
      for index in 0..<component {
        copy.setRelativeLogit(relativeLogit(of: index) - c, of: index)
      }
    } else {
      copy.setRelativeLogit(relativeLogit(of: component) + c, of: component)
    }
    return copy
  }

  /// Whether all components have the same covariance.
  var isTied: Bool {
    guard old.scale == new.scale else { return false }
    for index in 2..<max(2, count) where further.gaussian(index - 2).scale != old.scale {
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
    return a.count <= 2 || a.further.isSame(as: b.further, count: a.count - 2)
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

/// What more than two components need: the logits from the second component on, and the Gaussians from
/// the third on. Plain numbers in one piece: a copy is a copy of memory.
private struct FurtherComponents {
  private var logits = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
  private var gaussians = (
    Gaussian.none, Gaussian.none, Gaussian.none, Gaussian.none, Gaussian.none, Gaussian.none
  )

  /// b of a component, 1 to 6.
  @inline(__always)
  func logit(_ index: Int) -> Double {
    precondition(1...6 ~= index)
    return withUnsafeBytes(of: logits) { $0.load(fromByteOffset: 8 * (index - 1), as: Double.self) }
  }

  mutating func setLogit(_ value: Double, _ index: Int) {
    precondition(1...6 ~= index)
    withUnsafeMutableBytes(of: &logits) {
      $0.storeBytes(of: value, toByteOffset: 8 * (index - 1), as: Double.self)
    }
  }

  /// A Gaussian, the third component's at 0.
  @inline(__always)
  func gaussian(_ index: Int) -> Gaussian {
    precondition(0...5 ~= index)
    return withUnsafeBytes(of: gaussians) {
      $0.load(fromByteOffset: MemoryLayout<Gaussian>.stride * index, as: Gaussian.self)
    }
  }

  @inline(__always)
  mutating func setGaussian(_ gaussian: Gaussian, _ index: Int) {
    precondition(0...5 ~= index)
    withUnsafeMutableBytes(of: &gaussians) {
      $0.storeBytes(
        of: gaussian, toByteOffset: MemoryLayout<Gaussian>.stride * index, as: Gaussian.self)
    }
  }

  /// Whether `count` Gaussians and the logits before them are the same.
  func isSame(as other: FurtherComponents, count: Int) -> Bool {
    for index in 0..<count {
      guard gaussian(index) == other.gaussian(index), logit(index + 1) == other.logit(index + 1)
      else { return false }
    }
    return true
  }
}

extension Gaussian {
  /// What stands where there is no component.
  @inline(__always)
  fileprivate static var none: Gaussian {
    Gaussian(mean: SIMD2(0, 0), scale: CholeskyFactor(l11: 0, l21: 0, l22: 0, logDeterminant: 0))
  }
}
