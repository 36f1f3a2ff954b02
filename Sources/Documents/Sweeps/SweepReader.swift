import Forgetting
import Simulation
import Words

/// A sweep as its file says it, before it is known what its scenario is.
public struct SweepDocument {
  /// What stands for the scenario.
  public enum Base {
    /// A preset's id or a file.
    case named(String)
    /// In the file itself.
    case written(Scenario)
  }

  /// The scenario that is swept: written in the file, or named there.
  public let base: Base
  /// What is set before anything is swept, `path=value`.
  public let set: [String]
  /// What is changed while it runs, `tick:path=value`.
  public let edit: [String]
  let fields: YAMLMapping
  let source: String

  static let keys = [
    "sweep", "format", "program", "scenario", "set", "edit", "until", "steps", "tolerance", "axes",
    "seeds", "measures", "solve", "for",
  ]

  /// Whether a document is a sweep and no scenario.
  public static func isSweep(_ bytes: [UInt8]) -> Bool {
    guard let root = try? YAMLDocument.root(of: bytes, source: ""),
      case .mapping(let pairs) = root.content
    else { return false }
    return pairs.contains { ["sweep", "axes", "measures", "solve"].contains($0.key.text) }
  }

  /// - Parameter source: what the user calls it, for the errors.
  public init(_ bytes: [UInt8], source: String) throws(DocumentError) {
    let root = try YAMLDocument.root(of: bytes, source: source)
    var whole = YAMLField(source: source, path: "", line: root.line, node: root)
    whole.document = "sweep"
    fields = try whole.mapping(SweepDocument.keys)
    self.source = source
    if let field = fields["format"] { _ = try field.integer(in: 1...1) }
    if let field = fields["scenario"] {
      if case .mapping = field.node.content {
        let scenario = try ScenarioReader.scenario(
          YAMLField(source: source, path: "", line: field.line, node: field.node))
        do throws(ParameterError) {
          try scenario.validate()
        } catch {
          throw DocumentError(
            source: source, line: field.node.line(ofField: error.field) ?? field.line,
            problem: .parameter(error))
        }
        base = .written(scenario)
      } else {
        base = .named(try field.text())
      }
    } else {
      base = .written(Presets.standard.scenario)
    }
    set = try SweepDocument.assignments(fields["set"])
    edit =
      try fields["edit"].map { (field) throws(DocumentError) in
        try field.items(allowed: .sweep(.edits))
          .map { (item) throws(DocumentError) in try item.text() }
      } ?? []
  }

  /// `{lanes.1.replay: 0.1}`, or a list of `path=value`.
  private static func assignments(_ field: YAMLField?) throws(DocumentError) -> [String] {
    guard let field else { return [] }
    if case .sequence = field.node.content {
      return try field.items(allowed: .sweep(.assignments))
        .map { (item) throws(DocumentError) in try item.text() }
    }
    return try field.mapping(nil).fields.map { (key, value) throws(DocumentError) in
      guard let text = value.node.text else {
        throw value.refusal(allowed: .numberOrWord)
      }
      return "\(key)=\(text)"
    }
  }

  /// The sweep.
  ///
  /// - Parameter experiment: the scenario with what is set and the edits.
  public func sweep(of experiment: Experiment) throws(DocumentError) -> Sweep {
    let scenario = experiment.scenario
    var sweep = Sweep(experiment)
    if let field = fields["sweep"] { sweep.title = try field.text() }
    if let field = fields["until"] { sweep.end = try field.number() }
    if let field = fields["steps"] {
      let word = try field.word(among: Sweep.Stepping.allCases.map(\.rawValue))
      sweep.stepping = Sweep.Stepping(rawValue: word) ?? .adaptive
    }
    if let field = fields["tolerance"] {
      sweep.tolerance = try field.number()
      guard Sweep.toleranceRange.contains(sweep.tolerance) else {
        throw field.refusal(allowed: .sweep(.tolerance))
      }
    }
    if let field = fields["axes"] {
      for (key, value) in try field.mapping(nil, longestKey: 1000).fields {
        sweep.axes.append(
          try SweepAxisReader.axis(SweepAxisValues.paths(key), value, of: scenario))
      }
    }
    if let field = fields["seeds"] {
      sweep.seedCount = Int(try field.integer(in: 1...UInt64(Sweep.largestSeedCount)))
    }
    if let field = fields["measures"] {
      for item in try field.items(allowed: .sweep(.measures)) {
        let text = try SweepDocument.measureText(item)
        guard !sweep.measures.contains(where: { $0.name == SweepMeasure.trimmed(text) }) else {
          throw DocumentError(
            source: source, line: item.line,
            problem: .other(.at("measures", .refused(text, .sweep(.eachOnce)))))
        }
        do throws(ParameterError) {
          sweep.measures.append(try SweepMeasure(text: text, in: scenario))
        } catch {
          throw DocumentError(source: source, line: item.line, problem: .parameter(error))
        }
      }
    }
    if let field = fields["solve"] {
      sweep.goal = try goal(field, of: scenario)
    } else if let field = fields["for"] {
      throw field.refusal(.goalWithoutParameter)
    }
    return sweep
  }

  /// `kept`, `{max: drift}`, `{min: learned}`, `{first: "kept < 0.9"}`, `{at: 10, of: kept}`.
  static func measureText(_ field: YAMLField) throws(DocumentError) -> String {
    guard case .mapping = field.node.content else { return try field.text() }
    let fields = try field.mapping(["max", "min", "first", "at", "of"])
    for key in ["max", "min", "first"] {
      guard let value = fields[key] else { continue }
      guard fields.fields.count == 1 else {
        throw field.refusal(
          given: .mapping(fields.fields.count), allowed: .sweep(.momentOfMeasure))
      }
      return "\(key) \(try value.text())"
    }
    let time = try fields.required("at", allowed: .sweep(.time)).number()
    let measure = try fields.required("of", allowed: .sweep(.someMeasure)).text()
    return "\(measure) at \(ParameterValue.number(time))"
  }

  /// A path, or a path with a range: `{lanes.1.replay: {from: 0, to: 0.5, points: 21}}`.
  private func goal(
    _ field: YAMLField, of scenario: Scenario
  ) throws(DocumentError) -> SweepGoal {
    let text = try fields.required("for", allowed: .sweep(.goal))
    var path = ""
    var range: ValueRange?
    if case .mapping = field.node.content {
      let parts = try field.mapping(nil).fields
      guard parts.count == 1 else {
        throw field.refusal(value: "\(parts.count) paths", allowed: .sweep(.onePath))
      }
      path = parts[0].key
      range = try SweepAxisReader.range([path], parts[0].field)
    } else {
      path = try field.text()
    }
    do throws(ParameterError) {
      return try SweepGoal(path: path, range: range, text: try wanted(text), in: scenario)
    } catch {
      let isOfPath = error.field == "solve" || error.field == path
      throw DocumentError(
        source: source, line: isOfPath ? field.line : text.line, problem: .parameter(error))
    }
  }

  private func wanted(_ field: YAMLField) throws(ParameterError) -> String {
    guard let text = field.node.text else {
      throw ParameterError(field: "for", value: "\(Given.noText)", allowed: .sweep(.goal))
    }
    return text
  }
}
