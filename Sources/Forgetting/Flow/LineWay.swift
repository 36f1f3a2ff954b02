/// θ' and φ' of two components on a line whose deviations stay: s, m_o and m_n, and behind them those of a
/// teacher where the method uses one.
final class LineField<Vector: SIMD>: VectorField where Vector.Scalar == Double {
  private let integral: PopulationIntegral
  private var model: LinePair
  private var teacher: LinePair?
  private let rates: SIMD4<Double>
  private let pull: (rates: TeacherRates, goal: SIMD4<Double>)?

  /// - Parameters:
  ///   - integral: with nodes that serve wherever a velocity is asked for.
  ///   - rates: P of s, m_o and m_n.
  ///   - pull: what moves a teacher, and θ_D; nil: it stands still.
  init(
    _ integral: PopulationIntegral, _ state: FlowState<Pair>, rates: SIMD4<Double>,
    pull: (rates: TeacherRates, goal: SIMD4<Double>)?
  ) {
    self.integral = integral
    model = LinePair(state.model)
    teacher = Vector.scalarCount > 4 ? LinePair(state.teacher) : nil
    self.rates = rates
    self.pull = pull
  }

  @inline(__always)
  func velocity(_ place: Vector) -> Vector {
    model.move(logit: place[0], old: place[1], new: place[2])
    if Vector.scalarCount > 4 { teacher?.move(logit: place[4], old: place[5], new: place[6]) }
    let gradient = integral.lineGradient(&model, teacher: &teacher)
    var velocity = Vector()
    for index in 0..<3 { velocity[index] = -(rates[index] * gradient[index]) }
    guard Vector.scalarCount > 4, let pull else { return velocity }
    for index in 0..<3 {
      velocity[4 + index] =
        pull.rates.ema * (place[index] - place[4 + index])
        + pull.rates.anchor * (pull.goal[index] - place[4 + index])
    }
    return velocity
  }
}

/// Nodes that serve every place of a flow on a line, step by step.
struct LineWay<Vector: SIMD> where Vector.Scalar == Double {
  private let integral: PopulationIntegral
  private var problem: Problem
  private var mixture: Mixture
  /// What a place asks of nodes: where the step begins, where it is going to end, and all that lies.
  private var here = LineNodes(step: 1, low: 0, high: 0)
  private var there = LineNodes(step: 1, low: 0, high: 0)
  private var laid = LineNodes(step: 1, low: 0, high: 0)
  private var expected = Vector()
  /// Where the last trial of this step ended, not as expected; nil: none did.
  private var found: Vector?
  /// By coordinate, how fast its velocity falls with its way.
  private var decay = Vector()

  /// Where `here` was asked for, and where `there` was.
  private var herePlace = Vector()
  private var therePlace = Vector()

  /// How far from the place that is expected a step may end without a second look, in deviations and in
  /// units of the logit.
  private static var slack: (mean: Double, logit: Double) { (0.25, 0.5) }

  init(_ integral: PopulationIntegral, _ problem: Problem, _ model: Mixture) {
    self.integral = integral
    self.problem = problem
    mixture = model
  }

  // MARK: - Places

  static func place(_ state: FlowState<Pair>) -> Vector {
    var place = Vector()
    for (offset, pair) in [state.model, state.teacher].enumerated()
    where 4 * offset < Vector.scalarCount {
      place[4 * offset] = pair.logitWeight
      place[4 * offset + 1] = pair.old.mean.x
      place[4 * offset + 2] = pair.new.mean.x
    }
    return place
  }

  func pair(_ place: Vector) -> Pair {
    var pair = Pair.read(mixture)
    pair.logitWeight = place[0]
    pair.old.mean.x = place[1]
    pair.new.mean.x = place[2]
    return pair
  }

  static func set(_ mixture: inout Mixture, _ place: Vector, _ offset: Int) {
    mixture.logitWeight = place[offset]
    mixture.old.mean.x = place[offset + 1]
    mixture.new.mean.x = place[offset + 2]
  }

  // MARK: - Nodes

  /// Lays nodes for the start.
  mutating func begin(at place: Vector) {
    here = need(at: place)
    herePlace = place
    laid = here
    integral.lay(laid, problem)
  }

  /// Lays nodes that serve a step from its start to where it is expected to end, unless those that lie do.
  mutating func prepare(from place: Vector, _ velocity: Vector, _ length: Double) {
    expected = place
    for index in 0..<Vector.scalarCount {
      // x' = v e^{−λ t}, as the last step has shown λ.
      let fall = max(-1, decay[index] * length)
      let share = abs(fall) < 1e-3 ? 1 - fall / 2 : (1 - exponential(-fall)) / fall
      expected[index] += velocity[index] * length * share
    }
    if let found { expected = found }
    guard !isNear(expected, herePlace, share: 0.1) else {
      (there, therePlace) = (here, herePlace)
      return
    }
    if !isNear(expected, therePlace, share: 0.1) {
      there = need(at: expected)
      therePlace = expected
    }
    cover(here.union(there))
  }

  private mutating func cover(_ need: LineNodes) {
    // Nodes that reach much further than they must cost more than new ones.
    guard !laid.serves(need) || laid.count > 1.25 * need.count + 8 else { return }
    laid = need
    integral.lay(laid, problem)
  }

  /// Whether the nodes served a step that has ended at a place; if not, `prepare` lays better ones.
  mutating func accepts(_ place: Vector) -> Bool {
    if isNear(place, expected, share: 1) { return true }
    there = need(at: place)
    therePlace = place
    if laid.serves(there, spacing: 1.1, margin: 0.5) { return true }
    // The same step is tried again, with nodes for where it leads.
    found = place
    return false
  }

  /// A step has been taken.
  mutating func step(from place: Vector, _ velocity: Vector, to next: Vector, _ last: Vector) {
    (here, herePlace) = (there, therePlace)
    found = nil
    for index in 0..<Vector.scalarCount {
      let way = next[index] - place[index]
      decay[index] = way == 0 ? 0 : (velocity[index] - last[index]) / way
    }
  }

  /// Whether two places are so close that the nodes of one serve the other.
  ///
  /// - Parameter share: of the slack.
  private func isNear(_ a: Vector, _ b: Vector, share: Double) -> Bool {
    for index in 0..<Vector.scalarCount {
      let size = index % 4 == 0 ? LineWay.slack.logit : LineWay.slack.mean * integral.lineUnit
      // Not a number is nowhere near.
      if !(abs(a[index] - b[index]) <= share * size) { return false }
    }
    return true
  }

  private mutating func need(at place: Vector) -> LineNodes {
    LineWay.set(&mixture, place, 0)
    if Vector.scalarCount > 4 { LineWay.set(&problem.teacher, place, 4) }
    return integral.lineNeed(problem, model: mixture)
  }
}
