import Cells

/// A scene's notes, question and answer as lines; who follows has no notes.
package enum NotesText {
  /// Below the rule and, in a rehearsal, the times.
  package static func textRegion(_ region: Region, _ state: ExplorerState) -> Region {
    region.inset(top: state.lecture?.rehearses == true ? 2 : 1, left: 1, right: 1)
  }

  /// Notes, question and, once it is shown, the answer, to which the notes give way where all three
  /// have no room.
  package static func lines(
    _ state: ExplorerState, width: Int, height: Int, _ painter: Painter
  ) -> [[Run]] {
    let showsAnswer = state.shownScene?.showsAnswer == true
    let all = lines(state, width: width, showsAnswer: showsAnswer, painter)
    guard showsAnswer, all.count > height else { return all }
    return lines(state, width: width, showsAnswer: true, showsNotes: false, painter)
  }

  private static func lines(
    _ state: ExplorerState, width: Int, showsAnswer: Bool, showsNotes: Bool = true,
    _ painter: Painter
  ) -> [[Run]] {
    var lines: [[Run]] = []
    if showsNotes, let notes = state.lecture?.current.notes.prose {
      lines = painter.lines(of: notes, width: width)
    }
    guard let question = state.shownScene?.question else { return lines }
    func append(_ prose: Prose, mark: String, _ ink: Ink) {
      let text = painter.lines(of: prose, width: width - 2)
      for (index, line) in text.enumerated() {
        lines.append([Run(index == 0 ? "\(mark) " : "  ", ink: ink, emphasis: .bold)] + line)
      }
    }
    if !lines.isEmpty { lines.append([]) }
    append(question.text.prose, mark: "?", .warning)
    if let guess = state.guessText(question, isOver: showsAnswer) {
      lines += painter.wrap(guess, width: width - 2).map { [Run("  " + $0, ink: .focus)] }
    }
    if showsAnswer {
      append(question.answer.prose, mark: "▸", .good)
    } else if state.lecture != nil {
      lines.append([Run("  n shows the answer", ink: .dim)])
    }
    return lines
  }

  /// The lines that the notes take, with the answer whether it is shown or not: the panes should not
  /// jump when it is.
  static func lineCount(_ state: ExplorerState, width: Int) -> Int {
    let painter = Painter(rows: 0, columns: 0, symbols: state.display.symbols)
    let counts = [false, true].map {
      lines(state, width: width, showsAnswer: $0, painter).count
    }
    return max(counts[0], counts[1]) + (state.lecture?.rehearses == true ? 1 : 0)
  }

  /// How far the notes can be scrolled.
  static func lastScroll(_ state: ExplorerState, in notes: Region?) -> Int {
    guard let notes else { return 0 }
    let room = textRegion(notes, state)
    let painter = Painter(rows: 0, columns: 0, symbols: state.display.symbols)
    let count = lines(state, width: room.width, height: room.height, painter).count
    return max(0, count - room.height)
  }
}
