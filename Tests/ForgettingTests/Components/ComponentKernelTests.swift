import CKernel
import Testing

@testable import Forgetting

/// The kernel's entries for any number of components.
@Suite struct ComponentKernelTests {
  private static let plane = CholeskyFactor(l11: 0.8, l21: 0.5, l22: 1.1)

  private static func mixture(_ dimension: Int, count: Int) -> Mixture {
    Mixture(
      dimension: dimension,
      components: (0..<count).map { index in
        let place = Double(index)
        return (
          -0.3 * place,
          Gaussian(
            mean: SIMD2(2 * place - 5, dimension == 2 ? 1 - 0.7 * place : 0),
            scale: dimension == 2 ? plane : CholeskyFactor(l11: 0.7 + 0.1 * place))
        )
      })
  }

  private static func points(_ count: Int) -> (x: [Double], y: [Double], k: [Double]) {
    let steps = (0..<count).map { Double($0) / Double(count) }
    return (
      steps.map { 16 * $0 - 8 }, steps.map { 3 * ($0 * 7).truncatingRemainder(dividingBy: 1) },
      steps.map { 1 - 1.7 * $0 }
    )
  }

  private struct Densities {
    var log: [Double]
    var density: [Double]
    var responsibility: [Double]
    let stride: Int

    init(_ mixture: Mixture, _ x: [Double], _ y: [Double]) {
      let room = ComponentRoom()
      mixture.fill(room.kernel)
      stride = x.count + 3
      log = [Double](repeating: 0, count: x.count)
      density = log
      responsibility = [Double](repeating: 0, count: stride * mixture.count)
      if mixture.dimension == 2 {
        ck_component_densities_2(
          room.kernel, x, y, x.count, &log, &density, &responsibility, stride)
      } else {
        ck_component_densities_1(room.kernel, x, x.count, &log, &density, &responsibility, stride)
      }
    }
  }

  @Test(arguments: [1, 2], [1, 2, 3, 5, 8])
  func densitiesAreThoseOfTheFormula(dimension: Int, count: Int) {
    let mixture = Self.mixture(dimension, count: count)
    let (x, y, _) = Self.points(203)
    let found = Densities(mixture, x, y)
    for i in x.indices {
      let point = SIMD2(x[i], dimension == 2 ? y[i] : 0)
      let log = mixture.logDensity(at: point)
      #expect(abs(found.log[i] - log) <= 4e-15 * max(1, abs(log)))
      #expect(abs(found.density[i] / exponential(log) - 1) <= 1e-15 * (10 + abs(log)))
      var total = 0.0
      for c in 0..<count {
        let part = mixture.logWeight(of: c) + mixture[c].logDensity(at: point, dimension: dimension)
        let own = exponential(part - log)
        let r = found.responsibility[c * found.stride + i]
        #expect(abs(r - own) <= 1e-15 * (10 + abs(part) + abs(log)) * own + 1e-300)
        total += r
      }
      #expect(abs(total - 1) <= 1e-15 * 8)
    }
  }

  @Test func farOutNothingIsLost() {
    let mixture = Self.mixture(1, count: 5)
    let found = Densities(mixture, [-1e6, 1e8, 60], [0, 0, 0])
    #expect(found.log.allSatisfy(\.isFinite) && found.density[0] == 0 && found.density[1] == 0)
    for i in 0..<3 {
      let total = (0..<5).map { found.responsibility[$0 * found.stride + i] }.reduce(0, +)
      #expect(abs(total - 1) <= 1e-15 * 5)
    }
  }

  @Test(arguments: [1, 2])
  func twoComponentsAgreeWithThePair(dimension: Int) {
    let mixture = Self.mixture(dimension, count: 2)
    let (x, y, k) = Self.points(203)
    let found = Densities(mixture, x, y)
    var kernel = mixture.kernelMixture
    var (log, density, r) = (x, x, x)
    var pair = CKScoreSums()
    let room = ComponentRoom()
    mixture.fill(room.kernel)
    var fisher = [Double](repeating: 0, count: 121)
    var expected = fisher
    let weights = [mixture.weight(of: 0), mixture.weight(of: 1)]
    if dimension == 2 {
      ck_densities_2(&kernel, x, y, x.count, &log, &density, &r)
      ck_score_sums_2(&kernel, x, y, k, r, x.count, 1, &pair)
      ck_component_sums_2(
        room.kernel, x, y, k, found.responsibility, found.stride, x.count, 1, room.sums)
      ck_fisher_2(&kernel, weights[0], x, y, k, r, x.count, 1, &expected)
      ck_component_fisher_2(
        room.kernel, weights, x, y, k, found.responsibility, found.stride, x.count, 1, &fisher)
    } else {
      ck_densities_1(&kernel, x, x.count, &log, &density, &r)
      ck_score_sums_1(&kernel, x, k, r, x.count, 1, &pair)
      ck_component_sums_1(
        room.kernel, x, k, found.responsibility, found.stride, x.count, 1, room.sums)
      ck_fisher_1(&kernel, weights[0], x, k, r, x.count, 1, &expected)
      ck_component_fisher_1(
        room.kernel, weights, x, k, found.responsibility, found.stride, x.count, 1, &fisher)
    }
    for i in x.indices {
      #expect(abs(found.log[i] - log[i]) <= 4e-15 * max(1, abs(log[i])))
      #expect(abs(found.responsibility[i] - r[i]) <= 1e-13 * r[i] + 1e-300)
    }
    for (moments, other) in [
      (pair.old_mode, room.moments[0]), (pair.new_mode, room.moments[1]),
    ] {
      for (a, b) in [
        (moments.zeroth, other.zeroth), (moments.first.0, other.first.0),
        (moments.first.1, other.first.1), (moments.second.0, other.second.0),
        (moments.second.1, other.second.1), (moments.second.2, other.second.2),
      ] { #expect(abs(a - b) <= 1e-12 * max(1, abs(a))) }
    }
    for (a, b) in zip(fisher, expected) { #expect(abs(a - b) <= 1e-12 * max(1, abs(b))) }
  }

  /// Every clone, whatever processor the tests run on.
  @Test func drawsInTheOrderOfThePairHaveItsBits() {
    let target = Self.mixture(2, count: 2)
    let draws = Draws(
      of: target, replay: Gaussian(mean: SIMD2(7, 7), scale: Self.plane), share: 0.3, seed: 5,
      stream: 2, step: 77)
    let parts: [(weight: Double, Gaussian)] = [
      (0.7 * target.weight(of: 0), target.old),
      (0.3, Gaussian(mean: SIMD2(7, 7), scale: Self.plane)),
      (0.7 * target.weight(of: 1), target.new),
    ]
    var all = CKComponentDraws()
    all.seed = 5
    all.stream = 2
    all.step = 77
    all.count = 3
    withUnsafeMutableBytes(of: &all.source) { bytes in
      let sources = bytes.bindMemory(to: CKSource.self)
      for (index, part) in parts.enumerated() {
        let scale = part.1.scale
        sources[index] = CKSource(
          weight: part.weight, mean: (part.1.mean.x, part.1.mean.y),
          scale: (scale.l11, scale.l21, scale.l22))
      }
    }
    let count = 1000
    var (x, y) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    var (a, b) = (x, y)
    var labels = [UInt8](repeating: 9, count: count)
    var others = labels
    draws.fill(3..<(3 + count), x: &x, y: &y, labels: &labels)
    ck_component_draw_2(&all, 3, count, &a, &b, &others)
    #expect(x == a && y == b)
    // Old, replayed, new: the pair's labels are new, old, replayed.
    let names: [UInt8] = [1, 2, 0]
    #expect(labels == others.map { names[Int($0)] })
  }

  @Test func drawsFollowTheWeights() {
    let mixture = Self.mixture(1, count: 6)
    let draws = Draws(of: mixture, replay: nil as Mixture?, share: 0, seed: 3)
    let count = 60_000
    var x = [Double](repeating: 0, count: count)
    var y = x
    var labels = [UInt8](repeating: 0, count: count)
    draws.fill(0..<count, x: &x, y: &y, labels: &labels)
    for c in 0..<6 {
      let own = x.indices.filter { labels[$0] == c }
      let share = mixture.weight(of: c)
      let deviation = (share * (1 - share) / Double(count)).squareRoot()
      #expect(abs(Double(own.count) / Double(count) - share) <= 4 * deviation)
      let mean = own.map { x[$0] }.reduce(0, +) / Double(own.count)
      let error = mixture[c].scale.l11 / Double(own.count).squareRoot()
      #expect(abs(mean - mixture[c].mean.x) <= 4 * error)
    }
  }
}
