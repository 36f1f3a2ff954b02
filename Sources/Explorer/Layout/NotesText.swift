import Cells

/// A scene's notes, question and answer as lines.
package enum NotesText {
  /// Below the rule and, in a rehearsal, the times.
  package static func textRegion(_ region: Region, _ lecture: LectureState) -> Region {
    region.inset(top: lecture.rehearses ? 2 : 1, left: 1, right: 1)
  }

  /// Notes, question and, once it is shown, the answer, to which the notes give way where all three
  /// have no room.
  package static func lines(
    _ lecture: LectureState, width: Int, height: Int, _ painter: Painter
  ) -> [[Run]] {
    let all = lines(lecture, width: width, showsNotes: true, painter)
    guard lecture.showsAnswer, all.count > height else { return all }
    return lines(lecture, width: width, showsNotes: false, painter)
  }

  static func lines(
    _ lecture: LectureState, width: Int, showsNotes: Bool, _ painter: Painter
  ) -> [[Run]] {
    var lines = showsNotes ? painter.lines(of: lecture.current.notes.prose, width: width) : []
    guard let question = lecture.current.question else { return lines }
    func append(_ prose: Prose, mark: String, _ ink: Ink) {
      let text = painter.lines(of: prose, width: width - 2)
      for (index, line) in text.enumerated() {
        lines.append([Run(index == 0 ? "\(mark) " : "  ", ink: ink, emphasis: .bold)] + line)
      }
    }
    if !lines.isEmpty { lines.append([]) }
    append(question.text.prose, mark: "?", .warning)
    if lecture.showsAnswer {
      append(question.answer.prose, mark: "▸", .good)
    } else {
      lines.append([Run("  n shows the answer", ink: .dim)])
    }
    return lines
  }

  /// The lines that the notes take, with the answer whether it is shown or not: the panes should not
  /// jump when it is.
  static func lineCount(_ state: ExplorerState, width: Int) -> Int {
    guard var lecture = state.lecture else { return 0 }
    let painter = Painter(rows: 0, columns: 0, symbols: state.display.symbols)
    lecture.showsAnswer = false
    let hidden = lines(lecture, width: width, showsNotes: true, painter).count
    lecture.showsAnswer = true
    let shown = lines(lecture, width: width, showsNotes: true, painter).count
    return max(hidden, shown) + (lecture.rehearses ? 1 : 0)
  }

  /// How far the notes can be scrolled.
  static func lastScroll(_ state: ExplorerState, in notes: Region?) -> Int {
    guard let lecture = state.lecture, let notes else { return 0 }
    let room = textRegion(notes, lecture)
    let painter = Painter(rows: 0, columns: 0, symbols: state.display.symbols)
    let count = lines(lecture, width: room.width, height: room.height, painter).count
    return max(0, count - room.height)
  }
}
