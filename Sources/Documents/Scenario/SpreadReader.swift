import Cells
import Forgetting
import Words

/// σ per axis and ρ from what a document gives: these, or a covariance matrix.
enum SpreadReader {
  /// nil where the document gives neither, and there is no default.
  ///
  /// - Parameter defaultDeviation: σ where it is not given.
  static func spread(
    _ fields: YAMLMapping, dimension: Int, defaultDeviation: [Double]?
  ) throws(DocumentError) -> Spread? {
    if let covariance = fields["covariance"] {
      for key in ["deviation", "correlation"] {
        if let field = fields[key] {
          throw field.refusal(.besideCovariance)
        }
      }
      return try spread(covariance: covariance, dimension: dimension)
    }
    let deviation = try fields["deviation"]?.numbers(dimension: dimension) ?? defaultDeviation
    let correlation = try fields["correlation"]?.number()
    guard let deviation else {
      if let field = fields["correlation"] { throw field.refusal(.withoutDeviation) }
      return nil
    }
    if dimension == 1, let field = fields["correlation"], correlation != 0 {
      throw field.refusal(allowed: .noCorrelation)
    }
    return Spread(deviation: deviation, correlation: correlation ?? 0)
  }

  /// [[a, b], [b, c]] to (√a, √c) and b/√(ac).
  private static func spread(
    covariance field: YAMLField, dimension: Int
  ) throws(DocumentError) -> Spread {
    let matrix = try rows(field, dimension: dimension)
    for i in 0..<dimension where !(matrix[i][i] > 0) {
      throw field.refusal(value: text(matrix), allowed: .positiveDefinite)
    }
    let deviation = (0..<dimension).map { matrix[$0][$0].squareRoot() }
    if dimension == 1 { return Spread(deviation: deviation) }
    guard matrix[0][1] == matrix[1][0] else {
      throw field.refusal(value: text(matrix), allowed: .symmetric)
    }
    // One division after the other: the product of two deviations may overflow or vanish.
    let correlation = matrix[0][1] / deviation[0] / deviation[1]
    guard abs(correlation) < 1 else {
      throw field.refusal(value: text(matrix), allowed: .positiveDefinite)
    }
    return Spread(deviation: deviation, correlation: correlation)
  }

  private static func rows(
    _ field: YAMLField, dimension: Int
  ) throws(DocumentError) -> [[Double]] {
    if field.node.text != nil, dimension == 1 { return [[try field.number()]] }
    let allowed = Allowed.covariance(dimension: dimension)
    let rows = try field.items(allowed: allowed)
    guard rows.count == dimension else {
      throw field.refusal(given: .list(rows.count), allowed: allowed)
    }
    return try rows.map { (row) throws(DocumentError) in try row.numbers(dimension: dimension) }
  }

  private static func text(_ matrix: [[Double]]) -> String {
    let rows = matrix.map { "[" + $0.map(NumberText.shortest).joined(separator: ", ") + "]" }
    return "[" + rows.joined(separator: ", ") + "]"
  }
}
