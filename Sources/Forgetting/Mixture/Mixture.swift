/// Weighted Gaussian components: q = Σ_c β_c N(m_c, S_c), one to eight of them.
///
/// The values are inline, so that a copy in a step allocates nothing. The first two components stand
/// apart as plain fields: for a mixture of two they are the old task's and the new task's, and
/// everything about it costs what a pair costs. Weights are kept as logits to the last component,
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

  /// A component.
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

  /// b_c, the logit of a component's weight to the last one's, which is 0 for the last itself.
  @inline(__always)
  public func relativeLogit(of index: Int) -> Double {
    index == count - 1
      ? 0 : index == 0 ? logitWeight : index == 1 ? further.second : further.logit(index - 2)
  }

  /// Sets b_c; the last component's stays 0.
  public mutating func setRelativeLogit(_ value: Double, of index: Int) {
    if index == count - 1 { return }
    if index == 0 {
      logitWeight = value
    } else if index == 1 {
      further.second = value
    } else {
      further.setLogit(value, index - 2)
    }
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

/// The third to the eighth component, eight numbers each: logit, mean, L and log det L.
private struct FurtherComponents: Sendable {
  /// b of the second component, where it is not the last.
  var second = 0.0
  private var values: (Row, Row, Row, Row, Row, Row) = (
    Row.zero, Row.zero, Row.zero, Row.zero, Row.zero, Row.zero
  )
  private typealias Row = SIMD8<Double>

  private func row(_ index: Int) -> Row {
    withUnsafePointer(to: values) { pointer in
      UnsafeRawPointer(pointer).load(
        fromByteOffset: index * MemoryLayout<Row>.stride, as: Row.self)
    }
  }

  private mutating func change(_ index: Int, _ body: (inout Row) -> Void) {
    withUnsafeMutablePointer(to: &values) { pointer in
      body(&UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Row.self)[index])
    }
  }

  func logit(_ index: Int) -> Double { row(index)[0] }

  mutating func setLogit(_ value: Double, _ index: Int) { change(index) { $0[0] = value } }

  func gaussian(_ index: Int) -> Gaussian {
    let row = row(index)
    return Gaussian(
      mean: SIMD2(row[1], row[2]),
      scale: CholeskyFactor(l11: row[3], l21: row[4], l22: row[5], logDeterminant: row[6]))
  }

  mutating func setGaussian(_ gaussian: Gaussian, _ index: Int) {
    change(index) { row in
      row[1] = gaussian.mean.x
      row[2] = gaussian.mean.y
      row[3] = gaussian.scale.l11
      row[4] = gaussian.scale.l21
      row[5] = gaussian.scale.l22
      row[6] = gaussian.scale.logDeterminant
    }
  }

  func isSame(as other: FurtherComponents, count: Int) -> Bool {
    guard second == other.second else { return false }
    for index in 0..<count where row(index) != other.row(index) { return false }
    return true
  }
}
