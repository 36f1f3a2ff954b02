/// A rectangle of cells. Rows grow downward, columns to the right; both start at 0.
public struct Region: Hashable, Sendable {
  /// Of the upper left cell, counted from 0, and the size in cells, ≥ 0.
  public var row: Int
  public var column: Int
  public var height: Int
  public var width: Int

  /// Negative extents become 0, so that a layout may subtract without asking.
  public init(row: Int, column: Int, height: Int, width: Int) {
    self.row = row
    self.column = column
    self.height = max(0, height)
    self.width = max(0, width)
  }

  /// Whether no cell lies in it.
  public var isEmpty: Bool { height == 0 || width == 0 }
  /// One past the last row.
  public var endRow: Int { row + height }
  /// One past the last column.
  public var endColumn: Int { column + width }

  /// Whether a cell lies in it.
  public func contains(row: Int, column: Int) -> Bool {
    row >= self.row && row < endRow && column >= self.column && column < endColumn
  }

  /// The cells of both; empty where there are none.
  public func intersection(_ other: Region) -> Region {
    let top = max(row, other.row)
    let left = max(column, other.column)
    return Region(
      row: top, column: left, height: min(endRow, other.endRow) - top,
      width: min(endColumn, other.endColumn) - left)
  }

  /// The region without `top`, `left`, `bottom` and `right` rows or columns at its edges.
  public func inset(top: Int = 0, left: Int = 0, bottom: Int = 0, right: Int = 0) -> Region {
    Region(
      row: row + top, column: column + left, height: height - top - bottom,
      width: width - left - right)
  }

  /// The first `rows` rows, and what is left below them.
  public func split(top rows: Int) -> (top: Region, rest: Region) {
    let rows = min(max(0, rows), height)
    return (
      Region(row: row, column: column, height: rows, width: width),
      Region(row: row + rows, column: column, height: height - rows, width: width)
    )
  }

  /// The first `columns` columns, and what is left to their right.
  public func split(left columns: Int) -> (left: Region, rest: Region) {
    let columns = min(max(0, columns), width)
    return (
      Region(row: row, column: column, height: height, width: columns),
      Region(row: row, column: column + columns, height: height, width: width - columns)
    )
  }
}
