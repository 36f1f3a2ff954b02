import Cells
import Forgetting
import Foundation
import Testing

@testable import Explorer
@testable import Views

/// Several tasks on the screen.
@Suite struct TasksViewTests {
  /// Eight tasks, seven stages, one lane.
  private static var eight: Scenario {
    let names = ["maths", "code", "poetry", "law", "manners", "chess", "music", "physics"]
    return Scenario(
      target: .none,
      start: MixtureSettings(
        components: names.indices.map { ComponentSettings(weight: $0 == 0 ? 0.86 : 0.02) }),
      clock: Clock(step: 0.1, until: 70),
      lanes: [LaneSettings(method: MethodSettings("forward-kl", numbers: ["replay": 0.3]))],
      sequence: TaskSequence(
        tasks: names.enumerated().map {
          TaskSettings(name: $0.element, mass: 0.125, mean: [4 * Double($0.offset) - 14])
        },
        stages: names.dropFirst().enumerated().map {
          StageSettings(task: $0.element, until: 10 * Double($0.offset + 1))
        }))
  }

  /// All eight stand there with both matrices, and no number touches the next.
  @Test func eightTasksFitTheSmallestCommonScreen() throws {
    var driver = try Driver(Self.eight, at: 65, rows: 24, columns: 80)
    driver.state.view = .tasks
    let lines = driver.text().split(separator: "\n", omittingEmptySubsequences: false)
    let after = lines.filter { $0.hasPrefix(" after ") || $0.hasPrefix(" now ") }
    #expect(after.count == 7)
    for line in after {
      // Its task's letter, and eight numbers.
      let numbers = line.prefix(58).split { !$0.isNumber }
      #expect(numbers.count == 8, "\(line)")
    }
    let gates = lines.filter { $0.contains("→") && $0.contains(".") }.filter {
      $0.hasPrefix("  ")
    }
    #expect(gates.count == 8)
    for line in gates {
      let values = line.split(separator: " ").filter { !$0.hasSuffix("→") }
      #expect(values.count == 16, "\(line)")
    }
    #expect(lines.contains { $0.contains("ε_q") && $0.contains("ε_p") })
  }

  /// What is kept of each task has its curve: alone before a second one is seen that of all seen tasks, and at its end
  /// the number of the meters.
  @Test(arguments: [10.0, 30]) func keptHasACurveByTask(time: Double) throws {
    let state = try Screen("three-tasks", at: time, rows: 40, columns: 120).state
    let (snapshot, stage) = (state.snapshot, try #require(state.snapshot.problem.tasks))
    for lane in snapshot.lanes.indices {
      let chart = Chart(
        tasksOf: lane, Measure.kept, of: snapshot, at: time, y: Axis(lower: 0, upper: 1),
        yLabel: "kept")
      let present = (0..<stage.count).filter { stage.share(of: $0) != nil }
      #expect(chart.series.count == present.count && present.count == (time < 20 ? 2 : 3))
      let meters = try #require(snapshot.lanes[lane].meters.tasks)
      for series in chart.series {
        guard case .task(let task) = series.role else { continue }
        #expect(series.ys.count > 20 && series.ys.last == meters.kept[task])
        // No way leads over a border of stages: what is asked for changes there.
        let first = try #require(series.xs.first)
        for border in chart.beginnings where border.x > first + 1e-6 && border.x < time {
          let breaks = zip(series.xs, series.ys).filter {
            abs($0.0 - border.x) < 1e-6 && $0.1.isNaN
          }
          #expect(breaks.count == 2, "task \(task) at \(border.x)")
        }
      }
      guard time < 20 else { continue }
      let together = snapshot.series.curve(of: .kept, lane: lane)
      let alone = snapshot.series.curve(of: .kept(of: "maths"), lane: lane)
      #expect(together.times == alone.times)
      for (all, one) in zip(together.values, alone.values) {
        #expect(all.isFinite == one.isFinite && (!all.isFinite || abs(all - one) <= 1e-12))
      }
    }
    var driver = try Driver(
      Presets.preset("three-tasks")!.scenario, at: time, rows: 40, columns: 120)
    driver.state.focusedLane = 0
    driver.state.massCurve = .kept
    #expect(driver.text().contains("MASS  kept by task"))
  }

  /// The numbers of the literature stand there for every lane alike; what has no room is said to be elsewhere.
  @Test(
    arguments: [(24, 80), (30, 100), (40, 120), (50, 200)],
    [("three-tasks", 40.0), ("three-tasks", 10), ("three-tasks", 0), ("five-tasks", 100)])
  func measuresOfSequencesAreAllThere(
    size: (rows: Int, columns: Int), run: (id: String, time: Double)
  ) throws {
    var screen = try Screen(run.id, at: run.time, rows: size.rows, columns: size.columns)
    screen.state.view = .tasks
    let all = screen.text()
    let lanes = screen.state.snapshot.lanes
    // What does not exist yet is not there: nothing comes before the first stage.
    let retention = try #require(lanes[0].retention)
    let names = zip(
      [("average", "avg"), ("forgetting", "forg"), ("backward", "bwd"), ("forward", "fwd")],
      [
        retention.average, retention.forgetting, retention.backwardTransfer,
        retention.forwardTransfer,
      ]
    ).filter { $0.1 != nil }.map(\.0)
    #expect(names.count >= 3)
    let counts = names.map { all.components(separatedBy: "\($0.1) ").count - 1 }
    #expect(counts.allSatisfy { $0 == 0 || $0 == lanes.count }, "\(counts)\n\(all)")
    #expect(counts.allSatisfy { $0 > 0 } || all.contains("a lane alone shows all"), "\(all)")
    if run.id == "three-tasks", run.time > 0 {
      #expect(counts.allSatisfy { $0 > 0 }, "\(all)")
    }
    for lane in lanes.indices {
      screen.state.focusedLane = lane
      let title = screen.text().split(separator: "\n").first { $0.contains("TASKS") } ?? ""
      for words in names {
        #expect(title.contains(words.0 + " ") || title.contains(words.1 + " "), "\(title)")
      }
    }
  }

  /// A gate keeps a digit in the narrowest cell, in the unit that its head names.
  @Test func narrowGatesHaveDigits() {
    for (value, text) in [
      (0.46, "46"), (0.023, "2.3"), (0.0023, ".23"), (0.0005, ".05"), (0.002, ".20"), (1, "100"),
      (0.00004, "e−3"), (0, "0"),
    ] {
      #expect(GateTables.text(value, width: 3) == text, "\(value)")
    }
    #expect(GateTables.text(0.0023, width: 4) == ".002")
  }

  /// The verdict names who has lost the most, and by how much.
  @Test func theVerdictNamesTheTaskThatSuffers() throws {
    var screen = try Screen("three-tasks", at: 40, rows: 24, columns: 80)
    let lines = screen.text().split(separator: "\n").map(String.init)
    #expect(lines[1].contains("A maths 100→7 %") && lines[1].contains("FORGETS"))
    #expect(lines[2].contains("none suffers") && !lines[2].contains("FORGETS"))
    #expect(lines[3].contains("A maths 100→45 %"))
  }

  /// `v` comes by where tasks have names, and only there.
  @Test func theViewIsThereWhereTasksHaveNames() throws {
    #expect(try !Driver().state.availableViews.contains(.tasks))
    var driver = try Driver(Presets.preset("three-tasks")!.scenario, at: 1)
    var seen: [ScreenView] = []
    for _ in driver.state.availableViews {
      driver.press(.character("v"))
      seen.append(driver.state.view)
    }
    #expect(seen.contains(.tasks) && seen.last == .dashboard)
  }

  /// A lane alone has a curve for each task; lanes together have one each. Stages have their names.
  @Test func curvesByTask() throws {
    var screen = try Screen("three-tasks", at: 30, rows: 40, columns: 120)
    screen.state.view = .curves
    let together = screen.text()
    #expect(together.contains("kept of the seen tasks"))
    screen.state.massCurve = .weight
    #expect(screen.text().contains("weight β of the seen tasks"))
    screen.state.focusedLane = 0
    let alone = screen.text()
    #expect(alone.contains("weight β by task") && alone.contains("drift by task"))
    for text in [together, alone] {
      #expect(text.contains(" code") && text.contains(" poetry"))
    }
    #expect(alone.contains("A .07") && alone.contains("B .18") && alone.contains("C .75"))
  }

  /// What tables leave free belongs to the way there.
  @Test(arguments: [("three-tasks", 40, 120), ("five-tasks", 24, 80), ("three-tasks", 50, 200)])
  func tablesLeaveNoEmptyScreen(id: String, rows: Int, columns: Int) throws {
    for lane in [nil, 0] {
      var screen = try Screen(id, at: 20, rows: rows, columns: columns)
      screen.state.view = .tasks
      screen.state.focusedLane = lane
      let lines = screen.text().split(separator: "\n", omittingEmptySubsequences: false)
      let empty = lines.map { $0.allSatisfy { $0 == " " } }
      let longest = empty.split(separator: false).map(\.count).max() ?? 0
      #expect(longest < rows / 5, "\(columns)x\(rows): \(longest) empty rows")
      #expect(lines.contains { $0.contains("MASS") && $0.contains("PLACE") } || rows < 30)
    }
  }

  /// A lane that was added a moment ago is focused before the simulation has told of it: every view is drawn.
  @Test(arguments: ["three-tasks", "forward-and-reverse", "correlated"])
  func aLaneThatIsOnItsWayIsNotDrawnYet(id: String) throws {
    for view in ScreenView.allCases {
      for isZoomed in [false, true] {
        var driver = try Driver(id, at: 1, rows: 50, columns: 200)
        driver.state.view = view
        driver.state.isZoomed = isZoomed
        driver.queue([.character("a"), .enter])
        #expect(driver.state.focusedLane == driver.state.snapshot.lanes.count)
        #expect(!driver.text().isEmpty)
      }
    }
  }

  /// Of a task that was never learned nobody says that it has moved.
  @Test func whatWasNeverThereDoesNotDrift() throws {
    var driver = try Driver("five-tasks", at: 100, rows: 24, columns: 80)
    for lane in driver.state.snapshot.lanes {
      let retention = try #require(lane.retention)
      let held = retention.seen.filter { retention.best($0) >= 0.5 }
      let drift = held.compactMap { lane.meters.tasks?.drift[$0] }.max() ?? 0
      #expect(Verdict(lane, time: 100) != .drifts || drift > 0.25)
    }
    #expect(!driver.text().isEmpty)
  }

  /// Fewer components than tasks: what has moved is a task's all the same, as long as it has a component.
  @Test func whoHasAComponentIsNamed() throws {
    var scenario = Presets.preset("three-tasks")!.scenario
    try scenario.set("start.components.count", to: .number(2))
    try scenario.set("tasks.code.mean", to: .number(-2))
    scenario.lanes = [LaneSettings(method: MethodSettings("reverse-kl"))]
    var driver = try Driver(scenario, at: 30, rows: 40, columns: 120)
    let lane = driver.state.snapshot.lanes[0]
    let worst = try #require(Verdict.worstDrift(lane))
    let task = try #require(worst.task)
    #expect(worst.drift == lane.meters.tasks?.drift[task] && worst.drift > 0.25)
    let name = try #require(lane.meters.tasks?.stage.names[task])
    let text = driver.text()
    #expect(
      text.contains("\(TaskMark.letter(task)) \(name) ") && !driver.line(1).contains("drift "),
      "\(text)")
    #expect(PlainLine.text(for: driver.state.snapshot).contains("\(name) moved"))
  }

  /// Every size, with and without UTF-8: nothing traps, nothing runs over.
  @Test(arguments: [Symbols.braille, .ascii])
  func everySize(symbols: Symbols) throws {
    for id in ["three-tasks", "five-tasks", "uni-modal"] {
      var screen = try Screen(id, at: 20, symbols: symbols)
      for (rows, columns) in [(5, 20), (12, 40), (18, 64), (24, 80), (30, 100), (50, 200)] {
        for lane in [nil, 0] {
          screen.state.rows = rows
          screen.state.columns = columns
          screen.state.focusedLane = lane
          for view in [ScreenView.tasks, .dashboard, .curves, .projector] {
            screen.state.view = view
            #expect(screen.text().split(separator: "\n").allSatisfy { $0.count <= columns })
          }
        }
      }
    }
  }

  /// Lanes that have no card are counted, however many words stand beside that.
  @Test func lanesWithoutACardAreCounted() throws {
    var scenario = try #require(Presets.preset("five-tasks")).scenario
    scenario.lanes += scenario.lanes
    var driver = try Driver(scenario, at: 1, rows: 18, columns: 80)
    driver.state.view = .tasks
    let text = driver.text()
    let left = try #require(text.firstMatch(of: /\+(\d) lanes/)?.1)
    let cards = (0..<8).filter { text.contains("\(Glyphs.laneMark($0)) ") }
    #expect(Int(left) ?? 0 > 0 && cards.count >= 8 - (Int(left) ?? 0), "\(text)")
  }

  /// A task's letter stands on a ground, and a lane's mark does not: that needs no colour.
  @Test func lettersOfTasksAreOnAGround() throws {
    for view in [ScreenView.dashboard, .tasks] {
      var screen = try Screen("three-tasks", at: 30, rows: 40, columns: 120)
      screen.state.view = view
      let grid = screen.grid()
      for task in 0..<3 {
        let letter = Glyphs.taskLetter(task).unicodeScalars.first?.value
        #expect(
          grid.cells.contains {
            $0.scalar == letter && $0.ink == .task(task) && $0.emphasis.contains(.reverse)
          })
      }
      for cell in grid.cells where cell.emphasis.contains(.reverse) && cell.ink != .focus {
        #expect((0x41...0x43).contains(cell.scalar), "\(view)")
      }
    }
  }
}
