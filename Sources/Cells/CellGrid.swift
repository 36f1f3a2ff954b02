/// A screen's worth of cells: what views write and what the terminal, a test or a figure reads.
public struct CellGrid: Equatable, Sendable {
  /// In cells, ≥ 0; they never change: another size is another grid.
  public let rows: Int
  public let columns: Int
  /// Row by row, `rows * columns` cells.
  public var cells: [Cell]
  /// Where the terminal's real cursor should stand (screen readers follow it); nil hides it.
  public var cursor: Position?

  /// A cell's place.
  public struct Position: Hashable, Sendable {
    /// Counted from 0, from the top left corner.
    public var row: Int
    public var column: Int
    public init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// A grid of empty cells. Both numbers are ≥ 0.
  public init(rows: Int, columns: Int) {
    self.rows = max(0, rows)
    self.columns = max(0, columns)
    cells = Array(repeating: .empty, count: self.rows * self.columns)
  }

  /// The whole grid.
  public var region: Region { Region(row: 0, column: 0, height: rows, width: columns) }

  /// A cell by its place, counted from 0; both numbers lie in the grid.
  public subscript(row: Int, column: Int) -> Cell {
    get { cells[row * columns + column] }
    set { cells[row * columns + column] = newValue }
  }

  /// Sets a cell and ignores places outside the grid, so that plots may draw over an edge.
  mutating func set(_ cell: Cell, row: Int, column: Int) {
    guard row >= 0, row < rows, column >= 0, column < columns else { return }
    cells[row * columns + column] = cell
  }

  /// Every cell of a region, as far as it lies in the grid.
  public mutating func fill(_ region: Region, with cell: Cell = .empty) {
    let region = region.intersection(self.region)
    guard !region.isEmpty else { return }
    for row in region.row..<region.endRow {
      for column in region.column..<region.endColumn { cells[row * columns + column] = cell }
    }
  }

  /// The grid as lines of text without trailing spaces: what tests and golden screens compare.
  public var text: String { text(in: region) }

  /// A part of the grid as lines of text without trailing spaces.
  public func text(in region: Region) -> String {
    let region = region.intersection(self.region)
    var lines: [String] = []
    for row in region.row..<region.endRow {
      var line = String.UnicodeScalarView()
      for column in region.column..<region.endColumn {
        let cell = self[row, column].withoutShades
        guard cell.scalar != 0, let scalar = Unicode.Scalar(cell.scalar) else { continue }
        line.append(scalar)
        if cell.mark != 0, let mark = Unicode.Scalar(cell.mark) { line.append(mark) }
      }
      while line.last == " " { line.removeLast() }
      lines.append(String(line))
    }
    return lines.joined(separator: "\n")
  }
}
