import Forgetting
import Foundation
import Testing

@testable import Cells
@testable import Explorer
@testable import Simulation
@testable import Views

/// What the two views show, from pictures that are written down.
@Suite struct SurveyViewTests {
  /// A screen with a picture of three points: lane 1 falls like 10^(2−δ), lane 2 like the overlap.
  private static func screen(
    rows: Int = 24, columns: Int = 80, symbols: Symbols = .braille,
    change: (inout DriftPicture) -> Void = { _ in }
  ) throws -> Screen {
    var screen = try Screen(
      "forward-and-reverse", at: 1, rows: rows, columns: columns, symbols: symbols)
    var picture = DriftPicture(total: 3, horizon: 60, startDrift: 0)
    picture.points = [1, 4, 7].map { (separation: Double) in
      var power = 100.0
      for _ in 0..<Int(separation) { power /= 10 }
      return DriftPicture.Point(
        separation: separation, peaks: [power, DriftDecay.overlap(separation)])
    }
    change(&picture)
    screen.state.view = .drift
    screen.state.surveys.drift = picture
    return screen
  }

  @Test func driftAsText() throws {
    var screen = try Self.screen(rows: 18, columns: 64)
    let layout = ScreenLayout.layout(for: screen.state)
    let region = try #require(layout.survey)
    #expect(
      screen.grid().text(in: region) == """
        ━ DRIFT over δ in σ  runs t 0…60 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━

           10 ●⠢⢄⡀              │             ┃ now δ 4
              ⣀⣀⡀⡈⡑⡢⢄           │             ● forward  0.010 σ
                ⠉⠉⠉⠉⠓⠛⠓⠧⣦⠦⠦⣄⣄⣀⣀⡀│             ○ reverse  0.14 σ
                         ⠉⠢⢄⡀  ⠉○⠑⠒⠦⢄⣄⡀       · e^−δ²/8 through ○ at 7
                            ⠈⠑⠢⢄⡀     ⠉⠑⠓⠦⠦⣄⡀⡀
         0.01                   ⠈⠒⠤⣀        ⠈⠉⠓⠢⠦⣄⡀
                                │   ⠉⠒⠤⣀          ⠈⠁○⠄⡀⡀
                                │       ⠉⠒⠤⣀            ⠁⠂⠄⡀
                                │           ⠉⠒⠤⣀            ⠁⠂⠄⡀
                                │               ⠉⠒⠤●●           ⠁⠂⠄⡀
         1e−5 ──────────────────────────────────────────────────────────
                    2           4            6           8           10
        """)
  }

  /// e^(−δ²/8) goes through a lane of which the theory says so: not through one whose goal is the new task.
  @Test func theLineGoesThroughALaneOfStatement6() throws {
    var screen = try Self.screen()
    #expect(screen.state.driftAnchor?.lane == 1)
    var snapshot = screen.state.snapshot
    snapshot.lanes[0].settings = MethodSettings("reverse-kl", choices: ["goal": "new"])
    _ = screen.state.take(snapshot)
    #expect(screen.state.driftAnchor?.lane == 1)
    screen.state.focusedLane = 0
    #expect(screen.state.driftAnchor?.lane == 0)
  }

  /// On the largest screens a plane is there at once, then drift over δ, and from then on the plane follows.
  @Test func surveysBesideThePanesTakeTurns() throws {
    var driver = try Driver(at: 3, rows: 100, columns: 300)
    func count(_ picture: String) -> Int {
      driver.text().components(separatedBy: picture).count - 1
    }
    driver.press(.tab)
    if case .phase = driver.state.surveys.request {} else { Issue.record("no plane at first") }
    let progress = count("0 of 37 points")
    #expect(progress == 1)
    driver.compute()
    #expect(driver.state.surveys.drift?.isComplete == true)
    #expect(driver.state.surveys.phase?.isComplete == true)
    let (drifts, planes, cancels) = (count("DRIFT over δ"), count("PHASE"), count("Esc cancels"))
    #expect(drifts == 1 && planes == 1 && cancels == 0)
    let number = driver.state.surveys.number
    driver.simulation(advancedBy: 40)
    if case .phase = driver.state.surveys.request {} else { Issue.record("the plane stands still") }
    #expect(driver.state.surveys.number == number + 1)
    driver.compute()
    #expect(driver.state.surveys.number == number + 1 && !driver.state.surveys.isRunning)
  }

  /// Of tasks there is what each stage has left.
  @Test func theLargestScreensShowTasks() throws {
    var screen = try Screen("three-tasks", at: 5, rows: 100, columns: 300)
    #expect(screen.text().contains("TASKS  % kept after each stage"))
    screen = try Screen("three-tasks", at: 5, rows: 50, columns: 200)
    #expect(!screen.text().contains("TASKS"))
  }

  /// Lines that say where the flow goes: none is a fragment, and none runs along another.
  @Test func streamlinesAreWhole() throws {
    for (rows, columns) in [(24, 80), (40, 120), (50, 200)] {
      var driver = try Driver(at: 8, rows: rows, columns: columns)
      driver.state.view = .phase
      driver.press(.tab)
      driver.compute()
      let field = try #require(driver.state.surveys.phase)
      let region = try #require(ScreenLayout.layout(for: driver.state).survey)
      let frame = PhaseLayout.frame(driver.state, region)
      let lines = try #require(PhaseFlow(field, frame)).streamlines()
      #expect(lines.count >= 5, "\(columns)x\(rows)")
      for line in lines {
        let way = line.last! - line.first!
        let length = (way * way).sum().squareRoot()
        #expect(length >= 8, "\(columns)x\(rows): \(length)")
        #expect(line.count >= (frame.plot.width + 2 * frame.plot.height) / 4)
      }
    }
  }

  @Test func phaseAsText() throws {
    var scenario = Presets.standard.scenario
    scenario.rates.weight = 0
    var driver = try Driver(scenario, rows: 18, columns: 64)
    driver.type("2vvv")
    // Without one arrow, which lies under a name, the field is shown as it grows.
    driver.compute()
    let whole = try #require(driver.state.surveys.phase)
    driver.state.surveys.phase = whole.without(arrow: 8 * 20 + 17)
    let region = try #require(ScreenLayout.layout(for: driver.state).survey)
    #expect(
      driver.grid().text(in: region) == """
        ━ PHASE drift, β ━━━━━━━━━━━━━ → flow of ○ reverse at m_n 0.50 ━
              ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓
         0.4  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓
              ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓
              ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓
              ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓
         0.2  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ·
              ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↑
              ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↑  ↑
         0.0 ╌↓╌╌↓╌╌↓╌╌↓╌╌↓╌╌↓╌╌↓╌╌↓╌╌↓╌╌↓╌╌↓╌╌↓╌╌↓ reverse ○ ● forward
              ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↑  ↑  ↑  ↑
              ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ↓  ·  ↑  ↑  ↑  ↑  ↑
             ───────────────────────────────────────────────────────────
            0.0        0.2         0.4         0.6         0.8       1.0
        """)
  }

  /// A whole field is drawn as lines: where the flow goes, where β and the drift rest, and the end of both.
  @Test(arguments: [(24, 80), (40, 120)])
  func aWholeFieldIsLines(rows: Int, columns: Int) throws {
    var driver = try Driver("forward-and-reverse", at: 60, rows: rows, columns: columns)
    driver.type("2vvv")
    driver.compute()
    let region = try #require(ScreenLayout.layout(for: driver.state).survey)
    let frame = PhaseLayout.frame(driver.state, region)
    let grid = driver.grid()
    var inks: [Ink: Int] = [:]
    var ends: [(x: Double, y: Double)] = []
    let heads = Set("↑↗→↘↓↙←↖".unicodeScalars.map(\.value))
    var headCount = 0
    for row in frame.plot.row..<frame.plot.endRow {
      for column in frame.plot.column..<frame.plot.endColumn {
        let cell = grid[row, column]
        if (0x2801...0x28FF).contains(cell.scalar) { inks[cell.ink, default: 0] += 1 }
        if heads.contains(cell.scalar) { headCount += 1 }
        if cell.scalar == 0x25CE { ends.append(frame.point(row: row, column: column)) }
      }
    }
    #expect(headCount > 8 && inks[.dim] ?? 0 > 20, "\(headCount), \(inks)")
    // Reverse KL ends at β = 0.5 in its place; its mark may stand there.
    let mark = driver.state.snapshot.lanes[1].model
    #expect(abs(mark.oldWeight - 0.5) < 0.01)
    #expect(inks[.warning] ?? 0 > 4 && inks[.good] ?? 0 > 4, "\(inks)")
    for end in ends { #expect(abs(end.x - 0.5) < 0.05 && abs(end.y) < 0.1, "\(end)") }
  }

  /// No name lies on the place where the flow rests, the title says what the lines are, and says nothing of
  /// lines that there are not.
  @Test(arguments: [(30, 100), (40, 120), (50, 200)])
  func restsAreSeenAndNamed(rows: Int, columns: Int) throws {
    func lines(_ preset: String) throws -> [Substring] {
      let screen = try Screen(preset, at: 8, rows: rows, columns: columns)
      let region = try #require(
        ScreenLayout.layout(for: with(screen.state) { $0.view = .phase }).survey)
      return ScreenPart.view(.phase).grid(of: screen.state).text(in: region).split(separator: "\n")
    }
    let rests = try lines("self-distillation")
    #expect(rests[0].contains("rests: β drift ◎ both"), "\(rests[0])")
    #expect(rests.dropFirst().contains { $0.contains("◎") })
    let moves = try lines("forward-and-reverse")
    #expect(moves.allSatisfy { !$0.contains("rests") && !$0.contains("◎") })
  }

  private func with(
    _ state: ExplorerState, _ change: (inout ExplorerState) -> Void
  ) -> ExplorerState {
    var state = state
    change(&state)
    return state
  }

  @Test func peaksAreReadBetweenPoints() throws {
    let picture = try #require(try Self.screen().state.surveys.drift)
    func peak(_ lane: Int, _ separation: Double) -> Double? {
      DriftOverSeparationView.peak(picture, lane: lane, at: separation)
    }
    #expect(peak(0, 4) == 0.01)
    #expect(abs(peak(0, 2.5)! - 100 / 316.22776601683796) < 1e-12)
    #expect(peak(0, 0.5) == nil && peak(0, 7.5) == nil && peak(2, 4) == nil)
  }

  /// Without colour, and in ASCII, both curves carry their own marks, and the line is named.
  @Test(arguments: Symbols.allCases)
  func curvesAreToldByTheirMarks(symbols: Symbols) throws {
    var driver = try Driver(at: 1, symbols: symbols)
    driver.state.display.isMonochrome = true
    driver.type("vv")
    driver.compute(reports: 12)
    let region = try #require(ScreenLayout.layout(for: driver.state).survey).inset(top: 1)
    for lane in 0..<2 {
      let mark = Glyphs.scalar(Glyphs.laneMark(lane), in: symbols).value
      var count = 0
      let grid = driver.grid()
      for row in region.row..<region.endRow {
        for column in region.column..<region.endColumn - 40
        where grid[row, column].scalar == mark && grid[row, column].ink == .lane(lane) {
          count += 1
        }
      }
      #expect(count >= 2, "\(count) marks of lane \(lane + 1)")
    }
    #expect(
      driver.text().contains(symbols == .ascii ? "e^-delta^2/8 through o" : "e^−δ²/8 through ○"))
  }

  @Test func theLineGoesThroughTheFocusedLane() throws {
    var screen = try Self.screen()
    #expect(screen.text().contains("· e^−δ²/8 through ○ at 7"))
    screen.state.focusedLane = 0
    #expect(screen.text().contains("· e^−δ²/8 through ● at 7"))
    screen.state.isSolo = true
    #expect(!screen.text().contains("○ reverse"))
  }

  @Test func aLaneWithoutPeaksSaysWhy() throws {
    var screen = try Self.screen { picture in
      for index in picture.points.indices { picture.points[index].peaks = [nil, 0] }
    }
    #expect(screen.text().contains("● forward  diverges"))
    #expect(screen.text().contains("○ reverse  stays"))
    #expect(!screen.text().contains("through"))
  }

  @Test func aStartThatIsOffIsSaid() throws {
    var scenario = Presets.standard.scenario
    scenario.start.old.mean = [-1.5]
    scenario.clock.until = 0.3
    var driver = try Driver(scenario)
    driver.type("vv")
    driver.compute()
    #expect(driver.text().contains("beyond the start's 0.50 σ"))
  }

  /// Every path of the plane is where its lane has been, and its mark where it is.
  @Test(arguments: ["forward-and-reverse", "replay", "correlated"])
  func pathsEndAtTheirMarks(preset: String) throws {
    var driver = try Driver(preset, at: 0.5, rows: 40, columns: 120)
    driver.type("vvv")
    driver.compute(reports: 1)
    let text = driver.text()
    for lane in driver.state.snapshot.lanes.indices {
      let name = LaneName.short(driver.state.snapshot.lanes[lane], driver.state.snapshot)
      #expect(text.contains(" \(name)"), "lane \(lane + 1)")
    }
    let record = driver.state.snapshot.series.lanes[0]
    let axis = DriftAxis(driver.state.snapshot.target)
    for (along, mean) in zip(record[.oldDriftAlong], record.oldMean) {
      #expect(abs(along - axis.coordinate(of: mean)) < 1e-12)
    }
    #expect(record[.oldDriftAlong].count == record.count)
  }

  /// A separation edit moves tasks and model together: the path does not jump.
  @Test func pathsDoNotJumpWithTheSeparation() throws {
    var driver = try Driver(at: 3)
    driver.press(.character("]"), .character("]"), .character("]"), .character("]"))
    driver.press(.character("."))
    let drifts = driver.state.snapshot.series.lanes[0][.oldDriftAlong]
    #expect(zip(drifts, drifts.dropFirst()).allSatisfy { abs($1 - $0) < 0.02 })
  }
}

extension PhaseField {
  /// A field that has not come as far.
  fileprivate func without(arrow: Int) -> PhaseField {
    var field = self
    field.arrows[arrow] = nil
    field.count -= 1
    return field
  }
}
