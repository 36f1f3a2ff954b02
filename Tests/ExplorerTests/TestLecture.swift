import Cells
import Forgetting
import Testing

@testable import Documents
@testable import Explorer
@testable import Simulation

/// A lecture of four scenes for tests.
enum TestLecture {
  static func scenario(_ id: String) -> Scenario { Presets.preset(id)!.scenario }

  static func prose(_ text: String) -> Scene.Text {
    Scene.Text(source: text, prose: Prose(blocks: [.init([.init(text)])]))
  }

  /// Key, time, condition, and a scene that asks; 2 and 4 go on with the scene before.
  static let lecture = Lecture(
    title: "Test",
    scenes: [
      Scene(
        title: "first", notes: prose("one"), scenario: scenario("forward-and-reverse"), plays: true,
        ending: .time(3), minutes: 1),
      Scene(
        title: "second", changes: [.init(path: "lanes.1.replay", value: .number(0.2))],
        plays: true, ending: .condition(Condition(.measure(.oldWeight), lane: 1, .less, 0.6))),
      Scene(
        title: "third", scenario: scenario("replay"), start: 2,
        panes: .shown([.init(.place), .init(.why)]), pointer: .init(at: .place, "Here"),
        question: .init(prose("Why?"), answer: prose("Because.")), minutes: 2),
      Scene(
        title: "fourth", changes: [.init(path: "target.separation", value: .number(7))],
        panes: .view(.phase)),
    ])

  static func driver(
    scene: Int = 0, rows: Int = 24, columns: Int = 80, rehearses: Bool = false
  ) throws -> Driver {
    var lecture = LectureState(Self.lecture, scene: scene, rehearses: rehearses)
    return try Driver(lecture.beginning(), lecture: lecture, rows: rows, columns: columns)
  }

  /// A shipped one at the beginning of a scene, counted from 0.
  static func shipped(
    _ id: String, scene: Int = 0, rows: Int = 40, columns: Int = 120
  ) throws -> Driver {
    var lecture = LectureState(try #require(ShippedLectures.lecture(id)).lecture(), scene: scene)
    return try Driver(lecture.beginning(), lecture: lecture, rows: rows, columns: columns)
  }
}
