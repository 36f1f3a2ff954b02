import Forgetting

/// Series of a table: its columns of numbers, and, where a column has the names and another the values,
/// each name's values.
struct SeriesList {
  /// A series: a column, and what stands in the rows that belong to it.
  struct Series {
    var name: String
    var column: Int
    var conditions: [DataMapping.Condition] = []
  }

  private(set) var all: [Series] = []

  private static let values: Set<String> = [
    "value", "score", "val", "result", "metric_value", "metricvalue", "mean", "primary_score",
  ]
  /// What stands beside names where no column says that it has values.
  private static let scores: Set<String> = ["accuracy", "acc", "reward", "performance"]
  private static let names: Set<String> = [
    "metric", "metrics", "metric_name", "name", "tag", "key", "variable", "measure", "series",
    "eval_dataset", "dataset", "task", "benchmark", "eval", "eval_name", "split", "domain",
    "task_name", "dataset_name", "benchmark_name",
  ]
  /// More names are no names.
  private static let most = 256

  init(_ table: DataTable) {
    addLong(table)
    for (place, column) in table.columns.enumerated()
    where column.cells.contains(where: { $0.number != nil }) {
      all.append(Series(name: column.name, column: place))
    }
  }

  private mutating func addLong(_ table: DataTable) {
    func plain(_ place: Int) -> String { table.columns[place].name.lowercased() }
    /// Of `metrics.acc` that of the object within.
    func own(_ place: Int) -> String {
      plain(place).split(separator: ".").last.map(String.init) ?? ""
    }
    let indices = table.columns.indices
    let value =
      [SeriesList.values, SeriesList.scores].lazy.compactMap { words in
        indices.first { words.contains(plain($0)) } ?? indices.first { words.contains(own($0)) }
      }.first
    guard let value else { return }
    let namers = indices.filter { place in
      let cells = table.columns[place].cells
      guard SeriesList.names.contains(plain(place)), let first = cells.first else { return false }
      return first.textPlace != nil && cells.contains { $0 != first }
    }
    guard !namers.isEmpty else { return }
    let columns = namers.map { DenseColumn(table, $0) }
    let counted = DenseColumn(table, value)
    var seen: Set<[Cell]> = []
    for row in 0..<table.rowCount where counted[row] != nil {
      let cells = columns.compactMap { $0[row] }
      guard cells.count == columns.count, seen.insert(cells).inserted else { continue }
      guard seen.count <= SeriesList.most else {
        all = []
        return
      }
      let texts = cells.map(table.text)
      all.append(
        Series(
          name: texts.joined(separator: "/"), column: value,
          conditions: zip(namers, texts).map {
            DataMapping.Condition(column: table.columns[$0].name, value: $1)
          }))
    }
  }
}

/// A column with a place for every row.
struct DenseColumn {
  private var cells: [Cell?]

  init(_ table: DataTable, _ place: Int) {
    cells = Array(repeating: nil, count: table.rowCount)
    let column = table.columns[place]
    for (row, cell) in zip(column.rows, column.cells) { cells[Int(row)] = cell }
  }

  subscript(row: Int) -> Cell? { cells[row] }
}
