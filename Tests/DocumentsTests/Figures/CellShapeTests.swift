import Testing

@testable import Cells
@testable import Documents

/// Glyphs as geometry: shapes cover what the glyph covers.
@Suite struct CellShapeTests {
  /// Every dot canvas draws the dots that it was given, whichever glyphs it puts them in.
  @Test(arguments: [Symbols.braille, .quadrant, .block])
  func dotsComeBack(symbols: Symbols) {
    let perColumn = symbols == .block ? 1 : 2
    let perRow = symbols == .braille ? 4 : 2
    for bits in 0..<(1 << (perColumn * perRow)) {
      var canvas = DotCanvas(width: 1, height: 1, symbols: symbols)
      var wanted: Set<Int> = []
      for y in 0..<perRow {
        for x in 0..<perColumn where bits >> (y * perColumn + x) & 1 == 1 {
          canvas.dot(x: x, y: y, pen: .init(ink: .plain))
          wanted.insert(y * 2 + x)
        }
      }
      var grid = CellGrid(rows: 1, columns: 1)
      canvas.draw(into: &grid, region: grid.region)
      #expect(covered(CellShape(grid[0, 0].scalar), perColumn, perRow) == wanted)
    }
  }

  private func covered(_ shape: CellShape, _ perColumn: Int, _ perRow: Int) -> Set<Int> {
    var result: Set<Int> = []
    for y in 0..<perRow {
      for x in 0..<perColumn {
        switch shape {
        case .dots(let bits):
          let bit = y == 3 ? 6 + x : 3 * x + y
          if bits >> UInt8(bit) & 1 == 1 { result.insert(y * 2 + x) }
        case .blocks(let blocks):
          let middle = (x: (2 * x + 1) * 4 / perColumn, y: (2 * y + 1) * 4 / perRow)
          if blocks.contains(where: {
            $0.x <= middle.x && middle.x < $0.x + $0.width && $0.y <= middle.y
              && middle.y < $0.y + $0.height
          }) {
            result.insert(y * 2 + x)
          }
        default: break
        }
      }
    }
    return result
  }

  @Test func barsAreAsLongAsTheirEighths() {
    for (index, glyph) in "█▉▊▋▌▍▎▏".unicodeScalars.enumerated() {
      #expect(
        CellShape(glyph.value) == .blocks([.init(x: 0, y: 0, width: 8 - index, height: 8)]))
    }
    for (index, glyph) in "▁▂▃▄▅▆▇".unicodeScalars.enumerated() {
      #expect(
        CellShape(glyph.value)
          == .blocks([.init(x: 0, y: 7 - index, width: 8, height: index + 1)]))
    }
  }

  /// No glyph of plots and controls depends on a font.
  @Test func allGlyphsOfPlotsAreShapes() {
    for glyph in Glyph.allCases {
      #expect(CellShape(glyph.scalar(in: .braille).value) != .text, "\(glyph)")
    }
    for lane in 0..<8 {
      let mark = Glyphs.scalar(Glyphs.laneMark(lane), in: .braille)
      guard case .mark = CellShape(mark.value) else {
        Issue.record("\(mark) is no mark")
        continue
      }
    }
    for letter in "aZ0β漢‖?" { #expect(CellShape(letter.unicodeScalars.first!.value) == .text) }
    for blank: UInt32 in [0, 32, 0x2800] { #expect(CellShape(blank) == .blank) }
  }

  @Test func cornersReachTheirNeighbours() {
    #expect(CellShape(UInt32(0x250C)) == .lines(.init(right: 1, down: 1)))
    #expect(CellShape(UInt32(0x2518)) == .lines(.init(up: 1, left: 1)))
    #expect(CellShape(UInt32(0x2501)) == .lines(.init(right: 2, left: 2)))
    #expect(CellShape(UInt32(0x254C)) == .lines(.init(right: 1, left: 1, isDashed: true)))
  }
}
