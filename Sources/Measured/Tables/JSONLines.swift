import CJSON
import Words

/// JSON lines among which some are broken: one that a program began and never ended costs itself, not the log.
enum JSONLines {
  /// The text with blanks in the place of lines that are no JSON, and which they are; nil where lines are not
  /// objects as a rule. A last line without an end is left as it is, and without the first one nothing is right.
  static func mended(
    _ bytes: ArraySlice<UInt8>, _ blank: DataTable
  ) throws(DataError) -> (text: ArraySlice<UInt8>, note: DataNote)? {
    var text = Array(bytes)
    var (good, bad, first) = (0, 0, 0)
    var hasFirst = false
    var line = 0
    var start = text.startIndex
    while start < text.endIndex {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.endIndex
      defer { start = end + 1 }
      line += 1
      try blank.checkWanted(line)
      let content = TextLines.trimmed(text[start..<end])
      guard !content.isEmpty, end < text.endIndex else { continue }
      if isObject(content) {
        if bad == 0 { hasFirst = true }
        good += 1
        continue
      }
      bad += 1
      if first == 0 { first = line }
      // Python's dictionaries look alike, and none of them is JSON.
      if bad > good + mostAhead { return nil }
      for place in start..<end { text[place] = 0x20 }
    }
    guard bad > 0, good > 1, good > bad else { return nil }
    guard hasFirst else { throw DataError(blank.source, line: first, .noJSONAtFirst) }
    return (text[...], .badLines(bad, first: first))
  }

  /// So many more bad lines than good ones may stand at the beginning.
  private static let mostAhead = 16

  private static func isObject(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.first == UInt8(ascii: "{"), line.last == UInt8(ascii: "}") else { return false }
    // Reading changes the bytes.
    var copy = Array(line)
    let tape = copy.withUnsafeMutableBufferPointer { cj_read($0.baseAddress, $0.count) }
    defer { cj_free(tape) }
    return tape.outcome != CJ_BAD_SYNTAX && tape.outcome != CJ_CUT_OFF
  }
}
