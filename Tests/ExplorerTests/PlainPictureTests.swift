import Simulation
import Testing

@testable import Cells
@testable import Explorer
@testable import Forgetting
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

  /// A run that is at its end has nothing to come; before it what is planned is dashed, and no more.
  @Test(arguments: ["three-tasks", "uni-modal", "cold-start"])
  func nothingComesAfterTheEnd(preset: String) throws {
    let end = try #require(Presets.preset(preset)).scenario.clock.until
    for (share, isDashed) in [(0.4, true), (1.0, false)] {
      var screen = try Screen(preset, at: share * end, rows: 40, columns: 120)
      let layout = ScreenLayout.layout(for: screen.state)
      let bar = TimelineLayout.bar(try #require(layout.timeline))
      let text = screen.grid().text(in: bar)
      #expect(
        text.contains("╌") == isDashed && text.contains("━"),
        "\(screen.state.now.time) of \(end): \(text)")
    }
  }

  /// σ is a deviation wherever it is read, and `sd` where it cannot be: nothing else has its letter.
  @Test func sigmaIsADeviation() throws {
    var formulas = MeasureCatalogue.measures(tasks: ["a", "b"]).map(\.formula)
    for about in MethodCatalogue.descriptions {
      formulas += about.numbers.compactMap(\.explanation?.formula)
      formulas += about.choices.compactMap(\.explanation?.formula)
      let settings = MethodSettings(about.key)
      formulas.append(try MethodCatalogue.method(for: settings, at: "lanes.1").formula)
    }
    #expect(formulas.count > 50)
    for formula in formulas { #expect(!formula.contains("σ("), "\(formula)") }
  }

  /// Half of a method's name is a name where the other half is "KL": no lane is called "policy" or "filtered".
  @Test func everyWordOfALaneIsAName() throws {
    for about in MethodCatalogue.descriptions {
      var scenario = try #require(Presets.preset("forward-and-reverse")).scenario
      scenario.lanes = [LaneSettings(method: MethodSettings(about.key))]
      let snapshot = try Simulation(scenario).snapshot()
      let word = LaneName.word(snapshot.lanes[0])
      #expect(
        [about.name, about.nickname].contains(word) || about.name == "\(word) KL",
        "\(about.name): \(word)")
    }
  }

  /// Five tasks beside four lanes: nine colours of which no two are one.
  @Test func aFifthTaskHasNoLanesInk() throws {
    var screen = try Screen("five-tasks", at: 5, rows: 40, columns: 120)
    let letters = screen.grid().cells.filter { $0.emphasis.contains(.reverse) && $0.scalar == 0x45 }
    #expect(!letters.isEmpty)
    for letter in letters { #expect(!(0..<4).map(Ink.lane).contains(letter.ink)) }
  }
}
