/// Where a search begins.
extension MethodFitter {
  /// Starts that are looked at, and those that are followed down.
  private static let designSize = 64
  private static let followed = 8
  /// Of these so many that are apart from those, wherever they are.
  private static let scattered = 4

  /// The best of a spread design. Runs do not know the time scale: each is tried at many.
  func starts() -> [[Double]] {
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
    found.sort { $0.sum < $1.sum }
    // The best may all lie in one valley.
    var chosen = found.prefix(MethodFitter.followed - MethodFitter.scattered).map(\.place)
    for start in found.dropFirst(chosen.count) where chosen.count < MethodFitter.followed {
      let isApart = chosen.allSatisfy { other in
        zip(start.place, other).contains { abs($0 - $1) > 0.25 }
      }
      if isApart { chosen.append(start.place) }
    }
    return chosen
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
}
