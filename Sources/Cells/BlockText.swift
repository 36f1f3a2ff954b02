/// Words, numbers and lane marks in letters made of blocks, to be read from the back row.
///
/// A letter is five dots high and three to five wide; between letters one column of dots is free.
public enum BlockText {
  /// How large a dot is.
  public enum Size: Sendable {
    /// A column wide and half a row high; in ASCII, which has no half blocks, a whole row high.
    case small
    /// Two columns wide and a row high.
    case large
  }

  private static let dotsHigh = 5

  /// The rows that a text takes.
  public static func height(_ size: Size, in symbols: Symbols) -> Int {
    size == .small && symbols != .ascii ? (dotsHigh + 1) / 2 : dotsHigh
  }

  /// The columns that a text takes; characters without a letter of blocks take none.
  public static func width(_ text: String, _ size: Size) -> Int {
    let widths = text.compactMap { letters[$0]?.first?.utf8.count }
    guard !widths.isEmpty else { return 0 }
    return (widths.reduce(0, +) + widths.count - 1) * columns(size)
  }

  /// Whether every character has a letter of blocks.
  static func canWrite(_ text: String) -> Bool { text.allSatisfy { letters[$0] != nil } }

  fileprivate static func columns(_ size: Size) -> Int { size == .small ? 1 : 2 }

  /// The dots of a text, row by row from the top.
  fileprivate static func dots(_ text: String) -> [[Bool]] {
    var rows = [[Bool]](repeating: [], count: dotsHigh)
    for character in text {
      guard let letter = letters[character] else { continue }
      for row in rows.indices {
        if !rows[row].isEmpty { rows[row].append(false) }
        rows[row] += letter[row].utf8.map { $0 == UInt8(ascii: "#") }
      }
    }
    return rows
  }

  /// What a projector shows: digits, percent, σ, the letters of the verdicts, the marks of lanes.
  private static let letters: [Character: [String]] = [
    "0": ["###", "#.#", "#.#", "#.#", "###"],
    "1": [".#.", "##.", ".#.", ".#.", "###"],
    "2": ["###", "..#", "###", "#..", "###"],
    "3": ["###", "..#", ".##", "..#", "###"],
    "4": ["#.#", "#.#", "###", "..#", "..#"],
    "5": ["###", "#..", "###", "..#", "###"],
    "6": ["###", "#..", "###", "#.#", "###"],
    "7": ["###", "..#", ".#.", ".#.", ".#."],
    "8": ["###", "#.#", "###", "#.#", "###"],
    "9": ["###", "#.#", "###", "..#", "###"],
    ".": [".", ".", ".", ".", "#"],
    " ": ["..", "..", "..", "..", ".."],
    "%": ["##..#", "##.#.", "..#..", ".#.##", "#..##"],
    "σ": [".....", ".####", "#..#.", "#..#.", ".##.."],
    "A": [".#.", "#.#", "###", "#.#", "#.#"],
    "C": [".##", "#..", "#..", "#..", ".##"],
    "D": ["##.", "#.#", "#.#", "#.#", "##."],
    "E": ["###", "#..", "##.", "#..", "###"],
    "F": ["###", "#..", "##.", "#..", "#.."],
    "G": [".##", "#..", "#.#", "#.#", ".##"],
    "H": ["#.#", "#.#", "###", "#.#", "#.#"],
    "I": ["###", ".#.", ".#.", ".#.", "###"],
    "K": ["#.#", "#.#", "##.", "#.#", "#.#"],
    "L": ["#..", "#..", "#..", "#..", "###"],
    "N": ["#..#", "##.#", "#.##", "#..#", "#..#"],
    "O": [".#.", "#.#", "#.#", "#.#", ".#."],
    "P": ["##.", "#.#", "##.", "#..", "#.."],
    "R": ["##.", "#.#", "##.", "#.#", "#.#"],
    "S": [".##", "#..", ".#.", "..#", "##."],
    "T": ["###", ".#.", ".#.", ".#.", ".#."],
    "U": ["#.#", "#.#", "#.#", "#.#", "###"],
    "V": ["#.#", "#.#", "#.#", "#.#", ".#."],
    "Y": ["#.#", "#.#", ".#.", ".#.", ".#."],
    "●": [".###.", "#####", "#####", "#####", ".###."],
    "○": [".###.", "#...#", "#...#", "#...#", ".###."],
    "■": ["#####", "#####", "#####", "#####", "#####"],
    "□": ["#####", "#...#", "#...#", "#...#", "#####"],
    "◆": ["..#..", ".###.", "#####", ".###.", "..#.."],
    "◇": ["..#..", ".#.#.", "#...#", ".#.#.", "..#.."],
    "▲": ["..#..", "..#..", ".###.", ".###.", "#####"],
    "△": ["..#..", "..#..", ".#.#.", ".#.#.", "#####"],
  ]
}

extension Painter {
  /// Writes a text in letters of blocks, `#` in ASCII; characters that have none are left out.
  ///
  /// - Parameters:
  ///   - row: the row of the upper edge.
  ///   - column: where the text begins.
  /// - Returns: the column after the text.
  @discardableResult
  public mutating func writeBlocks(
    _ text: String, _ size: BlockText.Size, row: Int, column: Int, ink: Ink = .plain,
    clip: Region? = nil
  ) -> Int {
    let dots = BlockText.dots(text)
    let isHalved = size == .small && symbols != .ascii
    let bounds = clip.map { $0.intersection(grid.region) } ?? grid.region
    let columns = BlockText.columns(size)
    for line in 0..<BlockText.height(size, in: symbols) {
      for place in 0..<(dots.first?.count ?? 0) {
        let upper = dots[isHalved ? 2 * line : line][place]
        let lower = isHalved ? 2 * line + 1 < dots.count && dots[2 * line + 1][place] : upper
        guard upper || lower else { continue }
        let scalar: Unicode.Scalar =
          symbols == .ascii ? "#" : upper && lower ? "█" : upper ? "▀" : "▄"
        for offset in 0..<columns {
          let target = column + place * columns + offset
          guard bounds.contains(row: row + line, column: target) else { continue }
          grid.set(Cell(scalar, ink: ink, emphasis: .bold), row: row + line, column: target)
        }
      }
    }
    return column + BlockText.width(text, size)
  }
}
