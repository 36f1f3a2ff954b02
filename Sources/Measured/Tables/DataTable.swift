import Words

/// A log as columns of cells, whatever format it had.
public struct DataTable: Sendable {
  /// What a file is, by its content.
  public enum Format: Hashable, Sendable {
    /// By what separates its cells.
    case separated(UInt8)
    case json, jsonLines, trainerState, events
    /// A table of Markdown or of a terminal, numbers behind names in lines of other text, a metric's own file.
    case drawn, console, metric

    /// As people call it.
    var name: String {
      switch self {
      case .separated(UInt8(ascii: "\t")): "TSV"
      case .separated(UInt8(ascii: ",")): "CSV"
      case .separated(UInt8(ascii: " ")): "a table with spaces"
      case .separated: "CSV with semicolons"
      case .drawn: "a table with bars"
      case .console: "lines of a console"
      case .metric: "MLflow metrics"
      case .json: "JSON"
      case .jsonLines: "JSON lines"
      case .trainerState: "Hugging Face trainer state"
      case .events: "TensorBoard events"
      }
    }
  }

  /// What rows have under one name; rows without it have no entry.
  struct Column: Sendable {
    var name: String
    var rows: [Int32] = []
    var cells: [Cell] = []

    mutating func append(_ cell: Cell, row: Int) {
      // A key that stands twice in a row: the later one counts.
      if rows.last == Int32(row) {
        cells[cells.count - 1] = cell
      } else {
        rows.append(Int32(row))
        cells.append(cell)
      }
    }
  }

  /// What the user calls the file, or the folder of its files.
  public var source: String
  var format: Format
  /// Of the bytes of all of its files, in sixteen hexadecimal digits.
  var hash = ""
  var rowCount = 0
  /// What is odd in it.
  var notes: [DataNote] = []
  var columns: [Column] = []
  var texts = TextList()
  /// Asked now and then while it is read.
  var isWanted: @Sendable () -> Bool = { true }

  /// By place in `texts`: the column of that name.
  private var places: [Int: Int] = [:]

  /// A log of more is refused: bytes, rows and columns.
  public static let largestSize = 64 << 20
  static let mostRows = 1_000_000
  static let mostColumns = 4096
  static let mostCells = 1 << 24
  static let longestName = 1024

  /// Refuses a name that no column has.
  func checkName(bytes: Int, line: Int? = nil) throws(DataError) {
    guard bytes > DataTable.longestName else { return }
    throw DataError(source, line: line, .longName(bytes, most: DataTable.longestName))
  }

  /// Without rows.
  init(source: String, isWanted: @escaping @Sendable () -> Bool = { true }) {
    self.source = source
    self.isWanted = isWanted
    format = .json
  }

  /// Of another format.
  func of(_ format: Format) -> DataTable {
    var table = self
    table.format = format
    return table
  }

  /// Ends where nobody waits for the table any more: of many things one in a thousand asks.
  func checkWanted(_ count: Int = 0) throws(DataError) {
    guard count & 1023 == 0, !isWanted() else { return }
    throw DataError(source, .givenUp)
  }

  /// The column of a name, which is added where there is none.
  mutating func column(_ name: Int) throws(DataError) -> Int {
    if let place = places[name] { return place }
    guard columns.count < DataTable.mostColumns else {
      throw DataError(source, .manyColumns(most: DataTable.mostColumns))
    }
    places[name] = columns.count
    columns.append(Column(name: texts[name]))
    return columns.count - 1
  }

  mutating func column(_ name: String) throws(DataError) -> Int {
    try column(texts.place(of: name))
  }

  /// The next row's place.
  mutating func beginRow(line: Int? = nil) throws(DataError) -> Int {
    guard rowCount < DataTable.mostRows else {
      throw DataError(source, line: line, .manyRows(most: DataTable.mostRows))
    }
    try checkWanted(rowCount)
    rowCount += 1
    return rowCount - 1
  }

  /// Behind the rows of this one those of another file of the same run.
  public mutating func append(_ other: DataTable) throws(DataError) {
    guard other.format == format else {
      throw DataError(other.source, .otherFormat(other.format.name))
    }
    guard rowCount + other.rowCount <= DataTable.mostRows else {
      throw DataError(other.source, .manyRows(most: DataTable.mostRows))
    }
    for column in other.columns {
      let place = try self.column(column.name)
      for (row, cell) in zip(column.rows, column.cells) {
        let own = cell.textPlace.map { Cell.text(texts.place(of: other.texts[$0])) } ?? cell
        columns[place].append(own, row: rowCount + Int(row))
      }
    }
    rowCount += other.rowCount
    hash = ContentHash.text(of: Array((hash + other.hash).utf8))
    notes += other.notes.filter { !notes.contains($0) }
  }

  /// Whether it has no rows at all.
  public var isEmpty: Bool { rowCount == 0 }

  /// The column of exactly this name.
  func place(of name: String) -> Int? { columns.firstIndex { $0.name == name } }

  /// Whether a cell says what a condition asks for.
  func matches(_ cell: Cell?, _ value: String) -> Bool {
    guard let cell else { return value.isEmpty }
    if text(cell) == value { return true }
    guard let number = cell.number, let wanted = Double(value) else { return false }
    return number == wanted
  }

  /// A cell as text: a whole number without a point.
  func text(_ cell: Cell) -> String {
    if let place = cell.textPlace { return texts[place] }
    return DataNumber.text(cell.number ?? .nan)
  }
}
