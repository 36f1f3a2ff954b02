/// A piece of text in one ink.
public struct Run: Hashable, Sendable {
  var text: String
  var ink: Ink
  var emphasis: Emphasis

  public init(_ text: String, ink: Ink = .plain, emphasis: Emphasis = []) {
    self.text = text
    self.ink = ink
    self.emphasis = emphasis
  }

  /// With so many spaces at its end at most.
  public func trimmed(to spaces: Int) -> Run {
    let end = text.reversed().prefix { $0 == " " }.count
    return Run(String(text.dropLast(max(0, end - spaces))), ink: ink, emphasis: emphasis)
  }
}

/// Writes text, rules and glyphs into a grid of cells: views hand it Unicode and places, it takes
/// care of the alphabet, of the width of every character, and of edges.
///
/// All places are rows and columns of the grid; whatever lies outside is left out silently.
public struct Painter: Sendable {
  /// What has been drawn so far, and the alphabet that it is drawn in.
  public var grid: CellGrid
  public var symbols: Symbols
  /// Texts of which an edge has cut off letters; what is shortened with an ellipsis is not among them.
  package private(set) var cuts: [String] = []

  /// A painter of an empty grid, its size in cells.
  public init(rows: Int, columns: Int, symbols: Symbols) {
    grid = CellGrid(rows: rows, columns: columns)
    self.symbols = symbols
  }

  /// Writes a text, transliterated when the alphabet is ASCII.
  ///
  /// - Parameters:
  ///   - row: row of the grid.
  ///   - column: where the text starts; may lie left of `clip`, which then hides its beginning.
  ///   - clip: the region outside of which nothing is written; nil is the whole grid. A wide
  ///     character that does not fit entirely becomes a space.
  /// - Returns: the column after the last one written, or after the text where `row` is hidden.
  @discardableResult
  public mutating func write(
    _ text: String, row: Int, column: Int, ink: Ink = .plain, emphasis: Emphasis = [],
    clip: Region? = nil
  ) -> Int {
    let bounds = clip.map { $0.intersection(grid.region) } ?? grid.region
    let isVisible = row >= bounds.row && row < bounds.endRow && !bounds.isEmpty
    var pen = Pen(
      column: column, start: isVisible ? bounds.column : .max,
      end: isVisible ? bounds.endColumn : .max, offset: row * grid.columns,
      style: Cell(" ", ink: ink, emphasis: emphasis))
    if isVisible { healLeft(of: max(column, bounds.column), row: row, in: bounds) }
    for scalar in text.unicodeScalars {
      if pen.column >= pen.end, Glyphs.width(of: scalar) > 0 {
        if scalar == " " { continue }
        cuts.append(text)
        break
      }
      if scalar.value >= 0x20, scalar.value < 0x7F {
        put(scalar.value, with: &pen)
      } else if symbols == .ascii {
        Glyphs.ascii(scalar).withUTF8Buffer { for byte in $0 { put(UInt32(byte), with: &pen) } }
      } else {
        switch Glyphs.width(of: scalar) {
        case 0: putMark(scalar, with: pen)
        case 1: put(scalar.value, with: &pen)
        default: putWide(scalar.value, with: &pen)
        }
      }
    }
    if isVisible { healRight(of: pen, row: row) }
    return isVisible ? min(pen.column, max(column, bounds.endColumn)) : pen.column
  }

  /// Writes runs one after another.
  ///
  /// - Returns: the column after the last one written.
  @discardableResult
  public mutating func write(
    _ runs: [Run], row: Int, column: Int, clip: Region? = nil
  ) -> Int {
    var column = column
    for run in runs {
      column = write(
        run.text, row: row, column: column, ink: run.ink, emphasis: run.emphasis, clip: clip)
    }
    return column
  }

  /// Writes a text that ends before a column; `clip` hides its beginning when it is too long.
  public mutating func write(
    _ text: String, rightAlignedAt endColumn: Int, row: Int, ink: Ink = .plain,
    emphasis: Emphasis = [], clip: Region? = nil
  ) {
    write(
      text, row: row, column: endColumn - width(of: text), ink: ink, emphasis: emphasis,
      clip: clip)
  }

  /// Writes runs that end before a column.
  public mutating func write(
    _ runs: [Run], rightAlignedAt endColumn: Int, row: Int, clip: Region? = nil
  ) {
    write(runs, row: row, column: endColumn - width(of: runs), clip: clip)
  }

  /// Writes a text in the middle of a region's row, cut to the region.
  public mutating func write(
    _ text: String, centeredIn region: Region, row: Int, ink: Ink = .plain,
    emphasis: Emphasis = []
  ) {
    let text = fit(text, width: region.width)
    write(
      text, row: row, column: region.column + (region.width - width(of: text)) / 2, ink: ink,
      emphasis: emphasis, clip: region)
  }

  /// Puts one glyph of the table at a place.
  public mutating func put(
    _ glyph: Glyph, row: Int, column: Int, ink: Ink = .plain, emphasis: Emphasis = []
  ) {
    grid.set(
      Cell(glyph.scalar(in: symbols), ink: ink, emphasis: emphasis), row: row, column: column)
  }

  /// Puts one mark (of a lane, of an event) at a place, in the alphabet's shape.
  public mutating func put(
    _ mark: Character, row: Int, column: Int, ink: Ink = .plain, emphasis: Emphasis = []
  ) {
    grid.set(
      Cell(Glyphs.scalar(mark, in: symbols), ink: ink, emphasis: emphasis), row: row,
      column: column)
  }

  // MARK: - Measuring

  /// Columns that a text takes, after transliteration.
  public func width(of text: String) -> Int {
    var width = 0
    for scalar in text.unicodeScalars { width += self.width(of: scalar) }
    return width
  }

  /// Columns that runs take one after another.
  public func width(of runs: [Run]) -> Int {
    runs.reduce(0) { $0 + width(of: $1.text) }
  }

  private func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value >= 0x20, scalar.value < 0x7F { return 1 }
    return symbols == .ascii
      ? Glyphs.ascii(scalar).utf8CodeUnitCount : Glyphs.width(of: scalar)
  }

  /// The text itself where it fits, else its beginning with "…" (ASCII: "..") at the end.
  ///
  /// - Returns: a text of at most `width` columns after transliteration.
  public func fit(_ text: String, width: Int) -> String {
    if self.width(of: text) <= width { return text }
    let ellipsis = symbols == .ascii ? ".." : "…"
    let ellipsisWidth = symbols == .ascii ? 2 : 1
    let hasEllipsis = width >= 2 * ellipsisWidth
    let (head, _) = split(text, width: width - (hasEllipsis ? ellipsisWidth : 0))
    return hasEllipsis ? head + ellipsis : head
  }

  /// The beginning of a text that takes at most `width` columns, and what is left.
  private func split(_ text: String, width: Int) -> (head: String, rest: Substring) {
    let scalars = text.unicodeScalars
    var room = max(0, width)
    var end = scalars.startIndex
    while end < scalars.endIndex {
      let next = self.width(of: scalars[end])
      if next > room { break }
      room -= next
      end = scalars.index(after: end)
    }
    return (String(scalars[..<end]), text[end...])
  }

  /// A text broken at spaces into lines of at most `width` columns; a line feed always breaks, and
  /// a word longer than a line is cut.
  ///
  /// - Returns: at least one line; none where `width` is below 1.
  public func wrap(_ text: String, width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      var used = 0
      for word in paragraph.split(separator: " ") {
        var word = String(word)
        var size = self.width(of: word)
        if used > 0, used + 1 + size <= width {
          line += " " + word
          used += 1 + size
          continue
        }
        if used > 0 { lines.append(line) }
        while size > width {
          let (head, rest) = split(word, width: width)
          // Nothing fits where a character is wider than the line: it is left out.
          if !head.isEmpty { lines.append(head) }
          word = head.isEmpty ? String(word.unicodeScalars.dropFirst()) : String(rest)
          size = self.width(of: word)
        }
        line = word
        used = size
      }
      lines.append(line)
    }
    return lines
  }

  // MARK: - Cells

  /// Where the next cell goes: `start..<end` are the visible columns, `offset` the row's first cell.
  private struct Pen {
    var column: Int
    let start: Int
    let end: Int
    let offset: Int
    var style: Cell
  }

  @inline(__always)
  private mutating func put(_ scalar: UInt32, with pen: inout Pen) {
    if pen.column >= pen.start, pen.column < pen.end {
      pen.style.scalar = scalar
      grid.cells[pen.offset + pen.column] = pen.style
    }
    pen.column += 1
  }

  private mutating func putWide(_ scalar: UInt32, with pen: inout Pen) {
    let fits = pen.column >= pen.start && pen.end - pen.column >= 2
    put(fits ? scalar : 0x20, with: &pen)
    put(fits ? 0 : 0x20, with: &pen)
  }

  private mutating func putMark(_ scalar: Unicode.Scalar, with pen: Pen) {
    guard Glyphs.isCombining(scalar) else { return }
    var column = pen.column - 1
    guard column >= pen.start, column < pen.end else { return }
    if grid.cells[pen.offset + column].scalar == 0, column > pen.start { column -= 1 }
    if grid.cells[pen.offset + column].mark == 0 {
      grid.cells[pen.offset + column].mark = scalar.value
    }
  }

  /// Writing over the right half of a wide character blanks its left half.
  private mutating func healLeft(of column: Int, row: Int, in bounds: Region) {
    guard column > 0, column < grid.columns, grid[row, column].scalar == 0 else { return }
    grid[row, column - 1] = .empty
    grid[row, column] = .empty
  }

  /// Writing over the left half of a wide character blanks its right half.
  private mutating func healRight(of pen: Pen, row: Int) {
    let column = max(pen.column, pen.start)
    guard column < grid.columns, column > 0, grid[row, column].scalar == 0 else { return }
    let left = grid[row, column - 1].scalar
    guard let left = Unicode.Scalar(left), Glyphs.width(of: left) == 2 else {
      grid[row, column] = .empty
      return
    }
  }
}
