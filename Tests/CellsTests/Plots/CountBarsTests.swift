import Cells
import Testing

@Suite struct CountBarsTests {
  private func text(_ counts: [Int], width: Int, symbols: Symbols = .braille) -> String {
    var painter = Painter(rows: 1, columns: width, symbols: symbols)
    CountBars(counts: counts).draw(into: &painter, region: painter.grid.region)
    return painter.grid.text
  }

  @Test func barsAreAsHighAsTheirShareOfTheLargest() {
    #expect(text([0, 1, 2, 3, 4, 5, 6, 7, 8], width: 9) == " ▁▂▃▄▅▆▇█")
    #expect(text([0, 1, 2, 3, 4, 5, 6, 7, 8], width: 9, symbols: .ascii) == " __mm####")
    // One among thousands is seen.
    #expect(text([1, 0, 10_000], width: 3) == "▁ █")
    #expect(text([0, 0], width: 2).isEmpty)
    #expect(text([], width: 4).isEmpty)
  }

  @Test func whatDoesNotFitIsAddedToTheEnds() {
    #expect(CountBars(counts: [1, 2, 4, 3, 5, 6]).folded(to: 4) == [3, 4, 3, 11])
    #expect(CountBars(counts: [1, 2, 3]).folded(to: 1) == [6])
    #expect(CountBars(counts: [1, 2, 3]).folded(to: 5) == [1, 2, 3])
    for width in 1...32 {
      let counts = (0..<32).map { $0 * $0 }
      #expect(CountBars(counts: counts).folded(to: width).reduce(0, +) == counts.reduce(0, +))
    }
  }
}
