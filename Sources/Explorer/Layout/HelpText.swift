import Cells

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
        let wrapped = painter.wrap(
          spelled(binding.help, isASCII), width: max(10, width - column - 1))
        for (index, text) in wrapped.enumerated() {
          let label = index == 0 ? spelled(binding.label, isASCII) : ""
          lines.append([
            Run(painter.filled(label, to: column) + " ", ink: .strong, emphasis: .bold),
            Run(text),
          ])
        }
      }
    }
    lines.append([])
    lines.append([Run("Mouse", ink: .title, emphasis: .bold)])
    lines.append([
      Run(painter.filled("drag, wheel", to: column) + " ", ink: .strong, emphasis: .bold),
      Run("sliders; true means in the density; the timeline"),
    ])
    lines.append([])
    lines.append([Run("Words", ink: .title, emphasis: .bold)])
    for (word, meaning) in glossary {
      for (index, text) in painter.wrap(meaning, width: max(10, width - column - 1)).enumerated() {
        lines.append([
          Run(
            painter.filled(index == 0 ? word : "", to: column) + " ", ink: .strong,
            emphasis: .bold), Run(text),
        ])
      }
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

  /// The meters' definitions, short.
  private static let glossary: [(String, String)] = [
    (
      "old task kept",
      "∫ min(α N(μ_o), q) / α: the share of the old task's mass that q still covers"
    ),
    ("moved", "old drift ‖m_o − μ_o‖ in deviations of the old task"),
    ("KEEPS", "nine tenths or more of what was kept at the start are there, in place"),
    ("FORGETS", "a tenth or more of what was kept at the start is gone"),
    ("DRIFTS", "kept, but the old mean is more than 0.25 σ away"),
    (
      "CAPTURED",
      "the old component has gone over to the new data: its weight no longer counts old mass"
    ),
    (
      "LEARNS NOTHING",
      "at rest, or too far to see the new task, and less than half of it is covered"
    ),
    ("LEARNS", "no task has been seen yet: there is nothing to be kept"),
    ("β → goal", "the model's old weight, and where the method takes it: 0, λ or α"),
    ("ε_q, ε_p", "chance that model and target call a sample of the old component new: the gates"),
    (
      "bound",
      "dotted under PLACE: beyond it reverse KL's spring outweighs its gates; forward KL has none"
    ),
    ("law", "dotted under MASS: β of separated modes with right means, from the last edit on"),
    ("spring, gates", "what pulls the old mean back, and what the overlap lets through"),
    ("excess", "the objective above its minimum; rates are read near the optimum θ*"),
    ("exact", "every integral is computed, nothing is sampled"),
    ("BC", "overlap of the modes, exp(−δ²/8) when tied"),
  ]
}
