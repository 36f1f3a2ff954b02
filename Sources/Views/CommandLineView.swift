import Cells
import Explorer
import Forgetting

/// The line on the last row with the real cursor on it, and above it what could be typed, what the
/// command does, or why it was refused.
enum CommandLineView {
  static func draw(_ line: CommandPrompt, _ state: ExplorerState, into painter: inout Painter) {
    guard state.rows > 0, state.columns > 0 else { return }
    let row = state.rows - 1
    let region = Region(row: row, column: 0, height: 1, width: state.columns)
    painter.grid.fill(region)
    painter.write(":", row: row, column: 0, ink: .title, emphasis: .bold, clip: region)
    // A line longer than the row shows the part around its cursor.
    let before = line.editor.beforeCursor
    let room = max(1, state.columns - 2)
    let shift = max(0, painter.width(of: before) - room + 1)
    let text = Region(row: row, column: 1, height: 1, width: max(0, state.columns - 1))
    painter.write(
      line.editor.text, row: row, column: 1 - shift, ink: .strong, clip: text)
    if shift > 0 { painter.write("‹", row: row, column: 1, ink: .dim, clip: text) }
    painter.grid.cursor = .init(
      row: row, column: min(state.columns - 1, 1 + painter.width(of: before) - shift))
    drawAbove(line, state, into: &painter)
  }

  private static func drawAbove(
    _ line: CommandPrompt, _ state: ExplorerState, into painter: inout Painter
  ) {
    guard state.rows > 1 else { return }
    if let error = line.error {
      let lines = painter.wrap(error, width: max(1, state.columns - 2)).suffix(state.rows - 1)
      for (offset, text) in lines.enumerated() {
        let row = state.rows - 1 - lines.count + offset
        let region = Region(row: row, column: 0, height: 1, width: state.columns)
        painter.grid.fill(region)
        painter.write(text, row: row, column: 1, ink: .bad, emphasis: .bold, clip: region)
      }
      return
    }
    let row = state.rows - 2
    let region = Region(row: row, column: 0, height: 1, width: state.columns)
    painter.grid.fill(region)
    painter.write(
      runs(line, state, width: state.columns - 2, painter), row: row, column: 1, clip: region)
  }

  /// What Tab goes through; where it offers nothing, what the command does.
  private static func runs(
    _ line: CommandPrompt, _ state: ExplorerState, width: Int, _ painter: Painter
  ) -> [Run] {
    if let cycle = line.cycle {
      return list(cycle.candidates, selection: cycle.index, width: width, painter)
    }
    let completion = CommandCompletion(line.editor.beforeCursor, state)
    if line.editor.isAtEnd, !completion.candidates.isEmpty {
      return list(completion.candidates.map(\.text), selection: nil, width: width, painter)
    }
    let word = CommandText(line.editor.text).word
    if let entry = CommandTable.entry(word) {
      return [Run(painter.fit("\(entry.line): \(entry.help)", width: width), ink: .dim)]
    }
    let path = String(word.prefix { $0 != "=" })
    if let change = StructureChange(path: path), !change.paths(in: state.scenario).isEmpty {
      let text = "\(path)=\(change.argument): \(change.about)"
      return [Run(painter.fit(text, width: width), ink: .dim)]
    }
    return [Run(painter.fit("Enter does it, Tab completes, Esc closes", width: width), ink: .dim)]
  }

  /// As many candidates as fit, the selected one among them.
  private static func list(
    _ texts: [String], selection: Int?, width: Int, _ painter: Painter
  ) -> [Run] {
    var first = 0
    if let selection {
      // The row begins where the selected one still fits.
      var used = 0
      first = selection
      while first >= 0 {
        used += painter.width(of: texts[first]) + 2
        if used > width - 4 { break }
        first -= 1
      }
      first = min(first + 1, selection)
    }
    var runs: [Run] = first > 0 ? [Run("‹ ", ink: .dim)] : []
    var used = painter.width(of: runs)
    for index in first..<texts.count {
      let size = painter.width(of: texts[index]) + 2
      let rest = texts.count - index
      guard used + size + (rest > 1 ? 5 : 0) <= width || index == first else {
        runs.append(Run("+\(rest)", ink: .dim))
        break
      }
      let isSelected = index == selection
      runs.append(
        Run(
          painter.fit(texts[index], width: max(1, width - used)), ink: isSelected ? .focus : .dim,
          emphasis: isSelected ? [.bold, .reverse] : []))
      runs.append(Run("  "))
      used += size
    }
    return runs
  }
}
