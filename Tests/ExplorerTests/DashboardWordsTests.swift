import Forgetting
import Simulation
import Testing

@testable import Cells
@testable import Documents
@testable import Explorer
@testable import Views

/// What stands in the panes of a dashboard beside its curves: names, labels, places, keys.
@Suite struct DashboardWordsTests {
  /// No name says a word twice, and a number in it is the lane's own to a hundredth.
  @Test(arguments: Presets.all.map(\.id)) func namesSayNothingTwice(preset: String) throws {
    let snapshot = try Screen(preset, at: 0).state.snapshot
    let words = LaneWords(snapshot)
    for lane in snapshot.lanes {
      let name = words.name(lane.nickname, of: lane)
      let parts = name.split { " ·".contains($0) }.map { $0.lowercased() }
      #expect(Set(parts).count == parts.count, "\(name)")
    }
  }

  @Test func shortNumbersAreThoseMeant() throws {
    for value in [7.5e-4, 2.5e-4, 5e-5, 1e-4, 9.96e-4, 1.24e-6, 0.02, 0.15, 3, 0] {
      let text = LaneWords.short(value)
      let plain = String(text.map { $0 == "−" ? "-" : $0 })
      let read = try #require(Double(plain.hasPrefix(".") ? "0" + plain : plain), "\(text)")
      #expect(abs(read - value) <= 0.05 * value, "\(text) of \(value)")
    }
    #expect(LaneWords.short(5e-5) == "5e−5" && LaneWords.short(7.5e-4) == "7.5e−4")
  }

  /// Every lane's mark stands at the end of its curve, alone or with others, however many there are.
  @Test(arguments: [(24, 80), (40, 120), (50, 200)])
  func everyCurveIsNamedAtItsEnd(rows: Int, columns: Int) throws {
    for preset in ["seven-methods", "alpha-dial", "chen-sweep", "two-by-two"] {
      var screen = try Screen(preset, at: 30, rows: rows, columns: columns)
      let region = try #require(ScreenLayout.layout(for: screen.state).region(of: .mass))
      let text = screen.grid().text(in: region.inset(top: 1))
      for lane in screen.state.visibleLanes {
        #expect(text.contains(Glyphs.laneMark(lane)), "\(preset) \(columns)x\(rows)\n\(text)")
      }
    }
  }

  /// Times stand below MASS or, where that has no row for them, below PLACE: from 120x40 on with as many lanes as
  /// there may be.
  @Test func timeIsReadBelowTheCurves() throws {
    for preset in ["forward-and-reverse", "two-by-two", "alpha-dial", "seven-methods"] {
      var screen = try Screen(preset, at: 12, rows: 40, columns: 120)
      let layout = ScreenLayout.layout(for: screen.state)
      let grid = screen.grid()
      let last = try [Pane.mass, .place].map { pane -> String in
        let text = grid.text(in: try #require(layout.region(of: pane)))
        return String(text.split(separator: "\n").last ?? "")
      }
      let times = last.filter { $0.contains("10") && $0.hasSuffix("t") }
      #expect(times.count == 1, "\(preset): \(last)")
    }
  }

  /// A component that never came to its task has no place: five tasks, of which reverse KL learns none but the
  /// first.
  @Test func whatWasNeverLearnedHasNoPlace() throws {
    var screen = try Screen("five-tasks", at: 200, rows: 40, columns: 120)
    let snapshot = screen.state.snapshot
    let lane = snapshot.lanes[3]
    #expect(lane.meters.oldDrift > 0.25 || lane.largestDrift > 0.25, "\(lane.meters.oldDrift)")
    let curve = try #require(TaskPlaces.curve(of: 3, snapshot))
    #expect(curve.filter(\.isFinite).max() ?? 1 < 0.05)
    #expect(curve.count == snapshot.series.times.count && curve.contains { $0.isFinite })
    let region = try #require(ScreenLayout.layout(for: screen.state).region(of: .place))
    #expect(screen.grid().text(in: region).contains("□ 0.0"))
    // A lane that learns all of them has the places of all.
    let all = try #require(TaskPlaces.curve(of: 0, snapshot))
    #expect(abs((all.last ?? 9) - snapshot.lanes[0].meters.oldDrift) < 0.01)
  }

  /// A key has one meaning, in the footer as in the help: in a lecture `b` blanks.
  @Test func aKeyIsNamedOnceInALecture() throws {
    for lecture in ShippedLectures.all.prefix(2) {
      var given = LectureState(try lecture.lecture(), scene: 0)
      let state = ExplorerState(
        rows: 40, columns: 200, display: .init(symbols: .braille),
        snapshot: try Simulation(given.beginning()).snapshot(), lecture: given)
      var memory = DensityMemory()
      let lines = Dashboard.draw(state, memory: &memory).text.split(separator: "\n")
      let line = try #require(lines.last(where: { $0.contains("quit") }))
      #expect(line.contains("b blank") && !line.contains("b batch"), "\(line)")
      let keys = KeysInForce.bindings(in: state).compactMap(\.footer?.keys)
      #expect(Set(keys).count == keys.count, "\(keys)")
    }
  }

  /// What tells a parameter from the next is not cut off where there is a mark for its lane.
  @Test(arguments: [(24, 80), (30, 100), (40, 120)])
  func ratesOfALaneHaveTheirNames(rows: Int, columns: Int) throws {
    var given = LectureState(
      try #require(ShippedLectures.lecture("one-factor")).lecture(), scene: 2)
    given.showsAnswer = false
    var state = ExplorerState(
      rows: rows, columns: columns, display: .init(symbols: .braille),
      snapshot: try Simulation(given.beginning()).snapshot(), lecture: given)
    state.cursor = "lanes.1.rates.oldMean"
    var memory = DensityMemory()
    let grid = Dashboard.draw(state, memory: &memory)
    let region = try #require(ScreenLayout.layout(for: state).region(of: .parameters))
    let text = grid.text(in: region)
    #expect(text.contains("rate of old mean ●") && text.contains("0.00075 "), "\(text)")
  }

  /// The four numbers of a lane stand together.
  @Test(arguments: [(30, 100), (40, 120), (50, 200)])
  func theFourNumbersStandTogether(rows: Int, columns: Int) throws {
    for preset in ["three-tasks", "far-last"] {
      var screen = try Screen(preset, at: 30, rows: rows, columns: columns)
      screen.state.view = .tasks
      let lines = screen.text().split(separator: "\n").map(String.init)
      func row(_ word: String) -> Int? { lines.firstIndex { $0.contains(" \(word) ") } }
      let average = try #require(row("avg"), "\(preset) \(columns)x\(rows)")
      for word in ["forg", "bwd"] {
        let other = try #require(row(word), "\(preset) \(word)")
        #expect((0...1).contains(other - average), "\(preset) \(columns)x\(rows): \(word)")
      }
    }
  }

  /// Of the rates that stand below each other all say that they are a lane's, or none.
  @Test(arguments: [(24, 80), (30, 100), (40, 120), (50, 200)])
  func labelsOfALaneAreAlike(rows: Int, columns: Int) throws {
    var seen = 0
    for id in ["chen", "chen-sweep", "seven-methods"] {
      var screen = try Screen(id, rows: rows, columns: columns)
      screen.state.focus = .parameters
      screen.state.isZoomed = true
      for parameter in screen.state.parameters where parameter.label.hasPrefix("lane: rate of old")
      {
        screen.state.cursor = parameter.path
        let lines = screen.text().split(separator: "\n").filter { line in
          line.contains("rate of ")
            && (0..<8).contains { line.contains(" \(Glyphs.laneMark($0)) ") }
        }
        seen += lines.count
        let count = lines.filter { $0.contains("lane: ") }.count
        #expect(count == 0 || count == lines.count, "\(id): \(lines)")
      }
    }
    #expect(seen > 4)
  }

  /// A lane has one name on a screen: that of its row, as short as there is room for.
  @Test(arguments: [(24, 80), (40, 120), (50, 200), (100, 300)])
  func aLaneHasOneName(rows: Int, columns: Int) throws {
    for preset in ["three-tasks", "cold-start", "alpha-dial", "noise", "seven-methods"] {
      for view in [ScreenView.dashboard, .tradeOff] {
        var screen = try Screen(preset, at: 4, rows: rows, columns: columns)
        screen.state.view = view
        let text = screen.text()
        let lines = text.split(separator: "\n").map(String.init)
        for (index, lane) in screen.state.snapshot.lanes.enumerated() {
          let mark = Glyphs.laneMark(index)
          let first = lane.name.prefix { $0 != " " }
          guard lane.nickname != first, let row = lines.first(where: { $0.contains(mark) }),
            row.contains(" \(mark) \(first)") || row.hasPrefix("\(mark) \(first)")
          else { continue }
          #expect(
            !text.contains("\(mark) \(lane.nickname) "), "\(preset) \(columns)x\(rows)\n\(text)")
        }
      }
    }
  }

  /// And so it does where the row has room for the nickname alone, though the other name begins with it.
  @Test func nicknamesOfRowsAreThoseOfTrails() throws {
    var screen = try Screen("seven-methods", at: 40)
    screen.state.view = .tradeOff
    let text = screen.text()
    #expect(text.contains("TTT") && !text.contains("TTT-Discover"), "\(text)")
  }

  /// How far an old component is from its task is its drift wherever it stands, at the start, too.
  @Test func aDriftIsCalledOne() throws {
    for view in [ScreenView.dashboard, .projector] {
      for (rows, columns) in [(24, 80), (40, 120), (50, 200)] {
        var screen = try Screen("chen", rows: rows, columns: columns)
        screen.state.view = view
        let text = screen.text()
        #expect(text.contains("drift") && !text.contains("moved"), "\(text)")
      }
    }
  }

  /// What is claimed and what is found are two columns: one blank is part of either.
  @Test func theoryHasTwoColumns() throws {
    for preset in ["three-tasks", "five-tasks", "forward-and-reverse", "lag", "starvation"] {
      for width in 32...90 {
        let state = try Screen(preset, at: 2).state
        var painter = Painter(rows: 12, columns: width, symbols: .braille)
        TheoryView.draw(state, into: &painter, region: painter.grid.region)
        let titles = StatementCatalogue.statements(for: state.scenario).flatMap {
          [$0.title, $0.shortTitle]
        }
        for line in painter.grid.text.split(separator: "\n").dropFirst() {
          for title in titles {
            guard let range = line.firstRange(of: " \(title) ") else { continue }
            let rest = line[range.upperBound...]
            let isLonger = titles.contains { $0.count > title.count && line.contains($0) }
            #expect(isLonger || rest.hasPrefix(" "), "\(width): \(line)")
          }
        }
      }
    }
  }

  /// Beside the panes, which have the curves, the tasks have none of their own.
  @Test func noCurveIsDrawnTwice() throws {
    var screen = try Screen("three-tasks", at: 10, rows: 100, columns: 300)
    let text = screen.text()
    #expect(text.contains("TASKS") && text.count(of: "MASS  kept") == 1, "\(text)")
    #expect(text.count(of: "PLACE ") == 1)
  }
}

extension String {
  /// How often a word occurs.
  fileprivate func count(of word: String) -> Int { ranges(of: word).count }
}
