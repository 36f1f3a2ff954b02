/// The ends of profile-likelihood intervals: how far each parameter goes while the sum of squares, with all
/// others free, stays within what the noise explains.
///
/// Where a log tells little, the places that are as good as the best are a long bent valley, and a walk that
/// holds one parameter after another gets stuck at its first bend. So an end is what the parameter's
/// largest and least value is in the valley: it is pushed as far as the linearised residuals allow
/// (Venzon and Moolgavkar, Applied Statistics 37, 1988), within a radius, and a place that has left the
/// valley falls back into it with the parameter held. Every place that anybody came by counts.
struct IntervalEnds {
  let squares: LeastSquares
  /// The sum of squares that the noise explains.
  let largest: Double
  /// A place of the best sum, which bounds what is worth looking for.
  let best: [Double]

  private static let mostPushes = 9
  private static let largestRadius = 0.5
  /// A shorter way is no way.
  private static let leastRadius = 0.003
  /// What an end may be off by, in parts of its distance from the best place and of the range.
  private static let accuracy = (relative: 0.03, absolute: 0.002)

  /// The sum of squares that the noise explains with 95 %.
  ///
  /// Where a parameter is not identified, or its valley has shelves, the best place may be anywhere there, and the
  /// likelihood ratio is the largest of many (Davies, Biometrika 64, 1977), for which one parameter's theory promises
  /// too much (of Jeffreys' intervals 79 % held the truth, of OAPL's that have ends 74 %): there it is Fisher's F for
  /// two. A valley that ends on one side at what is allowed asks for no more than one that does not.
  ///
  /// - Parameters:
  ///   - freedom: degrees of freedom that are left to the residuals.
  ///   - isOneOfMany: whether the best place is one of many far from each other.
  static func largest(_ sum: Double, freedom: Double, isOneOfMany: Bool) -> Double {
    // 1 + 2 F/ν, which is this for two.
    if isOneOfMany { return sum * exponential(-2 * logarithm(0.05) / freedom) }
    let quantile = quantile(freedom)
    return sum * (1 + quantile * quantile / freedom)
  }

  /// Student's t at 97.5 %, by Cornish and Fisher.
  private static func quantile(_ freedom: Double) -> Double {
    let z = 1.959964
    let (cube, fifth) = (z * z * z, z * z * z * z * z)
    return z + (cube + z) / (4 * freedom)
      + (5 * fifth + 16 * cube + 3 * z) / (96 * freedom * freedom)
  }

  /// Pushes one parameter from a place of the valley.
  ///
  /// - Parameter sign: 1 for the upper end, −1 for the lower.
  /// - Returns: how far it can go, between 0 and 1.
  func end(of index: Int, sign: Double, from start: [Double]) -> Double {
    let bound = sign > 0 ? 1.0 : 0.0
    guard var residuals = squares.residuals(start), LeastSquares.sum(residuals) <= largest else {
      return start[index]
    }
    var place = start
    var radius = 0.3
    for _ in 0..<IntervalEnds.mostPushes {
      guard place[index] != bound else { return bound }
      let jacobian = squares.jacobian(at: place, residuals)
      var hasMoved = false
      while radius >= IntervalEnds.leastRadius {
        guard let step = push(index, sign, from: place, residuals, jacobian, radius) else { break }
        let gain = sign * step[index]
        let longest = step.reduce(0) { max($0, abs($1)) }
        let worth =
          longest > 0.9 * radius
          ? IntervalEnds.accuracy.absolute
          : max(
            IntervalEnds.accuracy.absolute,
            IntervalEnds.accuracy.relative * abs(place[index] - best[index]))
        if gain < worth { return min(1, max(0, place[index] + sign * max(0, gain))) }
        if let found = settled(moved(place, by: step), jacobian, index) {
          (place, residuals) = found
          radius = min(IntervalEnds.largestRadius, 1.5 * radius)
          hasMoved = true
          break
        }
        radius = 0.4 * min(radius, longest)
      }
      guard hasMoved else { break }
    }
    return place[index]
  }

  private func moved(_ place: [Double], by step: [Double]) -> [Double] {
    zip(place, step).map { min(1, max(0, $0 + $1)) }
  }

  /// A place of the valley with the parameter held, by at most two steps of Gauss and Newton.
  private func settled(
    _ start: [Double], _ jacobian: [[Double]], _ index: Int
  ) -> (place: [Double], residuals: [Double])? {
    var place = start
    var before = Double.infinity
    for attempt in 0...2 {
      guard let residuals = squares.residuals(place) else { return nil }
      let sum = LeastSquares.sum(residuals)
      if sum <= largest { return (place, residuals) }
      guard attempt < 2, sum < before else { return nil }
      before = sum
      let others = place.indices.filter { $0 != index }
      guard
        let step = descent(place, residuals, jacobian, free: others, damping: 1e-3 * largest)
      else { return nil }
      place = moved(place, by: step)
    }
    return nil
  }

  // MARK: - The linearised problem

  /// The step that takes the parameter furthest while the linearised sum of squares stays allowed, within
  /// the radius and the bounds.
  private func push(
    _ index: Int, _ sign: Double, from place: [Double], _ residuals: [Double],
    _ jacobian: [[Double]], _ radius: Double
  ) -> [Double]? {
    var damping = 1e-3 * largest / (radius * radius)
    var longest = Double.infinity
    var step: [Double]?
    for _ in 0..<14 {
      step = push(index, sign, place, residuals, jacobian, damping: damping)
      longest = step?.reduce(0) { max($0, abs($1)) } ?? .infinity
      if longest <= radius { return step }
      damping *= 4
    }
    return step?.map { $0 * radius / longest }
  }

  private func push(
    _ index: Int, _ sign: Double, _ place: [Double], _ residuals: [Double],
    _ jacobian: [[Double]], damping: Double
  ) -> [Double]? {
    var step = [Double](repeating: 0, count: place.count)
    var free = Array(place.indices)
    var left = residuals
    while true {
      guard let row = free.firstIndex(of: index) else {
        // At its bound; the others make the best of it.
        let rest = descent(place, left, jacobian, free: free, damping: damping)
        for other in free { step[other] = rest?[other] ?? 0 }
        return step
      }
      let matrix = normal(jacobian, free, damping)
      let slope = free.map { LeastSquares.product(jacobian[$0], left) }
      var unit = [Double](repeating: 0, count: free.count)
      unit[row] = 1
      guard let down = LeastSquares.solve(matrix, slope.map { -$0 }),
        let along = LeastSquares.solve(matrix, unit), along[row] > 0
      else { return nil }
      let least = LeastSquares.sum(left) + LeastSquares.product(slope, down)
      let share = sign * (max(0, largest - least) / along[row]).squareRoot()
      for (column, other) in free.enumerated() {
        step[other] = down[column] + share * along[column]
      }
      guard let worst = mostOutside(place, step, free) else { return step }
      let bound = place[worst] + step[worst] > 1 ? 1.0 : 0.0
      step[worst] = bound - place[worst]
      free.removeAll { $0 == worst }
      for row in left.indices { left[row] += step[worst] * jacobian[worst][row] }
    }
  }

  private func mostOutside(_ place: [Double], _ step: [Double], _ free: [Int]) -> Int? {
    func excess(_ index: Int) -> Double {
      let there = place[index] + step[index]
      return max(there - 1, -there)
    }
    return free.filter { excess($0) > 1e-12 }.max { excess($0) < excess($1) }
  }

  /// The damped step of Gauss and Newton of some parameters.
  private func descent(
    _ place: [Double], _ residuals: [Double], _ jacobian: [[Double]], free: [Int], damping: Double
  ) -> [Double]? {
    let slope = free.map { -LeastSquares.product(jacobian[$0], residuals) }
    guard let solved = LeastSquares.solve(normal(jacobian, free, damping), slope) else {
      return nil
    }
    var step = [Double](repeating: 0, count: place.count)
    for (index, change) in zip(free, solved) { step[index] = change }
    return step
  }

  private func normal(_ jacobian: [[Double]], _ free: [Int], _ damping: Double) -> [[Double]] {
    free.map { row in
      free.map { column in
        LeastSquares.product(jacobian[row], jacobian[column]) + (row == column ? damping : 0)
      }
    }
  }
}
