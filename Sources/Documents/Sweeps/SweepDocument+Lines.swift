import Forgetting
import Simulation
import Words

/// Where a sweep's file says what turns out to be wrong only once the sweep is known.
extension SweepDocument {
  /// What is wrong with the sweep, with the line that says it.
  public func located(_ error: ParameterError) -> DocumentError {
    DocumentError(
      source: source, line: line(of: error.field, value: error.value),
      problem: error.field == error.value
        ? .other(.refused(error.value, error.allowed)) : .parameter(error))
  }

  /// What is wrong with what the file sets or changes on the way: an error of `ExperimentOptions`.
  public func located(_ error: DocumentError) -> DocumentError {
    let key = error.source == "--edit" ? "edit" : "set"
    switch error.problem {
    case .parameter(let problem):
      return DocumentError(
        source: source, line: line(of: problem.field, in: key) ?? fields[key]?.line,
        problem: .parameter(problem))
    case .other(let problem):
      return DocumentError(
        source: source, line: fields[key]?.line, problem: .other(.at(key, problem)))
    }
  }

  /// That nothing is known by the name that stands for the scenario.
  public func refusalOfScenario(allowed: Allowed) -> DocumentError {
    fields["scenario"]?.refusal(allowed: allowed)
      ?? DocumentError(source: source, line: nil, problem: .other(.given(.nothing, allowed)))
  }

  /// The line of an axis or of a value of it, of a measure, of what is set, or of a key of the file.
  private func line(of name: String, value: String) -> Int? {
    if let axes = try? fields["axes"]?.mapping(nil, longestKey: 1000).fields {
      for (key, field) in axes {
        let paths = SweepAxisValues.paths(key)
        guard paths.contains(name) || paths.joined(separator: ", ") == name else { continue }
        guard case .sequence(let items) = field.node.content else { return field.line }
        return items.first { $0.text == value }?.line ?? field.line
      }
    }
    if let items = try? fields["measures"]?.items(allowed: .sweep(.measures)) {
      for item in items {
        let text = try? SweepDocument.measureText(item)
        if let text, SweepMeasure.trimmed(text) == name { return item.line }
      }
    }
    return line(of: name, in: "set") ?? fields[name]?.line
  }

  /// The line of a path among what is set, or of the change that names it.
  private func line(of path: String, in key: String) -> Int? {
    guard let field = fields[key] else { return nil }
    if let pairs = try? field.mapping(nil).fields {
      return pairs.first { $0.key == path }?.field.line
    }
    let items = try? field.items(allowed: .sweep(.assignments))
    return items?.first { item in item.node.text.map { SweepDocument.names($0, path) } ?? false }?
      .line
  }

  /// Whether "120:lanes.1.replay=0.2,clock.step=0.1" speaks of a path.
  private static func names(_ text: String, _ path: String) -> Bool {
    text.split { ":,".contains($0) }.contains { part in
      part.split(separator: "=", maxSplits: 1).first.map(String.init) == path
    }
  }
}
