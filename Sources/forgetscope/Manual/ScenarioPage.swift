import Documents
import Forgetting

/// `forgetscope(5)`, the scenario file, from the catalogues of parameters and methods.
enum ScenarioPage {
  static func text(source: String) -> String {
    var page = Roff(
      name: "forgetscope", section: 5, about: "the scenario file of forgetscope(1)",
      source: source)
    page.heading("DESCRIPTION")
    page.paragraph(
      "A scenario is one YAML document of at most 64 kB, without aliases and tags: tasks, a model that "
        + "starts somewhere between them, and one to eight lanes, each trained with a method. There are two "
        + "forms. The short one has an old and a new task: target and lanes must be there, and in target the "
        + "mass and both means. The other one has two to eight tasks with names, trained one after another: "
        + "tasks in place of target (SEVERAL TASKS). Everything else has a default. "
        + "An unknown key, a wrong type or a value out of range is refused in one line with its place."
    )
    page.paragraph(
      "A path's parts are keys inside one another: target.old.mean is the key mean in the mapping old "
        + "in the mapping target, and reads target: {old: {mean: 0}}. lanes is a list: lanes.2.replay "
        + "is the key replay of its second item. Methods' parameters stand beside the key method of "
        + "their lane.")
    page.heading("EXAMPLE")
    page.verbatim(yaml(of: Presets.standard.scenario))
    page.heading("PARAMETERS")
    page.paragraph(
      "By their paths, as --set, --edit and errors name them. target.separation and target.deviation "
        + "are no keys of the file: they move or widen two components at once.")
    for parameter in ParameterCatalogue.everything(of: Presets.standard.scenario)
    where parameter.lane == nil || parameter.lane == 0 {
      page.entry(parameter.path, "\(parameter.label): \(words(parameter)).")
    }
    addTasks(to: &page)
    page.heading("METHODS")
    for method in MethodCatalogue.descriptions {
      page.subheading(method.key)
      page.paragraph("\(method.name): \(method.about)")
      for number in method.numbers {
        page.entry(number.key, "\(number.label): \(number.about) (\(number.allowed)).")
      }
      for choice in method.choices {
        page.entry(choice.key, "\(choice.label): \(choice.about) (\(words(choice))).")
      }
    }
    page.heading("SEE ALSO")
    page.paragraph("forgetscope(1), forgetscope-presets(1)")
    return page.text
  }

  // MARK: - Several tasks

  /// The form with tasks: an example, what it has besides the short one, and what changes it.
  private static func addTasks(to page: inout Roff) {
    let scenario = inTurn
    page.heading("SEVERAL TASKS")
    page.paragraph(
      "tasks is a list of two to eight, each with name, mass and mean, and where it is wanted deviation, "
        + "correlation or covariance. stages is the list of what is trained in turn, each a task and until when; "
        + "the last one need not end. known lists the tasks that were seen before the first stage. "
        + "start, reference, teacher and demonstrator take components, a list of one to as many as there are "
        + "tasks, each with weight, mean and a spread; component k belongs to task k, and a single one is the "
        + "uni-modal model. Masses and weights count as their share of all.")
    page.verbatim(yaml(of: scenario))
    page.paragraph(
      "By these paths; NAME is the name of a task or its number, N the number of a component or stage. Paths of "
        + "the short form go on meaning the first two: target.old.mean is tasks.1.mean.")
    let short = Set(ParameterCatalogue.everything(of: Presets.standard.scenario).map(\.path))
    var told: Set<String> = []
    for parameter in ParameterCatalogue.everything(of: scenario) where parameter.lane == nil {
      let pattern = pattern(of: parameter.path)
      guard !short.contains(parameter.path), told.insert(pattern).inserted else { continue }
      let label = parameter.label.split(separator: ":", maxSplits: 1).last.map(String.init) ?? ""
      page.entry(pattern, "\(label.drop { $0 == " " }): \(words(parameter, of: scenario)).")
    }
    page.paragraph(
      "These change lanes, tasks and stages themselves, behind --set and --edit as in the explorer:"
    )
    for change in StructureChange.allCases {
      page.entry("\(change.pattern)=\(change.argument)", change.about + ".")
    }
  }

  /// A scenario with everything that the form may have.
  private static var inTurn: Scenario {
    var scenario = Presets.all.first { $0.family == .tasks }?.scenario ?? Presets.standard.scenario
    scenario.lanes = Array(scenario.lanes.prefix(2))
    let known = scenario.sequence?.knownNames
    scenario.sequence?.known = known
    return scenario
  }

  /// `tasks.maths.mean` → `tasks.NAME.mean`, `start.components.2.mean` → `start.components.N.mean`.
  private static func pattern(of path: String) -> String {
    var words = path.split(separator: ".").map(String.init)
    if words[0] == "tasks", words.count > 2 { words[1] = "NAME" }
    return words.map { Int($0) == nil ? $0 : "N" }.joined(separator: ".")
  }

  private static func words(_ parameter: Parameter, of scenario: Scenario? = nil) -> String {
    switch parameter.kind {
    case .number(let number): return "\(number.about) (\(number.allowed))"
    case .choice(let choice):
      let isTask = scenario.map { choice.values == $0.taskNames } ?? false
      return "\(choice.about) (\(isTask ? "the name of a task" : words(choice)))"
    }
  }

  private static func words(_ choice: ChoiceDescription) -> String {
    choice.values.joined(separator: ", ")
  }
}
