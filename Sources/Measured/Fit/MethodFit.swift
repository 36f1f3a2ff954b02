import Forgetting

/// What a method would have to be to come nearest to a log.
public struct MethodFit: Sendable {
  /// A parameter and where it lies with 95 % by the profile of the likelihood.
  public struct Estimate: Sendable {
    /// In its own units, all of them.
    public var parameter: FitParameter
    public var value: Double
    public var low: Double
    public var high: Double
    /// False where the interval spans what is allowed, or nearly.
    public var isIdentified: Bool
  }

  /// Its key, and its parameters, the time scale last.
  public var method: String
  public var estimates: [Estimate]
  /// The root of the mean square of what is left, as a share of mass.
  public var rms: Double
  /// Akaike's criterion; differences alone mean something.
  public var aic: Double
  /// Whether what is left is no more than the data's own spread; nil where that is not known.
  public var fits: Bool?
  /// The factor on kept and the offset of learned that the first scores' own errors ask for.
  public var first: (old: Double, new: Double)
  /// The best as a scenario, its end at the log's.
  public var scenario: Scenario
  /// How many runs it took.
  public var runCount: Int
}

extension MethodFit {
  /// Steps of the log in a unit of flow time.
  public var stepsPerTime: Double { estimates[estimates.count - 1].value }

  /// What a scenario gives at steps of the log, on the axes of its scores.
  ///
  /// - Parameters:
  ///   - steps: ascending.
  ///   - scenario: nil: the fit's own.
  /// - Returns: nil where the run does not get there.
  public func curves(
    of run: MeasuredRun, at steps: [Double], _ scenario: Scenario? = nil
  ) -> (kept: [Double], learned: [Double])? {
    var scenario = scenario ?? self.scenario
    scenario.clock.integrator = .dormandPrince
    scenario.clock.tolerance = FitModel.tolerance
    let begin = min(run.kept[0].step, run.learned[0].step)
    let times = steps.map { max(0, $0 - begin) / stepsPerTime }
    return FitCurves()(scenario, at: times).map { curves in
      (curves.kept.map { $0 * first.old }, curves.learned.map { first.new + (1 - first.new) * $0 })
    }
  }

  /// The same at the log's last step.
  public func end(
    of run: MeasuredRun, _ scenario: Scenario? = nil
  ) -> (step: Double, kept: Double, learned: Double)? {
    let last = max(run.kept[run.kept.count - 1].step, run.learned[run.learned.count - 1].step)
    guard let curves = curves(of: run, at: [last], scenario), let kept = curves.kept.last,
      let learned = curves.learned.last
    else { return nil }
    return (last, kept, learned)
  }
}

/// Fits one method to a log.
struct MethodFitter {
  private let model: FitModel
  private let data: FitData
  private let curves = FitCurves()
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

  /// Starts that are looked at, and those that are followed down.
  private static let designSize = 64
  private static let followed = 6

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
        var profile = Profile(self, best, index)
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

  /// Where another valley is as deep as the noise allows, its places are as good; so is every place that
  /// was come by.
  private func widen(
    _ intervals: inout [(low: Double, high: Double)], _ best: LeastSquares.Result,
    _ valleys: [LeastSquares.Result]
  ) {
    let largest = Profile(self, best, 0).largest
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
      var profile = Profile(self, best, index, from: other)
      let interval = profile.interval()
      intervals[index].low = min(intervals[index].low, interval.low)
      intervals[index].high = max(intervals[index].high, interval.high)
    }
  }

  // MARK: - Residuals

  /// What is left at a place, times the root of its weight, after the first scores' own errors: both are
  /// linear, so the best factor and offset are known for every curve.
  fileprivate func residuals(at places: [Double]) -> [Double]? {
    let scale = model.parameters[places.count - 1].value(at: places[places.count - 1])
    guard let curves = curves(model.scenario(at: places), at: data.steps.map { $0 / scale }) else {
      return nil
    }
    let residuals = left(curves.kept, curves.learned).residuals
    visited.note(places, residuals.reduce(0) { $0 + $1 * $1 })
    return residuals
  }

  private func left(
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

  // MARK: - Starts

  /// The best of a spread design. Runs do not know the time scale: each is tried at many.
  private func starts() -> [[Double]] {
    let last = model.parameters.count - 1
    let scale = model.parameters[last]
    let lastStep = data.steps[data.steps.count - 1]
    let longest = 120.0
    // Early everything happens, later little.
    let times = (0...40).map { longest * Double($0 * $0 * $0) / 64000 }
    var found: [(place: [Double], sum: Double)] = []
    for number in 1...MethodFitter.designSize {
      var places = (0..<last).map { MethodFitter.halton(number, base: MethodFitter.primes[$0]) }
      places.append(0)
      guard let run = curves(model.scenario(at: places), at: times) else { continue }
      var best: (place: Double, sum: Double)?
      for index in 0..<32 {
        let place = (Double(index) + 0.5) / 32
        let perTime = scale.value(at: place)
        guard lastStep / perTime <= longest else { continue }
        let at = data.steps.map { $0 / perTime }
        let sum = left(
          MethodFitter.read(run.kept, times, at: at), MethodFitter.read(run.learned, times, at: at)
        ).residuals.reduce(0) { $0 + $1 * $1 }
        if best.map({ sum < $0.sum }) ?? true { best = (place, sum) }
      }
      guard let best else { continue }
      places[last] = best.place
      found.append((places, best.sum))
    }
    return found.sorted { $0.sum < $1.sum }.prefix(MethodFitter.followed).map(\.place)
  }

  /// A curve between the times at which it is known.
  private static func read(_ values: [Double], _ times: [Double], at wanted: [Double]) -> [Double] {
    var index = 1
    return wanted.map { time in
      while index < times.count - 1, times[index] < time { index += 1 }
      let share = (time - times[index - 1]) / (times[index] - times[index - 1])
      return values[index - 1] + share * (values[index] - values[index - 1])
    }
  }

  private static let primes = [2, 3, 5, 7, 11, 13, 17]

  /// A sequence that fills the unit interval evenly.
  private static func halton(_ number: Int, base: Int) -> Double {
    var (rest, share, value) = (number, 1.0, 0.0)
    while rest > 0 {
      share /= Double(base)
      value += share * Double(rest % base)
      rest /= base
    }
    return value
  }

  // MARK: - Result

  /// Degrees of freedom that are left: the first scores' errors are fitted, too.
  fileprivate var freedom: Double { max(1, Double(data.count - model.parameters.count - 2)) }

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

/// Where the sum of squares, with one parameter held and all others fitted anew, stays within what the
/// noise explains.
private struct Profile {
  let fitter: MethodFitter
  let best: LeastSquares.Result
  /// The bottom of the valley that is walked along.
  let center: LeastSquares.Result
  let index: Int
  let largest: Double
  private var isBest: Bool { center.sum == best.sum }
  /// A place that is better than the best.
  var better: [Double]?

  init(
    _ fitter: MethodFitter, _ best: LeastSquares.Result, _ index: Int,
    from center: LeastSquares.Result? = nil
  ) {
    self.fitter = fitter
    self.best = best
    self.center = center ?? best
    self.index = index
    let quantile = Profile.quantile(fitter.freedom)
    largest = best.sum * (1 + quantile * quantile / fitter.freedom)
  }

  /// Student's t at 97.5 %, by Cornish and Fisher.
  private static func quantile(_ freedom: Double) -> Double {
    let z = 1.959964
    let (cube, fifth) = (z * z * z, z * z * z * z * z)
    return z + (cube + z) / (4 * freedom)
      + (5 * fifth + 16 * cube + 3 * z) / (96 * freedom * freedom)
  }

  mutating func interval() -> (low: Double, high: Double) {
    (end(-1), end(1))
  }

  private mutating func end(_ sign: Double) -> Double {
    let bound = sign < 0 ? 0.0 : 1.0
    let middle = center.place[index]
    var inside = (distance: 0.0, excess: center.sum - largest)
    // How the others go along, at first as the curvature says.
    var along = course().map { $0 * sign }
    let room = abs(bound - middle)
    guard room > 1e-9 else { return bound }
    // As far as the curvature says.
    var step = min(room, max(1e-3, deviation()))
    var outside: (distance: Double, excess: Double)?
    for _ in 0..<9 where outside == nil {
      let distance = min(room, inside.distance + step)
      guard let found = excess(middle, sign, distance, &along) else {
        outside = (distance, largest)
        break
      }
      if better != nil, isBest { return bound }
      if found > 0 {
        outside = (distance, found)
      } else {
        inside = (distance, found)
        if distance >= room { return bound }
        step *= 2
      }
    }
    guard var outside else { return bound }
    for _ in 0..<4 where outside.distance - inside.distance > 0.02 * outside.distance {
      // The sum is nearly a parabola: the root of a chord in squares.
      let share = min(0.85, max(0.15, inside.excess / (inside.excess - outside.excess)))
      let square =
        inside.distance * inside.distance
        + share * (outside.distance * outside.distance - inside.distance * inside.distance)
      let distance = square.squareRoot()
      guard let found = excess(middle, sign, distance, &along) else { break }
      if better != nil, isBest { return bound }
      if found > 0 { outside = (distance, found) } else { inside = (distance, found) }
    }
    return middle + sign * (inside.distance + outside.distance) / 2
  }

  /// The inverse of the curvature's column of this parameter; nil where it has none.
  private func column() -> [Double]? {
    let size = center.place.count
    guard center.normal.count == size else { return nil }
    let free = (0..<size).filter { center.normal[$0][$0] > 0 }
    guard let row = free.firstIndex(of: index) else { return nil }
    var unit = [Double](repeating: 0, count: free.count)
    unit[row] = 1
    let matrix = free.map { row in free.map { center.normal[row][$0] * (row == $0 ? 1 + 1e-9 : 1) }
    }
    guard let solved = LeastSquares.solve(matrix, unit), solved[row] > 0 else { return nil }
    var column = [Double](repeating: 0, count: size)
    for (place, value) in zip(free, solved) { column[place] = value }
    return column
  }

  /// Two deviations by the curvature at the best place.
  private func deviation() -> Double {
    guard let column = column() else { return 0.5 }
    return 2 * (column[index] * best.sum / fitter.freedom).squareRoot()
  }

  /// How the parameters move with this one along the valley, for a unit of it.
  private func course() -> [Double] {
    guard let column = column() else {
      return center.place.indices.map { $0 == index ? 1 : 0 }
    }
    return column.map { $0 / column[index] }
  }

  /// What the sum is above what is allowed, with the others fitted anew; nil where nothing runs.
  ///
  /// - Parameter along: how the parameters move from the best place for a unit of this one's distance.
  private mutating func excess(
    _ middle: Double, _ sign: Double, _ distance: Double, _ along: inout [Double]
  ) -> Double? {
    let fitter = fitter
    let squares = LeastSquares(residuals: { fitter.residuals(at: $0) }, held: [index])
    func start(_ share: Double) -> [Double] {
      var place = zip(center.place, along).map { min(1, max(0, $0 + share * distance * $1)) }
      place[index] = middle + sign * distance
      return place
    }
    guard
      let found = squares.minimum(from: start(1), rounds: 5, tolerance: 5e-3)
        ?? squares.minimum(from: start(0), rounds: 5, tolerance: 5e-3)
    else { return nil }
    if found.sum < best.sum * (1 - 1e-3) { better = found.place }
    along = zip(found.place, center.place).map { ($0 - $1) / distance }
    return found.sum - largest
  }
}
