import Forgetting

/// docs/commands.md: what the tables of keys and commands say, as a page.
enum Manual {
  static var text: String {
    var lines = [
      "# Keys and commands", "",
      "Written from `KeyTable` and `CommandTable`; a test compares.", "",
      "## Keys", "", "| keys | do |", "|---|---|",
    ]
    for group in KeyBinding.Group.allCases {
      let bindings = (LectureKeys.bindings + KeyTable.bindings).filter { $0.group == group }
      lines.append("| **\(group.rawValue)** | |")
      lines += bindings.map { "| `\(escaped($0.label))` | \(escaped($0.help)) |" }
    }
    lines += [
      "", "## Commands", "",
      "`:` opens the command line, `/` finds a command, key, parameter or preset by a few letters. "
        + "The words are those of the flags, also with `--` in front. Tab completes words, parameters, "
        + "presets, methods and values; ↑ ↓ go through what was typed before; ← → Home End Ctrl-A "
        + "Ctrl-E Ctrl-U Ctrl-K Ctrl-W edit. A refused line stays to be corrected. A paste is text: its "
        + "first line, without control characters, and never a command by itself.", "",
      "| command | does |", "|---|---|",
    ]
    for group in KeyBinding.Group.allCases {
      let entries = CommandTable.entries.filter { $0.group == group }
      guard !entries.isEmpty else { continue }
      lines.append("| **\(group.rawValue)** | |")
      for entry in entries {
        let others = entry.aliases.isEmpty ? "" : ", `\(entry.aliases.joined(separator: "`, `"))`"
        lines.append("| `\(escaped(entry.line))`\(others) | \(escaped(entry.help)) |")
      }
    }
    lines += [
      "", "## Lanes, tasks and stages that come and go", "",
      "Paths as those of parameters: behind `:`, where Tab offers what may be named, and in `--set` and `--edit`. "
        + "Those of tasks and stages are for scenarios that name their tasks; NAME in a path is a task's name.",
      "", "| change | does |", "|---|---|",
    ]
    lines += StructureChange.allCases.map { "| `\($0.pattern)=\($0.argument)` | \($0.about) |" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A bar would end the table's column.
  private static func escaped(_ text: String) -> String {
    text.map { $0 == "|" ? "\\|" : String($0) }.joined()
  }
}
