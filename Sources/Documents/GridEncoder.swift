import Cells

/// Grids to the bytes that show them on any ANSI terminal, each by its difference to the one before.
/// The same grids give the same bytes.
struct GridEncoder: Sendable {
  private struct Style: Equatable {
    var color: UInt8?
    var ground: UInt8?
    var emphasis: Emphasis = []
  }

  private let palette: Palette
  private let depth: ColorDepth
  private var shown: CellGrid?
  private var style = Style()

  init(palette: Palette = .standard, depth: ColorDepth = .colors256) {
    self.palette = palette
    self.depth = depth
  }

  /// The bytes that turn the screen into this grid; empty where it is that already. The first grid,
  /// and one of another size, clears the screen.
  mutating func text(for grid: CellGrid) -> String {
    var text = ""
    if shown?.rows != grid.rows || shown?.columns != grid.columns {
      text = "\u{1b}[?25l\u{1b}[0m\u{1b}[2J"
      style = Style()
      shown = CellGrid(rows: grid.rows, columns: grid.columns)
    }
    guard let before = shown else { return text }
    for row in 0..<grid.rows {
      // Where the terminal's own cursor stands on this row; nil: elsewhere.
      var cursor: Int?
      var column = 0
      while column < grid.columns {
        let width = column + 1 < grid.columns && grid[row, column + 1].scalar == 0 ? 2 : 1
        defer { column += width }
        let isSame = (0..<width).allSatisfy { offset in
          before[row, column + offset] == grid[row, column + offset]
        }
        if isSame { continue }
        if cursor != column { text += "\u{1b}[\(row + 1);\(column + 1)H" }
        append(grid[row, column], to: &text)
        // In the last column terminals differ about where the cursor is.
        cursor = column + width < grid.columns ? column + width : nil
      }
    }
    shown = grid
    return text
  }

  private mutating func append(_ cell: Cell, to text: inout String) {
    let cell = depth.hasShades && palette != .mono ? cell : cell.withoutShades
    let scalar = cell.scalar == 0 ? " " : Unicode.Scalar(cell.scalar) ?? " "
    let wanted = Style(
      color: palette.index(of: cell.tint, over: cell.ground, depth: depth)
        ?? palette.color(of: cell.ink, depth: depth),
      ground: palette.index(of: cell.ground, depth: depth),
      emphasis: cell.emphasis.union(
        cell.tint == .none ? palette.emphasis(of: cell.ink, depth: depth) : []))
    if wanted != style {
      var codes = ["0"]
      if wanted.emphasis.contains(.bold) { codes.append("1") }
      if wanted.emphasis.contains(.underline) { codes.append("4") }
      if wanted.emphasis.contains(.reverse) { codes.append("7") }
      switch wanted.color {
      case nil: break
      case let color? where color < 8: codes.append("\(30 + color)")
      case let color? where color < 16: codes.append("\(82 + color)")
      case let color?: codes.append("38;5;\(color)")
      }
      if let ground = wanted.ground { codes.append("48;5;\(ground)") }
      text += "\u{1b}[" + codes.joined(separator: ";") + "m"
      style = wanted
    }
    text.unicodeScalars.append(scalar)
    if cell.mark != 0, let mark = Unicode.Scalar(cell.mark) { text.unicodeScalars.append(mark) }
  }
}
