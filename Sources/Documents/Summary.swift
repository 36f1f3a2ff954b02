/// Rows of many runs to one: mean and quantiles of every number.
public enum Summary {
  /// Columns that say which row it is.
  private static let keys = ["time", "lane", "method"]
  private static let quantiles: [(name: String, share: Double)] = [
    ("Q10", 0.1), ("Q50", 0.5), ("Q90", 0.9),
  ]

  /// `time, lane, method, members`, then four for each number: `oldWeightMean, oldWeightQ10,
  /// oldWeightQ50, oldWeightQ90`.
  public static func columns(_ columns: [String]) -> [String] {
    keys + ["members"]
      + columns.dropFirst(keys.count).flatMap { column in
        [column + "Mean"] + quantiles.map { column + $0.name }
      }
  }

  /// The rows of an instant.
  ///
  /// - Parameter members: for each run its rows, all with the same keys in front; missing values of
  ///   some are left out of the column, and a column that all miss is missing.
  public static func rows(_ members: [[[TimeSeriesValue]]]) -> [[TimeSeriesValue]] {
    guard let first = members.first else { return [] }
    return first.indices.map { row in
      var result = Array(first[row].prefix(keys.count)) + [.integer(members.count)]
      for column in first[row].indices.dropFirst(keys.count) {
        let values = members.compactMap { member -> Double? in
          switch member[row][column] {
          case .number(let number): number.isFinite ? number : nil
          case .integer(let integer): Double(integer)
          case .text, .missing: nil
          }
        }
        result += statistics(values)
      }
      return result
    }
  }

  static func statistics(_ values: [Double]) -> [TimeSeriesValue] {
    guard let first = values.first else {
      return Array(repeating: .missing, count: 1 + quantiles.count)
    }
    // About the first, so that the mean of equal numbers is that number.
    let mean = first + values.reduce(0) { $0 + ($1 - first) } / Double(values.count)
    let sorted = values.sorted()
    return [.number(mean)]
      + quantiles.map { quantile in
        let place = quantile.share * Double(sorted.count - 1)
        let low = Int(place)
        let high = min(low + 1, sorted.count - 1)
        let rest = place - Double(low)
        return .number(sorted[low] + rest * (sorted[high] - sorted[low]))
      }
  }
}
