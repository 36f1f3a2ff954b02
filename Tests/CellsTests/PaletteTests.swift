import Foundation
import Testing

@testable import Cells

@Suite struct PaletteTests {
  @Test func indicesStayWithinTheDepth() {
    for palette in Palette.allCases {
      for ink in Ink.allCases {
        #expect(palette.color(of: ink, depth: .none) == nil)
        #expect(palette.color(of: ink, depth: .colors8).map { $0 < 8 } ?? true)
        #expect(palette.color(of: ink, depth: .colors16).map { $0 < 16 } ?? true)
      }
      #expect(palette.color(of: .plain, depth: .colors256) == nil)
    }
  }

  /// WCAG 2: 3 for graphics and large text, 4.5 for text, 7 for enhanced contrast.
  @Test(arguments: [
    (Palette.standard, true, true, 3.0), (.light, false, true, 4.5),
    (.highContrast, true, false, 7.0),
  ])
  func coloursAreReadable(palette: Palette, onBlack: Bool, onWhite: Bool, contrast: Double) {
    for ink in Ink.allCases where ink.rawValue < Ink.heat1.rawValue {
      guard let index = palette.color(of: ink, depth: .colors256) else { continue }
      let luminance = luminance(ofXterm: index)
      if onBlack { #expect((luminance + 0.05) / 0.05 >= contrast, "\(ink) on black") }
      if onWhite { #expect(1.05 / (luminance + 0.05) >= contrast, "\(ink) on white") }
    }
  }

  @Test func lanesDiffer() {
    for palette in Palette.allCases where palette != .mono {
      let colors = (0..<8).map { palette.color(of: .lane($0), depth: .colors256) }
      #expect(Set(colors).count == 8, "\(palette)")
    }
  }

  @Test func withoutColoursRolesDifferByEmphasis() {
    let depths: [(Palette, ColorDepth)] = [(.mono, .colors256), (.standard, .none)]
    for (palette, depth) in depths {
      #expect(palette.emphasis(of: .plain, depth: depth) == [])
      #expect(palette.emphasis(of: .strong, depth: depth) == .bold)
      #expect(palette.emphasis(of: .focus, depth: depth) == .reverse)
      let verdicts = [Ink.good, .warning, .bad].map { palette.emphasis(of: $0, depth: depth) }
      #expect(verdicts == [.bold, .underline, [.bold, .underline]])
      #expect(palette.color(of: .bad, depth: depth) == nil)
    }
  }

  /// Relative luminance of a colour of the xterm cube or of its greys.
  private func luminance(ofXterm index: UInt8) -> Double {
    let index = Int(index)
    func linear(_ value: Int) -> Double {
      let share = Double(value) / 255
      return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    if index == 15 { return 1 }
    if index >= 232 { return linear(8 + 10 * (index - 232)) }
    let level = { (step: Int) in step == 0 ? 0 : 55 + 40 * step }
    let cube = index - 16
    return 0.2126 * linear(level(cube / 36)) + 0.7152 * linear(level(cube / 6 % 6))
      + 0.0722 * linear(level(cube % 6))
  }
}
