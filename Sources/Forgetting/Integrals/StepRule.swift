/// How far apart quadrature nodes may stand.
///
/// Two limits act on the trapezoid rule. The Gaussians are entire: their error is e^{−2π²s²/h²}, gone at
/// h = s/2.5. The boundary between modes is not: log(a + b) and the responsibilities have poles where
/// log a − log b = iπ, at a distance η from the real axis, and each leaves an error of |b(x + iη)| e^{−2πη/h}
/// with b the behaviour density. Along a line the log-ratio is a quadratic, so the poles are found
/// exactly and the step follows from the one that matters most; a far pole or one where there is no
/// data costs nothing. A step that ignores poles is wrong by 1e−3 at δ = 40 when a mean stands between
/// the modes.
struct StepRule {
  /// −log of the error allowed from a pole, relative to the largest behaviour density: 1e−13.
  fileprivate static let logError = 30.0
  /// Steps per smallest conditional deviation.
  private static let perDeviation = 2.5

  /// All modes along the line that is looked at: first the behaviours', then the others. Kept, so that
  /// a step asks for no memory.
  private var lines: [Quadratic] = []

  /// The largest step that keeps the error of the mixtures' boundaries below 1e−13 along an axis.
  ///
  /// - Parameters:
  ///   - pairs: every two components of each mixture whose logarithm or responsibility the integrand
  ///     contains, and every two of different mixtures of whose sum it contains the logarithm.
  ///   - modes: all components of those mixtures that have more than two, and of those sums.
  ///   - behaviours: the modes of the densities that multiply it.
  ///   - axis: 0 or 1.
  /// - Returns: h in whitened units, on a ladder of eighths of an octave, so that it stays the same
  ///   while the means move a little.
  mutating func step(
    pairs: [WhitenedPair], modes: [WhitenedMode], behaviours: [WhitenedMode], axis: Int,
    dimension: Int
  ) -> Double {
    var step = Double.infinity
    for mode in behaviours { step = min(step, mode.conditionalDeviation(axis: axis)) }
    for pair in pairs {
      step = min(step, pair.old.conditionalDeviation(axis: axis))
      step = min(step, pair.new.conditionalDeviation(axis: axis))
    }
    var limit = StepLimit(deviation: step, perDeviation: StepRule.perDeviation)
    for mode in behaviours { limit.highest = max(limit.highest, mode.constant) }
    if dimension == 1 {
      refine(&limit, pairs, modes, behaviours, axis, at: 0)
      return StepRule.quantised(limit.step)
    }
    for (index, mode) in behaviours.enumerated() {
      let centre = axis == 0 ? mode.mean.y : mode.mean.x
      let deviation = mode.marginalDeviation(axis: 1 - axis)
      // A teacher often stands where the model does.
      let isRepeated = behaviours[..<index].contains { other in
        (axis == 0 ? other.mean.y : other.mean.x) == centre
          && other.marginalDeviation(axis: 1 - axis) == deviation
      }
      if isRepeated { continue }
      for offset in -6...6 {
        refine(
          &limit, pairs, modes, behaviours, axis, at: centre + Double(offset) * deviation)
      }
    }
    return StepRule.quantised(limit.step)
  }

  /// Lowers the step to what the poles of all pairs along one line ask for.
  private mutating func refine(
    _ limit: inout StepLimit, _ pairs: [WhitenedPair], _ modes: [WhitenedMode],
    _ behaviours: [WhitenedMode], _ axis: Int, at other: Double
  ) {
    lines.removeAll(keepingCapacity: true)
    for mode in behaviours { lines.append(mode.line(axis: axis, at: other)) }
    for mode in modes { lines.append(mode.line(axis: axis, at: other)) }
    lines.withUnsafeBufferPointer { lines in
      let carriers = UnsafeBufferPointer(rebasing: lines[..<behaviours.count])
      let others = UnsafeBufferPointer(rebasing: lines[behaviours.count...])
      for pair in pairs
      where pair.old.constant > -.infinity && pair.new.constant > -.infinity {
        limit.refine(
          pair.old.line(axis: axis, at: other), pair.new.line(axis: axis, at: other), carriers,
          among: UnsafeBufferPointer(rebasing: others[pair.mixture]))
      }
    }
  }

  /// Rounds down to 2^(k/8): h is then a pure function of the state that seldom changes.
  private static func quantised(_ step: Double) -> Double {
    let significand = step.significand
    var rung = 1.0
    for candidate in ladder where candidate <= significand { rung = candidate }
    return Double(sign: .plus, exponent: step.exponent, significand: rung)
  }

  /// 2^(0/8) … 2^(7/8).
  private static let ladder: [Double] = (0..<8).map { power(2, Double($0) / 8) }
}

/// The step that the poles seen so far allow.
private struct StepLimit {
  var step: Double
  /// log of the largest behaviour density.
  var highest = -Double.infinity
  /// 2π s²/h, the height at which e^{a²/2s² − 2πa/h} is least: the contour need not go higher than where
  /// the Gaussians' own error is least.
  private let contour: Double

  init(deviation: Double, perDeviation: Double) {
    step = deviation / perDeviation
    contour = 2 * Double.pi * deviation * perDeviation
  }

  /// Lowers the step to what the poles of two components along a line ask for.
  ///
  /// - Parameters:
  ///   - carriers: the behaviours there.
  ///   - mixture: all components of a mixture or sum of more than two; empty otherwise.
  @inline(__always)
  mutating func refine(
    _ a: Quadratic, _ b: Quadratic, _ carriers: UnsafeBufferPointer<Quadratic>,
    among mixture: UnsafeBufferPointer<Quadratic>
  ) {
    let poles = Poles(a2: a.a2 - b.a2, a1: a.a1 - b.a1, a0: a.a0 - b.a0)
    for index in 0..<poles.count {
      let (x, eta) = index == 0 ? poles.first : poles.second
      guard eta < contour else { continue }
      // A third component that is so much larger at a pole of two that the sum of all is nowhere near 0
      // there: beyond the sum of both and e times as much.
      let own = a.realPart(x, eta) + logTwo + 1
      if mixture.contains(where: { $0.realPart(x, eta) > own }) { continue }
      var weight = -Double.infinity
      for line in carriers { weight = max(weight, line.realPart(x, eta)) }
      let budget = StepRule.logError + weight - highest
      if budget > 0 { step = min(step, 2 * Double.pi * eta / budget) }
    }
  }
}

/// The solutions of a₂ u² + a₁ u + a₀ = iπ, as real parts and distances from the real axis.
struct Poles {
  private(set) var count = 0
  private(set) var first = (x: 0.0, eta: 0.0)
  private(set) var second = (x: 0.0, eta: 0.0)

  init(a2: Double, a1: Double, a0: Double) {
    if abs(a2) <= 1e-12 * (abs(a1) + 1e-3) {
      guard abs(a1) > 1e-12 else { return }
      first = (-a0 / a1, Double.pi / abs(a1))
      count = 1
      return
    }
    // √(a₁² − 4 a₂ (a₀ − iπ)), by its modulus.
    let real = a1 * a1 - 4 * a2 * a0
    let imaginary = 4 * a2 * Double.pi
    let modulus = (real * real + imaginary * imaginary).squareRoot()
    // The smaller part follows from the larger one: the difference would cancel.
    let rootReal: Double
    let rootImaginary: Double
    if real >= 0 {
      rootReal = (0.5 * (modulus + real)).squareRoot()
      rootImaginary = rootReal > 0 ? imaginary / (2 * rootReal) : 0
    } else {
      rootImaginary = (0.5 * (modulus - real)).squareRoot() * (imaginary < 0 ? -1 : 1)
      rootReal = imaginary / (2 * rootImaginary)
    }
    let centre = -a1 / (2 * a2)
    let dx = rootReal / (2 * a2)
    let eta = abs(rootImaginary / (2 * a2))
    first = (centre + dx, eta)
    second = (centre - dx, eta)
    count = 2
  }
}
