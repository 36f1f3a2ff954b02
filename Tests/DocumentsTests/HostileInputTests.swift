import Forgetting
import SeededNumbers
import Testing

@testable import Documents

@Suite struct HostileInputTests {
  func message(_ bytes: [UInt8]) -> String {
    do {
      return "no error: \(try scenario(fromYAML: bytes, source: "-"))"
    } catch {
      return error.description
    }
  }

  func message(_ text: String) -> String { message(Array(text.utf8)) }

  @Test func limitsAreSaidInOneLine() {
    #expect(
      message([UInt8](repeating: 0x20, count: 65537))
        == "-: 65537 bytes is not allowed; at most 65536")
    #expect(message("a: 1\nb: \0") == "-:2: control character U+0000 is not allowed; plain text")
    #expect(message("\u{1B}[2J") == "-:1: control character U+001B is not allowed; plain text")
    #expect(message([0x61, 0xFF, 0xFE]) == "-: not valid UTF-8")
    #expect(message("") == "-: empty; a scenario has at least target and lanes")
    #expect(message("# nothing\n") == "-: empty; a scenario has at least target and lanes")
    #expect(
      message("a: 1\n---\nb: 2\n") == "-:2: a second document is not allowed; one per file")
    #expect(message("{a: 1").hasPrefix("-:1: not valid YAML: "))
    #expect(message("a: b: c").hasPrefix("-:1: not valid YAML: "))
    #expect(message("3").hasPrefix("-:1: scenario: 3 is not allowed; a mapping of name, about"))
  }

  @Test func aliasesAreRefusedBeforeTheyAreFollowed() {
    var bomb = "a0: &a0 [x, x]\n"
    for level in 1...60 { bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    bomb += "? *a60\n: 1\n"
    #expect(message(bomb) == #"-:2: alias "*a0" is not allowed; write it out"#)
    #expect(message("a: &x {b: *x}") == #"-:1: alias "*x" is not allowed; write it out"#)
    #expect(message("a: *x").hasPrefix("-:1: not valid YAML: found undefined alias"))
  }

  @Test func nestedKeysAreRefusedBeforeTheyAreHashed() {
    let keys = String(repeating: "{?", count: 900) + String(repeating: "}", count: 900)
    #expect(message(keys) == "-: more than 50 question marks is not allowed")
  }

  @Test(arguments: ["[", "{", "{a: ", "- ", "? ", "[{a: ", "!!seq [", "&a ["])
  func deepNestingIsRefused(opening: String) {
    for depth in [100, 900, 5000] {
      let text = String(repeating: opening, count: depth)
      #expect(message(text).hasPrefix("-"))
      #expect(!message(text).contains("no error"))
      #expect(!message(text + "x").contains("no error"))
    }
    #expect(message(String(repeating: "[", count: 5000)) == "-:1: nested too deeply")
    let closed = String(repeating: "[", count: 999) + String(repeating: "]", count: 999)
    #expect(message("seed: " + closed).contains("seed") || message(closed).hasPrefix("-"))
  }

  /// Small changes to a good document, hundreds of them: an error of one short line, or a scenario
  /// that can be written and read again. Never a crash, never a control character.
  @Test(arguments: 0..<8) func mutatedDocumentsNeverCrash(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let pieces = [
      "[", "]", "{", "}", ":", "- ", "\n", "  ", "\"", "'", "|", ">", "#", "&a ", "*a", "!!int ",
      "? ", "---\n", "...\n", "%YAML 1.2\n", ".nan", "1e999", "-", "0x10", "~", "\t", "\\",
      "\u{85}",
      "\u{2028}", "\u{FEFF}", "<<: ", ",", "9999999999999999999999", "é", "🙂", "\r", "\0", "@", "`",
    ].map { Array($0.utf8) }
    let document = Array(documentedYAML.utf8)
    for _ in 0..<100 {
      var bytes = document
      for _ in 0...Int.random(in: 0..<4, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 1..<20, using: &generator))
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes.insert(contentsOf: pieces.randomElement(using: &generator)!, at: place)
        case 1: bytes.removeSubrange(place..<end)
        case 2: bytes.insert(contentsOf: bytes[place..<end], at: bytes.count - 1)
        case 3: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        default: bytes.removeSubrange(place...)
        }
        if bytes.isEmpty { bytes = [0x0A] }
      }
      let shown = String(decoding: bytes, as: UTF8.self)
      do {
        let read = try scenario(fromYAML: bytes, source: "a.yaml")
        #expect(try scenario(fromYAML: yaml(of: read), source: "") == read, "\(shown)")
      } catch {
        let line = error.description
        #expect(PlainText.forbiddenScalar(in: line) == nil, "\(line)\n\(shown)")
        #expect(line.utf8.count < 400, "\(line)\n\(shown)")
        #expect(line.hasPrefix("a.yaml:"), "\(line)\n\(shown)")
      }
    }
  }
}
