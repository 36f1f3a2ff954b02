import Testing

@testable import Terminal

@Suite struct RenditionFilterTests {
  private func filtered(_ text: String, by filter: inout RenditionFilter) -> String {
    Array(text.utf8).withUnsafeBufferPointer { filter.filtered($0) }.text
  }
  private func filtered(_ text: String) -> String {
    var filter = RenditionFilter()
    _ = filtered("a", by: &filter)
    return filtered(text, by: &filter)
  }

  @Test func resetsBecomeOneCode() {
    #expect(filtered("\u{1b}[31mx\u{1b}[39;49m\u{1b}(B\u{1b}[my") == "\u{1b}[31mx\u{1b}[my")
    #expect(filtered("\u{1b}(B\u{1b}[0;1m\u{1b}[38;5;208mx") == "\u{1b}[1;38;5;208mx")
  }

  /// foot, hterm, and terminals of direct colour ask for colours by colons.
  @Test func coloursWithColonsAreColours() {
    #expect(
      filtered("\u{1b}[38:5:166mx\u{1b}[39;49m\u{1b}(B\u{1b}[my") == "\u{1b}[38:5:166mx\u{1b}[my")
    #expect(filtered("\u{1b}[0;1;38:2::215:95:0mx") == "\u{1b}[1;38:2::215:95:0mx")
    #expect(filtered("\u{1b}[38;2;215;95;0mx") == "\u{1b}[38;2;215;95;0mx")
    #expect(
      filtered("\u{1b}[38:5:166mx\u{1b}[m\u{1b}[5;7H\u{1b}[38:5:166my")
        == "\u{1b}[38:5:166mx\u{1b}[5;7Hy")
    for text in ["\u{1b}[38:m", "\u{1b}[38:5m", "\u{1b}[:m", "\u{1b}[38;2;1m", "\u{1b}[4:3m"] {
      _ = filtered(text)
    }
    #expect(filtered("\u{1b}[48:5:3mx").hasPrefix("\u{1b}[48:5:3m"))
  }

  @Test func aColourIsSentOnlyWhenAGlyphNeedsIt() {
    #expect(filtered("\u{1b}[31mx\u{1b}[m\u{1b}[5;7H\u{1b}[31my") == "\u{1b}[31mx\u{1b}[5;7Hy")
    #expect(filtered("\u{1b}[31m\u{1b}[m") == "")
  }

  @Test func spacesNeedNoColourButTheyNeedReverse() {
    #expect(filtered("\u{1b}[31mx\u{1b}[m \u{1b}[31my") == "\u{1b}[31mx y")
    #expect(filtered("\u{1b}[7m \u{1b}[m ") == "\u{1b}[7m \u{1b}[m ")
  }

  @Test func anAttributeIsSwitchedOffByAReset() {
    #expect(filtered("\u{1b}[1;31mx\u{1b}[0;31my") == "\u{1b}[1;31mx\u{1b}[0;31my")
  }

  @Test func theRenditionOutlivesAFrame() {
    var filter = RenditionFilter()
    #expect(filtered("\u{1b}[32mx\u{1b}[m", by: &filter) == "\u{1b}[0;32mx")
    #expect(filtered("\u{1b}[32my\u{1b}[m", by: &filter) == "y")
    filter.forget()
    #expect(filtered("\u{1b}[32mz", by: &filter) == "\u{1b}[0;32mz")
  }

  @Test func erasingIsDoneInTheRenditionThatIsWanted() {
    #expect(filtered("\u{1b}[7mx\u{1b}[m\u{1b}[K") == "\u{1b}[7mx\u{1b}[m\u{1b}[K")
  }

  @Test func repetitionsAreWrittenOut() {
    #expect(filtered("-\u{1b}[4b|") == "-----|")
  }

  @Test func allElsePassesThrough() {
    let text = "\u{1b}[?25h\u{1b}[2J\u{1b}=\r\n\u{8}β⣿\u{1b}[3;4r\u{1b}7"
    #expect(filtered(text) == text)
    // A background or true colour is nothing that it knows.
    #expect(filtered("\u{1b}[48;5;3mx").hasPrefix("\u{1b}[48;5;3m"))
  }

  @Test func cutSequencesDoNotFail() {
    for text in ["\u{1b}", "\u{1b}[", "\u{1b}[31", "\u{1b}(", "\u{1b}[38;5m", "\u{1b}[;;;m"] {
      _ = filtered(text)
    }
    #expect(filtered("x\u{1b}") == "x\u{1b}")
  }
}
