import Forgetting
import Testing

@testable import Cells
@testable import Explorer
@testable import Simulation
@testable import Views

/// Names at the ends of ways: each beside its mark, tied to it by a leader, or with its mark in brackets.
@Suite struct TrailEndsTests {
  @Test(arguments: [
    "forward-and-reverse", "captured", "seven-methods", "starvation", "two-by-two", "lag-windows",
  ])
  func everyNameBelongsToAMark(id: String) throws {
    var names = 0
    for (rows, columns) in [(24, 80), (30, 100), (40, 120), (50, 200)] {
      // In ASCII dots and words are made of the same letters.
      for symbols in [Symbols.braille] {
        for view in [ScreenView.tradeOff, .phase] {
          var screen = try Screen(id, at: 5, rows: rows, columns: columns, symbols: symbols)
          screen.state.view = view
          let region = try #require(ScreenLayout.layout(for: screen.state).survey)
          let grid = screen.grid()
          for lane in screen.state.visibleLanes {
            for run in runs(of: lane, grid, region) {
              names += 1
              #expect(
                isTied(run, lane, grid, symbols),
                "\(run.text) in \(view) of \(id), \(columns)x\(rows):\n\(grid.text(in: region))")
            }
          }
        }
      }
    }
    #expect(names >= 16)
  }

  private struct NameRun {
    var text = ""
    var row: Int
    var columns: Range<Int>
  }

  /// Words in a lane's ink, with what stands beside them in the same ink.
  private func runs(of lane: Int, _ grid: CellGrid, _ region: Region) -> [NameRun] {
    var runs: [NameRun] = []
    for row in region.row + 1..<region.endRow {
      var run: NameRun?
      for column in region.column..<region.endColumn {
        let cell = grid[row, column]
        let isOwn = cell.ink == .lane(lane) && cell.emphasis.contains(.bold)
        let isDot = (0x2800...0x28FF).contains(cell.scalar)
        if isOwn, !isDot {
          var own = run ?? NameRun(row: row, columns: column..<column)
          own.text.unicodeScalars.append(Unicode.Scalar(cell.scalar) ?? " ")
          own.columns = own.columns.lowerBound..<column + 1
          run = own
        } else {
          if let run { runs.append(run) }
          run = nil
        }
      }
      if let run { runs.append(run) }
    }
    return runs.filter { $0.text.filter(\.isLetter).count > 1 }
  }

  private func isTied(_ run: NameRun, _ lane: Int, _ grid: CellGrid, _ symbols: Symbols) -> Bool {
    let mark = Glyphs.scalar(Glyphs.laneMark(lane), in: symbols)
    let text = run.text.trimmingSpaces
    if text.unicodeScalars.first == mark || text.unicodeScalars.last == mark { return true }
    if text.hasSuffix("(\(Character(mark)))") { return true }
    // A leader ends in a row beside it, in the column of a mark, which may be another lane's that lies over it.
    let corners: Set<Unicode.Scalar> = symbols == .ascii ? ["+"] : ["╭", "╮", "╰", "╯"]
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else {
      return false
    }
    return corners.contains(first) || corners.contains(last)
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
