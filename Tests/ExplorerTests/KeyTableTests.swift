import Testing

@testable import Cells
@testable import Explorer

@Suite struct KeyTableTests {
  /// How help writes a key; Shift with the vertical arrows stands there as a pair.
  private static func name(of key: Key) -> String {
    switch key {
    case .shiftDown: "Shift-↑ ↓"
    case .shiftRight: "Shift-← →"
    default: key.name
    }
  }

  @Test func noKeyStandsTwice() {
    let keys = KeyTable.bindings.flatMap { $0.keys.map(\.0) }
    #expect(Set(keys).count == keys.count)
    for binding in KeyTable.bindings {
      for (key, function) in binding.keys { #expect(KeyTable.function(of: key) == function) }
    }
  }

  @Test func labelOrHelpNamesEveryKey() {
    for binding in KeyTable.bindings {
      for (key, _) in binding.keys {
        var name = KeyTableTests.name(of: key)
        if case .character(let character) = key, character.isNumber, binding.keys.count == 8 {
          #expect(("1"..."8").contains(String(character)))
          name = "1–8"
        }
        let words = binding.label + " " + binding.help
        #expect(words.contains(name), "\(name) of \(binding.label) is not documented")
      }
    }
  }

  @Test(arguments: [Symbols.braille, .ascii], [(24, 80), (60, 200), (12, 40)])
  func helpShowsEveryBinding(symbols: Symbols, size: (rows: Int, columns: Int)) throws {
    var driver = try Driver(rows: size.rows, columns: size.columns, symbols: symbols)
    driver.press(.character("?"))
    var seen = driver.text()
    let last = HelpText.lastScroll(driver.state)
    while case .help(let scroll) = driver.state.overlay, scroll < last {
      driver.queue([.pageDown])
      seen += "\n" + driver.text()
    }
    driver.queue([.down])
    #expect(driver.state.overlay == .help(scroll: last))
    for binding in KeyTable.bindings where symbols != .ascii {
      #expect(seen.contains("│ \(binding.label) "), "no line for \(binding.label)")
    }
    let painter = Painter(rows: 0, columns: 0, symbols: symbols)
    for binding in KeyTable.bindings {
      let words = binding.help.split(separator: " ").filter {
        !$0.contains("↑") && !$0.contains("↓")
      }
      for word in words {
        let shown = symbols == .ascii ? Glyphs.ascii(String(word)) : String(word)
        #expect(seen.contains(shown), "\(word) of \(binding.label) is not in the help")
      }
      #expect(painter.width(of: binding.label) <= 17, "\(binding.label) does not fit its column")
    }
    #expect(seen.contains("end"))
  }

  @Test func footerNamesOnlyKeysOfItsBinding() {
    for binding in KeyTable.bindings {
      guard let footer = binding.footer else { continue }
      let keys = binding.keys.map { KeyTableTests.name(of: $0.0) }
      let named: [String] =
        switch footer.keys {
        case "↑↓←→": ["←", "→"]
        case "1-8": (1...8).map(String.init)
        default: footer.keys.split(separator: " ").map(String.init)
        }
      for name in named { #expect(keys.contains(name), "\(name) is no key of \(binding.label)") }
    }
    // The footer's other two arrows are another binding's.
    #expect(KeyTable.function(of: .up) == .previousParameter)
    #expect(KeyTable.function(of: .down) == .nextParameter)
  }

  @Test(arguments: [40, 60, 80, 120, 200], [Symbols.braille, .ascii])
  func footerFitsAndEndsWithHelpAndQuit(columns: Int, symbols: Symbols) throws {
    var driver = try Driver(rows: 24, columns: columns, symbols: symbols)
    let footer = driver.footer()
    #expect(footer.hasSuffix("? help  q quit"))
    #expect(Glyphs.width(of: footer) <= columns)
    let items = KeyTable.bindings.compactMap(\.footer).map { footer in
      let keys = symbols == .ascii && footer.keys == "↑↓←→" ? "arrows" : footer.keys
      return "\(keys) \(footer.text)"
    }
    var rest = footer
    for item in items { rest = rest.replacingOccurrences(of: item, with: "") }
    #expect(rest.allSatisfy { $0 == " " }, "the footer says more than the table: \(rest)")
  }

  @Test func spaceSaysWhatItWillDo() throws {
    var driver = try Driver()
    #expect(driver.footer().hasPrefix(" Space run  "))
    driver.press(.character(" "))
    #expect(driver.footer().hasPrefix(" Space pause  "))
  }
}

extension String {
  fileprivate func replacingOccurrences(of part: String, with new: String) -> String {
    split(separator: part, omittingEmptySubsequences: false).joined(separator: new)
  }
}
