import Cells
import Foundation
import Testing

@testable import Explorer

@Suite struct CommandTableTests {
  @Test func noWordStandsTwice() {
    #expect(Set(CommandTable.words).count == CommandTable.words.count)
    for word in CommandTable.words {
      #expect(CommandTable.entry(word) != nil)
      #expect(word.utf8.allSatisfy { $0 < 128 && $0 != 0x20 && $0 != 0x3D })
    }
  }

  /// What a person reads is there, and short enough for the row above the line.
  @Test func everyEntryHasItsWords() {
    for entry in CommandTable.entries {
      #expect(!entry.help.isEmpty)
      #expect(entry.line.count + entry.help.count + 4 <= 120, "\(entry.line)")
      #expect(entry.usage.isEmpty == entry.arguments.isEmpty, "\(entry.word)")
    }
  }

  @Test func theManualIsWrittenFromTheTables() throws {
    let file = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/commands.md")
    if ProcessInfo.processInfo.environment["FORGETSCOPE_RECORD"] == "1" {
      try Manual.text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(
      try String(contentsOf: file, encoding: .utf8) == Manual.text,
      "FORGETSCOPE_RECORD=1 swift test --filter CommandTableTests writes it anew")
  }
}
