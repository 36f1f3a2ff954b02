import Cells
import Forgetting
import Simulation
import Testing

@testable import Explorer
@testable import Views

/// What is written can be read to its end, in every view, at the sizes that people have.
@Suite struct ClippedTextTests {
  private static let sizes = [(24, 80), (30, 100), (40, 120), (50, 200)]

  /// What an edge has cut, and what was shortened with an ellipsis: "E(τ ln q/qᵣ−…", but not "0.5…12".
  private func losses(_ painter: Painter) -> [String] {
    var lost = painter.cuts
    for line in painter.grid.text.split(separator: "\n") {
      let letters = Array(line)
      for (index, letter) in letters.enumerated() where letter == "…" {
        let next = letters.dropFirst(index + 1).first ?? " "
        let last = index > 0 ? letters[index - 1] : " "
        if next == " " || next == "│", last != " " { lost.append(String(line)) }
      }
    }
    return lost
  }

  /// What has failed is told to its end, above the last row where there is no room in it.
  @Test func failuresAreWhole() throws {
    var driver = try Driver("forward-and-reverse", at: 3, rows: 24, columns: 80)
    let problem =
      "/home/somebody/.local/state/forgetscope/11-23-101530.7.session: no space left"
    driver.reduce(.reported(.sessionNotSaved(problem: problem), isError: true))
    #expect(driver.line(22) == " the session is not saved:")
    #expect(driver.line(23) == " \(problem)")
    driver.reduce(.reported(.told("short,  as it was typed"), isError: true))
    #expect(driver.footer() == " short,  as it was typed")
    #expect(driver.line(22).contains("◆"), "\(driver.line(22))")
  }

  /// Nothing runs into an edge, with any preset.
  @Test(arguments: Presets.all.map(\.id)) func nothingIsCut(id: String) throws {
    for (rows, columns) in Self.sizes {
      let screen = try Screen(id, at: 3, rows: rows, columns: columns)
      var memory = DensityMemory()
      let cuts = Dashboard.painted(screen.state, memory: &memory).cuts
      #expect(cuts.isEmpty, "\(columns)x\(rows): \(cuts)")
    }
  }

  /// Nor has anything to be shortened where names are short.
  @Test(arguments: ["forward-and-reverse", "correlated", "replay", "captured"])
  func nothingIsShortened(id: String) throws {
    for (rows, columns) in Self.sizes {
      let screen = try Screen(id, at: 3, rows: rows, columns: columns)
      var memory = DensityMemory()
      let lost = losses(Dashboard.painted(screen.state, memory: &memory))
      #expect(lost.isEmpty, "\(columns)x\(rows): \(lost)")
    }
  }

  @Test(arguments: sizes) func noViewIsCut(rows: Int, columns: Int) throws {
    let screen = try Screen("forward-and-reverse", at: 3, rows: rows, columns: columns)
    for part in ScreenPart.all {
      let lost = losses(part.painted(screen.state))
      #expect(lost.isEmpty, "\(part.name): \(lost)")
    }
  }

  /// Labels of axes are whole where half numbers have no room, too.
  @Test(arguments: sizes + [(100, 300), (18, 64)], [Symbols.braille, .ascii])
  func noPlaneIsCut(size: (rows: Int, columns: Int), symbols: Symbols) throws {
    // Whole surveys of planes are slow: `noSurveyOfThePlaneIsCut` has those of short runs.
    let all = ScreenPart.all.filter { ![.view(.drift), .view(.map), .view(.phase)].contains($0) }
    let isWhole = symbols == .braille && [24, 40].contains(size.rows)
    let screen = try Screen(
      "correlated", at: 3, rows: size.rows, columns: size.columns, symbols: symbols)
    for part in isWhole ? all : [.view(.dashboard), .pane(.density)] {
      let painter = part.painted(screen.state)
      #expect(losses(painter).isEmpty, "\(part.name): \(losses(painter))")
      let left = Region(row: 1, column: 0, height: size.rows - 1, width: 5)
      if part == .pane(.density) { #expect(!painter.grid.text(in: left).contains("..")) }
    }
  }

  /// While they are computed and when they are there.
  @Test(arguments: sizes, [Symbols.braille, .ascii])
  func noSurveyOfThePlaneIsCut(size: (rows: Int, columns: Int), symbols: Symbols) throws {
    var scenario = Presets.preset("correlated")!.scenario
    scenario.clock.until = 1
    for view in [ScreenView.drift, .phase, .map] {
      var driver = try Driver(
        scenario, at: 0.5, rows: size.rows, columns: size.columns, symbols: symbols)
      driver.type(":view \(view.name)\n")
      #expect(driver.state.view == view)
      for reports in [0, 2, view == .phase ? nil : 4] {
        driver.compute(reports: reports)
        var memory = DensityMemory()
        let lost = losses(Dashboard.painted(driver.state, memory: &memory))
        #expect(lost.isEmpty, "\(view), \(size): \(lost)")
      }
    }
  }

  /// Lanes of one method are told apart at every size, in verdicts that stand in pairs, too.
  @Test(arguments: ["starvation", "seven-methods", "two-by-two", "lag-windows", "three-tasks"])
  func lanesAreToldApart(id: String) throws {
    for (rows, columns) in Self.sizes {
      var screen = try Screen(id, at: 3, rows: rows, columns: columns)
      let region = ScreenLayout.layout(for: screen.state).verdicts
      let verdicts = screen.text().split(separator: "\n", omittingEmptySubsequences: false)
        .dropFirst(region.row).prefix(region.height).joined(separator: "\n")
      #expect(!verdicts.contains("…"), "\(columns)x\(rows):\n\(verdicts)")
    }
  }

  /// The test finds what is cut.
  @Test func aCutIsFound() {
    var painter = Painter(rows: 2, columns: 8, symbols: .braille)
    painter.write("eight   ", row: 0, column: 1)
    #expect(losses(painter).isEmpty)
    painter.write("nine cells", row: 0, column: 1)
    #expect(losses(painter) == ["nine cells"])
    painter.write(painter.fit("shortened", width: 6), row: 1, column: 0)
    #expect(losses(painter).count == 2)
  }
}
