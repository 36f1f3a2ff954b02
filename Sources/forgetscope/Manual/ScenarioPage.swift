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
      "A scenario is one YAML document of at most 64 kB, without aliases and tags: two tasks, a model "
        + "that starts between them, and one to eight lanes, each trained with a method. target and "
        + "lanes must be there, and in target the mass and both means; everything else has a default. "
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
      switch parameter.kind {
      case .number(let number):
        page.entry(parameter.path, "\(number.label): \(number.about) (\(number.allowed)).")
      case .choice(let choice):
        page.entry(parameter.path, "\(choice.label): \(choice.about) (\(words(choice))).")
      }
    }
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

  private static func words(_ choice: ChoiceDescription) -> String {
    choice.values.joined(separator: ", ")
  }
}
