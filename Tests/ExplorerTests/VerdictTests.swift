import Forgetting
import Foundation
import SeededNumbers
import Simulation
import Testing
import Words

@testable import Cells
@testable import Explorer
@testable import Views

/// That words agree with numbers, and that the reason stands beside them.
@Suite struct VerdictTests {
  /// Runs from almost nothing of the old task to all of it, with all methods, near and far, short and long, and
  /// rows of tasks: what is said to be kept is there, what is said to be forgotten was. Every word is met.
  @Test func wordAndNumberShareABaseline() throws {
    var seen: Set<String> = []
    var random = SplitMix64(seed: 14)
    func pick<T>(_ values: [T]) -> T { values[Int(random.next() % UInt64(values.count))] }
    func check(_ scenario: Scenario, _ end: Double) {
      guard var simulation = try? Simulation(scenario) else { return }
      while simulation.time < end, simulation.lanes.contains(where: { $0.failure == nil }) {
        simulation.advance()
      }
      let snapshot = simulation.snapshot()
      for lane in snapshot.lanes { seen.insert(agrees(lane, snapshot).rawValue) }
    }
    for method in MethodCatalogue.descriptions {
      for weight in [0.02, 0.2, 0.45, 0.8, 0.97] {
        var scenario = Presets.preset(pick(["forward-and-reverse", "overlap"]))!.scenario
        scenario.start.oldWeight = weight
        // A new component near the old task would count as some of it.
        scenario.start.new.mean = [pick([2.5, 2.5, 0.2])]
        scenario.lanes = [LaneSettings(method: MethodSettings(method.key))]
        check(scenario, pick([0, 0.5, 3, 9]))
      }
    }
    for (preset, times) in [
      ("captured", [6.0, 20]), ("overlap", [30]), ("trap", [30]), ("natural", [30]),
      ("three-tasks", [0, 10, 30]), ("five-tasks", [30, 120]), ("near-last", [10, 30]),
      ("uni-modal", [60]), ("starvation", [20]),
    ] as [(String, [Double])] {
      for time in times { check(Presets.preset(preset)!.scenario, time) }
    }
    var unseen = Presets.preset("three-tasks")!.scenario
    unseen.sequence?.known = []
    check(unseen, 5)
    var alike = Presets.preset("forward-and-reverse")!.scenario
    alike.coordinates = .natural
    alike.start.old.mean = [0]
    alike.start.new.mean = [0]
    check(alike, 1)
    // So near that both components start at the old task.
    var near = Presets.preset("forward-and-reverse")!.scenario
    try near.set("target.separation", to: .number(1.25))
    check(near, 60)
    var far = Presets.preset("forward-and-reverse")!.scenario
    far.clock.integrator = .euler
    far.clock.step = 40
    check(far, 4000)
    #expect(seen == Set(Verdict.allCases.map(\.rawValue)), "\(seen)")
  }

  /// What a verdict says, held against the numbers that stand beside it.
  private func agrees(_ lane: Snapshot.LaneView, _ snapshot: Snapshot) -> Verdict {
    let verdict = Verdict(lane, time: snapshot.time)
    let retention = lane.retention
    let isOfTasks = retention != nil
    let kept = isOfTasks ? lane.meters.tasks?.keptTogether ?? 1 : lane.meters.effectiveOldMass
    let learned = isOfTasks ? lane.meters.tasks?.learned ?? 1 : lane.meters.effectiveNewMass
    // Of tasks the loss of the one that suffers most counts, of two a tenth of what there was.
    let losses =
      retention?.seen.map { retention!.best($0) - (retention!.rows.last?[$0] ?? 0) } ?? []
    // Half a per cent either way has the same digits.
    let isLost =
      isOfTasks ? (losses.max() ?? 0) > 0.09 : kept < 0.9 * lane.startOldMass + 0.01
    let isThere =
      isOfTasks ? (losses.max() ?? 0) < 0.11 : kept > 0.9 * lane.startOldMass - 0.01
    let drift = Verdict.worstDrift(lane)?.drift ?? 0
    let what = "\(lane.name) at \(snapshot.time), kept \(kept), moved \(drift): \(verdict.rawValue)"
    switch verdict {
    case .ready: #expect(snapshot.time == 0, "\(what)")
    case .keeps: #expect(kept >= 0.49 && isThere && drift < 0.26, "\(what)")
    case .forgets: #expect(isLost, "\(what)")
    case .captured: #expect(isLost && lane.goal == .captured, "\(what)")
    case .swapped:
      #expect(kept >= 0.49 && isThere && lane.goal.isSwapped, "\(what)")
      #expect(LaneReasons(lane, snapshot)?.mass == .swapped, "\(what)")
    case .neverHadIt:
      #expect(kept < 0.51 && isThere, "\(what)")
      namesWhatWasNeverThere(lane, what)
    case .drifts: #expect(isThere && drift > 0.24, "\(what)")
    case .learnsNothing: #expect(learned < 0.51 && isThere, "\(what)")
    case .learns: #expect(retention?.seen.isEmpty == true, "\(what)")
    case .diverged, .stopped: #expect(lane.failure != nil, "\(what)")
    }
    return verdict
  }

  /// Of several tasks the line names the one of which there was least, and how much.
  private func namesWhatWasNeverThere(_ lane: Snapshot.LaneView, _ what: String) {
    guard let retention = lane.retention, let stage = lane.meters.tasks?.stage else { return }
    let least = retention.seen.map { retention.best($0) }.min() ?? 1
    #expect(least < 0.61, "\(what)")
    let words = TaskVerdictView.loss(of: lane, isShort: false).map(\.text).joined()
    #expect(words.hasSuffix(" never over \(NumberText.percent(least))"), "\(what): \(words)")
    #expect(stage.names.contains { words.contains($0) }, "\(what): \(words)")
  }

  /// Of the seen tasks there was little from the start, and nothing is lost.
  @Test(arguments: [(24, 80), (30, 100), (40, 120)])
  func whatWasNeverThereIsNamed(rows: Int, columns: Int) throws {
    var scenario = Presets.preset("three-tasks")!.scenario
    for (index, weight) in [0.1, 0.1, 0.8].enumerated() {
      scenario.start.components?[index].weight = weight
      scenario.start.components?[index].mode.mean = scenario.sequence?.tasks[index].mean ?? []
    }
    scenario.lanes = [LaneSettings(method: MethodSettings("reverse-kl"))]
    var simulation = try Simulation(scenario)
    simulation.advance()
    let snapshot = simulation.snapshot()
    #expect(Verdict(snapshot.lanes[0], time: snapshot.time) == .neverHadIt)
    namesWhatWasNeverThere(snapshot.lanes[0], "three-tasks")
    for view in [ScreenView.dashboard, .projector] {
      var state = ExplorerState(
        rows: rows, columns: columns, display: .init(symbols: .braille), snapshot: snapshot)
      state.view = view
      var memory = DensityMemory()
      let text = Dashboard.draw(state, memory: &memory).text
      #expect(text.contains("A maths never over ") || text.contains("A ≤"), "\(text)")
    }
    #expect(PlainLine.text(for: snapshot).contains("maths never over "))
  }

  /// Who keeps the old task because it does not see the new one is not praised for it (statement G).
  @Test func whatKeepsForWantOfSightLearnsNothing() throws {
    var simulation = try Simulation(Presets.preset("trap")!.scenario)
    for time in [1.0, 10, 100] {
      while simulation.time < time - 1e-9 { simulation.advance() }
      let snapshot = simulation.snapshot()
      #expect(Verdict(snapshot.lanes[0], time: snapshot.time) == .learnsNothing, "t = \(time)")
      #expect(snapshot.lanes[0].goal == .outOfSight && snapshot.lanes[1].goal == .tends(0))
      #expect(LaneReasons(snapshot.lanes[0], snapshot)?.mass == .outOfSight)
      #expect(Verdict(snapshot.lanes[1], time: snapshot.time) == .forgets || time == 1)
    }
  }

  /// A lane at rest that had most of the present task before: it has learned nothing new, and knows it.
  @Test func whatIsKnownIsNotNothing() throws {
    var scenario = Presets.preset("three-tasks")!.scenario
    scenario.lanes = [LaneSettings(method: MethodSettings("sdft"))]
    for index in 1...2 { scenario.start.components?[index].weight = 0.3 }
    for index in 1...2 {
      scenario.start.components?[index].mode.mean = scenario.sequence?.tasks[index].mean ?? []
    }
    var simulation = try Simulation(scenario)
    while simulation.time < 10 { simulation.advance() }
    let snapshot = simulation.snapshot()
    let learned = snapshot.lanes[0].meters.effectiveNewMass
    #expect(learned >= 0.5 && learned < 0.9, "\(learned)")
    #expect(Verdict(snapshot.lanes[0], time: snapshot.time) == .keeps)
  }

  /// The word follows the digits that stand beside it.
  @Test func theWordAndItsNumberAgree() throws {
    var lane = try Simulation(Presets.standard.scenario).snapshot().lanes[0]
    lane.startOldMass = 1
    for (kept, drift, word) in [
      (0.8951, 0.0, Verdict.keeps), (0.8949, 0, .forgets), (1, 0.2549, .keeps),
      (1, 0.2551, .drifts),
    ] {
      lane.meters.effectiveOldMass = kept
      lane.meters.effectiveNewMass = 1
      lane.meters.oldDrift = drift
      #expect(Verdict(lane, time: 1) == word, "\(kept) \(drift)")
    }
  }

  /// Reasons of lanes without a formula, of one component, of a task that is out of sight, of stopped ones.
  @Test func reasonsPromiseNoMoreThanIsKnown() throws {
    func masses(_ preset: String, at time: Double) throws -> [Reason?] {
      let state = try Screen(preset, at: time).state
      return state.snapshot.lanes.map { LaneReasons($0, state.snapshot)?.mass }
    }
    #expect(try !masses("kl-estimators", at: 2).contains(.unknownGoal))
    #expect(try !masses("chen-unslowed", at: 2).contains(.noGoal))
    #expect(try masses("self-distillation", at: 2).contains(.noGoal))
    let single = try masses("uni-modal", at: 2)
    #expect(single.contains(.oneComponentToMean) && single.contains(.oneComponentStays))
    #expect(
      try masses("five-tasks", at: 24).contains {
        if case .taskOutOfSight = $0 { true } else { false }
      })
    let snapshot = try Screen("forward-and-reverse", at: 2).state.snapshot
    var lane = snapshot.lanes[0]
    #expect(LaneReasons(lane, snapshot) != nil)
    lane.failure = .manySteps(1)
    #expect(LaneReasons(lane, snapshot) == nil)
  }

  /// A model of one component that has moved says how far.
  @Test func oneComponentSaysHowFarItHasMoved() throws {
    var screen = try Screen("uni-modal", at: 60, rows: 30, columns: 100)
    for line in screen.text().split(separator: "\n") where line.contains("DRIFTS") {
      #expect(line.contains(" σ"), "\(line)")
    }
  }

  /// Where no task has been seen yet nothing is kept, and nothing has moved, with as many components as there may be.
  @Test(arguments: [1, 2, 3]) func beforeTheFirstTaskNothingIsKept(components: Int) throws {
    var scenario = Presets.preset("three-tasks")!.scenario
    try scenario.set("start.components.count", to: .number(Double(components)))
    scenario.sequence?.known = []
    scenario.sequence?.stages = [
      StageSettings(task: "maths", until: 10), StageSettings(task: "code", until: nil),
    ]
    var simulation = try Simulation(scenario)
    while simulation.time < 5 { simulation.advance() }
    func screen() throws -> Screen {
      var screen = try Screen("three-tasks", rows: 40, columns: 120)
      screen.state = ExplorerState(
        rows: 40, columns: 120, display: .init(symbols: .braille), snapshot: simulation.snapshot())
      return screen
    }
    var early = try screen()
    let lanes = simulation.snapshot().lanes
    #expect(lanes.allSatisfy { Verdict($0, time: 5) == .learns })
    let text = early.text()
    #expect(text.contains("LEARNS") && !text.contains("KEEPS"), "\(text)")
    let place = try #require(ScreenLayout.layout(for: early.state).region(of: .place))
    let places = early.grid().text(in: place)
    #expect(places.contains("● –") && !places.contains("● 0.00"), "\(text)")
    #expect(text.contains("δ 4.0 "), "\(text)")
    #expect(text.contains("nothing is to be kept") && !text.contains("ε_q –"), "\(text)")
    #expect(PlainLine.text(for: simulation.snapshot()).contains("kept nothing yet"))
    #expect(!PlainLine.text(for: simulation.snapshot()).contains("moved"))
    #expect(lanes.allSatisfy { !$0.meters.oldDrift.isFinite })
    guard components == 3 else { return }
    while simulation.time < 15 { simulation.advance() }
    var late = try screen()
    #expect(!late.text().contains("LEARNS  ") && late.text().contains("KEEPS"), "\(late.text())")
  }

  /// Who moves by next to nothing has learned nothing, and keeps what it has for that reason alone; who is slow keeps.
  @Test func whoCrawlsLearnsNothing() throws {
    var screen = try Screen("cold-start", at: 15, rows: 40, columns: 120)
    let rows = screen.text().split(separator: "\n").dropFirst().prefix(4)
    #expect(rows.map { $0.contains("LEARNS NOTHING") } == [false, false, false, true], "\(rows)")
    #expect(rows.map { $0.hasSuffix("KEEPS") } == [false, true, true, false], "\(rows)")
  }

  /// Where data come from and what is kept are two columns: no text of a method fills the first up to the second.
  @Test(arguments: [(40, 100), (40, 120), (50, 200)])
  func columnsOfARowStandApart(rows: Int, columns: Int) throws {
    for preset in ["two-by-two", "log-ratio", "lag", "seven-methods", "razor-answers"] {
      var screen = try Screen(preset, at: 2, rows: rows, columns: columns)
      let rows = screen.text().split(separator: "\n").dropFirst()
        .prefix(screen.state.snapshot.lanes.count)
      for line in rows where line.contains("data: ") {
        #expect(line.contains("  old task kept"), "\(preset) \(columns)x\(rows): \(line)")
      }
    }
  }

  /// Words about gain and drop have both on the screen, as the figures that they are about count them.
  @Test(arguments: [Symbols.braille, .ascii], [(24, 80), (30, 100), (40, 120), (50, 200)])
  func gainAndDropAreOnTheScreen(symbols: Symbols, size: (rows: Int, columns: Int)) throws {
    for preset in ["chen", "chen-limit", "chen-unslowed", "chen-whole-model", "chen-full-target"] {
      var screen = try Screen(
        preset, at: 20, rows: size.rows, columns: size.columns, symbols: symbols)
      let snapshot = screen.state.snapshot
      let rows = screen.text().split(separator: "\n").dropFirst().prefix(snapshot.lanes.count)
      for (lane, row) in rows.enumerated() {
        let words = row.split(separator: " ").map(String.init)
        for (word, measure) in [("gain", Measure.componentGain), ("drop", .componentDrop)] {
          let value = try #require(measure.value(of: snapshot.asMeasured(lane)))
          let text = NumberText.fixed(value, digits: 2, leadingZero: false)
          let place = words.firstIndex(of: word).map { words[$0 + 1] }
          // A minus sign is another one in ASCII.
          #expect(place?.suffix(3) == text.suffix(3), "\(preset): \(row)")
        }
      }
    }
    var other = try Screen("coordinates", at: 5, rows: size.rows, columns: size.columns)
    #expect(!other.text().contains("drop"))
  }

  /// For who hears the screen: the stage, what is learned, the task that suffers, and lanes told apart.
  @Test func thePlainLineTellsOfTasks() throws {
    let snapshot = try Screen("three-tasks", at: 40).state.snapshot
    let parts = PlainLine.text(for: snapshot).components(separatedBy: "; ")
    #expect(parts[0] == "t 40" && parts[1] == "stage poetry" && parts.count == 6)
    #expect(Set(parts.map { $0.split(separator: ":")[0] }).count == parts.count, "\(parts)")
    #expect(parts[2].hasPrefix("forward KL lambda 0: weight 0.1"), "\(parts[2])")
    #expect(parts[2].contains("learned 100 %") && parts[2].contains("maths from 100 % to 7 %"))
    #expect(parts[2].hasSuffix(", FORGETS") && parts[3].contains("none suffers, "))
    #expect(parts.joined().utf8.allSatisfy { $0 < 0x80 })
    let two = try Screen("forward-and-reverse", at: 2).state.snapshot
    #expect(PlainLine.text(for: two).hasPrefix("t 2; forward KL: weight 0."))
    #expect(!PlainLine.text(for: two).contains("learned"))
  }

  /// Where the start had less than all, a bar stands at it.
  @Test func theBarMarksTheStart() throws {
    var screen = try Screen("forward-and-reverse", at: 0)
    #expect(!screen.text().split(separator: "\n")[1].contains("┃"))
    var scenario = screen.state.scenario
    scenario.start.oldWeight = 0.2
    screen.state = ExplorerState(
      rows: 24, columns: 80, display: .init(symbols: .braille),
      snapshot: try Simulation(scenario).snapshot())
    #expect(screen.text().split(separator: "\n")[1].contains("┃"))
  }

  /// No two lanes are called the same where their names stand below each other, in any preset at any size.
  /// Two values are enough for most; where they are not a third one tells lanes apart.
  @Test func aThirdValueTellsLanesApart() throws {
    var scenario = try #require(Presets.preset("three-tasks")).scenario
    scenario.lanes = [
      LaneSettings(method: MethodSettings("forward-kl", numbers: ["replay": 0.2])),
      LaneSettings(
        method: MethodSettings(
          "forward-kl", numbers: ["replay": 0.2], choices: ["replayMode": "generative"])),
      LaneSettings(method: MethodSettings("forward-kl", numbers: ["anchor": 1])),
    ]
    let snapshot = try Simulation(scenario).snapshot()
    let words = LaneWords(snapshot)
    #expect(Set(snapshot.lanes.map { words.name($0.name, of: $0) }).count == 3)
  }

  @Test(arguments: Presets.all.map(\.id)) func noTwoLanesHaveOneName(preset: String) throws {
    for (rows, columns) in [(24, 80), (30, 100), (40, 120), (50, 200)] {
      var screen = try Screen(preset, at: 0, rows: rows, columns: columns)
      let lanes = screen.state.visibleLanes.map { screen.state.snapshot.lanes[$0] }
      guard
        Set(lanes.map { [$0.settings.key] + LaneWords(screen.state.snapshot).own($0) }).count
          == lanes.count
      else { continue }
      let header = screen.text().split(separator: "\n").dropFirst().prefix(lanes.count)
      let names = header.compactMap { line -> String? in
        let words = line.split(separator: " ")
        return words.first.map { _ in words.dropFirst().prefix(5).joined(separator: " ") }
      }
      #expect(!names.contains { $0.contains("…") }, "\(preset) \(columns)x\(rows): \(header)")
      let painter = Painter(rows: 0, columns: 0, symbols: .braille)
      for width in [10, 14, 18, 24, 40] {
        let fitting = LaneName.fitting(
          lanes, width: width, screen.state.snapshot, painter,
          forms: [{ LaneName.short($0, screen.state.snapshot) }])
        #expect(width < 24 || Set(fitting).count == lanes.count, "\(fitting)")
        #expect(fitting.allSatisfy { painter.width(of: $0) <= width })
      }
    }
  }

  @Test func lanesAreToldApartByWhatDiffers() throws {
    let state = try Screen("replay", at: 1).state
    let names = state.snapshot.lanes.map { LaneName.short($0, state.snapshot) }
    #expect(names.contains("forward λ .2"), "\(names)")
    #expect(Set(names).count == names.count, "\(names)")
    #expect(
      LaneWords(state.snapshot).name("forward KL", of: state.snapshot.lanes[1])
        == "forward KL · λ .2")
  }

  /// What is kept is filled, what is lost is hatched, on the line.
  @Test func theVerdictIsAPicture() throws {
    var screen = try Screen("forward-and-reverse", at: 12, rows: 40, columns: 120)
    func shades(_ grid: CellGrid, _ lane: Int) -> Int {
      grid.cells.count { $0.tint == .lane(lane, level: 4) || $0.ground == .lane(lane, level: 4) }
    }
    let lost = screen.grid()
    #expect(lost.text.contains("╱╱"))
    screen.state.focusedLane = 1
    let kept = screen.grid()
    #expect(kept.text.components(separatedBy: "╱").count <= 4)
    #expect(shades(kept, 1) > 2 * shades(lost, 0))
  }

  @Test func everyPartCanBeDrawn() throws {
    let state = try Screen("forward-and-reverse", at: 2, rows: 30, columns: 100).state
    var pictures: Set<String> = []
    for part in ScreenPart.all { pictures.insert(part.grid(of: state).text) }
    // A scenario of two tasks has no tasks' view of its own.
    #expect(pictures.count >= ScreenPart.all.count - 1)
    #expect(ScreenPart.all.map(\.name).contains("phase"))
  }
}
