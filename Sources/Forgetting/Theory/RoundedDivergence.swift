extension Double {
  /// A divergence: never negative. What lies below 0 by no more than the rounding of its sums is 0; what lies
  /// further below is an error, and is left to be seen.
  var asDivergence: Double { self < 0 && self >= -1e-12 ? 0 : self + 0 }
}
