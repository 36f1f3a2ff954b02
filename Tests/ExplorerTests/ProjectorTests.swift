import Forgetting
import Foundation
import Simulation
import Testing

@testable import Cells
@testable import Explorer
@testable import Views

/// The lines for the back row: whole words and numbers, whatever they are.
@Suite struct ProjectorTests {
  /// What the verdicts say is said there, too.
  @Test(arguments: [(24, 80), (30, 100), (40, 120), (50, 200)])
  func theProjectorTellsOfTasks(rows: Int, columns: Int) throws {
    for lane in [nil, 0] {
      var screen = try Screen("three-tasks", at: 40, rows: rows, columns: columns)
      screen.state.view = .projector
      screen.state.focusedLane = lane
      screen.state.isSolo = lane != nil
      let text = screen.text()
      #expect(text.contains("learned 100 %"), "\(text)")
      #expect(text.contains("A maths 100→7 %") || text.contains("A 7 %"), "\(text)")
    }
  }

  /// Every lane says what is kept, in a row that has room for it; of tasks also what is learned.
  @Test(arguments: [
    "three-tasks", "five-tasks", "near-last", "seven-methods", "forward-and-reverse",
  ])
  func captionsSayWhatTheNumberIs(id: String) throws {
    for (rows, columns) in [(24, 80), (30, 100), (40, 120), (50, 200), (100, 300)] {
      var screen = try Screen(id, at: 12, rows: rows, columns: columns)
      screen.state.view = .projector
      let arrangement = try #require(ScreenLayout.layout(for: screen.state).projector)
      guard ![.paired, .lines].contains(arrangement.level) else { continue }
      let text = screen.grid().text(in: arrangement.bands)
      let count = text.components(separatedBy: " kept").count - 1
      let lanes = screen.state.visibleLanes
      #expect(count == lanes.count, "\(columns)x\(rows):\n\(text)")
      for lane in lanes {
        guard let tasks = screen.state.snapshot.lanes[lane].meters.tasks else { continue }
        let learned = "learned \(NumberText.percent(tasks.learned))"
        #expect(text.contains(learned), "\(columns)x\(rows):\n\(text)")
      }
    }
  }

  /// No letter covers another: of every word all of its dots are seen, or it stands as text.
  @Test(arguments: [
    "three-tasks", "five-tasks", "seven-methods", "forward-and-reverse", "captured", "trap",
  ])
  func wordsAreWhole(id: String) throws {
    for symbols in [Symbols.braille, .ascii] {
      for (rows, columns) in [(24, 80), (30, 100), (40, 120), (50, 200)] {
        var screen = try Screen(id, at: 12, rows: rows, columns: columns, symbols: symbols)
        screen.state.view = .projector
        let arrangement = try #require(ScreenLayout.layout(for: screen.state).projector)
        guard arrangement.level != .lines else { continue }
        let grid = screen.grid()
        let what = "\(id) at \(columns)x\(rows):\n\(grid.text(in: arrangement.bands))"
        var words: [Ink: [Verdict]] = [:]
        for lane in screen.state.visibleLanes {
          let verdict = Verdict(screen.state.snapshot.lanes[lane], time: screen.state.now.time)
          words[verdict.ink, default: []].append(verdict)
        }
        for (ink, verdicts) in words {
          // Each has as many blocks as one of its sizes, or none as text: sums are those of some choice.
          var sums: Set<Int> = [0]
          for verdict in verdicts {
            let sizes = Self.cells(verdict.rawValue, symbols)
            sums = Set(sums.flatMap { sum in sizes.map { sum + $0 } })
          }
          let bands = arrangement.bands
          var count = 0
          for row in bands.row..<bands.endRow {
            for column in bands.column..<bands.endColumn
            where grid[row, column].ink == ink && Self.isBlock(grid[row, column]) {
              count += 1
            }
          }
          #expect(sums.contains(count), "\(count) of \(sums): \(what)")
        }
        #expect(!words.isEmpty)
      }
    }
  }

  private static func isBlock(_ cell: Cell) -> Bool {
    (0x2580...0x259F).contains(cell.scalar) || cell.scalar == 0x23
  }

  /// How many blocks a word takes in large letters, in small ones, and as text.
  private static func cells(_ word: String, _ symbols: Symbols) -> [Int] {
    [BlockText.Size.large, .small].map { size in
      var painter = Painter(rows: 12, columns: 200, symbols: symbols)
      painter.writeBlocks(
        word, size, row: 0, column: 0, ink: .strong, clip: painter.grid.region)
      return painter.grid.cells.filter(isBlock).count
    } + [0]
  }

  /// Seven curves are not pressed into eight rows where lanes can stand side by side.
  @Test func manyLanesLeaveRoomForTheirCurves() throws {
    for lanes in 5...8 {
      var scenario = Presets.preset("forward-and-reverse")!.scenario
      while scenario.lanes.count < lanes { scenario.lanes.append(scenario.lanes[0]) }
      var state = ExplorerState(
        rows: 40, columns: 120, display: .init(symbols: .braille),
        snapshot: try Simulation(scenario).snapshot())
      state.view = .projector
      let layout = ScreenLayout.layout(for: state)
      let arrangement = try #require(layout.projector)
      #expect(arrangement.level.isMedium, "\(lanes) lanes")
      #expect(try #require(arrangement.plot).height >= 14, "\(lanes) lanes")
    }
  }
}
