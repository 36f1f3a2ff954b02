import SeededNumbers
import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// From signals to coefficients: the formulas of docs/mathematics.md §10 by the definition, O(N²) and one
/// sample at a time.
@Suite struct BatchFormulaTests {
  /// f and w of a batch, in memory of their own.
  private final class Arrays {
    let batch: BatchArrays
    private let scratch = Scratch()

    init(f: [Double], weight: [Double]) {
      let count = f.count
      batch = BatchArrays(
        count: count, f: .allocate(capacity: count), weight: .allocate(capacity: count),
        workspace: scratch.elementwise)
      batch.f.initialize(from: f, count: count)
      batch.weight.initialize(from: weight, count: count)
    }

    deinit {
      batch.f.deallocate()
      batch.weight.deallocate()
    }

    var f: [Double] { Array(UnsafeBufferPointer(start: batch.f, count: batch.count)) }
    var weight: [Double] { Array(UnsafeBufferPointer(start: batch.weight, count: batch.count)) }
  }

  private static let sizes = [1, 2, 3, 64, 513, 1300]

  private static func numbers(_ count: Int, seed: UInt64) -> (f: [Double], w: [Double]) {
    var random = SplitMix64(seed: seed)
    return (
      (0..<count).map { _ in random.number(-5...5) },
      (0..<count).map { _ in random.number(0.001...1.4) }
    )
  }

  private static func expectEqual(
    _ found: [Double], _ expected: [Double], _ words: String, tolerance: Double = 1e-12
  ) {
    for (a, b) in zip(found, expected) {
      #expect(abs(a - b) <= tolerance * max(1, abs(b)), "\(words): \(a), by definition \(b)")
    }
  }

  @Test(arguments: sizes) func leaveOneOut(_ count: Int) {
    let (f, w) = Self.numbers(count, seed: 31)
    let arrays = Arrays(f: f, weight: w)
    arrays.batch.centre(.leaveOneOut)
    let expected = (0..<count).map { i in
      guard count > 1 else { return f[i] }
      return f[i] - (0..<count).filter { $0 != i }.map { f[$0] }.reduce(0, +) / Double(count - 1)
    }
    Self.expectEqual(arrays.f, expected, "N = \(count)")
    #expect(arrays.weight == w)
  }

  @Test(arguments: sizes) func weightedLeaveOneOut(_ count: Int) {
    let (f, w) = Self.numbers(count, seed: 32)
    let arrays = Arrays(f: f, weight: w)
    arrays.batch.centre(.weightedLeaveOneOut)
    Self.expectEqual(arrays.f, Self.weighted(f, w), "N = \(count)")
  }

  /// w_i (f_i − Σ_{j≠i} w_j f_j / Σ_{j≠i} w_j).
  private static func weighted(_ f: [Double], _ w: [Double]) -> [Double] {
    f.indices.map { i in
      guard f.count > 1 else { return w[i] * f[i] }
      let others = f.indices.filter { $0 != i }
      let total = others.map { w[$0] }.reduce(0, +)
      guard total > 0 else { return w[i] * f[i] }
      return w[i] * (f[i] - others.map { w[$0] * f[$0] }.reduce(0, +) / total)
    }
  }

  /// One sample with all the weight: the others' mean is theirs, and not what rounding leaves of a
  /// difference.
  @Test(arguments: [1e-12, 1e-18, 1e-30, 1e-200]) func oneSampleWithAllTheWeight(_ rest: Double) {
    let (f, w) = Self.numbers(40, seed: 33)
    var weights = w.map { $0 * rest }
    weights[17] = 1.2
    let arrays = Arrays(f: f, weight: weights)
    arrays.batch.centre(.weightedLeaveOneOut)
    Self.expectEqual(arrays.f, Self.weighted(f, weights), "the rest \(rest)")
  }

  @Test(arguments: [1, 2, 3, 64, 700]) func entropicAdvantages(_ count: Int) throws {
    var random = SplitMix64(seed: 34)
    let rewards = (0..<count).map { _ in random.number(-1...0) }
    let ratios = (0..<count).map { _ in random.number(-3...3) }
    for eta in [0.0, 2, 30] {
      let method = try TTTDiscover(
        MethodSettings("ttt-discover", numbers: ["eta": eta, "klCoefficient": 0.4]))
      let arrays = Arrays(f: rewards, weight: ratios)
      var constants = MethodConstants()
      method.finish(arrays.batch, &constants)
      let e = rewards.map { exp(eta * ($0 - rewards.max()!)) }
      let expected = (0..<count).map { i in
        let others = (0..<count).filter { $0 != i }
        guard count > 1 else { return 0.4 * ratios[i] }
        let mean = others.map { e[$0] }.reduce(0, +) / Double(count - 1)
        let ratio = others.map { ratios[$0] }.reduce(0, +) / Double(count - 1)
        return -(e[i] / max(mean, 1e-12) - 1) + 0.4 * (ratios[i] - ratio)
      }
      Self.expectEqual(arrays.f, expected, "η = \(eta), N = \(count)", tolerance: 1e-10)
      #expect(constants.sharpness == eta)
      let total = arrays.weight.reduce(0, +)
      #expect(abs(total - Double(count)) <= 1e-9 * Double(count))
    }
  }

  /// One answer that beats all others by far: e of the others is not what rounding leaves.
  @Test func oneAnswerThatBeatsAll() throws {
    let method = try TTTDiscover(
      MethodSettings("ttt-discover", numbers: ["eta": 25, "klCoefficient": 0]))
    let rewards = [0.0, -1, -0.99, -0.98]
    let arrays = Arrays(f: rewards, weight: [0, 0, 0, 0])
    var constants = MethodConstants()
    method.finish(arrays.batch, &constants)
    let rest = rewards.dropFirst().map { exp(25 * $0) }.reduce(0, +) / 3
    let expected = -(1 / max(rest, 1e-12) - 1)
    #expect(abs(arrays.f[0] / expected - 1) <= 1e-12, "\(arrays.f[0]), by definition \(expected)")
  }

  /// The adaptive η of a batch: the least with KL(softmax(ηr) ‖ uniform) = log 2.
  @Test func adaptiveSharpnessOfABatch() throws {
    var random = SplitMix64(seed: 35)
    for count in [5, 64, 600] {
      let rewards = (0..<count).map { _ in random.number(-1...0) }
      let arrays = Arrays(f: rewards, weight: rewards.map { _ in 0 })
      var constants = MethodConstants()
      let method = try #require(MethodCase.discoverAdaptive.method as? TTTDiscover)
      method.finish(arrays.batch, &constants)
      #expect(!constants.isSaturated)
      func divergence(_ eta: Double) -> Double {
        let e = rewards.map { exp(eta * $0) }
        let total = e.reduce(0, +)
        return e.map { $0 / total * log($0 / total * Double(count)) }.reduce(0, +)
      }
      let found = divergence(constants.sharpness)
      #expect(
        abs(found - log(2)) <= 1e-9, "N = \(count): KL \(found) at η = \(constants.sharpness)")
      #expect(divergence(0.9 * constants.sharpness) < log(2))
    }
  }

  /// Equal rewards say nothing at any η: saturated, and no NaN.
  @Test(arguments: [1, 2, 64]) func equalRewardsSaturate(_ count: Int) throws {
    let arrays = Arrays(
      f: [Double](repeating: -0.3, count: count), weight: [Double](repeating: 0, count: count))
    var constants = MethodConstants()
    let method = MethodCase.discoverAdaptive.method
    method.finish(arrays.batch, &constants)
    #expect(method.remark(constants) == .saturated)
    #expect(arrays.f.allSatisfy { abs($0) <= 1e-9 })
  }

  /// Sums run over blocks of fixed size in tree order: 2048 numbers are the halves' sums, added.
  @Test func sumsAreTreesOverBlocks() {
    let (f, w) = Self.numbers(2048, seed: 36)
    let all = Arrays(f: f, weight: w)
    let left = Arrays(f: Array(f[..<1024]), weight: Array(w[..<1024]))
    let right = Arrays(f: Array(f[1024...]), weight: Array(w[1024...]))
    #expect(
      all.batch.sum(all.batch.f) == left.batch.sum(left.batch.f) + right.batch.sum(right.batch.f))
    #expect(
      all.batch.dot(all.batch.f, all.batch.weight)
        == left.batch.dot(left.batch.f, left.batch.weight)
        + right.batch.dot(right.batch.f, right.batch.weight))
    let plain = f.reduce(0, +)
    #expect(abs(all.batch.sum(all.batch.f) - plain) <= 1e-11)
  }
}
