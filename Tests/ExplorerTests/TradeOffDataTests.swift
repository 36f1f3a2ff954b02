import Forgetting
import Measured
import Testing

@testable import Cells
@testable import Explorer
@testable import Simulation
@testable import Views

/// A log's points in the trade-off: each is seen, where it lies or at the edge.
@Suite struct TradeOffDataTests {
  /// With a ceiling that is too low all steps but the first are learned more than whole.
  private static func screen(columns: Int = 160, symbols: Symbols = .braille) throws -> String {
    let rows = (0...20).map { "\($0 * 10),\(0.8 - Double($0) / 100),\($0 == 0 ? 0.2 : 0.6)" }
    let table = try DataTable(
      Array(("step,old,new\n" + rows.joined(separator: "\n") + "\n").utf8), source: "log.csv")
    var mapping = DataMapping()
    mapping.ceiling = 0.5
    let run = try MeasuredRun(table, mapping)
    var screen = try Screen(
      "forward-and-reverse", at: 6, rows: 40, columns: columns, symbols: symbols)
    screen.state.data = .run(
      run, DataSource(file: "log.csv", hash: run.hash, mapping: run.mapping))
    screen.state.view = .tradeOff
    return screen.text()
  }

  @Test func pointsBeyondTheSidesAreSeenAndCounted() throws {
    let text = try Self.screen()
    let lines = text.split(separator: "\n")
    let title = try #require(lines.first { $0.contains("TRADE-OFF") })
    #expect(title.contains("× log.csv ▶20"), "\(title)")
    let marks = lines.filter { !$0.contains("TRADE-OFF") }.joined().filter { $0 == "▶" }
    // Those of one row share a cell.
    #expect(marks.count >= 3, "\(text)")
    #expect(try Self.screen(symbols: .ascii).contains("x log.csv >20"))
  }

  /// Where there is no room for all, the words about the view go before the count does.
  @Test func theCountGoesLast() throws {
    for columns in [80, 100, 120] {
      let text = try Self.screen(columns: columns)
      #expect(text.contains("▶20"), "\(text)")
    }
  }

  /// What is kept over the log's own KL, on an axis that has room for all of it.
  @Test func theKLOfALogIsDrawn() throws {
    let rows = (0...20).map { "\($0 * 10),\(0.8 - Double($0) / 100),0.\(2 + $0 / 4),\($0 / 2)" }
    let table = try DataTable(
      Array(("step,old,new,kl\n" + rows.joined(separator: "\n") + "\n").utf8), source: "log.csv")
    var mapping = DataMapping()
    mapping.kl = "kl"
    let run = try MeasuredRun(table, mapping)
    var screen = try Screen("forward-and-reverse", at: 6, rows: 40, columns: 160)
    screen.state.data = .run(
      run, DataSource(file: "log.csv", hash: run.hash, mapping: run.mapping))
    screen.state.view = .tradeOff
    let snapshot = screen.state.snapshot
    for axis in TradeOffAxis.allCases where axis != .learned {
      let chart = Chart(tradeOffOf: snapshot, lanes: [0], at: 6, across: axis.measure, data: run)
      #expect(chart.dots.map(\.x) == (0...20).map { Double($0 / 2) })
      #expect(chart.x.upper >= 10 && chart.shownDots().allSatisfy { $0.side == nil })
      screen.state.tradeOff = axis
      #expect(screen.text().contains("× log.csv"), "\(screen.text())")
    }
    mapping.kl = nil
    let without = try MeasuredRun(table, mapping)
    let chart = Chart(
      tradeOffOf: snapshot, lanes: [0], at: 6, across: .klModelToReference, data: without)
    #expect(chart.dots.isEmpty)
  }

  /// Every dot of shares has a place, on an axis of time those alone that it has room for.
  @Test func dotsAtTheSides() {
    var chart = Chart(x: Axis(lower: 0, upper: 1), y: Axis(lower: 0, upper: 1))
    let places: [(Double, Double)] = [
      (0.5, 0.5), (1.5, 0.5), (-1, 0.5), (0.5, 2), (3, -2), (1 + 1e-12, 1 + 1e-12),
    ]
    chart.dots = places.map {
      Chart.Dot(x: $0.0, y: $0.1, low: $0.1 - 0.1, high: $0.1 + 0.1, kind: 0, run: 0)
    }
    #expect(chart.shownDots().map(\.side) == [nil, .above, nil])
    #expect(chart.beyondText() == " ▲1")
    chart.hasDotsAtSides = true
    let shown = chart.shownDots()
    #expect(shown.map(\.side) == [nil, .right, .left, .above, .below, nil])
    #expect(shown.map(\.dot.x).prefix(5) == [0.5, 1, 0, 0.5, 1])
    #expect(shown.map(\.dot.y).prefix(5) == [0.5, 0.5, 0.5, 1, 0])
    #expect(shown[1].dot.low == shown[1].dot.high)
    #expect(chart.beyondText(ofRun: 0) == " ▲1 ▼1 ▶1 ◀1" && chart.beyondText(ofRun: 1) == "")
  }
}
