/// Least squares between bounds 0 and 1, by Levenberg and Marquardt with differences for derivatives.
///
/// Parameters at a bound that the descent would cross are held there. Bounded, smooth, a handful of
/// parameters and residuals at hand: the case that the method was made for.
struct LeastSquares {
  /// Residuals at a place; nil where there are none.
  let residuals: ([Double]) -> [Double]?

  struct Result {
    var place: [Double]
    var residuals: [Double]
    /// Σ r².
    var sum: Double
  }

  /// Far above what a run's tolerance leaves, far below where curves bend.
  private static let difference = 2e-3

  /// The nearest place from a start.
  ///
  /// - Parameters:
  ///   - rounds: derivatives that are taken at most.
  ///   - tolerance: by which part of itself the sum must still fall.
  ///   - held: a parameter that stays where it is.
  func minimum(
    from start: [Double], rounds: Int, tolerance: Double = 1e-5, holding held: Int? = nil
  ) -> Result? {
    guard let first = residuals(start) else { return nil }
    var now = Result(place: start, residuals: first, sum: Self.sum(first))
    var damping = 1e-2
    for _ in 0..<rounds {
      let jacobian = jacobian(at: now.place, now.residuals, holding: held)
      let size = now.place.count
      var normal = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
      var slope = [Double](repeating: 0, count: size)
      for row in 0..<size {
        for column in row..<size {
          normal[row][column] = Self.product(jacobian[row], jacobian[column])
          normal[column][row] = normal[row][column]
        }
        slope[row] = Self.product(jacobian[row], now.residuals)
      }
      var fell = false
      let before = now.sum
      for _ in 0..<6 {
        let free = (0..<size).filter { index in
          guard normal[index][index] > 0 else { return false }
          return
            !(now.place[index] <= 0 && slope[index] > 0
            || now.place[index] >= 1 && slope[index] < 0)
        }
        guard !free.isEmpty,
          let step = Self.solve(
            free.map { row in
              free.map { column in
                normal[row][column] * (row == column ? 1 + damping : 1)
              }
            }, free.map { -slope[$0] })
        else { return now }
        var place = now.place
        for (index, change) in zip(free, step) {
          place[index] = min(1, max(0, place[index] + min(0.3, max(-0.3, change))))
        }
        if let found = residuals(place) {
          let sum = Self.sum(found)
          if sum < now.sum {
            now.place = place
            now.residuals = found
            now.sum = sum
            damping = max(1e-6, damping / 5)
            fell = true
            break
          }
        }
        damping *= 6
      }
      guard fell, before - now.sum > tolerance * before else { return now }
    }
    return now
  }

  /// Derivatives by parameter, inwards; zero where neither side has residuals, and of one that is held.
  func jacobian(
    at place: [Double], _ residuals: [Double], holding held: Int? = nil
  ) -> [[Double]] {
    place.indices.map { index in
      guard index != held else { return [Double](repeating: 0, count: residuals.count) }
      let inwards = place[index] > 0.5 ? -Self.difference : Self.difference
      for step in [inwards, -inwards] {
        var moved = place
        moved[index] += step
        guard (0...1).contains(moved[index]), let found = self.residuals(moved) else { continue }
        return zip(found, residuals).map { ($0 - $1) / step }
      }
      return [Double](repeating: 0, count: residuals.count)
    }
  }

  static func sum(_ values: [Double]) -> Double { product(values, values) }

  static func product(_ one: [Double], _ other: [Double]) -> Double {
    var sum = 0.0
    for index in one.indices { sum += one[index] * other[index] }
    return sum
  }

  /// Gauss with pivots; nil where the matrix has no inverse.
  static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
    var rows = zip(matrix, right).map { $0 + [$1] }
    let size = rows.count
    for column in 0..<size {
      guard
        let pivot = (column..<size).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
        abs(rows[pivot][column]) > 1e-300
      else { return nil }
      rows.swapAt(column, pivot)
      for row in 0..<size where row != column {
        let factor = rows[row][column] / rows[column][column]
        guard factor != 0 else { continue }
        for place in column...size { rows[row][place] -= factor * rows[column][place] }
      }
    }
    return rows.indices.map { rows[$0][size] / rows[$0][$0] }
  }
}
