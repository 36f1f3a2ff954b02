import Cells
import Forgetting
import Testing

@testable import Explorer

/// The palette of all actions: what is in it, what is found, and what Enter does.
@Suite struct ActionPaletteTests {
  private func titles(_ query: String, _ driver: Driver) -> [String] {
    PaletteItem.found(query, driver.state).map(\.title)
  }

  @Test func everythingIsThere() throws {
    let driver = try Driver()
    let items = PaletteItem.all(driver.state)
    for binding in KeyTable.bindings {
      for (key, function) in binding.keys {
        let item = items.first { item in
          if case .function(function) = item.target { return true }
          return false
        }
        #expect(item?.hint.split(separator: " ").contains(Substring(key.name)) == true, "\(key)")
      }
    }
    for entry in CommandTable.entries {
      let isThere = items.contains { item in
        switch item.target {
        case .command(let other): other.word == entry.word
        case .function(let function): function == entry.function
        default: false
        }
      }
      #expect(isThere, "\(entry.word)")
    }
    for parameter in driver.state.parameters {
      #expect(items.contains { $0.hint == parameter.path })
    }
  }

  @Test(arguments: [
    ("undo", "undo"), ("restart", "restart"), ("fork", "fork"),
    ("separ", "more separation"), ("clock.until", "until"), ("starv", "preset starvation"),
    ("quit", "quit"), ("old mass", "old mass α"), ("zm", "zoom the focused pane"),
  ])
  func isFound(query: String, title: String) throws {
    let found = titles(query, try Driver())
    #expect(found.prefix(3).contains(title), "\(found.prefix(5))")
  }

  @Test func whatIsNotThereIsSaid() throws {
    var driver = try Driver()
    driver.press(.character("/"))
    driver.type("xyzzyx")
    #expect(driver.text().contains("nothing is called that"))
    #expect(driver.press(.enter) == [])
    #expect(driver.press(.escape) == ["overlay none"])
  }

  @Test func enterPerforms() throws {
    var driver = try Driver(at: 1)
    driver.press(.character("/"))
    driver.type("run or")
    #expect(driver.press(.enter) == ["sent play", "state running", "overlay none"])
    // A parameter is gone to, wherever the focus was.
    driver.state.focus = .mass
    driver.press(.character("/"))
    driver.type("clock.tol")
    driver.press(.enter)
    #expect(driver.state.focus == .parameters)
    // A command that needs a value is opened.
    driver.press(.character("/"))
    driver.type("seek")
    driver.press(.enter)
    #expect(driver.state.overlay == .command(CommandPrompt("seek ")))
    driver.press(.escape, .character("/"))
    driver.type("preset one")
    driver.press(.enter)
    #expect(driver.state.scenario == Presets.preset("one-over-t")!.scenario)
  }

  @Test func arrowsAndPagesChoose() throws {
    var driver = try Driver()
    driver.press(.character("/"))
    #expect(driver.press(.down, .down, .up) == ["overlay actions(, selection: 1)"])
    driver.press(.pageDown)
    #expect(driver.press(.pageUp, .pageUp) == ["overlay actions(, selection: 0)"])
    let count = PaletteItem.all(driver.state).count
    driver.press(Array(repeating: .pageDown, count: count))
    #expect(
      driver.state.overlay.map { Driver.words(for: $0) } == "actions(, selection: \(count - 1))")
    // Typing begins at the best again.
    #expect(driver.press(.character("u")) == ["overlay actions(u, selection: 0)"])
    #expect(driver.grid().cursor == .init(row: 1, column: 4))
  }

  @Test func everyActionCanBePerformedFromThere() throws {
    let opened = try Driver(at: 1)
    for (index, item) in PaletteItem.all(opened.state).enumerated() {
      var palette = ActionPalette()
      palette.selection = index
      var driver = opened
      driver.state.overlay = .actions(palette)
      driver.queue([.enter])
      if case .actions = driver.state.overlay, item.title != "all actions, parameters and presets" {
        Issue.record("\(item.title) leaves the palette open")
      }
      #expect(driver.state.message?.isError != true, "\(item.title)")
    }
  }
}

@Suite struct FuzzyTests {
  @Test func beginningsComeFirst() {
    let word = Fuzzy.score("sep", in: "separation δ")!
    let inside = Fuzzy.score("par", in: "separation δ")!
    let letters = Fuzzy.score("sprn", in: "separation δ")!
    #expect(word < inside && inside < letters)
    #expect(Fuzzy.score("SEP", in: "separation") == word)
    #expect(Fuzzy.score("δ", in: "separation δ") != nil)
    #expect(Fuzzy.score("z", in: "separation δ") == nil)
    #expect(Fuzzy.score("sep z", in: "separation δ") == nil)
    #expect(Fuzzy.score("", in: "") == 0)
    #expect(Fuzzy.score("long word", in: "l") == nil)
  }
}
