/// A scenario that ships with the program.
public struct Preset: Sendable {
  /// What presets have in common, in the order listed.
  public enum Family: String, CaseIterable, Sendable {
    case divergences = "forward and reverse KL"
    case geometry = "gates, dials and coordinates"
    case nearOnPolicy = "near-on-policy methods"
    case wider = "the data or the objective"
    case batches = "finite batches"
    case chen = "the toy of Chen et al."
    case tasks = "several tasks, one after another"
    case boundaries = "where the boundary runs"
    case measured = "a log beside the theory"
  }

  /// One word for the command line.
  public let id: String
  /// Where menus list it, and what it is: its words are the scenario's.
  public let family: Family
  public let scenario: Scenario

  init(_ id: String, _ family: Family, _ scenario: Scenario) {
    self.id = id
    self.family = family
    self.scenario = scenario
  }
}

/// The shipped scenarios, in the order of a first lecture; embedded, so that a copied binary has them.
public enum Presets {
  /// In the order of menus.
  public static let all: [Preset] =
    divergences + geometry + nearOnPolicy + wider + batches + chen + tasks + boundaries
    + measured

  /// What the explorer opens with.
  public static var standard: Preset { all[0] }

  /// The preset of an id; nil where none is called that.
  public static func preset(_ id: String) -> Preset? { all.first { $0.id == id } }

  /// Two tied tasks on a line with deviation 1.
  static func line(from old: Double, to new: Double, oldMass: Double = 0.5) -> TargetSettings {
    TargetSettings(
      oldMass: oldMass, old: ModeSettings(mean: [old], spread: Spread(deviation: [1])),
      new: ModeSettings(mean: [new]))
  }

  /// A scenario with what it opens on, its map, and of how many seeds its bands are.
  static func opening(
    _ scenario: Scenario, on view: String? = nil, map: String? = nil, ensemble: Int = 0
  ) -> Scenario {
    var scenario = scenario
    scenario.view = view
    scenario.map = map
    scenario.ensemble = ensemble
    return scenario
  }

  /// A lane of a method with its parameters.
  static func lane(
    _ key: String, _ numbers: [String: Double] = [:], _ choices: [String: String] = [:],
    rates: Rates? = nil, coordinates: CoordinateSystem? = nil, sampling: Sampling? = nil
  ) -> LaneSettings {
    LaneSettings(
      method: MethodSettings(key, numbers: numbers, choices: choices), rates: rates,
      coordinates: coordinates, sampling: sampling)
  }
}
