import Forgetting

/// A meter as the WHY and samples panes show it.
package struct MeterExplanation: Sendable {
  /// One word for the command line.
  package let id: String
  /// As the pane writes it.
  package let label: String
  let explanation: Explanation

  /// Other words for it on the command line.
  let spellings: [String]

  init(_ measure: Measure) {
    id = measure.spellings.first ?? measure.id
    label = measure.words
    explanation = Explanation(measure.formula, measure.about)
    spellings = [measure.id, measure.symbol] + measure.spellings
  }

  init(
    _ id: String, _ label: String, _ formula: String, _ text: String, _ spellings: [String] = []
  ) {
    self.id = id
    self.label = label
    self.spellings = spellings
    explanation = Explanation(formula, text)
  }
}

/// Looks explanations up: those of a parameter, or by a meter's word.
package enum Explanations {
  /// The explanation of a parameter; none is without one.
  static func explanation(of parameter: Parameter) -> Explanation? {
    if let own = parameter.explanation { return own }
    let key = key(of: parameter.path)
    if let own = table[key] { return own }
    // What a lane may have otherwise than the run is explained with the run's.
    guard key.hasPrefix("lane.") else { return nil }
    let rest = String(key.dropFirst(5))
    let shared = ["optimiser": "clock.integrator", "step": "clock.step"][rest] ?? rest
    return table[shared].map {
      Explanation(
        $0.formula, $0.text + " Here for this lane alone; without it the run's value counts.")
    }
  }

  /// `lanes.2.replay` → `lane.replay`, `target.old.mean.x` → `target.old.mean`.
  private static func key(of path: String) -> String {
    var words = path.split(separator: ".").map(String.init)
    if let last = words.last, ["x", "y"].contains(last) { words.removeLast() }
    if let key = taskKey(words) { return key }
    if words.first == "lanes", words.count > 2 {
      words = ["lane"] + words.dropFirst(2)
    }
    return words.joined(separator: ".")
  }

  private static let table = shared.merging(tasks) { own, _ in own }

  // MARK: - Topics

  /// Everything that can be explained, in the order that the arrows go through.
  package static func topics(_ state: ExplorerState) -> [String] {
    ParameterOrder.parameters(of: state.scenario, lane: state.focusedLane).map(\.path)
      + (meters + words + methods).map(\.id)
  }

  /// What `:explain` takes.
  static func names(_ state: ExplorerState) -> [String] {
    (meters + words + methods).map(\.id) + ofTasks(state.scenario).map(\.id)
      + statements.map(\.id)
      + ParameterCatalogue.everything(of: state.scenario).map(\.path)
  }

  /// A meter or a word of the screen.
  package static func meter(_ id: String) -> MeterExplanation? {
    (meters + words + methods + statements).first { $0.id == id }
      ?? MeasureCatalogue.measureOfTasks(named: id).map(MeterExplanation.init)
  }

  /// The columns of a scenario's tasks, `kept.maths`; those of all of them together are words.
  private static func ofTasks(_ scenario: Scenario) -> [MeterExplanation] {
    MeasureCatalogue.measures(tasks: scenario.taskNames).filter { $0.id.contains(".") }
      .map(MeterExplanation.init)
  }

  static func topic(named name: String, _ state: ExplorerState) -> String? {
    // As the screen writes it, whatever the case; what is measured before what is only said.
    func find(_ isMeant: (MeterExplanation) -> Bool) -> String? {
      (meters + words).first(where: isMeant)?.id
    }
    if let column = ofTasks(state.scenario).first(where: { $0.id == name }) { return column.id }
    let small = name.lowercased()
    let joined = String(small.map { $0 == " " ? "-" : $0 })
    if let id = find({ $0.id == name || $0.label == name }) ?? find({ $0.spellings.contains(name) })
      ?? (statements + methods).first(where: { $0.id == name || $0.spellings.contains(name) })?.id
      ?? methods.first(where: { $0.spellings.contains { $0.lowercased() == small } })?.id
      ?? find({ $0.id == joined || $0.label.lowercased() == small })
      ?? find({
        $0.label.lowercased().split(separator: ",").contains { $0.drop { $0 == " " } == small }
      })
    {
      return id
    }
    return ParameterCatalogue.parameter(at: name, in: state.scenario)?.path
  }
}
