/// Somebody's training beside the theory: the log that the program carries, docs/logs/README.md.
extension Presets {
  static let measured = [Preset("measured", .measured, measuredCurve)]

  /// The log's runs, without and with a tenth of old examples, each of three seeds.
  ///
  /// Nothing is left open, so that what is read is what stands here.
  private static var twoTasks: DataSource {
    var mapping = DataMapping()
    mapping.x = "step"
    mapping.old = "old"
    mapping.new = "new"
    mapping.by = ["seed"]
    mapping.runs = "run"
    mapping.chance = 0.1
    mapping.ceiling = 1
    mapping.stepsPerTime = 215
    return DataSource(
      file: "example:two-tasks.csv", hash: "bf7ee9d8dcaec275", mapping: mapping)
  }

  /// A start of one half is within what the fit to run 1 allows, and kept begins at 1 then.
  private static var measuredCurve: Scenario {
    var scenario = Scenario(
      name: "A measured curve beside the theory",
      about:
        "1 and 2 are a small network that learned a second task, without and with a tenth of old examples;"
        + " bars are three seeds. ● is forward KL with a start and a scale of time that the fit to 1 allows, and"
        + " 0.05 off. ○ differs by λ = 0.1, nothing fitted anew: it keeps 49 % where the network keeps 79 %."
        + " That a curve comes near explains nothing.",
      target: line(from: -4, to: 4),
      start: MixtureSettings(oldWeight: 0.5, new: ModeSettings(mean: [3.85])),
      clock: Clock(speed: 0.25, until: 5),
      lanes: [lane("forward-kl", ["replay": 0]), lane("forward-kl", ["replay": 0.1])])
    scenario.data = twoTasks
    return scenario
  }
}
