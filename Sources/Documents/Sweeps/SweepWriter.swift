import Forgetting
import Simulation

/// A sweep as YAML that reads back to the same value, scenario and all: what a folder of rows says of
/// them.
///
/// - Parameter program: the version that makes the rows.
public func yaml(of sweep: Sweep, program: String) -> String {
  SweepWriter.text(of: sweep, program: program)
}

enum SweepWriter {
  static func text(of sweep: Sweep, program: String) -> String {
    var lines = [
      "sweep: \(YAMLText.quoted(PlainText.cleaned(sweep.title)))", "format: 1",
      "program: \(YAMLText.quoted(program))", "scenario:",
    ]
    lines += yaml(of: sweep.experiment.scenario).split(separator: "\n").map { "  \($0)" }
    if !sweep.experiment.journal.isEmpty {
      lines.append("edit:")
      for edit in sweep.experiment.journal {
        lines.append("  - \(YAMLText.quoted("\(edit.tick):\(change(edit.change))"))")
      }
    }
    lines.append("until: \(YAMLText.number(sweep.until))")
    lines.append("steps: \(sweep.stepping.rawValue)")
    lines.append("tolerance: \(YAMLText.number(sweep.tolerance))")
    if !sweep.axes.isEmpty {
      lines.append("axes:")
      for axis in sweep.axes {
        lines.append("  \(YAMLText.quoted(axis.name)): \(values(axis))")
      }
    }
    lines.append("seeds: \(sweep.seedCount)")
    lines.append("measures:")
    for measure in sweep.measures { lines.append("  - \(YAMLText.quoted(measure.name))") }
    if let goal = sweep.goal {
      lines.append("solve:")
      lines.append("  \(YAMLText.quoted(goal.path)): \(range(goal.range))")
      lines.append("for: \(YAMLText.quoted(goal.text))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func change(_ change: Edit.Change) -> String {
    switch change {
    case .set(let path, let value): "\(path)=\(value)"
    case .replace(let scenario): InlineScenario.text(of: scenario)
    }
  }

  private static func values(_ axis: Sweep.Axis) -> String {
    switch axis.source {
    case .range(let range): return self.range(range)
    case .list(let list):
      let items = list.map { values in
        let texts = values.map(text)
        // Equal values at all paths are written once.
        return Set(values).count == 1 ? texts[0] : "[" + texts.joined(separator: ", ") + "]"
      }
      return "[" + items.joined(separator: ", ") + "]"
    }
  }

  private static func range(_ range: ValueRange) -> String {
    YAMLText.mapping([
      ("from", YAMLText.number(range.from)), ("to", YAMLText.number(range.to)),
      ("points", String(range.count)), ("scale", range.isLogarithmic ? "log" : "linear"),
    ])
  }

  private static func text(_ value: ParameterValue) -> String {
    switch value {
    case .number(let number): YAMLText.number(number)
    case .word(let word): YAMLText.quoted(word)
    }
  }
}
