import Cells
import Forgetting
import Simulation
import Testing

@testable import Documents
@testable import Explorer

/// Notes in any script stand in their columns.
@Suite struct LectureTextTests {
  /// Japanese, combining marks, and Latin text that begins in the same column.
  private static let notes = """
    忘却とは古い課題の質量が減ることである。β は 0.8 から始まり、新しい課題だけを見せると 0 に向かう。

    - mass: 質量 β̇ = −β²(1−β)
    - place: 位置 ‖m̂ₒ − μₒ‖

    > e\u{301}tude 忘却
    """

  private func driver(rows: Int, columns: Int) throws -> Driver {
    let lecture = Lecture(
      title: "忘却",
      scenes: [
        Scene(
          title: "忘却 e\u{301}", notes: .init(source: Self.notes, prose: try prose()),
          scenario: Presets.preset("replay")!.scenario, pointer: .init(at: .density, "ここを見る"),
          question: .init(
            .init(source: "", prose: Prose(blocks: [.init([.init("β はどこへ?")])])),
            answer: .init()))
      ])
    return try Driver(
      Experiment(scenario: Presets.preset("replay")!.scenario), lecture: LectureState(lecture),
      rows: rows, columns: columns)
  }

  private func prose() throws -> Prose {
    let yaml = "lecture: x\nscenes:\n- title: x\n  scenario: replay\n  notes: |\n"
    let text =
      yaml
      + Self.notes.split(separator: "\n", omittingEmptySubsequences: false).map {
        "    \($0)\n"
      }.joined()
    return try Documents.lecture(fromYAML: Array(text.utf8), source: "x").scenes[0].notes.prose
  }

  /// Every wide character has its two cells, every mark stands on a cell, and what is beside the notes
  /// stands where it would beside others.
  @Test(arguments: [(24, 80), (40, 120), (24, 79), (30, 101)])
  func cellsAlign(rows: Int, columns: Int) throws {
    var driver = try driver(rows: rows, columns: columns)
    let grid = driver.grid()
    var wide = 0
    var marks = 0
    for row in 0..<rows {
      for column in 0..<columns {
        let cell = grid[row, column]
        guard let scalar = Unicode.Scalar(cell.scalar), cell.scalar != 0 else {
          let left = column > 0 ? Unicode.Scalar(grid[row, column - 1].scalar) : nil
          #expect(left.map { Glyphs.width(of: $0) } == 2, "half a character at \(row), \(column)")
          continue
        }
        if Glyphs.width(of: scalar) == 2 {
          wide += 1
          #expect(column + 1 < columns && grid[row, column + 1].scalar == 0)
        }
        if cell.mark != 0 {
          marks += 1
          #expect(cell.scalar != 0x20)
        }
      }
    }
    #expect(wide > 40 && marks >= 3)
    // What stands beside the notes begins in one column, whatever they are written in.
    let notes = try #require(ScreenLayout.layout(for: driver.state).notes)
    if notes.endColumn < columns {
      for row in notes.row..<notes.endRow {
        #expect(grid[row, notes.endColumn].scalar == 0x20)
        #expect(grid[row, notes.endColumn - 1].scalar != 0 || row > notes.row)
      }
    }
  }

  @Test func listsAndQuotesHang() throws {
    var driver = try driver(rows: 40, columns: 120)
    let lines = driver.text().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.contains { $0.contains(" • mass: 質量 β̇ = −β²(1−β)") })
    #expect(lines.contains { $0.contains(" • place: 位置 ‖m̂ₒ − μₒ‖") })
    #expect(lines.contains { $0.contains(" │ e\u{301}tude 忘却") })
    #expect(lines.contains { $0.contains("1/1  忘却 e\u{301}") })
    #expect(lines.contains { $0.contains("ここを見る") })
    #expect(lines.contains { $0.contains(" ? β はどこへ?") })
  }
}

/// Scenes of the shipped lectures as a person sees them.
@Suite struct LectureScreenTests {
  @Test(arguments: [(24, 80), (40, 120)])
  func scenes(rows: Int, columns: Int) throws {
    for (id, scene, ticks, keys) in [
      ("why-fine-tuning-forgets", 0, 0, ""), ("why-fine-tuning-forgets", 2, 248, ""),
      ("why-fine-tuning-forgets", 8, 600, "n"), ("one-factor", 2, 0, ""), ("replay", 8, 0, ""),
      ("task-after-task", 3, 0, ""), ("boundary", 1, 0, ""), ("boundary", 6, 0, ""),
    ] {
      var driver = try TestLecture.shipped(id, scene: scene, rows: rows, columns: columns)
      if ticks > 0 {
        driver.press(.character(" "))
        driver.run(ticks: ticks)
      }
      driver.type(keys)
      if driver.state.surveys.isRunning { driver.compute() }
      try GoldenFile.expect(driver.text(), "lecture-\(id)-\(scene + 1)-\(columns)x\(rows)")
    }
  }
}
