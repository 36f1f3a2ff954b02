import Cells
import Explorer
import Simulation
import Views

/// A lecture on paper: its notes with the screen at the end of each scene and the command that opens it, in
/// Markdown or as a page.
public struct HandOut: Sendable {
  /// A screen as a file beside the text.
  public struct Picture: Sendable {
    /// "scene-03.svg".
    public var name: String
    /// SVG.
    public var bytes: [UInt8]
  }

  /// A scene as paper shows it.
  struct Page {
    var number: Int
    var scene: Scene
    /// What opens the scene's end.
    var stateLine: String
    var figure: Figure
  }

  let title: String
  let about: String
  let pages: [Page]

  /// Plays a lecture.
  ///
  /// - Parameters:
  ///   - rows: of each screen.
  ///   - columns: of each screen.
  ///   - display: of each screen.
  /// - Complexity: all steps of all scenes.
  public init(
    of lecture: Lecture, rows: Int, columns: Int, display: DisplaySettings
  ) throws {
    title = lecture.title
    about = lecture.about
    var script = LectureScript(lecture)
    var pages: [Page] = []
    for (index, scene) in lecture.scenes.enumerated() {
      let end = script.end(of: index)
      let snapshot = try Simulation(end).snapshot()
      let stateLine = StateLine.text(of: end)
      let caption = try FigureCaption(
        title: "\(index + 1). \(scene.title)", description: PlainLine.text(for: snapshot),
        stateLine: stateLine)
      let grid = Self.screen(lecture, index, snapshot, rows: rows, columns: columns, display)
      pages.append(
        Page(
          number: index + 1, scene: scene, stateLine: stateLine,
          figure: Figure(
            grid: grid, palette: display.palette,
            background: FigureBackground(for: display.palette), caption: caption)))
    }
    self.pages = pages
  }

  /// The screen without notes and without the row of keys: paper has none.
  private static func screen(
    _ lecture: Lecture, _ scene: Int, _ snapshot: Snapshot, rows: Int, columns: Int,
    _ display: DisplaySettings
  ) -> CellGrid {
    var given = LectureState(lecture, scene: scene, showsNotes: false)
    // Paper has the answer below the picture.
    given.showsAnswer = true
    var state = ExplorerState(
      rows: rows + 1, columns: columns, display: display, snapshot: snapshot, lecture: given)
    state.completeSurvey()
    var memory = DensityMemory()
    var grid = CellGrid(rows: rows, columns: columns)
    grid.cells = Array(
      Dashboard.draw(state, memory: &memory).cells.prefix(grid.cells.count))
    return grid
  }

  /// The screens, for `markdown(picturesIn:)` and `html(picturesIn:)`.
  public var pictures: [Picture] {
    pages.map { Picture(name: $0.pictureName, bytes: SVGFigure.bytes(of: $0.figure)) }
  }

  /// The hand-out in Markdown.
  ///
  /// - Parameter folder: where the pictures are, as the text is to name it; nil: the screens stand in the text.
  public func markdown(picturesIn folder: String? = nil) -> String {
    var text = "# \(title)\n"
    if !about.isEmpty { text += "\n\(about)\n" }
    for page in pages {
      let scene = page.scene
      text += "\n## \(page.number). \(scene.title)\n"
      if let minutes = scene.minutes { text += "\n*\(NumberText.shortest(minutes)) min*\n" }
      text += Self.paragraph(scene.notes.source)
      // Asked before the picture answers it.
      if let question = scene.question {
        text += Self.paragraph("**Question.** " + question.text.source)
      }
      if let folder {
        text += "\n![\(scene.title)](<\(folder)/\(page.pictureName)>)\n"
      } else {
        text += "\n" + Self.fenced(page.figure.grid.text, "text")
      }
      text += "\n" + Self.fenced(page.stateLine, "sh")
      if let question = scene.question {
        text += Self.paragraph("**Answer.** " + question.answer.source)
      }
    }
    return text
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

extension HandOut.Page {
  var pictureName: String { "scene-\(number < 10 ? "0" : "")\(number).svg" }
}
