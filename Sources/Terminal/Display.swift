import CNcurses
import Cells

/// What the terminal shows, cell by cell, and how a grid becomes the difference to it.
struct Display {
  private(set) var rows: Int
  private(set) var columns: Int
  /// Colour and emphasis of each ink.
  private var styles: [(color: Int16, emphasis: UInt8)] = []
  private var shades = ShadeIndices()
  /// The same numbers are other colours now, which curses cannot know.
  private var mustClear = false
  /// Whether scalars from 128 on may be sent.
  var isUTF8 = false
  /// Whether nothing beyond ASCII has the width that it should have.
  var isASCIIOnly = false

  private var shown: [Cell] = []
  private var filter: RenditionFilter?
  private var run: [cn_cell] = []

  /// Where sending goes on in a region that was cut off, so that its last rows get their turn.
  private var resumeRow: [Region: Int] = [:]
  private var turn = 0

  /// Differs from every cell.
  private static let unknown: Cell = {
    var cell = Cell(" ")
    cell.scalar = .max
    return cell
  }()

  /// - Parameter isFiltered: whether the terminal's renditions are those of ECMA-48.
  init(rows: Int, columns: Int, isFiltered: Bool) {
    self.rows = rows
    self.columns = columns
    filter = isFiltered ? RenditionFilter() : nil
    forget()
  }

  mutating func setStyles(palette: Palette, depth: ColorDepth) {
    shades = ShadeIndices(palette, depth, isFiltered: filter != nil)
    if let before = filter?.trueColors, before != shades.trueColors {
      mustClear = mustClear || !before.isEmpty
      filter?.trueColors = shades.trueColors
    }
    styles = Ink.allCases.map { ink in
      let color = palette.color(of: ink, depth: depth).map(Int16.init) ?? -1
      return (color, palette.emphasis(of: ink, depth: depth).rawValue)
    }
    forget()
  }

  /// Every cell will be handed to curses again; only what differs there is sent.
  mutating func forget() {
    shown = Array(repeating: Self.unknown, count: rows * columns)
    resumeRow = [:]
  }

  /// The terminal may show anything: it will be cleared, and every cell sent again.
  mutating func clear() {
    cn_clear()
    mustClear = false
    // A cleared terminal shows empty cells, which need no bytes.
    shown = Array(repeating: .empty, count: rows * columns)
    resumeRow = [:]
    filter?.forget()
  }

  mutating func resize(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    cn_resize(Int32(rows), Int32(columns))
    clear()
  }

  // MARK: - Difference

  /// The bytes that make the terminal show `grid`, and whether they do so completely.
  ///
  /// - Parameters:
  ///   - budget: bytes after which to stop; nil sends all. With a budget, `priority` comes first,
  ///     then `panes` in turns, then the rest.
  mutating func update(
    to grid: CellGrid, priority: [Region], panes: [Region], budget: Int?
  ) -> (bytes: [UInt8], isComplete: Bool) {
    if mustClear { clear() }
    let area = grid.region.intersection(
      Region(row: 0, column: 0, height: rows, width: columns))
    var output: [UInt8] = []
    var isComplete = true
    if let budget {
      for region in priority {
        // A lively first region leaves the others a quarter.
        _ = put(grid, in: region.intersection(area), limit: budget * 3 / 4, into: &output)
      }
      for offset in panes.indices {
        let index = (turn + offset) % panes.count
        if !put(grid, in: panes[index].intersection(area), limit: budget, into: &output) {
          turn = index
          break
        }
      }
      isComplete = put(grid, in: area, limit: budget, into: &output)
    } else {
      for row in area.row..<area.endRow { put(grid, row: row, columns: 0..<area.width) }
    }
    if isComplete { resumeRow = [:] }
    render(cursor: grid.cursor, into: &output)
    return (output, isComplete)
  }

  /// Puts the rows of a region until `limit` is reached; whether all were put.
  private mutating func put(
    _ grid: CellGrid, in region: Region, limit: Int, into output: inout [UInt8]
  ) -> Bool {
    guard !region.isEmpty else { return true }
    let first = resumeRow[region] ?? 0
    for offset in 0..<region.height {
      let row = region.row + (first + offset) % region.height
      guard hasChange(grid, row: row, columns: region.column..<region.endColumn) else { continue }
      guard output.count < limit else {
        resumeRow[region] = row - region.row
        return false
      }
      put(grid, row: row, columns: region.column..<region.endColumn)
      render(cursor: grid.cursor, into: &output)
    }
    return true
  }

  private func hasChange(_ grid: CellGrid, row: Int, columns: Range<Int>) -> Bool {
    columns.contains { grid.cells[row * grid.columns + $0] != shown[row * self.columns + $0] }
  }

  /// Hands the changed runs of a part of a row to curses.
  private mutating func put(_ grid: CellGrid, row: Int, columns: Range<Int>) {
    let from = row * grid.columns
    let to = row * self.columns
    var column = columns.lowerBound
    while column < columns.upperBound {
      guard grid.cells[from + column] != shown[to + column] else {
        column += 1
        continue
      }
      var start = column
      // The right half of a glyph is sent with its left half.
      while start > 0, grid.cells[from + start].scalar == 0 { start -= 1 }
      run.removeAll(keepingCapacity: true)
      column = start
      repeat {
        column += append(grid.cells[from + column], before: next(grid, row, column))
      } while column < columns.upperBound && grid.cells[from + column] != shown[to + column]
      for index in start..<min(column, self.columns) {
        shown[to + index] = grid.cells[from + index]
      }
      cn_put(Int32(row), Int32(start), run, Int32(run.count))
    }
  }

  private func next(_ grid: CellGrid, _ row: Int, _ column: Int) -> Cell? {
    column + 1 < min(grid.columns, columns) ? grid[row, column + 1] : nil
  }

  /// Adds a cell to the run; returns the columns it takes.
  private mutating func append(_ cell: Cell, before next: Cell?) -> Int {
    let cell = shades.hasSome ? cell : cell.withoutShades
    let style = styles[Int(cell.ink.rawValue)]
    let own = shades.index(of: cell.tint, over: cell.ground)
    var glyph = cn_cell(
      scalar: cell.scalar, mark: cell.mark, color: own ?? style.color,
      ground: shades.index(of: cell.ground) ?? -1,
      emphasis: cell.emphasis.rawValue | (own == nil ? style.emphasis : 0))
    var width = 1
    if cell.scalar < 0x20 || (0x7f..<0xa0).contains(cell.scalar) {
      (glyph.scalar, glyph.mark) = (0x20, 0)
    } else if cell.scalar >= 0x80 {
      let known = isUTF8 ? cn_width(cell.scalar) : -1
      let isSafe = known == 1 && !isASCIIOnly
      if known == 2, next?.scalar == 0 {
        width = 2
      } else if !isSafe {
        (glyph.scalar, glyph.mark) = (UInt32(UInt8(ascii: "?")), 0)
      }
    }
    if glyph.mark != 0, !isUTF8 || isASCIIOnly || cn_width(glyph.mark) != 0 { glyph.mark = 0 }
    run.append(glyph)
    return width
  }

  /// Collects what curses wants to send for what has been put.
  private mutating func render(cursor: CellGrid.Position?, into output: inout [UInt8]) {
    if let cursor, cursor.row < rows, cursor.column < columns {
      cn_set_cursor(Int32(cursor.row), Int32(cursor.column))
    } else {
      cn_set_cursor(-1, 0)
    }
    var count = 0
    guard let bytes = cn_render(&count) else { return }
    let buffer = UnsafeBufferPointer(start: bytes, count: count)
    output += filter?.filtered(buffer) ?? Array(buffer)
  }
}
