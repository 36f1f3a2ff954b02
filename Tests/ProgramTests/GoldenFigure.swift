import Foundation
import Testing

/// A figure in docs/figures, compared byte by byte; written instead where the environment has
/// `FORGETSCOPE_RECORD=1`.
enum GoldenFigure {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/figures")

  static func expect(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["FORGETSCOPE_RECORD"] == "1" {
      try Data(text.utf8).write(to: file)
      return
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    guard expected != text else { return }
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(old, new).prefix { $0 == $1 }.count
    Issue.record(
      """
      docs/figures/\(name) differs first in line \(line + 1):
      expected: \(line < old.count ? String(old[line].prefix(300)) : "nothing")
      drawn:    \(line < new.count ? String(new[line].prefix(300)) : "nothing")
      FORGETSCOPE_RECORD=1 records it anew.
      """, sourceLocation: sourceLocation)
  }
}
