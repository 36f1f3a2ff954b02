import CKernel

/// A batch of independent samples of a mixture, by a counter-based generator (Philox4x32-10).
///
/// Sample i of a batch depends on seed, stream, step, mixture and i alone: a batch may be drawn in
/// pieces, in any order and on any thread, and has the same bits on every processor. Batches that
/// differ in seed, stream or step are independent of each other; two mixtures under the same three
/// are drawn with the same random numbers.
public struct Draws: Sendable {
  /// What a sample was drawn from; its raw value is the sample's label.
  public enum Source: UInt8, Sendable {
    /// The mixture's new mode.
    case new = 0
    /// The mixture's old mode.
    case old = 1
    /// The replayed old data.
    case replay = 2
  }

  /// The largest number of samples in a batch.
  static let greatestCount = 1 << 31

  /// 1 or 2.
  let dimension: Int
  private var draws: CKDraws
  /// Of a mixture of more than two components, or with more than one replayed.
  private var components: CKComponentDraws?

  /// What the labels say: small, unlike all else here, and asked for every sample.
  var labels: Labels

  /// What a sample's label says of where it comes from.
  struct Labels: Sendable {
    /// The components of the mixture; those of what is replayed stand behind them.
    fileprivate let count: Int
    /// Whether labels are raw values of `Source` and not numbers of components.
    fileprivate var isPlain = true
    /// The mixture's component of the task that is trained: the last, unless it is said to be another
    /// or, by nil, none.
    var newComponent: Int?

    func source(of label: UInt8) -> Source {
      let component: Int
      if isPlain {
        if label == Source.replay.rawValue { return .replay }
        // A single component has the label of the first of two.
        component = label == Source.new.rawValue ? count - 1 : 0
      } else {
        component = Int(label)
        if component >= count { return .replay }
      }
      return component == newComponent ? .new : .old
    }

    /// How many samples are of the task that is trained: a comparison each, many at a time.
    func newCount(_ labels: UnsafePointer<UInt8>, count: Int) -> Int {
      var sum = 0
      for label in 0..<UInt8(isPlain ? 2 : self.count) where source(of: label) == .new {
        sum += Labels.count(label, labels, count)
      }
      return sum
    }

    /// Sixteen at a time, in bytes for as long as they hold the sums.
    private static func count(
      _ label: UInt8, _ labels: UnsafePointer<UInt8>, _ count: Int
    ) -> Int {
      let raw = UnsafeRawPointer(labels)
      let wanted = SIMD16(repeating: label)
      let ones = SIMD16<UInt8>(repeating: 1)
      let whole = count & ~15
      var sum = 0
      var start = 0
      while start < whole {
        let end = min(whole, start + 16 * 255)
        var sums = SIMD16<UInt8>()
        while start < end {
          let these = raw.loadUnaligned(fromByteOffset: start, as: SIMD16<UInt8>.self)
          sums &+= SIMD16<UInt8>().replacing(with: ones, where: these .== wanted)
          start += 16
        }
        sum += Int(SIMD16<UInt16>(truncatingIfNeeded: sums).wrappedSum())
      }
      for i in whole..<count where labels[i] == label { sum += 1 }
      return sum
    }
  }

  /// Samples of b = (1 − λ) q + λ N_replay.
  ///
  /// - Parameters:
  ///   - mixture: q. A logit of ±∞ is one mode alone.
  ///   - replay: N_replay, of the same dimension; nil for b = q.
  ///   - share: λ, in [0, 1]; ignored without `replay`.
  ///   - seed: which random numbers at all.
  ///   - stream: which of several independent batches of one step.
  ///   - step: which batch of a run.
  init(
    of mixture: Mixture, replay: Gaussian? = nil, share: Double = 0, seed: UInt64,
    stream: UInt32 = 0, step: UInt64 = 0
  ) {
    precondition((0...1).contains(share), "the share of replayed samples lies in [0, 1]")
    let replayed = replay == nil ? 0 : share
    dimension = mixture.dimension
    labels = Labels(count: mixture.count, newComponent: mixture.count - 1)
    draws = CKDraws(
      seed: seed, step: step, stream: stream,
      // In the order of their labels. The weight of the lesser mode has its full accuracy.
      source: (
        Self.source((1 - replayed) * sigmoid(-mixture.logitWeight), mixture.new),
        Self.source((1 - replayed) * sigmoid(mixture.logitWeight), mixture.old),
        Self.source(replayed, replay ?? mixture.old)
      ))
  }

  /// Samples of b = (1 − λ) q + λ q_replay, where both may have any number of components.
  ///
  /// A sample's label is the index of its component: those of `mixture` first, then the replayed ones;
  /// of two components and one replayed it is the raw value of `Source`.
  init(
    of mixture: Mixture, replay: Mixture?, share: Double, seed: UInt64, stream: UInt32 = 0,
    step: UInt64 = 0
  ) {
    let replayed = replay == nil ? 0 : share
    // One Gaussian is replayed where there is one old task; two are a mixture.
    let isPlain = replay.map { $0.count == 1 || $0.count == 2 && $0.logitWeight == .infinity }
    guard !mixture.isPair || !(isPlain ?? true) else {
      self.init(
        of: mixture, replay: replay?.old, share: share, seed: seed, stream: stream, step: step)
      return
    }
    self.init(
      of: mixture, replay: nil as Gaussian?, share: 0, seed: seed, stream: stream, step: step)
    var all = CKComponentDraws()
    all.seed = seed
    all.step = step
    all.stream = stream
    var count = 0
    withUnsafeMutableBytes(of: &all.source) { bytes in
      let sources = bytes.bindMemory(to: CKSource.self)
      func append(_ mixture: Mixture, _ share: Double) {
        for index in 0..<mixture.count {
          sources[count] = Self.source(share * mixture.weight(of: index), mixture[index])
          count += 1
        }
      }
      append(mixture, 1 - replayed)
      if let replay, replayed > 0 { append(replay, replayed) }
    }
    all.count = count
    components = all
    labels.isPlain = false
  }

  private static func source(_ weight: Double, _ gaussian: Gaussian) -> CKSource {
    CKSource(
      weight: weight, mean: (gaussian.mean.x, gaussian.mean.y),
      scale: (gaussian.scale.l11, gaussian.scale.l21, gaussian.scale.l22))
  }

  /// Which random numbers at all.
  var seed: UInt64 { draws.seed }
  /// Which batch of a run.
  var step: UInt64 { draws.step }

  /// Writes samples number `range` of the batch. Allocates nothing.
  ///
  /// - Parameters:
  ///   - range: within 0..<`greatestCount`.
  ///   - x: room for `range.count` first coordinates.
  ///   - y: room for as many second coordinates; not touched in one dimension.
  ///   - labels: room for as many raw values of `Source`.
  func fill(
    _ range: Range<Int>, x: UnsafeMutablePointer<Double>, y: UnsafeMutablePointer<Double>,
    labels: UnsafeMutablePointer<UInt8>
  ) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= Self.greatestCount,
      "samples are numbered from 0 to 2^31 - 1")
    if let components {
      withUnsafePointer(to: components) { draws in
        if dimension == 1 {
          ck_component_draw_1(draws, range.lowerBound, range.count, x, labels)
        } else {
          ck_component_draw_2(draws, range.lowerBound, range.count, x, y, labels)
        }
      }
      return
    }
    withUnsafePointer(to: draws) { draws in
      if dimension == 1 {
        ck_draw_1(draws, range.lowerBound, range.count, x, labels)
      } else {
        ck_draw_2(draws, range.lowerBound, range.count, x, y, labels)
      }
    }
  }
}
