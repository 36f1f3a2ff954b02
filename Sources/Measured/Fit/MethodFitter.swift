import Forgetting

/// Fits one method to a log.
struct MethodFitter {
  let model: FitModel
  let data: FitData
  let curves = FitCurves()
  /// Every place that a run was made for.
  let visited = VisitedPlaces()

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
  var freedom: Double { max(1, Double(data.count - model.parameters.count - 2)) }

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

  func isApart(_ one: [Double], _ other: [Double], by distance: Double) -> Bool {
    zip(one, other).contains { abs($0 - $1) > distance }
  }

  private func fits(_ best: LeastSquares.Result) -> Bool? {
    data.spread.map { (best.sum / freedom).squareRoot() < MethodFitter.largestExcess * $0 }
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
        isIdentified: ends.map { !MethodFitter.isWhole($0.low...$0.high) })
    }
    return MethodFit(
      method: model.method, estimates: estimates, rms: (best.sum / count).squareRoot(), aic: aic,
      fits: fits(best), first: (left.old, left.new), scenario: scenario,
      runCount: self.curves.count)
  }
}
