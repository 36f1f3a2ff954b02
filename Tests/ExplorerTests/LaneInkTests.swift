import Cells
import Forgetting
import Simulation
import Testing

@testable import Explorer
@testable import Views

/// Every lane has its ink wherever lanes are drawn.
@Suite struct LaneInkTests {
  /// All views and panes but those that are of one lane, or of none, or of batches.
  private static let parts = ScreenPart.all.filter {
    ![.help, .presets, .pane(.parameters), .pane(.theory), .pane(.samples)].contains($0)
  }

  /// As terminals show them that have shades, and those that have none.
  private func inks(_ grid: CellGrid) -> Set<Ink> {
    Set(grid.cells.map(\.ink)).intersection(grid.cells.map(\.withoutShades.ink))
  }

  @Test(arguments: [(24, 80), (40, 120), (50, 200)])
  func everyPartShowsEveryLane(rows: Int, columns: Int) throws {
    let screen = try Screen("forward-and-reverse", at: 6, rows: rows, columns: columns)
    for part in Self.parts {
      let seen = inks(part.grid(of: screen.state))
      for lane in screen.state.snapshot.lanes.indices {
        #expect(seen.contains(.lane(lane)), "lane \(lane + 1) in \(part.name)")
      }
    }
  }

  /// Eight lanes that lie on each other: none covers another in the plots of curves.
  @Test func eightLanesAreAllSeen() throws {
    var scenario = try #require(Presets.preset("forward-and-reverse")).scenario
    while scenario.lanes.count < 8 { scenario.lanes.append(scenario.lanes[0]) }
    var simulation = try Simulation(scenario)
    while simulation.time < 6 { simulation.advance() }
    let state = ExplorerState(
      rows: 40, columns: 120, display: .init(symbols: .braille), snapshot: simulation.snapshot())
    for part: ScreenPart in [.pane(.mass), .pane(.place), .kept] {
      let grid = part.grid(of: state)
      let plot = grid.cells.filter { (0x2801...0x28FF).contains($0.scalar) }
      #expect(Set(plot.map(\.ink)).isSuperset(of: (0..<8).map { Ink.lane($0) }), "\(part.name)")
    }
  }
}
