import Cells
import Testing

@testable import Explorer

/// The first minute: nothing opens by itself, and each step waits for its key.
@Suite struct TourTests {
  @Test func nothingOpensByItself() throws {
    var driver = try Driver()
    #expect(driver.state.tour == nil && driver.state.overlay == nil)
    #expect(driver.footer().contains("T tour  ? help"))
    driver.press(.character(" "))
    #expect(!driver.footer().contains("T tour"))
  }

  @Test func eachStepWaitsForItsKey() throws {
    var driver = try Driver()
    #expect(driver.press(.character("T")) == ["tour 1"])
    // Other keys do what they always do.
    #expect(driver.press(.down) == ["cursor target.oldMass"])
    #expect(driver.press(.character(" ")) == ["sent play", "state running", "tour 2"])
    driver.run(ticks: 100)
    #expect(driver.press(.character("]")).contains("tour 3"))
    #expect(driver.press(.character("<")).contains("tour 4"))
    #expect(driver.press(.function(1)).contains("tour off"))
    #expect(driver.state.overlay == .explanation(topic: "target.oldMass", scroll: 0))
  }

  @Test func enterGoesOnAndEscapeEnds() throws {
    var driver = try Driver()
    driver.press(.character("T"))
    #expect(driver.press(.enter) == ["tour 2"])
    #expect(driver.press(.enter, .enter) == ["tour 4"])
    #expect(driver.press(.enter) == ["tour off"])
    driver.press(.character("T"))
    #expect(driver.press(.escape) == ["tour off"])
    #expect(driver.sent.isEmpty)
    driver.press(.character("T"))
    #expect(driver.press(.character("T")) == ["tour off"])
  }

  /// Words, step and pointer are on the screen, and the pointer is on what it names.
  @Test(arguments: [Symbols.braille, .ascii], [(24, 80), (40, 120)])
  func isReadable(symbols: Symbols, size: (rows: Int, columns: Int)) throws {
    var driver = try Driver(rows: size.rows, columns: size.columns, symbols: symbols)
    driver.press(.character("T"))
    for (number, step) in TourStep.all.enumerated() {
      let text = driver.text()
      #expect(text.contains("tour \(number + 1)/4"))
      #expect(text.contains(" \(step.pointer)"))
      for word in step.text.split(separator: " ")
      where word.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) {
        #expect(text.contains(word), "\(word)")
      }
      driver.press(.enter)
    }
  }

  @Test func smallScreensAreNoProblem() throws {
    for size in [(1, 1), (4, 10), (5, 20), (8, 30), (12, 40), (18, 64)] {
      var driver = try Driver(rows: size.0, columns: size.1)
      driver.press(.character("T"))
      for _ in 0..<4 {
        #expect(driver.grid().rows == size.0)
        driver.press(.enter)
      }
    }
  }
}
