/// A picture of shades, two pixels to a cell, one above the other: nearly square where cells are twice
/// as high as wide.
public struct HalfBlocks: Sendable {
  /// Row by row from the top.
  var pixels: [Shade]
  var columns: Int
  var rows: Int

  /// - Parameters:
  ///   - pixels: row by row from the top; `columns` × `rows` of them.
  ///   - rows: of pixels: twice those of cells.
  public init(_ pixels: [Shade], columns: Int, rows: Int) {
    precondition(pixels.count == columns * rows, "a shade for each pixel")
    self.pixels = pixels
    self.columns = columns
    self.rows = rows
  }

  private func pixel(_ row: Int, _ column: Int) -> Shade {
    row >= 0 && row < rows && column >= 0 && column < columns
      ? pixels[row * columns + column] : .none
  }

  /// Lays the picture under what has been drawn already: lines and words stay and get its shade for
  /// their ground. In ASCII, where a glyph has no halves, a cell is the mean of both, with a pattern that is seen
  /// where there are no shades.
  ///
  /// - Parameters:
  ///   - region: its upper left corner is that of the picture.
  ///   - keepsInks: whether lines and words keep their colour; otherwise it is the one that can be read.
  public func draw(under painter: inout Painter, region: Region, keepsInks: Bool = false) {
    let area = region.intersection(painter.grid.region)
    for row in area.row..<area.endRow {
      for column in area.column..<area.endColumn {
        let (y, x) = (row - region.row, column - region.column)
        let (upper, lower) = (pixel(2 * y, x), pixel(2 * y + 1, x))
        guard upper != .none || lower != .none else { continue }
        var cell = painter.grid[row, column]
        if cell.scalar != 0x20 || cell.emphasis.contains(.reverse) {
          guard cell.scalar != 0 else { continue }
          cell.ground = upper.mean(with: lower)
          if !keepsInks { cell.tint = cell.ink == .dim ? .behind : .words }
        } else {
          cell = Self.cell(upper, lower)
          if painter.symbols == .ascii { cell = Self.ascii(cell, upper.mean(with: lower)) }
        }
        painter.grid[row, column] = cell
      }
    }
  }

  /// A shade as the other alphabet has it: a pattern.
  public static func ascii(_ cell: Cell) -> Cell { cell.withoutShades.inASCII }

  /// The same on a ground of one shade, in whose colour the pattern is not seen.
  private static func ascii(_ cell: Cell, _ mean: Shade) -> Cell {
    var pattern = ascii(cell)
    if pattern.scalar != 0x20 { pattern.tint = mean }
    pattern.ground = mean
    return pattern
  }

  private static func cell(_ upper: Shade, _ lower: Shade) -> Cell {
    var cell = Cell(" ")
    cell.ground = lower
    if upper == lower { return cell }
    cell.tint = upper
    cell.scalar = 0x2580
    // The terminal's own ground is no colour that a glyph could have.
    if upper == .none { (cell.scalar, cell.tint, cell.ground) = (0x2584, lower, .none) }
    return cell
  }
}

extension Cell {
  /// A pattern in the other alphabet.
  fileprivate var inASCII: Cell {
    var cell = self
    for glyph in [Glyph.shade1, .shade2, .shade3, .shade4]
    where scalar == glyph.scalar(in: .braille).value {
      cell.scalar = glyph.scalar(in: .ascii).value
    }
    return cell
  }
}
