import Forgetting

/// Where the sum of squares, with one parameter held and all others fitted anew, stays within what the
/// noise explains.
struct Profile {
  /// What is squared and added up, and how many degrees of freedom are left to it.
  let residuals: ([Double]) -> [Double]?
  let freedom: Double
  let best: LeastSquares.Result
  /// The bottom of the valley that is walked along.
  let center: LeastSquares.Result
  let index: Int
  let largest: Double
  private var isBest: Bool { center.sum == best.sum }
  /// A place that is better than the best.
  var better: [Double]?

  init(
    _ residuals: @escaping ([Double]) -> [Double]?, freedom: Double, _ best: LeastSquares.Result,
    _ index: Int, from center: LeastSquares.Result? = nil
  ) {
    self.residuals = residuals
    self.freedom = freedom
    self.best = best
    self.center = center ?? best
    self.index = index
    largest = Profile.largest(best, freedom)
  }

  /// The sum of squares that the noise explains with 95 %.
  static func largest(_ best: LeastSquares.Result, _ freedom: Double) -> Double {
    let quantile = quantile(freedom)
    return best.sum * (1 + quantile * quantile / freedom)
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
    return 2 * (column[index] * best.sum / freedom).squareRoot()
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
    let squares = LeastSquares(residuals: residuals, held: [index])
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
