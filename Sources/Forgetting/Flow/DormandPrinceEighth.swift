/// Where a flow of few numbers goes from a place.
protocol VectorField {
  associatedtype Vector: SIMD where Vector.Scalar == Double
  func velocity(_ place: Vector) -> Vector
}

/// Dormand–Prince 8(5,3) with a step controller (Hairer, Nørsett, Wanner, *Solving Ordinary Differential
/// Equations I*, II.5 and II.10): for flows of few coordinates under a small tolerance, a third of the
/// velocities that 5(4) takes.
///
/// It owns the room for the stages, so that a step allocates nothing.
final class DormandPrinceEighth<Field: VectorField> {
  typealias Vector = Field.Vector

  private let k: UnsafeMutablePointer<Vector>

  private static var stageCount: Int { 12 }
  private static var safety: Double { 0.9 }

  init() {
    k = .allocate(capacity: Self.stageCount + EighthInterpolation.stageCount)
    k.initialize(repeating: Vector(), count: Self.stageCount + EighthInterpolation.stageCount)
  }

  deinit { k.deallocate() }

  /// A trial of one step.
  ///
  /// - Parameters:
  ///   - first: the velocity at the start.
  ///   - tolerance: of the error of every coordinate, in units of 1 + its size.
  /// - Returns: where it leads, and its error in units of the tolerance; infinite where that is nowhere.
  @inline(__always)
  func trial(
    from start: Vector, step h: Double, first: Vector, tolerance: Double, _ field: Field
  ) -> (next: Vector, error: Double) {
    k[0] = first
    var place = 0
    for stage in 1..<Self.stageCount {
      var sum = Vector()
      for earlier in 0..<stage {
        let weight = EighthTableau.stages[place]
        place += 1
        // Half of them are 0.
        if weight != 0 { sum += weight * k[earlier] }
      }
      k[stage] = field.velocity(start + h * sum)
    }
    var change = Vector()
    var fifth = Vector()
    var third = Vector()
    for stage in 0..<Self.stageCount {
      change += EighthTableau.solution[stage] * k[stage]
      fifth += EighthTableau.fifth[stage] * k[stage]
      third += EighthTableau.third[stage] * k[stage]
    }
    let next = start + h * change
    var fifthError = 0.0
    var thirdError = 0.0
    for index in 0..<Vector.scalarCount {
      let size = tolerance * (1 + max(abs(start[index]), abs(next[index])))
      let (a, b) = (abs(fifth[index]) / size, abs(third[index]) / size)
      guard a.isFinite, b.isFinite else { return (next, .infinity) }
      fifthError = max(fifthError, a)
      thirdError = max(thirdError, b)
    }
    let scale = fifthError * fifthError + 0.01 * thirdError * thirdError
    return (next, scale > 0 ? abs(h) * fifthError * fifthError / scale.squareRoot() : 0)
  }

  /// All that lies between the ends of the trial that was made last: three velocities more.
  ///
  /// - Parameter last: the velocity at its end.
  func curve(
    from start: Vector, to next: Vector, step h: Double, last: Vector, _ field: Field
  ) -> EighthCurve<Vector> {
    k[Self.stageCount] = last
    for (offset, weights) in EighthInterpolation.stages.enumerated() {
      var sum = Vector()
      for (stage, weight) in weights.enumerated() where weight != 0 { sum += weight * k[stage] }
      k[Self.stageCount + 1 + offset] = field.velocity(start + h * sum)
    }
    let change = next - start
    var terms = [change, h * k[0] - change, 2 * change - h * (last + k[0])]
    for weights in EighthInterpolation.terms {
      var sum = Vector()
      for (stage, weight) in weights.enumerated() where weight != 0 { sum += weight * k[stage] }
      terms.append(h * sum)
    }
    return EighthCurve(start: start, terms: terms)
  }

  /// By what the next step may be longer than one with an error, or the same one must be shorter.
  static func factor(_ error: Double) -> Double {
    guard error.isFinite else { return 0.1 }
    let factor = safety * power(max(error, 1e-12), -1.0 / 8)
    return error <= 1 ? min(6, factor) : max(0.2, min(0.9, factor))
  }

  /// A first step (Hairer, Nørsett, Wanner, II.4): one velocity more.
  func firstStep(
    from start: Vector, first: Vector, limit: Double, tolerance: Double, _ field: Field
  ) -> Double {
    func size(_ vector: Vector) -> Double {
      (0..<Vector.scalarCount).reduce(0) {
        max($0, abs(vector[$1]) / (tolerance * (1 + abs(start[$1]))))
      }
    }
    let speed = size(first)
    guard speed.isFinite, speed > 0 else { return limit }
    let tried = min(limit, 0.01 * max(size(start), 1) / speed)
    let bend = size(field.velocity(start + tried * first) - first) / tried
    guard bend.isFinite else { return tried }
    let step = power(0.01 / max(speed, bend), 1.0 / 8)
    return min(limit, 100 * tried, step)
  }
}

/// What lies between the ends of a step: a polynomial of seventh order.
struct EighthCurve<Vector: SIMD> where Vector.Scalar == Double {
  let start: Vector
  fileprivate let terms: [Vector]

  /// The place at a share of the step between 0 and 1.
  func place(at share: Double) -> Vector {
    var sum = Vector()
    for (index, term) in terms.reversed().enumerated() {
      sum = (index % 2 == 0 ? share : 1 - share) * (sum + term)
    }
    return start + sum
  }
}

/// The numbers of Dormand–Prince 8(5,3), as its authors give them.
private enum EighthTableau {
  /// Row by row, from the second stage on.
  static let stages: [Double] = [
    0.05260015195876773,
    0.0197250569845379, 0.0591751709536137,
    0.02958758547680685, 0, 0.08876275643042054,
    0.2413651341592667, 0, -0.8845494793282861, 0.924834003261792,
    0.037037037037037035, 0, 0, 0.17082860872947386, 0.12546768756682242,
    0.037109375, 0, 0, 0.17025221101954405, 0.06021653898045596, -0.017578125,
    0.03709200011850479, 0, 0, 0.17038392571223998, 0.10726203044637328, -0.015319437748624402,
    0.008273789163814023,
    0.6241109587160757, 0, 0, -3.3608926294469414, -0.868219346841726, 27.59209969944671,
    20.154067550477894, -43.48988418106996,
    0.47766253643826434, 0, 0, -2.4881146199716677, -0.590290826836843, 21.230051448181193,
    15.279233632882423, -33.28821096898486, -0.020331201708508627,
    -0.9371424300859873, 0, 0, 5.186372428844064, 1.0914373489967295, -8.149787010746927,
    -18.52006565999696, 22.739487099350505, 2.4936055526796523, -3.0467644718982196,
    2.273310147516538, 0, 0, -10.53449546673725, -2.0008720582248625, -17.9589318631188,
    27.94888452941996, -2.8589982771350235, -8.87285693353063, 12.360567175794303,
    0.6433927460157636,
  ]

  /// Of the solution, and of its difference from those of the fifth and of the third order.
  static let solution: [Double] = [
    0.054293734116568765, 0, 0, 0, 0, 4.450312892752409, 1.8915178993145003, -5.801203960010585,
    0.3111643669578199, -0.1521609496625161, 0.20136540080403034, 0.04471061572777259,
  ]
  static let fifth: [Double] = [
    0.01312004499419488, 0, 0, 0, 0, -1.2251564463762044, -0.4957589496572502,
    1.6643771824549864, -0.35032884874997366, 0.3341791187130175, 0.08192320648511571,
    -0.022355307863886294,
  ]
  static let third: [Double] = [
    -0.18980075407240762, 0, 0, 0, 0, 4.450312892752409, 1.8915178993145003, -5.801203960010585,
    -0.4226823213237919, -0.1521609496625161, 0.20136540080403034, 0.02265179219836082,
  ]
}
