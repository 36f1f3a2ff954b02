import ArgumentParser

/// Columns and rows: `120x40`.
struct ScreenSize: ExpressibleByArgument {
  var rows: Int
  var columns: Int

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  init?(argument: String) {
    let parts = argument.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1],
      (1...1000).contains(columns), (1...500).contains(rows)
    else { return nil }
    self.init(rows: rows, columns: columns)
  }

  var defaultValueDescription: String { "\(columns)x\(rows)" }
}
