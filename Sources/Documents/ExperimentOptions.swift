import Forgetting
import Words

/// `--set`, `--edit` and `--at` as they stand on a command line: what makes an experiment out of a
/// scenario.
public struct ExperimentOptions: Hashable, Sendable {
  /// `path=value`: changes of the start.
  var set: [String]
  /// `tick:path=value`, several changes at once behind one another with commas: what was changed while
  /// it ran.
  var edit: [String]
  /// Flow time, or a number of steps as in `248ticks`.
  var at: String?
  /// What errors call `set`.
  var option = "--set"

  /// Edits that a command line takes; a session holds as many as its bytes do.
  public static let largestEditCount = 10_000
  /// Ticks that an instant may be away: flow time 1 000 000 at the usual step.
  static let largestTick = 20_000_000
  private static let largestChangeCount = 1000

  public init(set: [String] = [], edit: [String] = [], at: String? = nil) {
    self.set = set
    self.edit = edit
    self.at = at
  }

  /// Whether no option was given.
  public var isEmpty: Bool { self.set.isEmpty && edit.isEmpty && at == nil }

  /// The experiment: changes made to the start, edits appended, at the instant.
  ///
  /// - Parameters:
  ///   - base: where it starts from; its instant counts unless `at` is given.
  ///   - largestEditCount: how many edits are taken.
  public func experiment(
    from base: Experiment, largestEditCount: Int = Self.largestEditCount
  ) throws(DocumentError) -> Experiment {
    guard set.count <= ExperimentOptions.largestChangeCount else {
      throw refusal(
        option, "\(Given.times(set.count))", .atMost(ExperimentOptions.largestChangeCount))
    }
    guard edit.count + base.journal.count <= largestEditCount else {
      throw refusal("--edit", "\(Given.times(edit.count))", .atMost(largestEditCount))
    }
    var result = base
    for text in set {
      let (path, value) = try assignment(text, option: option)
      try make(option) { () throws(ParameterError) in
        try result.scenario.set(path, text: value)
      }
    }
    try append(to: &result)
    if let at {
      let limit = ExperimentOptions.largestTick
      guard let tick = ExperimentOptions.tick(at, in: result, limit: limit) else {
        throw refusal("--at", PlainText.shortened(at), .instantWithin(steps: limit))
      }
      result.tick = tick
    }
    return result
  }

  private static func tick(_ text: String, in experiment: Experiment, limit: Int) -> Int? {
    if text.hasSuffix("ticks") {
      return Int(text.dropLast(5)).flatMap { (0...limit).contains($0) ? $0 : nil }
    }
    return Double(text).flatMap { experiment.tick(nearest: $0, limit: limit) }
  }

  // MARK: - Edits

  private func append(to experiment: inout Experiment) throws(DocumentError) {
    var texts: [(tick: Int, change: Substring)] = []
    for text in edit {
      guard let colon = text.firstIndex(of: ":"), let tick = Int(text[..<colon]),
        (0...ExperimentOptions.largestTick).contains(tick)
      else { throw refusal("--edit", PlainText.shortened(text), .edit) }
      texts.append((tick, text[text.index(after: colon)...]))
    }
    // Edits of one tick stay in their order.
    let ordered = texts.enumerated().sorted {
      ($0.element.tick, $0.offset) < ($1.element.tick, $1.offset)
    }
    var scenario = experiment.scenario
    for edit in experiment.journal {
      try make("--edit") { () throws(ParameterError) in try scenario.apply(edit.change) }
    }
    for (tick, text) in ordered.map(\.element) {
      if let last = experiment.journal.last, last.tick > tick {
        throw refusal("--edit", "\(Given.tick(tick))", .afterEdit(tick: last.tick))
      }
      let change = try ExperimentOptions.change(String(text), of: scenario, source: "--edit")
      try make("--edit") { () throws(ParameterError) in try scenario.apply(change) }
      if tick == 0 {
        // Before the first step an edit belongs to the start.
        experiment.scenario = scenario
      } else {
        experiment.journal.append(Edit(tick: tick, change: change))
      }
    }
  }

  /// What a journal's text says: `path=value`, several with commas, or a whole scenario in braces.
  ///
  /// - Parameter scenario: the one in force, which several changes are made to at once.
  static func change(
    _ text: String, of scenario: Scenario, source: String
  ) throws(DocumentError) -> Edit.Change {
    if InlineScenario.isInline(text) {
      return .replace(try InlineScenario.scenario(from: text, source: source))
    }
    let options = ExperimentOptions()
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= largestChangeCount else {
      throw options.refusal(source, "\(Given.changes(parts.count))", .atMost(largestChangeCount))
    }
    var changed = scenario
    for part in parts {
      let (path, value) = try options.assignment(String(part), option: source)
      if parts.count == 1 {
        var read: ParameterChange?
        try options.make(source) { () throws(ParameterError) in
          read = try scenario.change(path, text: value)
        }
        if let read { return .set(path: read.path, value: read.value) }
      }
      try options.make(source) { () throws(ParameterError) in
        try changed.set(path, text: value)
      }
    }
    return .replace(changed)
  }

  // MARK: - Pieces

  private func assignment(
    _ text: String, option: String
  ) throws(DocumentError) -> (path: String, value: String) {
    guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
      throw refusal(option, PlainText.shortened(text), .assignment)
    }
    return (String(text[..<sign]), String(text[text.index(after: sign)...]))
  }

  private func make(
    _ option: String, _ body: () throws(ParameterError) -> Void
  ) throws(DocumentError) {
    do {
      try body()
    } catch {
      let problem = ParameterError(
        field: PlainText.shortened(error.field), value: PlainText.shortened(error.value),
        allowed: error.allowed)
      throw DocumentError(source: option, line: nil, problem: .parameter(problem))
    }
  }

  private func refusal(_ option: String, _ value: String, _ allowed: Allowed) -> DocumentError {
    DocumentError(
      source: option, line: nil, problem: .other(.refused(value, allowed)))
  }
}
