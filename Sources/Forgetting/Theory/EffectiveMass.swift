/// ∫ min(w N, q) / w: how much of a task's mass the model still covers, clamped to [0, 1].
///
/// A component's weight alone is no meter: under forward KL the new data can capture the old component,
/// whose weight stays while the mass has left. In one dimension the integral is exact: between the
/// roots of log(w N) − log q one of the two is the smaller, and each integrates to error functions.
/// In two dimensions the same is done along lines, and the lines are added to 1e−6: the sum has a corner
/// wherever a line begins to cross the boundary between the two.
final class EffectiveMass {
  private var points: [Double] = []
  private let acrossLines = AdaptiveIntegral(mostPieces: 160)
  private var linePoints: [Double] = []
  /// The error to reach in the plane, and the one beyond which the mass is not known.
  private static let planeTolerance = 1e-6
  private static let largestPlaneError = 1e-4

  /// - Parameters:
  ///   - mode: the task's Gaussian N.
  ///   - weight: w, its mass in the target, in (0, 1].
  ///   - model: q.
  /// - Returns: to 1e−9 on a line and 1e−6 in the plane; not a number where that could not be resolved.
  func callAsFunction(_ mode: Gaussian, weight: Double, model: Mixture) -> Double {
    if model.count == 2 {
      return covered(
        mode, weight: weight,
        by: [(model.old, model.logOldWeight), (model.new, model.logNewWeight)],
        dimension: model.dimension)
    }
    var parts: [(mode: Gaussian, logWeight: Double)] = []
    model.forEachComponent { _, logWeight, gaussian in parts.append((gaussian, logWeight)) }
    return covered(mode, weight: weight, by: parts, dimension: model.dimension)
  }

  /// ∫ min(w N, v N') / w for one component N' of the model with its weight v: what this component
  /// alone covers, whatever the other one does.
  ///
  /// - Parameter logComponentWeight: log v, natural logarithm, ≤ 0.
  func callAsFunction(
    _ mode: Gaussian, weight: Double, component: Gaussian, logComponentWeight: Double,
    dimension: Int
  ) -> Double {
    covered(mode, weight: weight, by: [(component, logComponentWeight)], dimension: dimension)
  }

  private func covered(
    _ mode: Gaussian, weight: Double, by parts: [(mode: Gaussian, logWeight: Double)],
    dimension: Int
  ) -> Double {
    let value =
      dimension == 1
      ? overlap(
        Line(mean: mode.mean.x, deviation: mode.scale.l11, logMass: logarithm(weight)),
        parts.map {
          Line(mean: $0.mode.mean.x, deviation: $0.mode.scale.l11, logMass: $0.logWeight)
        }.filter { $0.logMass > -700 })
      : planeOverlap(mode, weight: weight, parts)
    return value.isNaN ? value : min(1, max(0, value / weight))
  }

  /// A Gaussian on a line with a mass: exp(logMass) N(mean, deviation²).
  private struct Line {
    let mean: Double
    let deviation: Double
    let logMass: Double
    /// logMass − log σ − ½ log 2π: thousands of points ask for it.
    private let logPeak: Double

    init(mean: Double, deviation: Double, logMass: Double) {
      self.mean = mean
      self.deviation = deviation
      self.logMass = logMass
      logPeak = logMass - logarithm(deviation) - 0.5 * logTwoPi
    }

    /// Mass below x, times e^logMass.
    func mass(from low: Double, to high: Double) -> Double {
      let a = (low - mean) / deviation
      let b = (high - mean) / deviation
      let root = 0.7071067811865476
      // Upper tails by erfc of positive arguments, so that far intervals keep their digits.
      let share =
        a > 0
        ? 0.5 * (complementaryErrorFunction(a * root) - complementaryErrorFunction(b * root))
        : b < 0
          ? 0.5 * (complementaryErrorFunction(-b * root) - complementaryErrorFunction(-a * root))
          : 0.5 * (errorFunction(b * root) - errorFunction(a * root))
      return exponential(logMass) * share
    }

    func logDensity(_ x: Double) -> Double {
      let z = (x - mean) / deviation
      return logPeak - 0.5 * z * z
    }
  }

  /// ∫ min(mode, q) on a line.
  ///
  /// - Parameters:
  ///   - pointsPerDeviation: how densely roots are looked for.
  ///   - findsDips: whether to look for two roots between points of one sign, too.
  private func overlap(
    _ mode: Line, _ model: [Line], pointsPerDeviation: Int = 5, findsDips: Bool = false
  ) -> Double {
    guard !model.isEmpty, mode.logMass > -700 else { return 0 }
    layPoints(mode, model, pointsPerDeviation)
    func difference(_ x: Double) -> Double {
      var log = model[0].logDensity(x)
      for index in 1..<max(1, model.count) { log = Self.sum(log, model[index].logDensity(x)) }
      return mode.logDensity(x) - log
    }
    var total = 0.0
    var from = -Double.infinity
    var before = (x: points[0], value: difference(points[0]))
    var last = before
    var sign = before.value > 0
    func close(at end: Double) {
      // Where the mode is the larger one, the model is what counts, and the other way round.
      if sign {
        for part in model { total += part.mass(from: from, to: end) }
      } else {
        total += mode.mass(from: from, to: end)
      }
    }
    for index in 1..<points.count {
      let value = difference(points[index])
      let next = value > 0
      defer { (before, last) = (last, (points[index], value)) }
      if findsDips, index > 1, next == sign, (before.value > 0) == sign,
        let lowest = dip(difference, before, last, (points[index], value))
      {
        for (low, high) in [(before.x, lowest), (lowest, points[index])] {
          let root = bisect(difference, low, high)
          close(at: root)
          from = root
          sign.toggle()
        }
      }
      if next != sign {
        let root = bisect(difference, points[index - 1], points[index])
        close(at: root)
        from = root
        sign = next
      }
    }
    close(at: .infinity)
    return total
  }

  /// Where a function that has one sign at three points has the other one between them; nil where its least
  /// magnitude by a parabola, tried thrice, does not reach 0.
  private func dip(
    _ f: (Double) -> Double, _ a: (x: Double, value: Double), _ b: (x: Double, value: Double),
    _ c: (x: Double, value: Double)
  ) -> Double? {
    var (a, b, c) = (a, b, c)
    guard abs(b.value) < abs(a.value), abs(b.value) <= abs(c.value), a.x < b.x, b.x < c.x else {
      return nil
    }
    for _ in 0..<3 {
      let left = b.x - a.x
      let right = c.x - b.x
      let first = (b.value - a.value) / left
      let second = (c.value - b.value) / right
      let curvature = (second - first) / (left + right)
      guard curvature != 0 else { return nil }
      let vertex = 0.5 * (a.x + b.x) - first / (2 * curvature)
      guard vertex > a.x, vertex < c.x, vertex != b.x else { return nil }
      let value = f(vertex)
      if (value > 0) != (b.value > 0) { return vertex }
      guard abs(value) < abs(b.value) else { return nil }
      if vertex < b.x { c = b } else { a = b }
      b = (vertex, value)
    }
    return nil
  }

  /// log(eᵃ + eᵇ), where the smaller one adds nothing without its exponential and logarithm: at most points of
  /// a line one component is all.
  private static func sum(_ a: Double, _ b: Double) -> Double {
    // e^−45 is 3e−20.
    abs(a - b) > 45 ? max(a, b) : logSum(a, b)
  }

  /// Points dense enough near every component that no pair of roots falls between two of them, ascending.
  private func layPoints(_ mode: Line, _ model: [Line], _ perDeviation: Int) {
    points.removeAll(keepingCapacity: true)
    for line in model { lay(line, perDeviation) }
    lay(mode, perDeviation)
  }

  /// Puts the points of a line among those that are there: both ascend, so nothing has to be sorted.
  private func lay(_ line: Line, _ perDeviation: Int) {
    let reach = 19 * perDeviation / 2
    var (there, step) = (points.count - 1, reach)
    var place = points.count + 2 * reach
    points.append(contentsOf: repeatElement(0, count: 2 * reach + 1))
    points.withUnsafeMutableBufferPointer { points in
      // From the right, where there is room.
      while step >= -reach {
        let own = line.mean + Double(step) * line.deviation / Double(perDeviation)
        while there >= 0, points[there] > own {
          points[place] = points[there]
          (there, place) = (there - 1, place - 1)
        }
        points[place] = own
        (step, place) = (step - 1, place - 1)
      }
    }
  }

  private func bisect(_ f: (Double) -> Double, _ low: Double, _ high: Double) -> Double {
    var low = low
    var high = high
    var atLow = f(low)
    var atHigh = f(high)
    let lowIsPositive = atLow > 0
    // Illinois: the false position that cannot get stuck on one side.
    for _ in 0..<60 {
      let width = high - low
      if width <= 1e-13 * (abs(low) + abs(high) + 1e-3) { break }
      var middle = low - atLow * width / (atHigh - atLow)
      if !(middle > low && middle < high) { middle = low + width / 2 }
      let value = f(middle)
      if value == 0 { return middle }
      if (value > 0) == lowIsPositive {
        low = middle
        atLow = value
        atHigh /= 2
      } else {
        high = middle
        atHigh = value
        atLow /= 2
      }
    }
    return low + (high - low) / 2
  }

  /// The plane as a stack of lines in the coordinates that whiten the mode.
  private func planeOverlap(
    _ mode: Gaussian, weight: Double, _ model: [(mode: Gaussian, logWeight: Double)]
  ) -> Double {
    let frame = Frame(
      for: Mixture(dimension: 2, logitWeight: 0, old: mode, new: mode))
    let components = model.map {
      WhitenedMode($0.mode, logWeight: $0.logWeight, dimension: 2, in: frame)
    }
    linePoints.removeAll(keepingCapacity: true)
    // Beyond seven deviations there is 1e−12 of the mode.
    for v in [-7.0, -3.5, -1.75, 0, 1.75, 3.5, 7] { linePoints.append(v) }
    for component in components {
      let width = component.marginalDeviation(axis: 1)
      for multiple in [-3.0, 0, 3] {
        let v = component.mean.y + multiple * width
        if abs(v) < 7 { linePoints.append(v) }
      }
    }
    linePoints.sort()
    var parts: [Line] = []
    let value = acrossLines(
      linePoints, relative: 0, absolute: EffectiveMass.planeTolerance * weight
    ) { v in
      // Across the line the mode is a standard normal.
      let own = Line(
        mean: 0, deviation: 1, logMass: logarithm(weight) - 0.5 * v * v - 0.5 * logTwoPi)
      parts.removeAll(keepingCapacity: true)
      for component in components where component.constant > -700 {
        let line = component.line(axis: 0, at: v)
        let deviation = (-0.5 / line.a2).squareRoot()
        let mean = -line.a1 / (2 * line.a2)
        // constant holds log weight + log|A| − log det L; the density needs (d/2) log 2π, the line
        // gives one half of it back.
        let peak = line.a0 - line.a1 * line.a1 / (4 * line.a2) - logTwoPi
        let logMass = peak + logarithm(deviation) + 0.5 * logTwoPi
        if logMass > -700 { parts.append(Line(mean: mean, deviation: deviation, logMass: logMass)) }
      }
      return overlap(own, parts, pointsPerDeviation: 2, findsDips: true)
    }
    return value.error <= EffectiveMass.largestPlaneError * weight ? value.integral : .nan
  }
}
