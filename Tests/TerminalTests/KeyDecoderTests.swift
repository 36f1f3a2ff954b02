import CNcurses
import Cells
import Testing

@testable import Terminal

@Suite struct KeyDecoderTests {
  private func keys(_ codes: [Int32], isUTF8: Bool = true) -> [Key] {
    var decoder = KeyDecoder(isUTF8: isUTF8)
    return decoder.keys(from: codes, at: 0)
  }
  private func codes(_ text: String) -> [Int32] { text.utf8.map(Int32.init) }

  @Test func controlBytesAreTheirLetters() {
    #expect(
      keys([0x03, 0x12, 0x1a, 0x1c, 0x00]) == [
        .control("c"), .control("r"), .control("z"), .control("\\"), .control(" "),
      ])
    #expect(keys([0x09, 0x0d, 0x0a]) == [.tab, .enter, .enter])
    #expect(keys([0x7f, 0x08]) == [.backspace, .backspace])
  }

  @Test func charactersOutsideASCIIAreUTF8() {
    #expect(keys(codes("aβ語🙂")) == ["a", "β", "語", "🙂"].map { .character($0) })
  }

  @Test func aCharacterMayArriveInTwoBatches() {
    var decoder = KeyDecoder(isUTF8: true)
    #expect(decoder.keys(from: [0xe8, 0xaa], at: 0) == [])
    #expect(decoder.keys(from: [0x9e], at: 1) == [.character("語")])
  }

  @Test func bytesThatAreNoUTF8AreLeftOut() {
    #expect(keys([0xff, 0x71]) == [.character("q")])
    #expect(keys([0xe8, 0x71]) == [.character("q")])
    // An overlong Ctrl-C and a surrogate.
    #expect(keys([0xc1, 0x83, 0xe0, 0x80, 0x83, 0xed, 0xa0, 0x80, 0x71]) == [.character("q")])
  }

  @Test func otherLocalesDeliverBytes() {
    #expect(keys([0xe9], isUTF8: false) == [.character("é")])
  }

  @Test func escapeAloneIsAKeyAndUnknownSequencesAreNone() {
    #expect(keys([0x1b]) == [.escape])
    #expect(keys(codes("\u{1b}[1;5Pq")) == [.character("q")])
    #expect(keys(codes("\u{1b}[?62;22cq")) == [.character("q")])
    #expect(keys(codes("\u{1b}Ozq")) == [.character("q")])
    #expect(keys(codes("\u{1b}[[Aq")) == [.character("q")])
    #expect(keys(codes("\u{1b}]11;rgb:0/0/0\u{1b}\\q")) == [.character("q")])
    // Alt with a letter, which curses hands out within one batch, is not the letter.
    #expect(keys(codes("\u{1b}q")) == [])
    #expect(keys(codes("\u{1b}xq")) == [.character("q")])
    #expect(keys(codes("\u{1b}\r")) == [.escape, .enter])
    #expect(keys(codes("\u{1b}[")) == [.escape, .character("[")])
    #expect(keys(codes("\u{1b}\u{1b}")) == [.escape, .escape])
  }

  @Test func aSequenceMayArriveInTwoBatches() {
    var decoder = KeyDecoder(isUTF8: true)
    #expect(decoder.keys(from: codes("\u{1b}[1;"), at: 0) == [])
    #expect(decoder.keys(from: codes("5Pq"), at: 0) == [.character("q")])
  }

  @Test func mouseEventsHaveTheirPlace() {
    func mouse(_ text: String) -> [Key] { keys([CN_KEY_MOUSE.code] + codes(text)) }
    #expect(mouse("0;10;5M") == [.mouse(Key.Mouse(.press, row: 4, column: 9))])
    #expect(mouse("32;300;5M") == [.mouse(Key.Mouse(.drag, row: 4, column: 299))])
    #expect(mouse("0;1;1m") == [.mouse(Key.Mouse(.release, row: 0, column: 0))])
    #expect(mouse("64;2;3M") == [.mouse(Key.Mouse(.wheelUp, row: 2, column: 1))])
    #expect(mouse("65;2;3M") == [.mouse(Key.Mouse(.wheelDown, row: 2, column: 1))])
  }

  @Test func mouseEventsThatMeanNothingAreLeftOut() {
    func mouse(_ text: String) -> [Key] { keys([CN_KEY_MOUSE.code] + codes(text)) }
    // Another button, moving without a button, sideways wheel, no place, garbage.
    let long = "99999999999999999999;1;1M"
    for text in ["2;1;1M", "35;1;1M", "66;1;1M", "0;0;0M", "0;1M", "x", long] {
      #expect(mouse(text + "q").last == .character("q"), "\(text)")
      #expect(mouse(text + "q").count == 1, "\(text)")
    }
  }

  @Test func aMouseEventMayArriveInTwoBatches() {
    var decoder = KeyDecoder(isUTF8: true)
    #expect(decoder.keys(from: [CN_KEY_MOUSE.code] + codes("0;1"), at: 0) == [])
    #expect(
      decoder.keys(from: codes("2;3Mq"), at: 0)
        == [.mouse(Key.Mouse(.press, row: 2, column: 11)), .character("q")])
  }

  @Test func oldMouseEventsAreThreeBytes() {
    let press: [Int32] = [CN_KEY_OLD_MOUSE.code, 32, 33 + 9, 33 + 4]
    let release: [Int32] = [CN_KEY_OLD_MOUSE.code, 35, 33 + 9, 33 + 4]
    #expect(
      keys(press + release) == [
        .mouse(Key.Mouse(.press, row: 4, column: 9)),
        .mouse(Key.Mouse(.release, row: 4, column: 9)),
      ])
  }

  @Test func aPasteIsOneKeyWithoutControlCharacters() {
    let text = codes("δ = 4\n\u{7}\u{1b}q")
    #expect(
      keys([CN_KEY_PASTE_BEGIN.code] + text + [CN_KEY_PASTE_END.code])
        == [.paste("δ = 4\nq")])
  }

  @Test func aPasteIsBounded() {
    var decoder = KeyDecoder(isUTF8: true)
    #expect(decoder.keys(from: [CN_KEY_PASTE_BEGIN.code], at: 0) == [])
    for _ in 0..<10 {
      #expect(decoder.keys(from: Array(repeating: 0x61, count: 1000), at: 0) == [])
    }
    let keys = decoder.keys(from: [CN_KEY_PASTE_END.code, 0x71], at: 0)
    #expect(keys == [.paste(String(repeating: "a", count: 4096)), .character("q")])
  }

  @Test func aPasteWithoutAnEndDoesNotSwallowKeysForEver() {
    var decoder = KeyDecoder(isUTF8: true)
    #expect(decoder.keys(from: [CN_KEY_PASTE_BEGIN.code, 0x61], at: 0) == [])
    #expect(decoder.keys(from: [0x71], at: 3) == [.paste("a"), .character("q")])
  }

  @Test func answersAreCountedAndAreNoKeys() {
    var decoder = KeyDecoder(isUTF8: true)
    let keys = decoder.keys(from: [CN_KEY_REPORT.code, 0x71, CN_KEY_REPORT.code], at: 0)
    #expect(keys == [.character("q")])
    #expect(decoder.reports == 2)
    _ = decoder.keys(from: [], at: 0)
    #expect(decoder.reports == 0)
  }

  @Test func placesOfTheCursorAreNoKeys() {
    var decoder = KeyDecoder(isUTF8: true)
    #expect(decoder.keys(from: codes("\u{1b}[2;3Rq"), at: 0) == [.character("q")])
    #expect(decoder.cursorColumns == [3])
    for text in ["\u{1b}[R", "\u{1b}[2R", "\u{1b}[;R", "\u{1b}[2;3;4R", "\u{1b}[?2;3R"] {
      #expect(decoder.keys(from: codes(text), at: 0) == [])
      #expect(decoder.cursorColumns == [], "\(text.debugDescription)")
    }
  }

  @Test func garbageNeverFails() {
    var state: UInt64 = 7
    var decoder = KeyDecoder(isUTF8: true)
    var count = 0
    for round in 0..<2000 {
      let codes = (0..<50).map { _ -> Int32 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let value = Int32(truncatingIfNeeded: state >> 40)
        return value & 7 == 0 ? 0x100 + (value >> 3) & 0x1f : value & 3 == 1 ? 0x1b : value & 0xff
      }
      count += decoder.keys(from: codes, at: Double(round)).count
    }
    #expect(count > 0)
    // Whatever was begun is over after a silence and an Escape.
    _ = decoder.keys(from: [0x1b, 0x1b, 0x71, 0x71, 0x71, 0x71], at: 1e6)
    #expect(decoder.keys(from: [0x71], at: 2e6).last == .character("q"))
  }
}
