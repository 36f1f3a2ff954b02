import Testing

@testable import Cells

@Suite struct BlockTextTests {
  private func drawn(_ text: String, _ size: BlockText.Size, _ symbols: Symbols) -> [String] {
    var painter = Painter(
      rows: BlockText.height(size, in: symbols), columns: BlockText.width(text, size),
      symbols: symbols)
    painter.writeBlocks(text, size, row: 0, column: 0)
    return painter.grid.text.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
  }

  @Test func smallLettersAreHalfBlocks() {
    #expect(
      drawn("26%", .small, .braille) == [
        "▀▀█ █▀▀ ██ ▄▀",
        "█▀▀ █▀█  ▄▀▄▄",
        "▀▀▀ ▀▀▀ ▀  ▀▀",
      ])
  }

  @Test func largeLettersAreBlocksOfTwo() {
    #expect(
      drawn("1●", .large, .block) == [
        "  ██      ██████",
        "████    ██████████",
        "  ██    ██████████",
        "  ██    ██████████",
        "██████    ██████",
      ])
  }

  @Test func asciiHasARowForEveryDot() {
    #expect(
      drawn("0.5σ", .small, .ascii) == [
        "###   ###",
        "# #   #    ####",
        "# #   ### #  #",
        "# #     # #  #",
        "### # ###  ##",
      ])
  }

  /// Whatever a verdict, a number or a mark may be is there, and no two look alike.
  @Test func everyLetterThatIsNeeded() {
    let words = [
      "READY", "KEEPS", "FORGETS", "DRIFTS", "LEARNS NOTHING", "CAPTURED", "DIVERGED", "STOPPED",
      "0123456789.%σ",
    ]
    let marks = (0..<8).map { String(Glyphs.laneMark($0)) }
    for text in words + marks {
      #expect(BlockText.canWrite(text), "\(text)")
      for size in [BlockText.Size.small, .large] {
        for symbols in Symbols.allCases {
          let lines = drawn(text, size, symbols)
          #expect(lines.count == BlockText.height(size, in: symbols))
          #expect(
            lines.allSatisfy { $0.unicodeScalars.count <= BlockText.width(text, size) }, "\(text)")
        }
      }
    }
    let letters = Set(words.joined()).map(String.init) + marks
    #expect(
      Set(letters.filter { $0 != " " }.map { drawn($0, .small, .ascii) }).count == letters.count - 1
    )
  }

  @Test func whatHasNoLetterIsLeftOut() {
    #expect(BlockText.width("忘", .large) == 0)
    #expect(BlockText.width("", .small) == 0)
    #expect(drawn("1忘2", .small, .braille) == drawn("12", .small, .braille))
  }

  @Test func nothingIsDrawnOutside() {
    var painter = Painter(rows: 4, columns: 10, symbols: .braille)
    let clip = Region(row: 1, column: 2, height: 2, width: 4)
    painter.writeBlocks("88888", .large, row: -1, column: -3, clip: clip)
    for row in 0..<4 {
      for column in 0..<10 where painter.grid[row, column].scalar != 0x20 {
        #expect(clip.contains(row: row, column: column))
      }
    }
    #expect(painter.grid[1, 2].scalar != 0x20)
  }
}
