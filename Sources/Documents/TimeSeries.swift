import Cells

/// One value in a row of a time series.
public enum TimeSeriesValue: Hashable, Sendable {
  /// The shortest decimal that reads back exactly; missing unless finite.
  case number(Double)
  case integer(Int)
  case text(String)
  /// Does not apply: empty in CSV, null in JSON.
  case missing
}

/// Rows of named columns to text, one row at a time, so that a long run needs no memory.
///
/// CSV is RFC 4180's with a line feed at the end of a line, as Unix tools expect it.
public struct TimeSeriesWriter: Sendable {
  /// How a table is written; the word of `--format`.
  public enum Format: String, CaseIterable, Sendable {
    case csv
    case jsonl
  }

  let format: Format
  let columns: [String]
  private let keys: [String]

  /// - Parameter columns: names in the order of the values of every row.
  public init(format: Format, columns: [String]) {
    self.format = format
    self.columns = columns
    keys = columns.enumerated().map { ($0 == 0 ? "{" : ",") + JSONText.quoted($1) + ":" }
  }

  /// The line of names with its line end; empty for JSON lines, where every row names its values.
  public func header() -> String {
    switch format {
    case .csv: columns.map(Self.csvField).joined(separator: ",") + "\n"
    case .jsonl: ""
    }
  }

  /// One line with its line end.
  ///
  /// - Parameter values: as many as there are columns, in their order.
  public func row(_ values: [TimeSeriesValue]) -> String {
    precondition(values.count == columns.count, "a row has one value for each column")
    var text = ""
    switch format {
    case .csv:
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        text += Self.csv(value)
      }
      return text + "\n"
    case .jsonl:
      for (key, value) in zip(keys, values) {
        text += key
        text += Self.json(value)
      }
      return (text.isEmpty ? "{" : text) + "}\n"
    }
  }

  private static func csv(_ value: TimeSeriesValue) -> String {
    switch value {
    case .number(let number): number.isFinite ? NumberText.shortest(number) : ""
    case .integer(let integer): String(integer)
    case .text(let text): csvField(text)
    case .missing: ""
    }
  }

  private static func json(_ value: TimeSeriesValue) -> String {
    switch value {
    case .number(let number): JSONText.compact(.number(number))
    case .integer(let integer): String(integer)
    case .text(let text): JSONText.quoted(text)
    case .missing: "null"
    }
  }

  /// In quotes where it holds a comma, a quote or a line end, and where it is empty, since an empty
  /// field is a missing value.
  private static func csvField(_ text: String) -> String {
    let needsQuotes =
      text.isEmpty || text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    guard needsQuotes else { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result += "\"" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}
