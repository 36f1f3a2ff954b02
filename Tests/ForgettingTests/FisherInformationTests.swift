import SeededNumbers
import Testing

@testable import Forgetting

/// The geometry at an optimum: condition numbers of the mathematics, the limit of separated modes, and
/// the Fisher information as the Hessian of the divergence.
@Suite struct FisherInformationTests {
  private static func spectrum(_ mixture: Mixture, _ rates: Rates = Rates()) -> [Double] {
    FisherInformation(of: mixture).rateSpectrum(rates)
  }

  @Test func conditionNumbers() {
    for (separation, expected, tolerance) in [(1.0, 524.0, 1.0), (4, 3.64, 0.01)] {
      let spectrum = Self.spectrum(.line(0.7, 0, separation))
      #expect(spectrum.count == 3)
      let condition = spectrum.last! / spectrum.first!
      #expect(abs(condition - expected) <= tolerance, "δ = \(separation): \(condition)")
    }
  }

  /// F → diag(α(1−α), α Σ_o⁻¹, (1−α) Σ_n⁻¹).
  @Test func separatedLimit() {
    var target = Mixture.line(0.7, -20, 20)
    target.old.scale = CholeskyFactor(l11: 2)
    let fisher = FisherInformation(of: target)
    let expected = [0.21, 0, 0, 0, 0.7 / 4, 0, 0, 0, 0.3]
    for (value, expected) in zip(fisher.entries, expected) {
      #expect(abs(value - expected) <= 1e-9, "\(fisher.entries)")
    }
    #expect(fisher.entries.count == 9)
  }

  /// The second derivative of KL(q ‖ p) and of KL(p ‖ q) at their minimum, entry by entry.
  @Test(arguments: [1, 2]) func hessianOfTheDivergence(_ dimension: Int) throws {
    var random = SplitMix64(seed: 71)
    let target = random.mixture(dimension: dimension, tied: false, reach: 2)
    let fisher = FisherInformation(of: target)
    let kept = dimension == 1 ? [0, 1, 3] : [0, 1, 2, 3, 4]
    let reader = ObjectiveReader()
    let training = target.with(logitWeight: logit(0.3))
    let trainingFisher = FisherInformation(of: training)
    for (method, optimum, fisher) in [
      (MethodCase.full, target, fisher), (.mix, training, trainingFisher),
    ] {
      for (column, index) in kept.enumerated() {
        func gradient(_ distance: Double) throws -> Coordinates {
          var step = Coordinates(repeating: 0)
          step[index] = distance
          return try reader.evaluation(
            method.settings, Problem(target), model: optimum.moved(by: step)
          ).gradient
        }
        let h = 1e-3
        let derivative = try (gradient(h) - gradient(-h)) * (0.5 / h)
        for (row, entry) in kept.enumerated() {
          let expected = fisher.entries[row * fisher.size + column]
          let error = abs(derivative[entry] - expected)
          #expect(error <= 1e-5, "\(method), entry \(row), \(column): off by \(error)")
        }
      }
    }
  }

  @Test func frozenGroupsLeaveTheSpectrum() {
    let target = Mixture.line(0.7, 0, 3)
    #expect(Self.spectrum(target, Rates(oldMean: 0)).count == 2)
    #expect(Self.spectrum(target, Rates(oldMean: 0, newMean: 0)).count == 1)
    #expect(Self.spectrum(target, Rates(weight: 0, oldMean: 0, newMean: 0)).isEmpty)
    let single = Self.spectrum(target, Rates(weight: 2, oldMean: 0, newMean: 0))[0]
    let plain = Self.spectrum(target, Rates(oldMean: 0, newMean: 0))[0]
    #expect(abs(single - 2 * plain) <= 1e-12)
    #expect(Self.spectrum(.plane(0.7, SIMD2(0, 0), SIMD2(3, 1))).count == 5)
  }

  /// √P F √P by two invariants: the trace of P F and that of its square.
  @Test func ratesEnterSymmetrically() {
    let fisher = FisherInformation(of: .line(0.7, 0, 2))
    let multipliers = [2, 0.5, 3.0]
    let spectrum = fisher.rateSpectrum(Rates(weight: 2, oldMean: 0.5, newMean: 3))
    var trace = 0.0
    var square = 0.0
    for i in 0..<3 {
      trace += multipliers[i] * fisher.entries[3 * i + i]
      for j in 0..<3 {
        let entry = fisher.entries[3 * i + j]
        square += multipliers[i] * multipliers[j] * entry * entry
      }
    }
    #expect(abs(spectrum.reduce(0, +) - trace) <= 1e-12)
    #expect(abs(spectrum.map { $0 * $0 }.reduce(0, +) - square) <= 1e-12)
  }

  @Test func eigenvaluesOfKnownMatrices() {
    #expect(symmetricEigenvalues([[3]]) == [3])
    let two = symmetricEigenvalues([[2, 1], [1, 2]])
    #expect(abs(two[0] - 1) <= 1e-14 && abs(two[1] - 3) <= 1e-14)
    // The second difference of five points: 2 − 2 cos(kπ/6).
    let chain = (0..<5).map { i in
      (0..<5).map { j in i == j ? 2.0 : abs(i - j) == 1 ? -1 : 0 }
    }
    let root = 3.0.squareRoot()
    for (value, expected) in zip(symmetricEigenvalues(chain), [2 - root, 1, 2, 3, 2 + root]) {
      #expect(abs(value - expected) <= 1e-13)
    }
  }
}
