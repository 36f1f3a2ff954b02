import Foundation
import ScreenEmulation
import SeededNumbers
import Testing

@testable import Cells
@testable import Documents

/// An asciicast's events, as a player reads them.
struct CastReader {
  var header: [String: Any] = [:]
  var events: [(time: Double, kind: String, data: String)] = []

  init(_ text: String) throws {
    for (index, line) in text.split(separator: "\n").enumerated() {
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
      if index == 0 {
        header = try #require(value as? [String: Any])
      } else {
        let event = try #require(value as? [Any])
        events.append(
          (
            try #require(event[0] as? Double), try #require(event[1] as? String),
            try #require(event[2] as? String)
          ))
      }
    }
  }
}

@Suite struct AsciicastTests {
  @Test func theLastEventGivesTheTerminalBack() throws {
    var cast = Asciicast(title: "", command: "")
    var screen = ScreenEmulator(rows: 5, columns: 20)
    let grid = CellGrid(rows: 5, columns: 20)
    let text = cast.lines(for: grid, at: 0) + cast.end(at: 1)
    let events = try CastReader(text).events
    screen.feed(Array(events[0].data.utf8))
    #expect(!screen.isCursorVisible)
    screen.feed(Array(try #require(events.last).data.utf8))
    #expect(screen.isCursorVisible && screen.row == 4 && screen.column == 0)
    #expect(try #require(events.last).data.hasPrefix("\u{1b}[0m"))
  }

  private static func randomGrid(
    rows: Int, columns: Int, _ generator: inout SplitMix64, from before: CellGrid?
  ) -> CellGrid {
    var grid = before ?? CellGrid(rows: rows, columns: columns)
    for _ in 0..<20 {
      let row = Int.random(in: 0..<rows, using: &generator)
      let column = Int.random(in: 0..<columns - 1, using: &generator)
      let scalar: [Unicode.Scalar] = ["a", "β", "⣿", " ", "─", "字"]
      var cell = Cell(
        scalar.randomElement(using: &generator)!,
        ink: Ink.allCases.randomElement(using: &generator)!,
        emphasis: Emphasis(rawValue: UInt8.random(in: 0...7, using: &generator)))
      // What was wide is cut in two.
      if grid[row, column].scalar == 0 { grid[row, column - 1] = .empty }
      if grid[row, column + 1].scalar == 0 { grid[row, column + 1] = .empty }
      if cell.scalar == 0x5B57 {
        if column + 2 < columns, grid[row, column + 2].scalar == 0 {
          grid[row, column + 2] = .empty
        }
        cell.emphasis = []
        grid[row, column] = cell
        grid[row, column + 1] = .continuation
        grid[row, column + 1].ink = cell.ink
      } else {
        grid[row, column] = cell
      }
    }
    return grid
  }

  /// Played frame by frame, a recording shows the grids that went into it.
  @Test func playedItShowsTheFrames() throws {
    var generator = SplitMix64(seed: 41)
    var cast = Asciicast(title: "x", command: "y")
    var grid: CellGrid?
    var text = ""
    var pictures: [String] = []
    for frame in 0..<60 {
      grid = Self.randomGrid(rows: 6, columns: 20, &generator, from: grid)
      text += cast.lines(for: grid!, at: Double(frame) / 10)
      pictures.append(grid!.text)
    }
    text += cast.end(at: 7)
    let reader = try CastReader(text)
    #expect(reader.header["version"] as? Int == 2)
    #expect(reader.header["width"] as? Int == 20)
    #expect(reader.header["height"] as? Int == 6)
    #expect(reader.header["timestamp"] == nil)
    var screen = ScreenEmulator(rows: 6, columns: 20)
    for (event, picture) in zip(reader.events, pictures) {
      screen.feed(Array(event.data.utf8))
      #expect(screen.text == picture)
    }
    #expect(screen.unknown.isEmpty)
    #expect(reader.events.last?.time == 7)
    #expect(!screen.isCursorVisible)
    screen.feed(Array(try #require(reader.events.last).data.utf8))
    #expect(screen.isCursorVisible && screen.text == pictures.last && screen.unknown.isEmpty)
  }

  @Test func coloursAndEmphasisArrive() {
    var encoder = GridEncoder(palette: .standard, depth: .colors256)
    var grid = CellGrid(rows: 1, columns: 3)
    grid[0, 0] = Cell("a", ink: .bad, emphasis: [.bold, .underline])
    grid[0, 2] = Cell("b", ink: .plain, emphasis: .reverse)
    var screen = ScreenEmulator(rows: 1, columns: 3)
    screen.feed(Array(encoder.text(for: grid).utf8))
    #expect(screen.glyphs[0][0].color == "196")
    #expect(screen.glyphs[0][0].attributes == [1, 4])
    #expect(screen.glyphs[0][2].color == "")
    #expect(screen.glyphs[0][2].attributes == [7])
    #expect(encoder.text(for: grid) == "")
  }

  @Test func sizesFollow() throws {
    var cast = Asciicast(title: "", command: "y")
    var text = cast.lines(for: CellGrid(rows: 2, columns: 3), at: 0)
    text += cast.lines(for: CellGrid(rows: 4, columns: 5), at: 0.1 + 0.2)
    let reader = try CastReader(text)
    #expect(reader.events.map(\.kind) == ["o", "r", "o"])
    #expect(reader.events[1].data == "5x4")
    #expect(reader.events[1].time == 0.3)
  }

  /// A recording that is cut anywhere is whole up to its last line.
  @Test func everyLineStandsForItself() throws {
    var generator = SplitMix64(seed: 42)
    var cast = Asciicast(title: "a\nb\u{1b}\"", command: "y")
    var lines: [String] = []
    for frame in 0..<5 {
      let grid = Self.randomGrid(rows: 3, columns: 9, &generator, from: nil)
      let text = cast.lines(for: grid, at: Double(frame))
      #expect(text.hasSuffix("\n"))
      lines += text.split(separator: "\n").map(String.init)
    }
    #expect(lines.count == 6)
    for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    #expect(lines.allSatisfy { !$0.unicodeScalars.contains("\u{1b}") })
  }
}
