import CKernel
import KernelClones
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The sampler in C: the generator against its published vectors, samples against the layout that
/// Draws.c describes, and bits that must be the same on every machine.
@Suite struct KernelDrawsTests {
  /// The vectors that the authors of Philox publish with their library.
  @Test(arguments: [
    (
      counter: [0, 0, 0, 0], key: [0, 0],
      result: [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
    ),
    (
      counter: [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff],
      key: [0xffff_ffff, 0xffff_ffff],
      result: [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
    ),
    (
      counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
      key: [0xa409_3822, 0x299f_31d0],
      result: [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
    ),
  ])
  func theGeneratorGivesItsPublishedVectors(counter: [UInt32], key: [UInt32], result: [UInt32]) {
    var found = [UInt32](repeating: 0, count: 4)
    ck_philox(counter, key, &found)
    #expect(found == result)
  }

  /// Every sample from its own counters, with the system's logarithm, sine and cosine.
  @Test func samplesFollowTheLayout() {
    let draws = CKDraws.example
    for dimension in [1, 2] {
      let batch = Batch(draws, dimension, 3, 400)
      for i in 0..<400 {
        let expected = draws.sample(3 + i, dimension)
        #expect(batch.labels[i] == expected.label)
        #expect(abs(batch.x[i] - expected.x) <= 2e-14)
        if dimension == 2 { #expect(abs(batch.y[i] - expected.y) <= 2e-14) }
      }
    }
  }

  /// Recorded once; every processor, compiler and operating system must give them.
  @Test func bitsAreTheSameEverywhere() {
    let line = Batch(.example, 1, 0, 100)
    let plane = Batch(.example, 2, 0, 100)
    let places = [0, 1, 7, 8, 15, 16, 99]
    #expect(places.map { line.x[$0].bitPattern } == Self.goldenLine)
    #expect(places.map { plane.x[$0].bitPattern } == Self.goldenPlaneX)
    #expect(places.map { plane.y[$0].bitPattern } == Self.goldenPlaneY)
    #expect(line.labels == plane.labels)
    #expect(Array(line.labels[..<24]) == Self.goldenLabels)
    // All bits of a longer batch, folded into one word.
    let long = Batch(.example, 2, 0, 20_000)
    let folded = (long.x + long.y).reduce(UInt64(0)) { ($0 &* 0x100_0000_01b3) ^ $1.bitPattern }
    #expect(folded == Self.goldenFold)
  }

  @Test func everyCloneGivesTheSameBits() {
    #expect(kernel_clone_count() >= 1)
    for (first, count) in [(0, 1), (0, 16), (5, 300), (127, 2), (1_000_003, 5000)] {
      for dimension in [1, 2] {
        let chosen = Batch(.example, dimension, first, count)
        for clone in 0..<kernel_clone_count() {
          let batch = Batch(.example, dimension, first, count, clone: clone)
          #expect(batch == chosen, "\(String(cString: kernel_clone_name(clone)))")
        }
      }
    }
  }

  @Test func aBatchInPiecesIsTheSameBatch() {
    for dimension in [1, 2] {
      let whole = Batch(.example, dimension, 0, 1500)
      for length in [1, 3, 8, 16, 17, 127, 128, 129, 512, 1499] {
        var pieces = Batch()
        // From the back, so that no state can be carried on.
        for start in stride(from: 0, to: 1500, by: length).reversed() {
          pieces = Batch(.example, dimension, start, min(length, 1500 - start)) + pieces
        }
        #expect(pieces == whole)
      }
      #expect(Batch(.example, dimension, 70, 0) == Batch())
    }
  }

  @Test func nothingIsWrittenBesideTheSamples() {
    var x = [Double](repeating: .infinity, count: 200)
    var y = x
    var labels = [UInt8](repeating: 77, count: 200)
    withUnsafePointer(to: CKDraws.example) { draws in
      x.withUnsafeMutableBufferPointer { x in
        y.withUnsafeMutableBufferPointer { y in
          labels.withUnsafeMutableBufferPointer { labels in
            let (x, y, labels) = (x.baseAddress!, y.baseAddress!, labels.baseAddress!)
            ck_draw_2(draws, 13, 150, x + 20, y + 20, labels + 20)
          }
        }
      }
    }
    for i in 0..<200 {
      let isInside = (20..<170).contains(i)
      #expect(x[i].isFinite == isInside && y[i].isFinite == isInside)
      #expect((labels[i] != 77) == isInside)
    }
  }

  /// The sample whose choice is the smallest of many is of the old mode for a weight just above that
  /// number, and of the new mode for one just below: weights count to their last digits.
  @Test func tinyWeightsAreHonoured() {
    var draws = CKDraws.example
    draws.source.2.weight = 0
    let count = 40_000
    let parts = (0..<count).map { draws.part($0) }
    let index = parts.indices.min { parts[$0] < parts[$1] }!
    let smallest = Double(parts[index]) * 0x1p-62
    #expect(smallest > 0 && smallest < 1e-3)
    for (factor, labels) in [(1 + 1e-11, 1), (1 - 1e-11, 0)] {
      draws.source.1.weight = smallest * factor
      draws.source.0.weight = 1 - draws.source.1.weight
      let batch = Batch(draws, 1, 0, count)
      #expect(batch.labels.count { $0 == 1 } == labels)
      #expect(batch.labels[index] == UInt8(labels))
    }
    // The other end: the new mode's share is the complement, to the same digits.
    let last = parts.indices.max { parts[$0] < parts[$1] }!
    let rest = Double((1 << 62) - parts[last]) * 0x1p-62
    for (factor, labels) in [(1 + 1e-11, 1), (1 - 1e-11, 0)] {
      draws.source.0.weight = rest * factor
      draws.source.1.weight = 1 - draws.source.0.weight
      let batch = Batch(draws, 1, 0, count)
      #expect(batch.labels.count { $0 == 0 } == labels)
      #expect(batch.labels[last] == UInt8(1 - labels))
    }
  }

  @Test func aWeightOfZeroIsNeverDrawnAndOneAlways() {
    for label in 0..<3 {
      var draws = CKDraws.example
      draws.source.0.weight = label == 0 ? 1 : 0
      draws.source.1.weight = label == 1 ? 1 : 0
      draws.source.2.weight = label == 2 ? 1 : 0
      #expect(Batch(draws, 2, 0, 10_000).labels.allSatisfy { $0 == UInt8(label) })
    }
  }

  static let goldenLine: [UInt64] = [
    0x4001_74df_c8eb_636a, 0x3ff3_c6b8_4cd2_44f8, 0x400e_3e87_cc5e_9819,
    0x4005_0da7_7c76_0fb3, 0x4010_7602_8d84_dfd2, 0x3fdb_0434_d2ce_02d0,
    0x3fff_ff64_8010_b3e4,
  ]
  static let goldenPlaneX: [UInt64] = [
    0x4001_74df_c8eb_636a, 0x3ff3_c6b8_4cd2_44f8, 0x400e_3e87_cc5e_9819,
    0x3fdb_0434_d2ce_02d0, 0x4004_c5bb_2949_0e9d, 0x3ff6_afe3_d80d_25ed,
    0x4010_00f1_7f95_f70b,
  ]
  static let goldenPlaneY: [UInt64] = [
    0x3fec_ff5f_1c6f_869e, 0x3fdd_978d_119d_9128, 0x3ff2_82cc_b026_6c4c,
    0x3ff3_2e02_13fe_327a, 0x3f85_9382_b4c8_d4c0, 0x3fde_aafe_c7d7_3fe1,
    0x3fa3_6d78_492a_3130,
  ]
  static let goldenLabels: [UInt8] = [
    0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 2, 0, 1, 2, 1, 1,
  ]
  static let goldenFold: UInt64 = 0x1b92_2c31_a00f_96df
}

/// What the sampler wrote.
private struct Batch: Equatable {
  var x: [Double] = []
  var y: [Double] = []
  var labels: [UInt8] = []

  init() {}

  /// By one of the clones, or by the one that the kernel chooses.
  init(_ draws: CKDraws, _ dimension: Int, _ first: Int, _ count: Int, clone: Int32? = nil) {
    x = [Double](repeating: .nan, count: count)
    y = [Double](repeating: 0, count: count)
    labels = [UInt8](repeating: 77, count: count)
    switch (clone, dimension) {
    case (nil, 1): ck_draw_1([draws], first, count, &x, &labels)
    case (nil, _): ck_draw_2([draws], first, count, &x, &y, &labels)
    case (let clone?, 1): clone_draw_1(clone, [draws], first, count, &x, &labels)
    case (let clone?, _): clone_draw_2(clone, [draws], first, count, &x, &y, &labels)
    }
  }

  static func + (a: Batch, b: Batch) -> Batch {
    var sum = a
    sum.x += b.x
    sum.y += b.y
    sum.labels += b.labels
    return sum
  }
}

extension CKDraws {
  fileprivate static let example = CKDraws(
    seed: 0x0123_4567_89ab_cdef, step: 0x2_0000_0003, stream: 5,
    source: (
      CKSource(weight: 0.5, mean: (2.5, 0.7), scale: (1.25, -0.5, 0.75)),
      CKSource(weight: 0.375, mean: (-1.2, 0.3), scale: (0.5, 0.25, 1.5)),
      CKSource(weight: 0.125, mean: (-2, 0), scale: (1, 0.125, 0.8))
    ))

  private func words(_ block: Int, purpose: Int) -> [UInt64] {
    var words = [UInt32](repeating: 0, count: 4)
    let counter = [
      UInt32(block + purpose << 31), UInt32(truncatingIfNeeded: step), UInt32(step >> 32), stream,
    ]
    ck_philox(counter, [UInt32(truncatingIfNeeded: seed), UInt32(seed >> 32)], &words)
    return words.map { UInt64($0) }
  }

  /// Which of 2^62 parts of the unit interval chooses the source of sample `i`.
  fileprivate func part(_ i: Int) -> Int {
    let (group, half, lane) = (i / 16, i / 8 % 2, i % 8)
    let words = words(8 * group + lane, purpose: 1)
    return Int((words[2 * half] << 32 | words[2 * half + 1]) >> 2)
  }

  /// Sample `i` by the description in Draws.c, with the system's functions.
  fileprivate func sample(_ i: Int, _ dimension: Int) -> (x: Double, y: Double, label: UInt8) {
    let choice = Double(part(i)) * 0x1p-62
    let label =
      choice < source.1.weight ? 1 : choice < source.1.weight + source.2.weight ? 2 : 0
    let chosen = [source.0, source.1, source.2][label]
    let (group, half, lane) = (i / 16, i / 8 % 2, i % 8)
    let words = words(dimension == 1 ? 8 * group + lane : i, purpose: 0)
    let radius = (-2 * log(Double(words[0] << 32 | words[1] | 1) * 0x1p-64)).squareRoot()
    let bits = words[2] << 32 | words[3]
    let turns = Double(bits >> 12 | 1) * 0x1p-52 - 0.5
    var (x, y) = (cos(turns * .pi / 2), sin(turns * .pi / 2))
    if bits & 1 == 1 { x = -x }
    if bits & 2 == 2 { (x, y) = (y, x) }
    if dimension == 1 {
      let z = radius * (half == 0 ? x : y)
      return (chosen.mean.0 + chosen.scale.0 * z, 0, UInt8(label))
    }
    return (
      chosen.mean.0 + chosen.scale.0 * radius * x,
      chosen.mean.1 + chosen.scale.1 * radius * x + chosen.scale.2 * radius * y, UInt8(label)
    )
  }
}
