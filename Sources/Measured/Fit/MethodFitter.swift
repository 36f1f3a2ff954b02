import Forgetting

/// Fits one method to a log.
struct MethodFitter {
  let model: FitModel
  let data: FitData
  let curves = FitCurves()
  /// Every place that a run was made for and that came near.
  private let visited = Visited()

  private final class Visited {
    private(set) var places: [(place: [Double], sum: Double)] = []
    private var least = Double.infinity

    func note(_ place: [Double], _ sum: Double) {
      least = min(least, sum)
      if sum < 1.6 * least { places.append((place, sum)) }
    }
  }

  init?(method: String, _ data: FitData) {
    guard let model = FitModel(method: method, lastStep: data.steps[data.steps.count - 1]) else {
      return nil
    }
    self.model = model
    self.data = data
  }

  /// nil where no run of the method gets to the end of the log.
  func fit() -> MethodFit? {
    var squares = LeastSquares { self.residuals(at: $0) }
    let starts = self.starts()
    var found = starts.compactMap { squares.minimum(from: $0, rounds: 5, tolerance: 1e-2) }
    found.sort { $0.sum < $1.sum }
    found = found.prefix(3).compactMap {
      squares.minimum(from: $0.place, rounds: 20, tolerance: 1e-4)
    }
    guard var best = found.min(by: { $0.sum < $1.sum }) else { return nil }
    // Places that the descent has ended at.
    var valleys = found
    var intervals: [(low: Double, high: Double)] = []
    var rounds = 0
    search: while true {
      rounds += 1
      intervals = []
      for index in model.parameters.indices {
        var profile = profile(best, index)
        let interval = profile.interval()
        // A profile may find a better place than the search did.
        if let better = profile.better, rounds < 4 {
          squares.held = []
          best = squares.minimum(from: better, rounds: 20, tolerance: 1e-4) ?? best
          valleys.append(best)
          continue search
        }
        intervals.append(interval)
      }
      break
    }
    widen(&intervals, best, valleys)
    return result(best, intervals)
  }

  private func profile(
    _ best: LeastSquares.Result, _ index: Int, from center: LeastSquares.Result? = nil
  ) -> Profile {
    Profile({ self.residuals(at: $0) }, freedom: freedom, best, index, from: center)
  }

  /// Where another valley is as deep as the noise allows, its places are as good; so is every place that
  /// was come by.
  private func widen(
    _ intervals: inout [(low: Double, high: Double)], _ best: LeastSquares.Result,
    _ valleys: [LeastSquares.Result]
  ) {
    let largest = Profile.largest(best, freedom)
    for (place, sum) in visited.places where sum <= largest {
      for index in intervals.indices {
        intervals[index].low = min(intervals[index].low, place[index])
        intervals[index].high = max(intervals[index].high, place[index])
      }
    }
    let other = valleys.filter { valley in
      zip(zip(valley.place, best.place), intervals).contains { places, interval in
        abs(places.0 - places.1) > 0.2 * (interval.high - interval.low)
          && abs(places.0 - places.1) > 0.02
      }
    }.min { $0.sum < $1.sum }
    guard let other, other.sum < largest else { return }
    for index in intervals.indices {
      var profile = profile(best, index, from: other)
      let interval = profile.interval()
      intervals[index].low = min(intervals[index].low, interval.low)
      intervals[index].high = max(intervals[index].high, interval.high)
    }
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
    visited.note(places, residuals.reduce(0) { $0 + $1 * $1 })
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

  /// Degrees of freedom that are left: the first scores' errors are fitted, too.
  var freedom: Double { max(1, Double(data.count - model.parameters.count - 2)) }

  private func result(
    _ best: LeastSquares.Result, _ intervals: [(low: Double, high: Double)]
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
    let error = (best.sum / freedom).squareRoot()
    var estimates: [MethodFit.Estimate] = []
    for (index, parameter) in model.parameters.enumerated() {
      let interval = intervals[index]
      estimates.append(
        MethodFit.Estimate(
          parameter: parameter, value: values[index], low: parameter.value(at: interval.low),
          high: parameter.value(at: interval.high),
          isIdentified: interval.high - interval.low < 0.95))
    }
    return MethodFit(
      method: model.method, estimates: estimates, rms: (best.sum / count).squareRoot(), aic: aic,
      fits: data.spread.map { error < MethodFitter.largestExcess * $0 },
      first: (left.old, left.new), scenario: scenario, runCount: self.curves.count)
  }

  /// What is left may be so many times the data's own spread, which few points tell badly.
  private static let largestExcess = 2.0
}
