import Forgetting
import Words

/// Several runs beside each other: of one log, told apart by a column, or of several logs that are read alike.
extension MeasuredRun {
  /// More are not told apart by eye.
  public static let mostRuns = 8

  /// This one and those beside it.
  public var all: [MeasuredRun] { [self] + others }

  /// The runs that a mapping asks for, the first with the others beside it.
  ///
  /// - Parameters:
  ///   - tables: of the mapping's file, and of those in its `also`.
  ///   - other: the table of a file that a column is to be found in instead (`A.csv:COLUMN`).
  public init(
    several tables: [DataTable], _ mapping: DataMapping,
    other: @escaping (String) throws(DataError) -> DataTable? = { _ in nil }
  ) throws(DataError) {
    var wanted: [(table: DataTable, value: String?)] = []
    for table in tables {
      guard let column = mapping.runs else {
        wanted.append((table, nil))
        continue
      }
      for value in try MeasuredRun.values(of: column, in: table, mapping) {
        wanted.append((table, value))
      }
    }
    guard wanted.count <= MeasuredRun.mostRuns else {
      throw DataError(tables[0].source, .manyRuns(wanted.count, most: MeasuredRun.mostRuns))
    }
    var runs: [MeasuredRun] = []
    for (table, value) in wanted {
      var own = mapping
      own.runs = nil
      if let column = mapping.runs, let value {
        own.conditions.append(DataMapping.Condition(column: column, value: value))
      }
      var run = try MeasuredRun(table, own, other: other)
      if let value {
        run.name = DataText.name(tables.count > 1 ? "\(run.name) \(value)" : value)
      }
      // What was asked for, and not what it was taken apart into.
      run.mapping.runs = mapping.runs
      run.mapping.conditions = mapping.conditions
      runs.append(run)
    }
    self = runs[0]
    others = Array(runs.dropFirst())
    if tables.count > 1 { hash = ContentHash.text(of: Array(tables.map(\.hash).joined().utf8)) }
  }

  /// What stands in a column, in the order of the rows that are taken.
  private static func values(
    of name: String, in table: DataTable, _ mapping: DataMapping
  ) throws(DataError) -> [String] {
    let choice = ColumnChoice(table)
    let cells = DenseColumn(table, try choice.column(name, option: "--runs"))
    var filters: [(column: DenseColumn, value: String)] = []
    for condition in mapping.conditions {
      filters.append(
        (
          DenseColumn(table, try choice.column(condition.column, option: "--where")),
          condition.value
        ))
    }
    var found: [String] = []
    for row in 0..<table.rowCount {
      guard let cell = cells[row],
        filters.allSatisfy({ table.matches($0.column[row], $0.value) })
      else { continue }
      let text = table.text(cell)
      if !found.contains(text) { found.append(text) }
      // No need to know how many more there are.
      if found.count > 4096 { break }
    }
    guard !found.isEmpty else { throw DataError(table.source, .noNumbers(DataText.name(name))) }
    return found
  }
}
