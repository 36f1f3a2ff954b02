import Cells

/// A figure as plain text: its rows, an empty line, and the state line wrapped to the figure's width.
public enum TextFigure {
  /// The bytes of the file, UTF-8 (ASCII for a screen in ASCII whose state line is).
  public static func bytes(of figure: Figure) -> [UInt8] {
    let line = wrapped(figure.caption.stateLine, width: figure.grid.columns)
    return Array((figure.grid.text + "\n\n" + line + "\n").utf8)
  }

  /// A narrower state line would be all line ends.
  static let leastWidth = 40

  /// A command on several lines, each but the last with a backslash at its end: a shell takes them
  /// for one, and so does `unwrapped`.
  ///
  /// - Parameter width: columns; lines break after a space where there is one.
  static func wrapped(_ line: String, width: Int) -> String {
    let width = max(leastWidth, width)
    var lines: [String] = []
    var rest = Array(line.unicodeScalars)[...]
    while true {
      var used = 0
      var fitting = 0
      // A column stays free for the backslash.
      for scalar in rest {
        used += Glyphs.width(of: scalar)
        if used > width - 1 { break }
        fitting += 1
      }
      // What is left may use that column too.
      if fitting == rest.count || (used == width && fitting + 1 == rest.count) { break }
      let head = rest.prefix(fitting)
      let space = head.lastIndex(of: " ").map { $0 + 1 - rest.startIndex }
      let count = max(1, space.flatMap { $0 > width / 3 ? $0 : nil } ?? fitting)
      lines.append(string(rest.prefix(count)) + "\\")
      rest = rest.dropFirst(count)
    }
    lines.append(string(rest))
    return lines.joined(separator: "\n")
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  /// The state line at the end of a text, its lines joined again: those after the last empty line.
  ///
  /// - Parameter bytes: lines may end in CR LF.
  static func lastParagraph(of bytes: [UInt8]) -> [UInt8] {
    var paragraph: [[UInt8]] = []
    // No state line is longer; a text without empty lines is not searched to its beginning.
    var end = bytes.count
    while end > 0, [0x0A, 0x0D, 0x20].contains(bytes[end - 1]) { end -= 1 }
    let floor = max(0, end - 2 * FigureReader.lineLimit)
    while end > floor {
      var start = end
      while start > floor, bytes[start - 1] != 0x0A { start -= 1 }
      var line = Array(bytes[start..<end])
      if line.last == 0x0D { line.removeLast() }
      if line.isEmpty { break }
      paragraph.append(line)
      end = max(floor, start - 1)
    }
    var result: [UInt8] = []
    for (index, line) in paragraph.enumerated().reversed() {
      if index == 0 {
        result += line
      } else {
        // Every line but the last goes on.
        guard line.last == UInt8(ascii: "\\") else { return [] }
        result += line.dropLast()
      }
    }
    return result
  }
}
