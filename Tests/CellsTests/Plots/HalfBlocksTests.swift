import Foundation
import Testing

@testable import Cells

@Suite struct HalfBlocksTests {
  /// A slope from the upper left to the lower right, 8 × 3 cells, with a word and a line on it.
  private func painter(_ symbols: Symbols) -> Painter {
    var painter = Painter(rows: 4, columns: 12, symbols: symbols)
    painter.write("0.5", row: 1, column: 4)
    painter.put(.rule, row: 2, column: 9, ink: .bad)
    let pixels = (0..<48).map { (index: Int) -> Shade in
      Shade.scale(Double(index / 8 + index % 8) / 12)
    }
    HalfBlocks(pixels, columns: 8, rows: 6).draw(
      under: &painter, region: Region(row: 0, column: 2, height: 3, width: 8))
    return painter
  }

  @Test func twoPixelsShareACell() {
    let grid = painter(.braille).grid
    let cell = grid[0, 2]
    #expect(Unicode.Scalar(cell.scalar) == "▀")
    #expect(cell.tint == .scale(0))
    #expect(cell.ground == .scale(1.0 / 12))
    #expect(grid[0, 1] == .empty)
    #expect(grid[3, 4] == .empty)
    // Words stay, on the mean of both.
    #expect(Unicode.Scalar(grid[1, 4].scalar) == "0")
    #expect(grid[1, 4].tint == .words)
    #expect(abs(grid[1, 4].ground.share - 4.5 / 12) < 0.03)
  }

  @Test func withoutColoursItIsPatterns() {
    let lines = ["   ░░░▒▒▒▒", "  ░░0.5▒▓▓", "  ▒▒▒▒▓▓▓─", ""]
    #expect(painter(.braille).grid.text == lines.joined(separator: "\n"))
    #expect(painter(.ascii).grid.text.contains("..0.5:xx"))
  }

  /// What lies over a picture, in any alphabet: a line of half blocks is no picture.
  @Test(arguments: [Symbols.braille, .quadrant, .block, .ascii])
  func linesStayLinesWithoutColours(symbols: Symbols) {
    let columns = 16
    var painter = Painter(rows: 4, columns: columns, symbols: symbols)
    var canvas = DotCanvas(width: columns, height: 4, symbols: symbols)
    canvas.line(
      fromX: 0, fromY: 0, toX: canvas.dotsWide - 1, toY: canvas.dotsHigh - 1,
      pen: DotCanvas.Pen(ink: .target, isOverShades: true))
    canvas.draw(into: &painter.grid, region: painter.grid.region)
    let before = painter.grid
    let pixels = (0..<8 * columns).map { Shade.lane(0, level: 2 + $0 % columns) }
    HalfBlocks(pixels, columns: columns, rows: 8).draw(
      under: &painter, region: painter.grid.region)
    for (drawn, cell) in zip(before.cells, painter.grid.cells) where drawn.scalar != 0x20 {
      // With colours the shade is behind it, without them what is dense is.
      #expect(cell.ground != .none, "\(symbols)")
      let plain = cell.withoutShades
      #expect(plain.scalar == drawn.scalar, "\(symbols)")
      #expect(plain.emphasis.contains(.reverse) == (cell.ground.share >= 0.625), "\(symbols)")
      #expect(plain.ground == .none && plain.tint == .none)
    }
    // No pattern can be taken for a piece of the line.
    let line = Set(before.cells.map(\.scalar)).subtracting([0x20])
    let patterns = Set(
      zip(before.cells, painter.grid.cells).filter { $0.0.scalar == 0x20 }
        .map(\.1.withoutShades.scalar))
    #expect(line.isDisjoint(with: patterns))
    if symbols == .ascii {
      let shapes: Set<Unicode.Scalar> = ["-", "|", "/", "\\"]
      #expect(line.isSubset(of: Set(shapes.map(\.value))), "\(line)")
      let marks = (0..<8).map { Glyphs.scalar(Glyphs.laneMark($0), in: .ascii).value }
      #expect(patterns.isDisjoint(with: marks), "\(patterns)")
    }
  }

  /// In ASCII, too, a screen with colours shows shades, and the patterns cannot be seen in them.
  @Test func asciiHasGrounds() {
    let grid = painter(.ascii).grid
    let shaded = grid.cells.filter { $0.ground != .none }
    #expect(shaded.count == 24)
    #expect(shaded.allSatisfy { $0.tint == .words || $0.tint == $0.ground || $0.scalar == 0x20 })
    #expect(Set(shaded.map(\.ground)).count > 8)
  }

  @Test func anEmptyHalfHasNoGround() {
    var painter = Painter(rows: 1, columns: 2, symbols: .braille)
    HalfBlocks([.none, .scale(1), .scale(1), .none], columns: 2, rows: 2).draw(
      under: &painter, region: painter.grid.region)
    #expect(painter.grid.cells.map { Unicode.Scalar($0.scalar) } == ["▄", "▀"])
    #expect(painter.grid.cells.allSatisfy { $0.tint == .scale(1) && $0.ground == .none })
  }

  // MARK: - Colours

  @Test func theScaleIsEvenToTheEye() throws {
    let colors = (0..<Shade.scaleLevels).map { level in
      OKLab(Palette.standard.color(of: .scale(Double(level) / 47))!).value
    }
    let steps = zip(colors, colors.dropFirst()).map { a, b in
      (((b - a) * (b - a)).sum()).squareRoot()
    }
    let mean = steps.reduce(0, +) / Double(steps.count)
    for (level, step) in steps.enumerated() {
      #expect(abs(step - mean) < 0.35 * mean, "step \(level): \(step) of \(mean)")
      #expect(colors[level + 1].x > colors[level].x, "lightness falls at \(level)")
    }
  }

  @Test func with256ColoursTheScaleNeverGetsDarker() {
    let indices = (0..<Shade.scaleLevels).map {
      Palette.standard.index(of: .scale(Double($0) / 47), depth: .colors256)!
    }
    let lightness = indices.map { OKLab(Palette.screenColor(ofXterm: $0)).value.x }
    for (level, (a, b)) in zip(lightness, lightness.dropFirst()).enumerated() {
      #expect(b >= a - 0.02, "at \(level): \(a) before \(b), \(indices)")
    }
    #expect(Set(indices).count >= 12, "\(indices)")
  }

  @Test(arguments: [false, true])
  func aLanesRampGoesFromTheGroundThroughItsInk(isLight: Bool) {
    let palette: Palette = isLight ? .light : .standard
    let levels = (0..<Shade.laneLevels).map {
      OKLab(palette.color(of: .lane(0, level: $0), isLight: isLight)!).value.x
    }
    #expect(palette.color(of: .lane(0, level: 0)) == (isLight ? [255, 255, 255] : [18, 20, 24]))
    let ink = palette.color(of: .lane1, depth: .colors256)!
    #expect(palette.color(of: .lane(0, level: 10)) == Palette.screenColor(ofXterm: ink))
    for (a, b) in zip(levels, levels.dropFirst()) { #expect(isLight ? b < a : b > a, "\(levels)") }
  }

  @Test func wordsCanBeReadOnEveryShade() {
    func seen(_ color: ScreenColor) -> SeenColor {
      SeenColor(Int(color.x) << 16 | Int(color.y) << 8 | Int(color.z))
    }
    for palette in [Palette.standard, .light, .colorBlindSafe, .highContrast] {
      for shade in Shade.all {
        let ground = palette.color(of: shade)!
        let words = palette.color(of: .words, over: shade)!
        #expect(seen(words).contrast(to: seen(ground)) >= 4, "\(palette) \(shade)")
      }
    }
  }

  @Test func oklabComesBack() {
    for color: ScreenColor in [
      [0, 0, 0], [255, 255, 255], [18, 20, 24], [200, 30, 90], [0, 255, 0],
    ] {
      #expect(OKLab(color).screenColor == color)
    }
    // Ottosson's own example: pure red.
    let red = OKLab(ScreenColor(255, 0, 0)).value
    #expect(abs(red.x - 0.6280) < 1e-3 && abs(red.y - 0.2249) < 1e-3 && abs(red.z - 0.1258) < 1e-3)
  }
}
