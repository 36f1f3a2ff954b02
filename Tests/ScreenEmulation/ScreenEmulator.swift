/// A terminal of a few lines: what a person would see after the bytes. Knows the sequences that
/// curses uses on xterm-256color, and fails loudly on others.
public struct ScreenEmulator {
  public struct Glyph: Equatable {
    public var text = " "
    public var color = ""
    /// What is behind it.
    public var ground = ""
    public var attributes: Set<Int> = []
    /// The right half of a wide glyph.
    public var isContinuation = false
  }

  public private(set) var glyphs: [[Glyph]]
  public private(set) var unknown: [String] = []
  /// Operating system commands (OSC), without their beginning and end.
  public private(set) var commands: [String] = []
  /// Device control strings (DCS), without their beginning and end.
  public private(set) var deviceStrings: [String] = []
  public private(set) var isCursorVisible = true
  public private(set) var row = 0
  public private(set) var column = 0
  private var pen = Glyph()
  private var wraps = false
  /// The rows that scroll.
  private var region: Range<Int>

  public init(rows: Int, columns: Int) {
    glyphs = Array(repeating: Array(repeating: Glyph(), count: columns), count: rows)
    region = 0..<rows
  }

  private var rows: Int { glyphs.count }
  private var columns: Int { glyphs[0].count }

  /// The screen as lines without trailing spaces.
  public var text: String {
    glyphs.map { line in
      let text = line.filter { !$0.isContinuation }.map(\.text).joined()
      return String(text.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  public mutating func feed(_ bytes: [UInt8]) {
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      switch scalar {
      case "\u{1b}": index = escape(scalars, from: index)
      case "\r": (column, wraps) = (0, false)
      case "\n": lineFeed()
      case "\u{8}": (column, wraps) = (max(column - 1, 0), false)
      case "\t": column = min((column / 8 + 1) * 8, columns - 1)
      case "\u{e}", "\u{f}": break
      default: put(scalar)
      }
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    if scalar.properties.canonicalCombiningClass != .notReordered {
      if column > 0 { glyphs[row][wraps ? column : column - 1].text.unicodeScalars.append(scalar) }
      return
    }
    let isWide = (0x3040...0x9fff).contains(scalar.value)
    if wraps {
      (column, wraps) = (0, false)
      lineFeed()
    }
    var glyph = pen
    glyph.text = String(Character(scalar))
    glyphs[row][column] = glyph
    if isWide, column + 1 < columns {
      column += 1
      glyph.isContinuation = true
      glyphs[row][column] = glyph
    }
    if column + 1 < columns { column += 1 } else { wraps = true }
  }

  private mutating func escape(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
    guard start < scalars.count else { return start }
    switch scalars[start] {
    case "(", ")": return start + 2
    case "=", ">", "7", "8": return start + 1
    case "M":
      if row == region.lowerBound { scroll(by: -1) } else { row = max(row - 1, 0) }
      return start + 1
    case "[": break
    case "P":
      // A string for the terminal itself: up to ESC \.
      var end = start + 1
      while end + 1 < scalars.count, scalars[end] != "\u{1b}" || scalars[end + 1] != "\\" {
        end += 1
      }
      deviceStrings.append(String(String.UnicodeScalarView(scalars[min(start + 1, end)..<end])))
      return end + 2
    case "]":
      // A command for the terminal program (the clipboard): up to BEL.
      var end = start + 1
      while end < scalars.count, scalars[end] != "\u{7}" { end += 1 }
      commands.append(
        String(String.UnicodeScalarView(scalars[min(start + 1, end)..<end])))
      return end + 1
    default:
      unknown.append("ESC \(scalars[start])")
      return start + 1
    }
    var end = start + 1
    while end < scalars.count, (0x20...0x3f).contains(scalars[end].value) { end += 1 }
    guard end < scalars.count else { return end }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[start + 1..<end])
    control(text, scalars[end])
    return end + 1
  }

  private mutating func control(_ text: String, _ final: Unicode.Scalar) {
    if text.hasPrefix("?") {
      if text == "?25" { isCursorVisible = final == "h" }
      return
    }
    let parts = text.split(separator: ";", omittingEmptySubsequences: false)
    if final == "m", text.contains(":") { return renditions(parts) }
    let numbers = parts.map { Int($0) ?? 0 }
    let count = max(numbers.first ?? 1, 1)
    let blank = blank
    if final != "m" { wraps = false }
    switch final {
    case "A": row = max(row - count, 0)
    case "B": row = min(row + count, rows - 1)
    case "C": column = min(column + count, columns - 1)
    case "D": column = max(column - count, 0)
    case "G": column = min(count, columns) - 1
    case "d": row = min(count, rows) - 1
    case "H":
      row = min(count, rows) - 1
      column = min(numbers.count > 1 ? max(numbers[1], 1) : 1, columns) - 1
    case "J":
      if numbers.first ?? 0 == 2 {
        for line in glyphs.indices { erase(line, 0..<columns) }
      } else {
        erase(row, column..<columns)
        for line in row + 1..<max(rows, row + 1) { erase(line, 0..<columns) }
      }
    case "K": numbers.first ?? 0 == 1 ? erase(row, 0..<column + 1) : erase(row, column..<columns)
    case "X": erase(row, column..<min(column + count, columns))
    case "P":
      glyphs[row].removeSubrange(column..<min(column + count, columns))
      glyphs[row] += Array(repeating: blank, count: columns - glyphs[row].count)
    case "@":
      glyphs[row].insert(contentsOf: Array(repeating: blank, count: count), at: column)
      glyphs[row].removeLast(glyphs[row].count - columns)
    case "m": rendition(numbers)
    case "r":
      let last = numbers.count > 1 && numbers[1] > 0 ? min(numbers[1], rows) : rows
      region = min(count - 1, last - 1)..<last
      (row, column) = (0, 0)
    case "S": scroll(by: count)
    case "T": scroll(by: -count)
    case "n", "t": break
    default: unknown.append("CSI \(text) \(final)")
    }
  }

  private mutating func lineFeed() {
    if row == region.upperBound - 1 { scroll(by: 1) } else { row = min(row + 1, rows - 1) }
  }

  /// Moves the lines of the region up (down, where negative); blank ones come in.
  private mutating func scroll(by count: Int) {
    let old = glyphs
    for line in region {
      glyphs[line] =
        region.contains(line + count)
        ? old[line + count] : Array(repeating: blank, count: columns)
    }
  }

  /// What is erased gets the ground that is being written with, as in xterm.
  private var blank: Glyph {
    var blank = Glyph()
    blank.ground = pen.ground
    return blank
  }

  private mutating func erase(_ line: Int, _ range: Range<Int>) {
    for index in range { glyphs[line][index] = blank }
  }

  /// Renditions of which some hold their parameters together by colons.
  private mutating func renditions(_ parts: [Substring]) {
    for part in parts {
      let numbers = part.split(separator: ":", omittingEmptySubsequences: false).map {
        Int($0) ?? 0
      }
      switch (numbers.first, numbers.count > 1 ? numbers[1] : 0, numbers.count) {
      case (38, 5, 3): pen.color = "\(numbers[2])"
      // The colour space, mostly left empty, has a place of its own.
      case (38, 2, 6): pen.color = Self.hex(numbers[3...])
      case (38, 2, 5): pen.color = Self.hex(numbers[2...])
      case (48, 5, 3): pen.ground = "\(numbers[2])"
      case (48, 2, 6): pen.ground = Self.hex(numbers[3...])
      case (_, _, 0...1): rendition(numbers)
      default: unknown.append("SGR \(part)")
      }
    }
  }

  private static func hex(_ numbers: ArraySlice<Int>) -> String {
    "#"
      + numbers.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
  }

  private mutating func rendition(_ numbers: [Int]) {
    var index = 0
    let numbers = numbers.isEmpty ? [0] : numbers
    while index < numbers.count {
      switch numbers[index] {
      case 0: pen = Glyph()
      case 1...9: pen.attributes.insert(numbers[index])
      case 22: pen.attributes.subtract([1, 2])
      case 23...29: pen.attributes.remove(numbers[index] - 20)
      case 30...37: pen.color = "\(numbers[index] - 30)"
      case 90...97: pen.color = "\(numbers[index] - 82)"
      case 38 where numbers[index + 1] == 2:
        pen.color = Self.hex(numbers[(index + 2)...(index + 4)])
        index += 4
      case 38:
        pen.color = "\(numbers[index + 2])"
        index += 2
      case 39: pen.color = ""
      case 40...47: pen.ground = "\(numbers[index] - 40)"
      case 100...107: pen.ground = "\(numbers[index] - 92)"
      case 48 where numbers[index + 1] == 2:
        pen.ground = Self.hex(numbers[(index + 2)...(index + 4)])
        index += 4
      case 48:
        pen.ground = "\(numbers[index + 2])"
        index += 2
      case 49: pen.ground = ""
      default: unknown.append("SGR \(numbers[index])")
      }
      index += 1
    }
  }
}
