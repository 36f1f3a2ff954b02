import Forgetting

/// Fits one method to a log.
struct MethodFitter {
  let model: FitModel
  let data: FitData
  let curves = FitCurves()
  /// Every place that a run was made for.
  private let visited = VisitedPlaces()

  /// Runs after which no further end of an interval is looked for.
  private static let mostRuns = 3000
  /// What is left may be so many times the data's own spread, which few points tell badly.
  private static let largestExcess = 2.0

  init?(method: String, _ data: FitData) {
    guard let model = FitModel(method: method, lastStep: data.steps[data.steps.count - 1]) else {
      return nil
    }
    self.model = model
    self.data = data
  }

  /// nil where no run of the method gets to the end of the log.
  ///
  /// - Parameter intervals: whether they are wanted; what does not fit has none.
  func fit(intervals: Bool) -> MethodFit? {
    let squares = LeastSquares { self.residuals(at: $0) }
    var found = starts().compactMap { squares.minimum(from: $0, rounds: 6, tolerance: 1e-2) }
    found.sort { $0.sum < $1.sum }
    found = valleys(found).compactMap {
      squares.minimum(from: $0.place, rounds: 20, tolerance: 1e-4)
    }
    guard var best = found.min(by: { $0.sum < $1.sum }) else { return nil }
    guard intervals, fits(best) != false else { return result(best, nil) }
    let ends = ends(&best, found, squares)
    return result(best, ends)
  }

  /// Degrees of freedom that are left: the first scores' errors are fitted, too.
  private var freedom: Double { max(1, Double(data.count - model.parameters.count - 2)) }

  /// The best that descents have come to, of each valley one, and three at least.
  private func valleys(_ found: [LeastSquares.Result]) -> [LeastSquares.Result] {
    var kept: [LeastSquares.Result] = []
    var spare: [LeastSquares.Result] = []
    for result in found where result.sum < MethodFitter.worthwhile * found[0].sum {
      let isNew = kept.allSatisfy { isApart($0.place, result.place, by: 0.1) }
      if isNew, kept.count < MethodFitter.mostValleys {
        kept.append(result)
      } else {
        spare.append(result)
      }
    }
    return kept + spare.prefix(max(0, 3 - kept.count))
  }

  /// So many times the best sum, half way down, may still become the best.
  private static let worthwhile = 4.0
  private static let mostValleys = 4

  private func isApart(_ one: [Double], _ other: [Double], by distance: Double) -> Bool {
    zip(one, other).contains { abs($0 - $1) > distance }
  }

  private func fits(_ best: LeastSquares.Result) -> Bool? {
    data.spread.map { (best.sum / freedom).squareRoot() < MethodFitter.largestExcess * $0 }
  }

  // MARK: - Intervals

  /// The extent of all places that are as good as the noise allows, in every direction.
  ///
  /// - Parameter valleys: where descents have come to rest.
  private func ends(
    _ best: inout LeastSquares.Result, _ valleys: [LeastSquares.Result], _ squares: LeastSquares
  ) -> [(low: Double, high: Double)] {
    var sides: [(index: Int, sign: Double)] = []
    for index in model.parameters.indices { sides += [(index, -1), (index, 1)] }
    var promised = sides.map { best.place[$0.index] }
    var reached = [[Double]?](repeating: nil, count: sides.count)
    for sweep in 0..<4 {
      var hasGrown = false
      for (number, side) in sides.enumerated() where curves.count < MethodFitter.mostRuns {
        let ends = IntervalEnds(
          squares: squares, largest: largest(best, valleys), best: best.place)
        let before = visited.furthest(side.index, side.sign, within: ends.largest) ?? best.place
        // At first from the best place and other good ones, then from where others have come to or, where
        // nobody has come further, from a part of the valley far from there.
        var starts = [sweep == 0 ? best.place : before]
        if sweep == 0 {
          starts += others(than: best.place, among: valleys, within: ends.largest)
        } else if before == reached[number] {
          let other = visited.farFrom(
            before, side.index, side.sign, beyond: best.place, within: ends.largest)
          guard sweep < 3, let other else { continue }
          starts = [other]
        }
        for start in starts {
          let end = ends.end(of: side.index, sign: side.sign, from: start)
          if side.sign * (end - promised[number]) > 0 { promised[number] = end }
        }
        if let better = visited.best, better.sum < best.sum * (1 - 1e-3) {
          best = squares.minimum(from: better.place, rounds: 20, tolerance: 1e-4) ?? best
        }
        let after = visited.furthest(side.index, side.sign, within: ends.largest) ?? before
        reached[number] = after
        if abs(after[side.index] - before[side.index]) > 0.02 { hasGrown = true }
      }
      if sweep > 0, !hasGrown { break }
    }
    let largest = largest(best, valleys)
    let found = zip(sides, promised).map { side, promised in
      let end = visited.furthest(side.index, side.sign, within: largest) ?? best.place
      // What the last linearisation still promised is as good as reached.
      let left = side.sign * (promised - end[side.index])
      let near = 0.003 + 0.05 * abs(end[side.index] - best.place[side.index])
      return left > 0 && left < near ? promised : end[side.index]
    }
    return model.parameters.indices.map { (found[2 * $0], found[2 * $0 + 1]) }
  }

  /// The sum of squares that the noise explains, as far as is known of the valley by now.
  private func largest(
    _ best: LeastSquares.Result, _ valleys: [LeastSquares.Result]
  ) -> Double {
    let one = IntervalEnds.largest(best.sum, freedom: freedom, isCut: false)
    // Which of two valleys is the deeper one is chance, as what lies beyond a bound is.
    let isOneOfSeveral = valleys.contains {
      $0.sum <= one && isApart($0.place, best.place, by: 0.2)
    }
    return isOneOfSeveral || visited.reachesBound(within: one)
      ? IntervalEnds.largest(best.sum, freedom: freedom, isCut: true) : one
  }

  /// Places of small enough sums that are not nearly the same as the best one.
  private func others(
    than best: [Double], among valleys: [LeastSquares.Result], within largest: Double
  ) -> [[Double]] {
    valleys.filter { $0.sum <= largest && isApart($0.place, best, by: 0.05) }.map(\.place)
  }

  // MARK: - Residuals

  /// What is left at a place, times the root of its weight, after the first scores' own errors: both are
  /// linear, so the best factor and offset are known for every curve.
  func residuals(at places: [Double]) -> [Double]? {
    let scale = model.parameters[places.count - 1].value(at: places[places.count - 1])
    guard let curves = curves(model.scenario(at: places), at: data.steps.map { $0 / scale }) else {
      return nil
    }
    let residuals = left(curves.kept, curves.learned).residuals
    visited.note(places, LeastSquares.sum(residuals))
    return residuals
  }

  func left(
    _ kept: [Double], _ learned: [Double]
  ) -> (residuals: [Double], old: Double, new: Double) {
    var (above, below) = (0.0, 0.0)
    for point in data.kept {
      let share = kept[point.place]
      above += point.weight * point.share * share
      below += point.weight * share * share
    }
    let factor = below > 0 ? above / below : 1
    (above, below) = (0, 0)
    for point in data.learned {
      let rest = 1 - learned[point.place]
      above += point.weight * (point.share - learned[point.place]) * rest
      below += point.weight * rest * rest
    }
    let offset = below > 1e-12 ? above / below : 0
    var residuals: [Double] = []
    residuals.reserveCapacity(data.count)
    for point in data.kept {
      residuals.append(
        (factor * kept[point.place] - point.share) * point.weight.squareRoot())
    }
    for point in data.learned {
      let share = offset + (1 - offset) * learned[point.place]
      residuals.append((share - point.share) * point.weight.squareRoot())
    }
    return (residuals, factor, offset)
  }

  // MARK: - Result

  private func result(
    _ best: LeastSquares.Result, _ intervals: [(low: Double, high: Double)]?
  ) -> MethodFit? {
    let values = zip(model.parameters, best.place).map { $0.value(at: $1) }
    var scenario = model.scenario(values)
    let scale = values[values.count - 1]
    guard let curves = curves(scenario, at: data.steps.map { $0 / scale }) else { return nil }
    let left = left(curves.kept, curves.learned)
    scenario.clock = Clock()
    scenario.clock.until = max(1, (data.steps[data.steps.count - 1] / scale).rounded(.up))
    let count = Double(data.count)
    let aic = count * logarithm(max(best.sum, 1e-18) / count) + 2 * Double(values.count + 3)
    let estimates = model.parameters.enumerated().map { index, parameter in
      let ends = intervals?[index]
      return MethodFit.Estimate(
        parameter: parameter, value: values[index],
        interval: ends.map { parameter.value(at: $0.low)...parameter.value(at: $0.high) },
        isIdentified: ends.map { $0.high - $0.low < 0.95 })
    }
    return MethodFit(
      method: model.method, estimates: estimates, rms: (best.sum / count).squareRoot(), aic: aic,
      fits: fits(best), first: (left.old, left.new), scenario: scenario,
      runCount: self.curves.count)
  }
}
