/// Statement 6: far apart, the largest drift of the old mean falls with the separation like
/// e^(−δ²/8), the overlap of the two tasks. It is judged over a sweep of runs, not at an instant.
public enum DriftDecay {
  /// The statement's number, as the catalogue writes it.
  public static let number = "6"
  /// Whether it speaks of lanes with these settings: of methods whose goal is the whole target.
  public static func speaks(of settings: MethodSettings) -> Bool {
    (try? MethodCatalogue.method(for: settings, at: "lane"))?.theory == .reverseToTarget
  }

  /// δ of a sweep's runs, in σ.
  public static let separations: [Double] = [4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8]
  /// The slope that a sweep must find; 1 is exactly e^(−δ²/8), and prefactors in δ bend it a little.
  static let slopes = 0.95...1.05

  /// −δ²/8, the logarithm of the overlap of two tasks that share a covariance.
  ///
  /// - Parameter separation: δ, in σ.
  public static func exponent(_ separation: Double) -> Double { -separation * separation / 8 }

  /// e^(−δ²/8) = BC.
  public static func overlap(_ separation: Double) -> Double {
    exponential(exponent(separation))
  }

  /// The slope of log(peak) against an exponent, by least squares.
  ///
  /// - Parameter points: δ and the largest drift there, both in σ.
  /// - Returns: nil with fewer than two points, with all at one δ, and where a peak is not positive.
  public static func slope(
    _ points: [(separation: Double, peak: Double)],
    against exponent: (Double) -> Double = DriftDecay.exponent
  ) -> Double? {
    guard points.count >= 2, points.allSatisfy({ $0.peak > 0 && $0.peak.isFinite }) else {
      return nil
    }
    let xs = points.map { exponent($0.separation) }
    let ys = points.map { logarithm($0.peak) }
    let meanX = xs.reduce(0, +) / Double(xs.count)
    let meanY = ys.reduce(0, +) / Double(ys.count)
    var products = 0.0
    var squares = 0.0
    for (x, y) in zip(xs, ys) {
      products += (x - meanX) * (y - meanY)
      squares += (x - meanX) * (x - meanX)
    }
    return squares > 0 ? products / squares : nil
  }

  /// The verdict on a sweep: whether its slope lies in `slopes`.
  ///
  /// A sweep without a slope (a run that diverged, a mean that never moved) fails.
  static func finding(
    _ points: [(separation: Double, peak: Double)],
    against exponent: (Double) -> Double = DriftDecay.exponent
  ) -> Finding {
    let slope = slope(points, against: exponent)
    return Finding(
      verdict: slope.map(slopes.contains) == true ? .holds : .fails, symbol: "slope",
      prediction: .between(slopes.lowerBound, slopes.upperBound), measurement: slope)
  }
}
