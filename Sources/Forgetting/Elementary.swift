// The elementary functions of this room, in one place: whoever looks for `exp` finds it here.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@inline(__always) func exponential(_ x: Double) -> Double { exp(x) }
@inline(__always) func logarithm(_ x: Double) -> Double { log(x) }
@inline(__always) func decimalLogarithm(_ x: Double) -> Double { log10(x) }
@inline(__always) func errorFunction(_ x: Double) -> Double { erf(x) }
@inline(__always) func complementaryErrorFunction(_ x: Double) -> Double { erfc(x) }
@inline(__always) func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }
/// atan2(y, x), for the argument of a complex root.
@inline(__always) func argument(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
@inline(__always) func cosine(_ x: Double) -> Double { cos(x) }
@inline(__always) func sine(_ x: Double) -> Double { sin(x) }

/// log(1 + x), which keeps the digits of a small x.
func logOnePlus(_ x: Double) -> Double { log1p(x) }

/// log(1 + eˣ), without overflow.
func softplus(_ x: Double) -> Double {
  x > 0 ? x + log1p(exp(-x)) : log1p(exp(x))
}

/// σ(x) = 1 / (1 + e⁻ˣ), accurate at both ends.
func sigmoid(_ x: Double) -> Double {
  if x >= 0 { return 1 / (1 + exp(-x)) }
  let e = exp(x)
  return e / (1 + e)
}

/// logit p = log p − log(1 − p); ∓∞ at the ends.
public func logit(_ p: Double) -> Double { log(p) - log1p(-p) }

/// log(eᵃ + eᵇ), without overflow; −∞ only if both are.
func logSum(_ a: Double, _ b: Double) -> Double {
  let high = max(a, b)
  guard high > -.infinity else { return -.infinity }
  return high + log1p(exp(-abs(a - b)))
}

/// log 2π.
let logTwoPi = 1.8378770664093454835606594728112
