/// θ, the trained coordinates of two components, and everything that has their shape: G, velocities,
/// errors. `ParameterLayout` says which entry is what.
///
/// Sixteen doubles in one register file, of which eleven are used: no step allocates, and a pair pays
/// nothing for the room that more components need.
public typealias Coordinates = SIMD16<Double>

/// θ of three to eight components: 47 of 48 entries, in three vectors. One of 64 would be taken apart
/// into its numbers at every operation.
struct WideCoordinates: Hashable, Sendable {
  private var first: SIMD16<Double>
  private var second: SIMD16<Double>
  private var third: SIMD16<Double>

  @inline(__always)
  private init(_ first: SIMD16<Double>, _ second: SIMD16<Double>, _ third: SIMD16<Double>) {
    self.first = first
    self.second = second
    self.third = third
  }

  init(repeating value: Double) {
    let part = SIMD16(repeating: value)
    self.init(part, part, part)
  }

  static var scalarCount: Int { 48 }

  subscript(_ index: Int) -> Double {
    @inline(__always) get {
      index < 16 ? first[index] : index < 32 ? second[index - 16] : third[index - 32]
    }
    @inline(__always) set {
      if index < 16 {
        first[index] = newValue
      } else if index < 32 {
        second[index - 16] = newValue
      } else {
        third[index - 32] = newValue
      }
    }
  }

  static func + (a: Self, b: Self) -> Self {
    Self(a.first + b.first, a.second + b.second, a.third + b.third)
  }
  static func - (a: Self, b: Self) -> Self {
    Self(a.first - b.first, a.second - b.second, a.third - b.third)
  }
  static func * (a: Self, b: Self) -> Self {
    Self(a.first * b.first, a.second * b.second, a.third * b.third)
  }
  static func / (a: Self, b: Self) -> Self {
    Self(a.first / b.first, a.second / b.second, a.third / b.third)
  }
  static func + (a: Self, b: Double) -> Self {
    Self(a.first + b, a.second + b, a.third + b)
  }
  static func * (a: Double, b: Self) -> Self {
    Self(a * b.first, a * b.second, a * b.third)
  }
  static func * (a: Self, b: Double) -> Self { b * a }
  static func / (a: Self, b: Double) -> Self {
    Self(a.first / b, a.second / b, a.third / b)
  }
  static prefix func - (a: Self) -> Self { Self(-a.first, -a.second, -a.third) }
  static func += (a: inout Self, b: Self) { a = a + b }

  func squareRoot() -> Self {
    Self(first.squareRoot(), second.squareRoot(), third.squareRoot())
  }
}
