/// What a glyph looks like as geometry, so that a figure looks alike under every font. Lengths are
/// eighths of a cell's width across and of its height down.
enum CellShape: Equatable {
  case blank
  /// The dots of a braille pattern, by its bits.
  case dots(UInt8)
  /// Filled rectangles.
  case blocks([Block])
  /// A density of 1…4 fourths over the whole cell.
  case shade(Int)
  /// Lines from the middle to the four sides.
  case lines(Lines)
  case mark(Mark)
  /// Anything else is text.
  case text

  struct Block: Equatable {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
  }

  /// 0: none, 1: thin, 2: heavy.
  struct Lines: Equatable {
    var up = 0
    var right = 0
    var down = 0
    var left = 0
    var isDashed = false
  }

  enum Mark: Equatable {
    case circle(isFilled: Bool)
    case square(isFilled: Bool)
    case diamond(isFilled: Bool)
    /// Turned by quarters to the right; 0 points up.
    case triangle(quarters: Int, isFilled: Bool)
    /// Turned by eighths to the right; 0 points up.
    case arrow(eighths: Int)
    case dot
    case check
    case cross
    /// From the lower left corner of the cell to the upper right one.
    case slash
  }

  /// - Parameter scalar: a cell's; 0, the right half of a wide glyph, is blank.
  init(_ scalar: UInt32) {
    switch scalar {
    case 0, 0x20, 0x2800: self = .blank
    case 0x2801...0x28FF: self = .dots(UInt8(scalar & 0xFF))
    case 0x2500...0x257F:
      self =
        Self.rules[scalar].map { .lines($0) } ?? Self.marks[scalar].map { .mark($0) } ?? .text
    case 0x2580...0x259F: self = Self.block(scalar)
    default: self = Self.marks[scalar].map { .mark($0) } ?? .text
    }
  }

  private static func block(_ scalar: UInt32) -> CellShape {
    switch scalar {
    case 0x2580: return .blocks([Block(x: 0, y: 0, width: 8, height: 4)])
    case 0x2581...0x2588:
      let height = Int(scalar - 0x2580)
      return .blocks([Block(x: 0, y: 8 - height, width: 8, height: height)])
    case 0x2589...0x258F:
      return .blocks([Block(x: 0, y: 0, width: Int(0x2590 - scalar), height: 8)])
    case 0x2590: return .blocks([Block(x: 4, y: 0, width: 4, height: 8)])
    case 0x2591...0x2593: return .shade(Int(scalar - 0x2590))
    case 0x2594: return .blocks([Block(x: 0, y: 0, width: 8, height: 1)])
    case 0x2595: return .blocks([Block(x: 7, y: 0, width: 1, height: 8)])
    default:
      // Upper left 1, upper right 2, lower left 4, lower right 8.
      let quadrants: [UInt8] = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14]
      let bits = quadrants[Int(scalar - 0x2596)]
      return .blocks(
        (0..<4).filter { bits >> UInt8($0) & 1 == 1 }.map {
          Block(x: $0 % 2 * 4, y: $0 / 2 * 4, width: 4, height: 4)
        })
    }
  }

  private static let rules: [UInt32: Lines] = {
    var rules: [UInt32: Lines] = [:]
    // Up, right, down, left.
    for (characters, up, right, down, left) in [
      ("─╴╶", 0, 1, 0, 1), ("━", 0, 2, 0, 2), ("│╵╷", 1, 0, 1, 0), ("┃", 2, 0, 2, 0),
      ("┌╭", 0, 1, 1, 0), ("┐╮", 0, 0, 1, 1), ("└╰", 1, 1, 0, 0), ("┘╯", 1, 0, 0, 1),
      ("├", 1, 1, 1, 0), ("┤", 1, 0, 1, 1), ("┬", 0, 1, 1, 1), ("┴", 1, 1, 0, 1),
      ("┼", 1, 1, 1, 1), ("╋", 2, 2, 2, 2),
    ] {
      for scalar in characters.unicodeScalars {
        rules[scalar.value] = Lines(up: up, right: right, down: down, left: left)
      }
    }
    rules[0x2574] = Lines(left: 1)
    rules[0x2576] = Lines(right: 1)
    rules[0x2575] = Lines(up: 1)
    rules[0x2577] = Lines(down: 1)
    for scalar: UInt32 in [0x2504, 0x2508, 0x254C] {
      rules[scalar] = Lines(right: 1, left: 1, isDashed: true)
    }
    for scalar: UInt32 in [0x2505, 0x2509, 0x254D] {
      rules[scalar] = Lines(right: 2, left: 2, isDashed: true)
    }
    for scalar: UInt32 in [0x2506, 0x250A, 0x254E] {
      rules[scalar] = Lines(up: 1, down: 1, isDashed: true)
    }
    return rules
  }()

  private static let marks: [UInt32: Mark] = {
    let table: [(String, Mark)] = [
      ("●", .circle(isFilled: true)), ("○", .circle(isFilled: false)),
      ("■", .square(isFilled: true)), ("□", .square(isFilled: false)),
      ("◆", .diamond(isFilled: true)), ("◇", .diamond(isFilled: false)),
      ("▲▴", .triangle(quarters: 0, isFilled: true)),
      ("△", .triangle(quarters: 0, isFilled: false)),
      ("▶▸►", .triangle(quarters: 1, isFilled: true)),
      ("▼▾", .triangle(quarters: 2, isFilled: true)),
      ("▽", .triangle(quarters: 2, isFilled: false)),
      ("◀◂◄", .triangle(quarters: 3, isFilled: true)),
      ("↑", .arrow(eighths: 0)), ("↗", .arrow(eighths: 1)), ("→", .arrow(eighths: 2)),
      ("↘", .arrow(eighths: 3)), ("↓", .arrow(eighths: 4)), ("↙", .arrow(eighths: 5)),
      ("←", .arrow(eighths: 6)), ("↖", .arrow(eighths: 7)),
      ("·", .dot), ("✓", .check), ("✗", .cross), ("╱", .slash),
    ]
    var marks: [UInt32: Mark] = [:]
    for (characters, mark) in table {
      for scalar in characters.unicodeScalars { marks[scalar.value] = mark }
    }
    return marks
  }()
}
