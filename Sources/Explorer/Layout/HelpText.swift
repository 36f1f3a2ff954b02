import Cells
import Forgetting

/// The table of keys and the words of the screen, as lines, and the frame that they are read in.
package enum HelpText {
  package static func frame(_ state: ExplorerState) -> Region {
    let width = min(state.columns, 84)
    let height = min(state.rows - (state.rows > 12 ? 2 : 0), 48)
    return Region(
      row: (state.rows - height) / 2, column: (state.columns - width) / 2, height: height,
      width: width)
  }

  /// Rows that a page goes on by: what the frame shows.
  static func pageHeight(_ state: ExplorerState) -> Int { max(1, frame(state).height - 2) }

  static func lastScroll(_ state: ExplorerState) -> Int {
    let frame = frame(state)
    let painter = Painter(rows: 0, columns: 0, symbols: state.display.symbols)
    return max(0, lines(state, width: frame.width - 4, painter).count - (frame.height - 2))
  }

  package static func lines(
    _ state: ExplorerState, width: Int, _ painter: Painter
  ) -> [[Run]] {
    let bindings = KeysInForce.bindings(in: state)
    var lines: [[Run]] = []
    let isASCII = painter.symbols == .ascii
    let column = isASCII ? 22 : 17
    for group in KeyBinding.Group.allCases where bindings.contains(where: { $0.group == group }) {
      if !lines.isEmpty { lines.append([]) }
      lines.append([Run(group.rawValue, ink: .title, emphasis: .bold)])
      for binding in bindings where binding.group == group {
        lines += entry(
          spelled(binding.label, isASCII), spelled(binding.help, isASCII), column: column,
          width: width, painter)
      }
    }
    lines += changes(state, column: column, width: width, painter)
    lines.append([])
    lines.append([Run("Mouse", ink: .title, emphasis: .bold)])
    lines.append([
      Run(painter.filled("drag, wheel", to: column) + " ", ink: .strong, emphasis: .bold),
      Run(
        "sliders; true means in the density; the timeline"
          + (state.scenario.sequence == nil ? "" : ", and on it where stages begin")),
    ])
    lines.append([])
    lines.append([Run("Words", ink: .title, emphasis: .bold)])
    for item in Explanations.words {
      lines += entry(item.label, item.explanation.text, column: column, width: width, painter)
    }
    return lines
  }

  /// A word and what it means beside it; on a line of its own where it is longer than the column.
  private static func entry(
    _ word: String, _ text: String, column: Int, width: Int, _ painter: Painter
  ) -> [[Run]] {
    let isLong = painter.width(of: word) > column
    let label = { (word: String) in
      Run(painter.filled(word, to: column) + " ", ink: .strong, emphasis: .bold)
    }
    let texts = painter.wrap(text, width: max(10, width - column - 1)).enumerated().map {
      [label($0.offset == 0 && !isLong ? word : ""), Run($0.element)]
    }
    return isLong ? [[Run(word, ink: .strong, emphasis: .bold)]] + texts : texts
  }

  /// How tasks and stages come and go, where there are any.
  private static func changes(
    _ state: ExplorerState, column: Int, width: Int, _ painter: Painter
  ) -> [[Run]] {
    guard state.scenario.sequence != nil, !state.permissions.isAudience else { return [] }
    var lines: [[Run]] = [
      [], [Run("Tasks and stages, typed behind :", ink: .title, emphasis: .bold)],
    ]
    for change in StructureChange.allCases where change.isOfTasks {
      let text = "\(change.about) (=\(change.argument))"
      lines += entry(change.pattern, text, column: column, width: width, painter)
    }
    return lines
  }

  /// Arrows as words where their twins would look like other keys: `^`, `v`, `<`, `>`.
  private static func spelled(_ label: String, _ isASCII: Bool) -> String {
    guard isASCII else { return label }
    return label.map { character in
      switch character {
      case "↑": "Up"
      case "↓": "Down"
      case "←": "Left"
      case "→": "Right"
      default: String(character)
      }
    }.joined()
  }
}
