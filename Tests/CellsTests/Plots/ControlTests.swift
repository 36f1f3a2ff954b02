import Testing

@testable import Cells

extension Meter {
  /// The meter's glyphs as a text of `width` columns.
  fileprivate static func bar(_ fraction: Double, width: Int, symbols: Symbols) -> String {
    var painter = Painter(rows: 1, columns: width, symbols: symbols)
    Meter(fraction: fraction).draw(into: &painter, region: painter.grid.region)
    return painter.grid.text
  }
}

@Suite struct MeterTests {
  @Test(
    arguments: [
      (0, "··········"), (0.03, "▎·········"), (0.26, "██▋·······"), (0.5, "█████·····"),
      (1, "██████████"), (1.7, "██████████"), (-3, "··········"), (.nan, "··········"),
    ] as [(Double, String)])
  func eighths(fraction: Double, bar: String) {
    #expect(Meter.bar(fraction, width: 10, symbols: .block) == bar)
  }

  @Test func asciiAndNarrow() {
    #expect(Meter.bar(0.26, width: 10, symbols: .ascii) == "###.......")
    #expect(Meter.bar(0.5, width: 1, symbols: .braille) == "▌")
    #expect(Meter.bar(0.5, width: 0, symbols: .braille) == "")
  }

  @Test func theBoundIsATick() {
    var painter = Painter(rows: 1, columns: 14, symbols: .braille)
    let region = Region(row: 0, column: 2, height: 1, width: 10)
    Meter(fraction: 0.3, bound: 0.65, ink: .lane1).draw(into: &painter, region: region)
    #expect(painter.grid.text == "  ███···┃···")
    #expect(painter.grid[0, 2].ink == .lane1 && painter.grid[0, 5].ink == .dim)
  }

  /// A fuller meter never shows less.
  @Test func metersAreMonotone() {
    var last = ""
    for step in 0...800 {
      let bar = Meter.bar(Double(step) / 800, width: 20, symbols: .quadrant)
      let partials = Array(" ▏▎▍▌▋▊▉█")
      func eighths(_ bar: String) -> Int {
        bar.reduce(0) { $0 + (partials.firstIndex(of: $1) ?? 0) }
      }
      #expect(eighths(bar) >= eighths(last))
      last = bar
    }
    #expect(last == String(repeating: "█", count: 20))
  }
}

@Suite struct SliderTests {
  private func screen(_ slider: Slider, _ symbols: Symbols = .braille, width: Int = 15) -> String {
    var painter = Painter(rows: 1, columns: width, symbols: symbols)
    slider.draw(into: &painter, region: painter.grid.region)
    return painter.grid.text
  }

  @Test func handlesAndTracks() {
    #expect(screen(Slider(fraction: 0)) == "●──────────────")
    #expect(screen(Slider(fraction: 0.5, isFocused: true)) == "───────◆───────")
    #expect(screen(Slider(fraction: 9, origin: 0.25)) == "────┼─────────●")
    #expect(screen(Slider(fraction: .nan)) == "───────────────")
    #expect(
      screen(Slider(fraction: 0.75, events: [0.2, 0.9, 2], track: .progress))
        == "━━━▲━━━━━━━◆╌▲╌")
    #expect(screen(Slider(fraction: 0.5, isFocused: true), .ascii) == "-------!-------")
    #expect(screen(Slider(fraction: 0.5, track: .progress), .ascii) == "=======!-------")
    #expect(screen(Slider(fraction: 0.5), width: 1) == "●")
  }

  @Test func focusHasItsInk() {
    var painter = Painter(rows: 1, columns: 3, symbols: .braille)
    Slider(fraction: 0.5, isFocused: true, ink: .lane1).draw(
      into: &painter, region: painter.grid.region)
    #expect(painter.grid[0, 1].ink == .focus)
    Slider(fraction: 0.5, ink: .lane1).draw(into: &painter, region: painter.grid.region)
    #expect(painter.grid[0, 1].ink == .lane1)
  }

  @Test func aPointerOnTheHandleMeansItsFraction() {
    let region = Region(row: 0, column: 7, height: 1, width: 31)
    for column in 0..<31 {
      let fraction = Slider.fraction(atColumn: 7 + column, region: region)
      var painter = Painter(rows: 1, columns: 40, symbols: .braille)
      Slider(fraction: fraction).draw(into: &painter, region: region)
      #expect(painter.grid[0, 7 + column].scalar == 0x25CF)
    }
    #expect(Slider.fraction(atColumn: 0, region: region) == 0)
    #expect(Slider.fraction(atColumn: 99, region: region) == 1)
    #expect(
      Slider.fraction(atColumn: 3, region: Region(row: 0, column: 0, height: 1, width: 1)) == 0)
  }
}
