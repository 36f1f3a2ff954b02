import Cells
import Explorer
import Forgetting
import Simulation
import Views

/// A lecture on paper: its notes in Markdown, with the screen at the end of each scene and the command
/// that opens it.
public enum HandOut {
  /// - Parameters:
  ///   - rows: of each screen.
  ///   - columns: of each screen.
  ///   - symbols: of each screen.
  /// - Complexity: plays the whole lecture.
  public static func markdown(
    of lecture: Lecture, rows: Int, columns: Int, symbols: Symbols
  ) throws(ParameterError) -> String {
    var text = "# \(lecture.title)\n"
    if !lecture.about.isEmpty { text += "\n\(lecture.about)\n" }
    var script = LectureScript(lecture)
    for (index, scene) in lecture.scenes.enumerated() {
      text += "\n## \(index + 1). \(scene.title)\n"
      if let minutes = scene.minutes { text += "\n*\(NumberText.shortest(minutes)) min*\n" }
      text += paragraph(scene.notes.source)
      let end = script.end(of: index)
      let screen = try self.screen(
        lecture, index, at: end, rows: rows, columns: columns, symbols: symbols)
      text += "\n" + fenced(screen, "text")
      text += "\n" + fenced(StateLine.text(of: end), "sh")
      if let question = scene.question {
        text += paragraph("**Question.** " + question.text.source)
        text += paragraph("**Answer.** " + question.answer.source)
      }
    }
    return text
  }

  /// The screen without notes and without the row of keys: paper has none.
  private static func screen(
    _ lecture: Lecture, _ scene: Int, at experiment: Experiment, rows: Int, columns: Int,
    symbols: Symbols
  ) throws(ParameterError) -> String {
    var state = ExplorerState(
      rows: rows + 1, columns: columns, display: .init(symbols: symbols, isMonochrome: true),
      snapshot: try Simulation(experiment).snapshot(),
      lecture: LectureState(lecture, scene: scene, showsNotes: false))
    state.completeSurvey()
    var memory = DensityMemory()
    let grid = Dashboard.draw(state, memory: &memory)
    return grid.text(in: Region(row: 0, column: 0, height: rows, width: columns))
  }

  private static func paragraph(_ text: String) -> String {
    var text = text
    while text.last?.isWhitespace == true { text.removeLast() }
    return text.isEmpty ? "" : "\n\(text)\n"
  }

  /// A fence longer than any in the text.
  private static func fenced(_ text: String, _ language: String) -> String {
    var longest = 2
    var run = 0
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence)\(language)\n\(text)\n\(fence)\n"
  }
}
