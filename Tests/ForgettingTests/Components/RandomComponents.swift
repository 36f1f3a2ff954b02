import SeededNumbers

@testable import Forgetting

extension SplitMix64 {
  /// Any number of components with means in ±`reach` and weights of one order.
  mutating func components(
    _ count: Int, dimension: Int, tied: Bool, reach: Double = 6
  ) -> Mixture {
    let shared = scale(dimension: dimension)
    return Mixture(
      dimension: dimension,
      components: (0..<count).map { _ in
        let own = tied ? shared : scale(dimension: dimension)
        return (
          number(-1.5...1.5),
          Gaussian(mean: point(-reach...reach, dimension: dimension), scale: own)
        )
      })
  }

  /// The same components with other weights, and means moved by up to `spread`.
  mutating func like(components mixture: Mixture, spread: Double) -> Mixture {
    Mixture(
      dimension: mixture.dimension,
      components: (0..<mixture.count).map { index in
        var gaussian = mixture[index]
        if spread > 0 { gaussian.mean += point(-spread...spread, dimension: mixture.dimension) }
        return (number(-1.5...1.5), gaussian)
      })
  }
}

extension Mixture {
  /// Components of one deviation on a line.
  static func line(_ weights: [Double], _ means: [Double], deviation: Double = 1) -> Mixture {
    Mixture(
      dimension: 1,
      components: zip(weights, means).map {
        (logarithm($0), Gaussian(mean: SIMD2($1, 0), scale: CholeskyFactor(l11: deviation)))
      })
  }
}
