import Cells
import Testing

@testable import Documents

@Suite struct KeyScriptTests {
  @Test func readsKeysAndWaits() throws {
    #expect(
      try KeyScript.steps(of: "]a<Space><right><Shift-Left><Ctrl-R><F2><Wait 1.5><Lt>\nβ>") == [
        .key(.character("]")), .key(.character("a")), .key(.character(" ")), .key(.right),
        .key(.shiftLeft), .key(.control("r")), .key(.function(2)), .wait(1.5),
        .key(.character("<")), .key(.character("β")), .key(.character(">")),
      ])
  }

  @Test(arguments: [
    "<", "<>", "<Nope>", "<Wait>", "<Wait -1>", "<Wait nan>", "<F13>", "<Ctrl-1>", "a\tb", "\u{1b}",
  ])
  func refusals(script: String) {
    let error = #expect(throws: DocumentError.self) { try KeyScript.steps(of: script) }
    #expect(error?.description.hasPrefix("--script: ") == true)
    #expect(error?.description.unicodeScalars.contains("\u{1b}") == false)
  }

  @Test func longScriptsAreRefused() {
    let long = String(repeating: "a", count: KeyScript.largestSize + 1)
    #expect(throws: DocumentError.self) { try KeyScript.steps(of: long) }
  }
}
