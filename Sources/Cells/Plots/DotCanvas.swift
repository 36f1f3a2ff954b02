/// Dots inside cells: curves come in as dots, and go out as one glyph and one ink a cell.
///
/// Dots count from the upper left corner. A cell holds 2 × 4 dots in braille, 2 × 2 in quadrants,
/// 1 × 2 in half blocks, and 1 × 4 in ASCII, where the heights are those of `'`, `-`, `.` and `_`.
public struct DotCanvas: Sendable {
  /// Extent in cells.
  let width: Int
  let height: Int
  let symbols: Symbols
  /// Dots in a cell.
  let dotsPerColumn: Int
  let dotsPerRow: Int

  /// How a line is drawn.
  public struct Pen: Hashable, Sendable {
    var ink: Ink
    var emphasis: Emphasis
    var style: Style
    /// In a cell that several lines share the highest priority gives the ink; equals take turns. Below 0
    /// a line is behind: where another is it has no dots, which would be the other's.
    var priority: Int8
    /// Whether it keeps some of the cells that it shares, whatever lies over it: what others are to be
    /// compared with.
    var isReference: Bool
    /// Whether a line is two dots wide.
    var isThick: Bool
    /// Whether it lies over a picture: in ASCII it is drawn with `-`, `|`, `/` and `\`, as its dots could be a
    /// pattern's.
    var isOverShades: Bool

    public init(
      ink: Ink, emphasis: Emphasis = [], style: Style = .solid, priority: Int8 = 0,
      isReference: Bool = false, isThick: Bool = false, isOverShades: Bool = false
    ) {
      self.ink = ink
      self.emphasis = emphasis
      self.style = style
      self.priority = priority
      self.isReference = isReference
      self.isThick = isThick
      self.isOverShades = isOverShades
    }
  }

  /// Gaps stay at the same places of the canvas when a line moves, so that few cells change.
  public enum Style: Hashable, Sendable { case solid, dashed, dotted, sparse }

  struct Spot: Sendable {
    var bits: UInt8 = 0
    var ink: Ink = .plain
    var emphasis: Emphasis = []
    var priority: Int8 = .min
    /// How many lines have come by, of this priority, and the ink of the last.
    var sharers: UInt8 = 0
    var lastInk: Ink = .plain
    /// The ink of a line that others are compared with; it may have the cell.
    var reference: Ink?
    /// Stands in the place of the dots: the head of an arrow.
    var glyph: Glyph?
  }
  /// Row by row, one a cell.
  var spots: [Spot]

  /// An empty canvas.
  ///
  /// - Parameters:
  ///   - width: columns of cells; negative is 0.
  ///   - height: rows of cells; negative is 0.
  init(width: Int, height: Int, symbols: Symbols) {
    self.width = max(0, width)
    self.height = max(0, height)
    self.symbols = symbols
    (dotsPerColumn, dotsPerRow) =
      switch symbols {
      case .braille: (2, 4)
      case .quadrant: (2, 2)
      case .block: (1, 2)
      case .ascii: (1, 4)
      }
    spots = Array(repeating: Spot(), count: self.width * self.height)
  }

  /// Extent in dots.
  var dotsWide: Int { width * dotsPerColumn }
  var dotsHigh: Int { height * dotsPerRow }

  /// Whether a cell has no dot; true outside of the canvas.
  func isEmpty(row: Int, column: Int) -> Bool {
    guard row >= 0, row < height, column >= 0, column < width else { return true }
    return spots[row * width + column].bits == 0
  }

  /// Sets one dot; outside of the canvas nothing happens.
  mutating func dot(x: Int, y: Int, pen: Pen) {
    guard x >= 0, x < dotsWide, y >= 0, y < dotsHigh else { return }
    mark(x: x, y: y, slope: 0, pen: pen)
  }

  /// Puts a glyph into the cell of a dot, in place of its dots; outside of the canvas nothing
  /// happens.
  mutating func put(_ glyph: Glyph, x: Int, y: Int, pen: Pen) {
    guard x >= 0, x < dotsWide, y >= 0, y < dotsHigh else { return }
    mark(x: x, y: y, slope: 0, pen: pen)
    let index = y / dotsPerRow * width + x / dotsPerColumn
    if spots[index].priority == pen.priority { spots[index].glyph = glyph }
  }

  /// Draws a line between two dots, both included; what lies outside of the canvas is left out.
  ///
  /// Coordinates beyond ±2³⁰ are moved there.
  mutating func line(fromX: Int, fromY: Int, toX: Int, toY: Int, pen: Pen) {
    let bound = 1 << 30
    stroke(
      fromX: Double(min(max(fromX, -bound), bound)), fromY: Double(min(max(fromY, -bound), bound)),
      toX: Double(min(max(toX, -bound), bound)), toY: Double(min(max(toY, -bound), bound)),
      pen: pen)
  }

  /// Draws a line between two places in units of dots, clipped to the canvas. Finite only.
  ///
  /// - Parameter isRising: which way a curve goes whose stroke inside one column of dots this is.
  mutating func stroke(
    fromX: Double, fromY: Double, toX: Double, toY: Double, pen: Pen, isRising: Bool? = nil
  ) {
    guard !spots.isEmpty else { return }
    // Liang and Barsky: the part of the parameter's interval that is inside all four edges.
    let right = Double(dotsWide) - 0.5
    let bottom = Double(dotsHigh) - 0.5
    let deltaX = toX - fromX
    let deltaY = toY - fromY
    var start = 0.0
    var end = 1.0
    func clip(_ direction: Double, _ distance: Double) -> Bool {
      if direction == 0 { return distance >= 0 }
      let parameter = distance / direction
      if direction < 0 { start = max(start, parameter) } else { end = min(end, parameter) }
      return start <= end
    }
    guard clip(-deltaX, fromX + 0.5), clip(deltaX, right - fromX), clip(-deltaY, fromY + 0.5),
      clip(deltaY, bottom - fromY)
    else { return }
    let limitX = dotsWide - 1
    let limitY = dotsHigh - 1
    func whole(_ value: Double, _ limit: Int) -> Int { min(max(0, Int(value.rounded())), limit) }
    bresenham(
      fromX: whole(fromX + start * deltaX, limitX), fromY: whole(fromY + start * deltaY, limitY),
      toX: whole(fromX + end * deltaX, limitX), toY: whole(fromY + end * deltaY, limitY), pen: pen,
      isRising: isRising)
  }

  /// Both ends lie on the canvas.
  private mutating func bresenham(
    fromX: Int, fromY: Int, toX: Int, toY: Int, pen: Pen, isRising: Bool?
  ) {
    let deltaX = abs(toX - fromX)
    let deltaY = -abs(toY - fromY)
    let stepX = fromX < toX ? 1 : -1
    let stepY = fromY < toY ? 1 : -1
    let isSteep = -deltaY > deltaX
    let gap = gap(of: pen.style, isSteep: isSteep)
    var slope =
      deltaX == 0
      ? slope(deltaX: 1, deltaY: -deltaY, isRising: isRising)
      : slope(deltaX: deltaX, deltaY: -deltaY, isRising: (stepX > 0) == (stepY < 0))
    if pen.isOverShades, symbols == .ascii { slope |= Self.over }
    var error = deltaX + deltaY
    var x = fromX
    var y = fromY
    while true {
      if gap.period == 0 || (isSteep ? y : x) % gap.period < gap.on {
        if pen.isThick {
          markThick(x: x, y: y, pen: pen)
        } else {
          mark(x: x, y: y, slope: slope, pen: pen)
        }
      }
      if x == toX, y == toY { return }
      let doubled = 2 * error
      if doubled >= deltaY {
        error += deltaY
        x += stepX
      }
      if doubled <= deltaX {
        error += deltaX
        y += stepY
      }
    }
  }

  /// Dots drawn out of every period, along the longer extent of a line.
  private func gap(of style: Style, isSteep: Bool) -> (on: Int, period: Int) {
    let perCell = isSteep ? dotsPerRow : dotsPerColumn
    switch style {
    case .solid: return (0, 0)
    case .dashed: return perCell == 1 ? (2, 3) : (4, 6)
    case .dotted: return perCell == 1 ? (1, 3) : (1, 2)
    case .sparse: return (1, 4)
    }
  }

  /// In ASCII a line of about 45° is drawn with `/` and `\`, a steeper one with `|`.
  private func slope(deltaX: Int, deltaY: Int, isRising: Bool?) -> UInt8 {
    guard symbols == .ascii, let isRising, deltaY >= 2 * deltaX, deltaY <= 7 * deltaX else {
      return 0
    }
    return isRising ? Self.rising : Self.falling
  }
  static let rising: UInt8 = 16
  static let falling: UInt8 = 32
  /// Of a line that has one shape.
  static let thick: UInt8 = 64
  /// Of a line over a picture.
  static let over: UInt8 = 128

  /// Four dots, the given one at the upper left, as far as they are on the canvas.
  private mutating func markThick(x: Int, y: Int, pen: Pen) {
    let slope = symbols == .ascii ? Self.thick : 0
    let right = symbols == .ascii ? x : min(x + 1, dotsWide - 1)
    let below = min(y + 1, dotsHigh - 1)
    for (x, y) in [(x, y), (right, y), (x, below), (right, below)] {
      mark(x: x, y: y, slope: slope, pen: pen)
    }
  }

  @inline(__always)
  private mutating func mark(x: Int, y: Int, slope: UInt8, pen: Pen) {
    let index: Int
    let bit: UInt8
    switch symbols {
    case .braille:
      index = (y >> 2) * width + (x >> 1)
      let row = y & 3
      bit = x & 1 == 0 ? (row == 3 ? 64 : 1 << UInt8(row)) : (row == 3 ? 128 : 8 << UInt8(row))
    case .quadrant:
      index = (y >> 1) * width + (x >> 1)
      bit = 1 << UInt8((y & 1) << 1 | x & 1)
    case .block:
      index = (y >> 1) * width + x
      bit = 1 << UInt8(y & 1)
    case .ascii:
      index = (y >> 2) * width + x
      bit = 1 << UInt8(y & 3) | slope
    }
    if pen.isReference { spots[index].reference = pen.ink }
    let below = spots[index].priority
    if pen.priority < 0, below > pen.priority, !pen.isReference { return }
    if below < 0, pen.priority > below, spots[index].reference == nil { spots[index].bits = 0 }
    spots[index].bits |= bit
    guard pen.priority >= below else { return }
    // Lines that run together take turns along their way, so that each can be followed.
    if pen.priority > spots[index].priority {
      spots[index].sharers = 1
    } else if pen.ink != spots[index].lastInk {
      spots[index].sharers &+= 1
      if index % width % Int(max(1, spots[index].sharers)) > 0 {
        spots[index].lastInk = pen.ink
        return
      }
    } else if pen.ink != spots[index].ink {
      return
    }
    spots[index].lastInk = pen.ink
    spots[index].ink = pen.ink
    spots[index].emphasis = pen.emphasis
    spots[index].priority = pen.priority
  }

  // MARK: - Glyphs

  /// Draws the cells that have dots; all others stay as they are.
  ///
  /// - Parameter region: its upper left corner is that of the canvas; nothing is drawn outside.
  public func draw(into grid: inout CellGrid, region: Region) {
    let visible = Region(row: region.row, column: region.column, height: height, width: width)
      .intersection(region).intersection(grid.region)
    guard !visible.isEmpty else { return }
    for row in visible.row..<visible.endRow {
      let source = (row - region.row) * width - region.column
      let target = row * grid.columns
      for column in visible.column..<visible.endColumn {
        let spot = spots[source + column]
        guard spot.bits != 0 else { continue }
        // Two cells of four, whichever way the lines run together.
        let turn = (column - region.column + 2 * (row - region.row)) & 3
        let reference = turn < 2 ? spot.reference : nil
        grid.cells[target + column] = Cell(
          spot.glyph?.scalar(in: symbols) ?? glyph(spot.bits), ink: reference ?? spot.ink,
          emphasis: spot.emphasis)
      }
    }
  }

  private func glyph(_ bits: UInt8) -> Unicode.Scalar {
    switch symbols {
    case .braille: Unicode.Scalar(UInt16(0x2800) + UInt16(bits)) ?? " "
    case .quadrant: Self.quadrants[Int(bits & 15)]
    case .block: Self.halfBlocks[Int(bits & 3)]
    case .ascii: asciiGlyph(bits)
    }
  }

  private static let halfBlocks: [Unicode.Scalar] = [" ", "▀", "▄", "█"]
  private static let quadrants: [Unicode.Scalar] = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
  ]
  /// By the dots `'` 1, `-` 2, `.` 4, `_` 8; three or four of them depend on the slope.
  private static let asciiShapes: [Unicode.Scalar] = [
    " ", "'", "-", "'", ".", ":", "-", "|", "_", ":", "=", "|", ",", "|", "|", "|",
  ]

  private func asciiGlyph(_ bits: UInt8) -> Unicode.Scalar {
    if bits & Self.thick != 0 { return "#" }
    let shape = Self.asciiShapes[Int(bits & 15)]
    guard shape == "|" else { return bits & Self.over != 0 ? "-" : shape }
    switch bits & (Self.rising | Self.falling) {
    case Self.rising: return "/"
    case Self.falling: return "\\"
    default: return "|"
    }
  }
}
