import Cells
import Words

/// A figure as plain text: its rows, an empty line, and the state line wrapped to the figure's width.
public enum TextFigure {
  /// The bytes of the file, UTF-8 (ASCII for a screen in ASCII whose state line is).
  public static func bytes(of figure: Figure) -> [UInt8] {
    let line = wrapped(figure.caption.stateLine, width: figure.grid.columns)
    return Array((figure.grid.text + "\n\n" + line + "\n").utf8)
  }

  /// A narrower state line would be all line ends.
  private static let leastWidth = 40

  /// The state line on lines of the figure's width that a shell takes for one command.
  static func wrapped(_ line: String, width: Int) -> String {
    ShellWords.wrapped(line, width: max(leastWidth, width)).joined(separator: "\n")
  }

  /// The state line at the end of a text: the lines after the last empty one, joined again. A word
  /// that was broken inside of its quotes keeps the quotes between its parts.
  ///
  /// - Parameter bytes: lines may end in CR LF.
  static func lastParagraph(of bytes: [UInt8]) -> [UInt8] {
    var paragraph: [[UInt8]] = []
    // No state line is longer; a text without empty lines is not searched to its beginning.
    var end = bytes.count
    while end > 0, [0x0A, 0x0D, 0x20].contains(bytes[end - 1]) { end -= 1 }
    let floor = max(0, end - 2 * FigureCaption.lineLimit)
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
