import Cells
import SeededNumbers
import Testing

@testable import Documents

@Suite struct SettingsFileTests {
  @Test func readsEveryKey() throws {
    let text = """
      # how I like it
      symbols: block
      palette: colour-blind-safe
      color: 16
      mouse: off
      speed: 2.5
      sessions: on
      """
    let settings = try SettingsFile(bytes: Array(text.utf8), source: "config.yaml")
    #expect(settings.symbols == "block")
    #expect(settings.palette == .colorBlindSafe)
    #expect(settings.color == "16")
    #expect(settings.mouse == false)
    for (word, isOn) in [
      ("on", true), ("off", false), ("yes", true), ("no", false), ("true", true), ("false", false),
    ] {
      let both = try SettingsFile(
        bytes: Array("mouse: \(word)\nsessions: \(word)\n".utf8), source: "c")
      #expect(both.mouse == isOn && both.sessions == isOn)
    }
    #expect(settings.speed == 2.5)
    #expect(settings.sessions == true)
  }

  @Test(arguments: ["", "\n\n", "# nothing\n  # at all\n"]) func nothingIsNothing(text: String)
    throws
  {
    #expect(try SettingsFile(bytes: Array(text.utf8), source: "c") == SettingsFile())
  }

  @Test(arguments: [
    (
      "mouse: on\nsymbol: x", "c:2: unknown key \"symbol\", did you mean symbols? allowed: symbols,"
    ),
    (
      "symbols: dots",
      "c:1: symbols: \"dots\" is not allowed; auto, ascii, block, quadrant, braille"
    ),
    ("\n\nspeed: 0", "c:3: speed: 0 is not allowed; a number in (0, 1000]"),
    ("mouse: 1", "c:1: mouse: 1 is not allowed; on, off"),
    ("mouse: maybe", "c:1: mouse: \"maybe\" is not allowed; on, off"),
    ("- a", "c:1: settings: a list is not allowed"),
    ("speed: [", "c:1: not valid YAML"),
    ("mouse: on\nmouse: on", "c:1: \"mouse\" stands twice in one mapping"),
    ("a: \u{1b}[2J", "c:1: control character U+001B is not allowed; plain text"),
  ])
  func refusals(text: String, message: String) {
    let error = #expect(throws: DocumentError.self) {
      try SettingsFile(bytes: Array(text.utf8), source: "c")
    }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test func damagedSettingsAreReadOrRefused() {
    var generator = SplitMix64(seed: 31)
    let sample = Array("symbols: block\npalette: mono\ncolor: 16\nmouse: off\nspeed: 2\n".utf8)
    for _ in 0..<500 {
      var bytes = sample
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] = UInt8.random(in: 0...255, using: &generator)
      }
      do {
        let settings = try SettingsFile(bytes: bytes, source: "c")
        #expect(settings.speed.map { $0 > 0 && $0 <= 1000 } ?? true)
      } catch {
        let isPrintable = error.description.unicodeScalars.allSatisfy {
          $0.properties.generalCategory != .control
        }
        #expect(isPrintable && error.description.count < 1000, "\(error)")
      }
    }
  }
}
