import Forgetting
import Foundation
import SeededNumbers
import Simulation
import Testing
import Words

@testable import Cells
@testable import Explorer
@testable import Views

/// Why a lane keeps or forgets: a sentence for each, at every size.
@Suite struct ReasonTests {
  @Test func reasonsAreOnEveryScreen() throws {
    for (rows, columns) in [(24, 80), (30, 100), (40, 120), (50, 200)] {
      var screen = try Screen("forward-and-reverse", at: 5, rows: rows, columns: columns)
      let why = ScreenLayout.layout(for: screen.state).region(of: .why)
      let text = screen.grid().text(in: try #require(why))
      #expect(text.contains("● nothing in its data is old"), "\(text)")
      #expect(text.contains("no spring") || text.contains("nothing pulls"), "\(text)")
      #expect(
        text.contains("○ its goal has old at 0.50") || text.contains("○ its goal gives"), "\(text)")
      #expect(text.contains("a spring holds") || text.contains("a spring pulls"), "\(text)")
      #expect(!text.contains("…"), "\(text)")
    }
  }

  /// Whatever there is, whatever the size: a sentence for every lane, those with the same one together, or how
  /// many have none.
  @Test(arguments: [
    "forward-and-reverse", "starvation", "noise", "three-tasks", "five-tasks", "seven-methods",
    "self-distillation",
    "chen-sweep", "trap",
  ])
  func everyLaneHasAReason(preset: String) throws {
    for (rows, columns) in [(18, 64), (24, 80), (30, 100), (40, 120), (50, 200), (100, 300)] {
      var screen = try Screen(preset, at: 6, rows: rows, columns: columns)
      let what = "\(preset) \(columns)x\(rows)"
      let layout = ScreenLayout.layout(for: screen.state)
      guard let why = layout.region(of: .why) else {
        #expect(rows < 20, "\(what)")
        continue
      }
      let text = screen.grid().text(in: why)
      let lines = text.split(separator: "\n").dropFirst()
      let rest = lines.last?.split(separator: "+").last.flatMap {
        Int($0.trimmingCharacters(in: .whitespaces))
      }
      let told = screen.state.visibleLanes.filter { lane in
        lines.contains { $0.prefix(4 + lane).contains(Glyphs.laneMark(lane)) }
      }
      #expect(told.count + (rest ?? 0) >= screen.state.visibleLanes.count, "\(what)\n\(text)")
      #expect(!text.contains("…"), "\(what)\n\(text)")
    }
  }

  /// Two lanes of one method whose goals differ have different reasons at every size.
  @Test func whoForgetsHasAnotherReason() throws {
    let state = try Screen("self-distillation", at: 8).state
    let groups = ReasonGroup.groups(of: state)
    #expect(groups.map(\.lanes) == [[0], [1], [2]])
    let painter = Painter(rows: 0, columns: 0, symbols: .braille)
    for width in 26...140 {
      let texts = groups.map { $0.reasons.lines(width: width, count: 1, painter) }
      #expect(Set(texts).count == 3, "\(texts)")
      #expect(texts.joined().allSatisfy { painter.width(of: $0) <= width }, "\(texts)")
    }
  }

  /// Batches that do not see the old task are why it is not kept, though the goal has it.
  @Test func starvationIsAReason() throws {
    let state = try Screen("starvation", at: 6).state
    let reasons = state.snapshot.lanes.compactMap { LaneReasons($0, state.snapshot) }
    guard case .starved = reasons[1].mass else {
      Issue.record("\(reasons[1].mass)")
      return
    }
    #expect(reasons[0].mass == .goalHasOld(goal: "0.50") && reasons[1].place == nil)
  }

  /// Where the old mean is at its task a spring pulls nothing, and is there all the same.
  @Test func aSpringAtRestIsASpring() throws {
    var screen = try Screen("forward-and-reverse", at: 0, rows: 40, columns: 120)
    let why = try #require(ScreenLayout.layout(for: screen.state).region(of: .why))
    let text = screen.grid().text(in: why)
    #expect(text.contains("● no spring back") && !text.contains("○ no spring back"), "\(text)")
    #expect(text.contains("○ spring .000"), "\(text)")
  }

  @Test func explanationsSayTheSame() throws {
    let state = try Screen("forward-and-reverse", at: 5).state
    let painter = Painter(rows: 0, columns: 0, symbols: .braille)
    let lines = ExplanationText.lines("old-weight", state, painter)
    let text = lines.map { $0.map(\.text).joined() }.joined(separator: " ")
    let reasons = try #require(LaneReasons(state.snapshot.lanes[0], state.snapshot))
    #expect(text.contains("\(reasons.mass)"), "\(text)")
  }

  /// A share of old data is a reason, and the goal's share of it a number.
  @Test func replayIsAReason() throws {
    let state = try Screen("replay", at: 1).state
    let reasons = state.snapshot.lanes.compactMap { LaneReasons($0, state.snapshot) }
    #expect(reasons[0].mass == .nothingOld && reasons[0].place == .noSpring)
    #expect(reasons[1].mass == .oldData(goal: "0.20") && reasons[1].place == .oldDataHold)
  }
}
