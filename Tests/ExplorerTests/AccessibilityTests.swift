import Forgetting
import Testing

@testable import Cells
@testable import Explorer

/// Everything by key, the real cursor where the focus is, nothing that flashes.
@Suite struct AccessibilityTests {
  /// A number for each function, so that a new one cannot be left out of the test below.
  private func number(_ function: KeyFunction) -> Int {
    switch function {
    case .previousParameter: 0
    case .nextParameter: 1
    case .change: 2
    case .lowest: 3
    case .highest: 4
    case .typeValue: 5
    case .resetValue: 6
    case .previousGroup: 7
    case .nextGroup: 8
    case .nextPane: 9
    case .previousPane: 10
    case .zoom: 11
    case .nextView: 12
    case .focusLane: 13
    case .allLanes: 14
    case .separation: 15
    case .playOrPause: 16
    case .step: 17
    case .scrub: 18
    case .faster: 19
    case .slower: 20
    case .restart: 21
    case .reset: 22
    case .toggleInstant: 23
    case .undo: 24
    case .redo: 25
    case .nextMethod: 26
    case .previousMethod: 27
    case .addLane: 28
    case .removeLane: 29
    case .toggleBatch: 30
    case .presets: 31
    case .stretchData: 56
    case .toggleDimension: 32
    case .toggleLogAxis: 33
    case .showTheory: 34
    case .nextSymbols: 35
    case .nextPalette: 36
    case .toggleMouse: 37
    case .keepGhost: 38
    case .showGhosts: 39
    case .fork: 40
    case .snapshot: 41
    case .stateLine: 42
    case .writeScenario: 43
    case .commandLine: 44
    case .actions: 45
    case .explain: 46
    case .tour: 47
    case .help: 48
    case .close: 49
    case .redraw: 50
    case .suspend: 51
    case .quit: 52
    case .toggleDifference: 53
    case .lecture: 54
    case .nextMassCurve: 55
    }
  }

  @Test func everyFunctionHasAKey() {
    let functions = (KeyTable.bindings + LectureKeys.bindings).flatMap { $0.keys.map(\.1) }
    #expect(Set(functions.map(number)) == Set(0...56))
  }

  @Test func everyFunctionHasATitleOfItsOwn() {
    for binding in KeyTable.bindings + LectureKeys.bindings {
      // Lanes are told apart by their keys.
      let count = binding.functions.count
      #expect([1, count].contains(binding.titles.count), "\(binding.label)")
      #expect(binding.titles.count == count || count == 8 || count == 0, "\(binding.label)")
    }
    let titles = (KeyTable.bindings + LectureKeys.bindings).flatMap(\.titles)
    #expect(Set(titles).count == titles.count)
  }

  /// Where a person is, the terminal's cursor is: screen readers follow it.
  @Test(arguments: [(24, 80), (40, 120)])
  func theCursorIsOnTheFocus(rows: Int, columns: Int) throws {
    var driver = try Driver(at: 2, rows: rows, columns: columns)
    func cursorLine(_ driver: inout Driver) -> Substring? {
      let grid = driver.grid()
      guard let cursor = grid.cursor else { return nil }
      return driver.text().split(separator: "\n", omittingEmptySubsequences: false)[cursor.row]
    }
    #expect(cursorLine(&driver)?.contains("▸ separation δ") == true)
    driver.press(.down, .down)
    #expect(cursorLine(&driver)?.contains("▸ replay λ ●") == true)
    driver.press(.enter)
    #expect(cursorLine(&driver)?.contains("▸ replay λ ●") == true)
    driver.press(.escape, .character("a"))
    #expect(cursorLine(&driver)?.contains("▸") == true)
    for (key, words) in [
      (Key.character(":"), ":"), (.character("/"), "/"), (.character("p"), "find"),
      (.function(1), "λ"), (.character("O"), "no ghosts"),
    ] {
      driver.press(.escape, key)
      #expect(cursorLine(&driver)?.contains(words) == true, "\(key)")
      driver.press(.escape)
    }
  }

  /// On a screen that is too small for it nothing opens that would take keys unseen.
  @Test(arguments: ["?", "p", "/", "O", "a", "y"])
  func nothingUnseenTakesKeys(key: String) throws {
    var driver = try Driver(at: 1, rows: 3, columns: 15)
    driver.type(key)
    #expect(driver.press(.character("q")).contains("quit"))
  }

  /// Three ways to emphasise, none of which moves.
  @Test func nothingBlinks() throws {
    let all: Emphasis = [.bold, .reverse, .underline]
    var driver = try Driver(at: 2, rows: 40, columns: 120)
    for keys in ["", "?", ":", "/", "p", "o", "T", "z", "v"] {
      driver.state.overlay = nil
      driver.type(keys)
      for cell in driver.grid().cells { #expect(cell.emphasis.isSubset(of: all)) }
    }
  }

  /// Every series is told apart by its mark, in every alphabet.
  @Test func marksAreDistinct() {
    for symbols in Symbols.allCases {
      let marks = (0..<8).map { Glyphs.scalar(Glyphs.laneMark($0), in: symbols) }
      #expect(Set(marks).count == 8)
    }
    #expect(Set(KeptGhost.letters).count == KeptGhost.largestCount)
  }
}
