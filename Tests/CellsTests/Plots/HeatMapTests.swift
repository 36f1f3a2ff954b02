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

  private func map(shift: Double = 0, kind: HeatMap.Kind = .density(lane: 0)) -> HeatMap {
    HeatMap(
      values: bump(columns: 24, rows: 18, shift: shift), columns: 24, rows: 18, maximum: 1,
      kind: kind)
  }

  private func screen(_ map: HeatMap, _ symbols: Symbols, memory: inout HeatMap.Memory) -> String {
    var painter = Painter(rows: 9, columns: 26, symbols: symbols)
    map.picture(&memory).draw(
      under: &painter, region: Region(row: 0, column: 1, height: 9, width: 24))
    return painter.grid.text
  }

  /// Where there are no shades, patterns stand for them.
  @Test func patterns() {
    var memory = HeatMap.Memory()
    let blocks = screen(map(), .braille, memory: &memory)
    let rows = [
      "░░░░░░░░", "░░░░░░░░░░░░░░░░░░", "░░░░░▒▒▒▒▒▓▓▒▒▒▒▒░░░░░", "░░░░░▒▒▓▓▓▓██▓▓▓▓▒▒░░░░░",
      "░░░░▒▒▒▓▓██████▓▓▒▒▒░░░░",
    ]
    let picture = blocks.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(picture == rows + rows.dropLast().reversed())
    memory = HeatMap.Memory()
    let ascii = screen(map(), .ascii, memory: &memory)
    #expect(ascii.contains("....:::xxXXXXXXxx:::...."))
    #expect(ascii.utf8.allSatisfy { $0 < 128 })
  }

  @Test(arguments: Palette.allCases.filter { $0 != .mono }, [false, true])
  func rampsRiseEvenly(palette: Palette, isLight: Bool) {
    if palette == .highContrast, isLight { return }
    for lane in 0..<8 {
      let lightness = (0..<Shade.laneLevels).map { level in
        OKLab(palette.color(of: .lane(lane, level: level), isLight: isLight)!).value.x
      }
      for (before, after) in zip(lightness, lightness.dropFirst()) {
        #expect((isLight ? before - after : after - before) > 0.012, "lane \(lane): \(lightness)")
      }
    }
  }

  /// What a level is told from the next by where terminals have 256 colours.
  @Test(arguments: [Palette.standard, .light])
  func greysRise(palette: Palette) {
    let greys = (0..<Shade.laneLevels).map { level in
      Int(palette.index(of: .lane(0, level: level), depth: .colors256)!)
    }
    #expect(greys.allSatisfy { 232...255 ~= $0 })
    #expect(palette == .light ? greys == greys.sorted(by: >) : greys == greys.sorted())
    #expect(Set(greys).count == Shade.laneLevels)
  }

  /// From a mode outward the levels fall and never rise.
  @Test(arguments: [0.0, 0.4, 1.1, 2.5])
  func levelsAreMonotoneAlongARay(angle: Double) {
    var memory = HeatMap.Memory()
    _ = map().picture(&memory)
    let ray = (0..<40).map { step in
      let distance = Double(step) / 40 * 8
      let column = Int(12 + distance * cos(angle) * 12 / 9)
      return Int(memory.levels[Int(9 + distance * sin(angle)) * 24 + column])
    }
    #expect(ray[0] == Shade.laneLevels - 1)
    #expect(zip(ray, ray.dropFirst()).allSatisfy { $0 >= $1 }, "\(ray)")
    #expect(Set(ray).count > 6)
  }

  @Test func missingAndTooMuchAreTwoThings() {
    let values: [Double] = [1, 0.2, 0, .nan, -0.2, -1]
    var memory = HeatMap.Memory()
    _ = HeatMap(values: values, columns: 6, rows: 1, maximum: 1, kind: .difference)
      .picture(&memory)
    #expect(memory.levels == [15, 7, 0, 0, -7, -15])
    let (too, missing) = (Shade.difference(15), Shade.difference(-15))
    for palette in Palette.allCases where palette != .mono {
      let colors = [too, missing].map { palette.color(of: $0)! }
      let seen = colors.map { color in
        SeenColor(Int(color.x) << 16 | Int(color.y) << 8 | Int(color.z))
      }
      for eyes in SeenColor.Eyes.allCases {
        #expect(seen[0].seen(by: eyes).difference(to: seen[1].seen(by: eyes)) > 10, "\(eyes)")
      }
    }
    #expect(Shade.difference(0) == .none)
  }

  /// Lines and words over any shade, as any terminal shows them.
  @Test(arguments: Palette.allCases.filter { $0 != .mono })
  func wordsCanBeReadOnEveryShade(palette: Palette) {
    func seen(_ color: ScreenColor) -> SeenColor {
      SeenColor(Int(color.x) << 16 | Int(color.y) << 8 | Int(color.z))
    }
    for shade in Shade.all {
      for (tint, least) in [(Shade.words, 3.0), (.behind, 1.5)] {
        for isLight in [false, true] {
          let ground = palette.color(of: shade, isLight: isLight)!
          let word = palette.color(of: tint, over: shade, isLight: isLight)!
          #expect(seen(word).contrast(to: seen(ground)) >= least, "\(shade), \(isLight)")
        }
        let mixed = SeenColor(xterm: palette.index(of: tint, overMixed: shade)!)
        #expect(
          mixed.contrast(to: seen(palette.color(of: shade)!)) >= least, "\(shade), mixed")
        let ground = SeenColor(xterm: palette.index(of: shade, depth: .colors256)!)
        let word = SeenColor(xterm: palette.index(of: tint, over: shade, depth: .colors256)!)
        #expect(word.contrast(to: ground) >= least, "\(shade) of 256")
      }
    }
  }

  /// A density that trembles by less than the margin changes no cell; without memory it would.
  @Test func tremblingChangesNothing() {
    var memory = HeatMap.Memory()
    var first: HeatMap.Memory?
    var fresh: Set<[Int8]> = []
    for step in 0..<20 {
      let shift = 0.01 * sin(Double(step))
      _ = map(shift: shift).picture(&memory)
      #expect(memory == first ?? memory)
      first = first ?? memory
      var none = HeatMap.Memory()
      _ = map(shift: shift).picture(&none)
      fresh.insert(none.levels)
    }
    #expect(fresh.count > 1)
  }
}
