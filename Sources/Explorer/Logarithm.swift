#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The logarithms that sliders and axes need; the mathematics of the model lives elsewhere.
package enum Logarithm {
  package static func ratio(_ a: Double, _ b: Double) -> Double { log(a / b) }
  package static func exponential(_ x: Double) -> Double { exp(x) }
  static func decimal(_ x: Double) -> Double { log10(x) }
  package static func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }
}
