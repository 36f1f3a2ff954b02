import Foundation
import Testing

@testable import Cells

@Suite struct HeatMapTests {
  private func bump(columns: Int, rows: Int, shift: Double = 0) -> [Double] {
    (0..<columns * rows).map { index in
      let x = (Double(index % columns) + 0.5) / Double(columns) * 6 - 3 - shift
      let y = (Double(index / columns) + 0.5) / Double(rows) * 6 - 3
      return exp(-(x * x + y * y) / 2)
    }
  }

  private func screen(_ map: HeatMap, _ symbols: Symbols, memory: inout HeatMap.Memory) -> String {
    var painter = Painter(rows: 9, columns: 26, symbols: symbols)
    map.draw(
      into: &painter, region: Region(row: 0, column: 1, height: 9, width: 24), memory: &memory)
    return painter.grid.text
  }

  @Test func shades() {
    let map = HeatMap(values: bump(columns: 48, rows: 18), columns: 48, rows: 18)
    var memory = HeatMap.Memory()
    let blocks = screen(map, .braille, memory: &memory)
    #expect(
      blocks == """

               ░░░░░░░░░░░░
            ░░░░▒▒▒▒▓▓▒▒▒▒░░░░
           ░░░▒▒▓▓▓████▓▓▓▒▒░░░
           ░░▒▒▒▓▓██████▓▓▒▒▒░░
           ░░░▒▒▓▓▓████▓▓▓▒▒░░░
            ░░░░▒▒▒▒▓▓▒▒▒▒░░░░
               ░░░░░░░░░░░░

        """)
    let ascii = screen(map, .ascii, memory: &memory)
    #expect(
      ascii == """

               ............
            ....::::oo::::....
           ...::oooOOOOooo::...
           ..:::ooOOOOOOoo:::..
           ...::oooOOOOooo::...
            ....::::oo::::....
               ............

        """)
  }

  @Test func fewSamplesCoverManyCells() {
    let map = HeatMap(values: [0, 1, 0.5, 0.1], columns: 2, rows: 2)
    var painter = Painter(rows: 4, columns: 6, symbols: .block)
    var memory = HeatMap.Memory()
    map.draw(into: &painter, region: painter.grid.region, memory: &memory)
    #expect(painter.grid.text == "   ███\n   ███\n▓▓▓░░░\n▓▓▓░░░")
  }

  /// A value between a bound's margins keeps whatever shade there was before.
  @Test func shadesHaveHysteresis() {
    #expect(HeatMap.level(of: 0.41, before: nil) == 3)
    #expect(HeatMap.level(of: 0.41, before: 2) == 2)
    #expect(HeatMap.level(of: 0.46, before: 2) == 3)
    #expect(HeatMap.level(of: 0.39, before: 3) == 3)
    #expect(HeatMap.level(of: 0.34, before: 3) == 2)
    #expect(HeatMap.level(of: 0, before: 4) == 0)
    #expect(HeatMap.level(of: 1, before: 0) == 4)
    #expect(HeatMap.level(of: .nan, before: 2) == 0)
  }

  /// A density that trembles by less than the margin changes no cell; without memory it would.
  @Test func tremblingChangesNothing() {
    var memory = HeatMap.Memory()
    var first: String?
    var fresh: Set<String> = []
    for step in 0..<20 {
      let shift = 0.02 * sin(Double(step))
      let map = HeatMap(
        values: bump(columns: 48, rows: 18, shift: shift), columns: 48, rows: 18)
      let shown = screen(map, .braille, memory: &memory)
      #expect(shown == first ?? shown)
      first = first ?? shown
      var none = HeatMap.Memory()
      fresh.insert(screen(map, .braille, memory: &none))
    }
    #expect(fresh.count > 1)
  }
}
