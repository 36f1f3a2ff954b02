/// A vector with room for θ. Flows are written once for all widths and compiled for each.
protocol ParameterVector: Hashable, Sendable {
  init(repeating value: Double)
  static var scalarCount: Int { get }
  subscript(_ index: Int) -> Double { get set }

  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static func + (a: Self, b: Double) -> Self
  static func * (a: Double, b: Self) -> Self
  static func * (a: Self, b: Double) -> Self
  static func / (a: Self, b: Double) -> Self
  static prefix func - (a: Self) -> Self
  func squareRoot() -> Self

  /// What an optimiser remembers in vectors of this width, lent to a body.
  static func withMoments(
    of memory: inout OptimiserMemory, _ body: (inout Self, inout Self) -> Self
  ) -> Self
}

extension ParameterVector {
  /// Packs a mixture in a system of coordinates; without covariances their entries are 0, and no
  /// logarithm is taken.
  @inline(__always)
  init(_ mixture: some FlowModel, in system: CoordinateSystem, covariances: Bool) {
    self.init(repeating: 0)
    guard mixture.count == 2 else {
      pack(mixture, in: system, covariances: covariances)
      return
    }
    let layout = ParameterLayout.pair
    self[layout.logits.lowerBound] =
      system == .direct ? mixture.weight(of: 0) : mixture.logitWeight
    pack(mixture.old, at: layout, component: 0, system, covariances)
    pack(mixture.new, at: layout, component: 1, system, covariances)
  }

  @inline(never)
  private mutating func pack(
    _ mixture: some FlowModel, in system: CoordinateSystem, covariances: Bool
  ) {
    let layout = mixture.layout
    for index in layout.logits {
      self[index] = system == .direct ? mixture.weight(of: index) : mixture.relativeLogit(of: index)
    }
    for component in 0..<layout.count {
      pack(mixture[component], at: layout, component: component, system, covariances)
    }
  }

  @inline(__always)
  private mutating func pack(
    _ gaussian: Gaussian, at layout: ParameterLayout, component: Int, _ system: CoordinateSystem,
    _ covariances: Bool
  ) {
    setPair(gaussian.mean, at: layout.mean(component))
    guard covariances else { return }
    let scale = gaussian.scale
    let place = layout.scale(component)
    let isDirect = system == .direct
    self[place] = isDirect ? scale.l11 : logarithm(scale.l11)
    self[place + 1] = scale.l21
    self[place + 2] = isDirect ? scale.l22 : logarithm(scale.l22)
  }

  /// Two entries side by side: a mean, where the layout has one.
  @inline(__always)
  func pair(at index: Int) -> SIMD2<Double> { SIMD2(self[index], self[index + 1]) }

  @inline(__always)
  mutating func setPair(_ value: SIMD2<Double>, at index: Int) {
    self[index] = value.x
    self[index + 1] = value.y
  }

  /// Whether every entry is a number that a screen can show.
  var isFinite: Bool {
    for index in 0..<Self.scalarCount where !self[index].isFinite { return false }
    return true
  }

  /// The largest absolute entry.
  var largestMagnitude: Double {
    var largest = 0.0
    for index in 0..<Self.scalarCount { largest = Swift.max(largest, abs(self[index])) }
    return largest
  }
}

extension SIMD16: ParameterVector where Scalar == Double {
  static func withMoments(
    of memory: inout OptimiserMemory, _ body: (inout Coordinates, inout Coordinates) -> Coordinates
  ) -> Coordinates {
    body(&memory.first, &memory.second)
  }
}

extension WideCoordinates: ParameterVector {
  static func withMoments(
    of memory: inout OptimiserMemory,
    _ body: (inout WideCoordinates, inout WideCoordinates) -> WideCoordinates
  ) -> WideCoordinates {
    if memory.wide.isEmpty {
      memory.wide = [WideCoordinates(repeating: 0), WideCoordinates(repeating: 0)]
    }
    return memory.wide.withUnsafeMutableBufferPointer { body(&$0[0], &$0[1]) }
  }
}

/// The entries of two components by name.
extension SIMD16 where Scalar == Double {
  private static var layout: ParameterLayout { .pair }

  /// Packs a mixture of two in logit and log-Cholesky coordinates.
  init(_ mixture: Mixture) {
    self.init(mixture, in: .logit, covariances: true)
  }

  /// ∂/∂s or s itself.
  var weight: Double {
    get { self[0] }
    set { self[0] = newValue }
  }

  var oldMean: SIMD2<Double> {
    get { pair(at: Self.layout.mean(0)) }
    set { setPair(newValue, at: Self.layout.mean(0)) }
  }

  var newMean: SIMD2<Double> {
    get { pair(at: Self.layout.mean(1)) }
    set { setPair(newValue, at: Self.layout.mean(1)) }
  }

  var oldScale: CholeskyFactor { scale(at: Self.layout.scale(0)) }
  var newScale: CholeskyFactor { scale(at: Self.layout.scale(1)) }

  private func scale(at index: Int) -> CholeskyFactor {
    CholeskyFactor(
      l11: exponential(self[index]), l21: self[index + 1], l22: exponential(self[index + 2]))
  }
}
