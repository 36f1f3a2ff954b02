import Forgetting
import Simulation
import Testing

@testable import Cells
@testable import Explorer
@testable import Views

/// What a picture shows and nothing names: dashes, bars that go on, names that are none.
@Suite struct PlainPictureTests {
  /// A dashed line in PLACE has its name where a shorter title leaves room for it, also where σ is two letters.
  @Test(arguments: [Symbols.braille, .ascii], [(24, 80), (30, 100), (40, 120)])
  func theBoundHasItsName(symbols: Symbols, size: (rows: Int, columns: Int)) throws {
    var screen = try Screen(
      "captured", at: 1, rows: size.rows, columns: size.columns, symbols: symbols)
    let place = try #require(ScreenLayout.layout(for: screen.state).region(of: .place))
    let title = screen.grid().text(in: place).split(separator: "\n").first ?? ""
    #expect(title.contains("PLACE") && title.contains("bound"), "\(title)")
  }
}
