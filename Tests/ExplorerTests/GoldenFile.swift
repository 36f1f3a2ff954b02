import Foundation
import Testing

/// A screen as text in docs/screens, compared line by line; written instead where the environment has
/// `FORGETSCOPE_RECORD=1`.
enum GoldenFile {
  private static let isRecording =
    ProcessInfo.processInfo.environment["FORGETSCOPE_RECORD"] == "1"

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/screens")

  static func expect(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent("\(name).txt")
    if isRecording {
      try (text + "\n").write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    guard expected != text + "\n" else { return }
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = (text + "\n").split(separator: "\n", omittingEmptySubsequences: false)
    let row = zip(old, new).prefix { $0 == $1 }.count
    let differing = zip(old, new).filter { $0 != $1 }.count + abs(old.count - new.count)
    Issue.record(
      """
      docs/screens/\(name).txt differs in \(differing) lines, first in line \(row + 1):
      expected: \(row < old.count ? old[row] : "nothing")
      drawn:    \(row < new.count ? new[row] : "nothing")
      FORGETSCOPE_RECORD=1 records it anew.
      """, sourceLocation: sourceLocation)
  }
}
