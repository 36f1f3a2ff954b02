import ArgumentParser
import Forgetting
import Simulation
import Views

/// `verify`: the statements, measured beside predicted; exit 1 when one that applies fails.
struct Verify: Verb {
  static let configuration = CommandConfiguration(
    abstract: "Check the theory's statements along a run, prediction beside measurement.",
    discussion: """
      Without a scenario: all presets. With --at: up to that instant. Exit status 1 if a statement \
      that applies fails.
      """)

  @OptionGroup var scenario: ScenarioArgument

  func perform() throws(Failure) {
    var output = StandardOutput()
    var failed = 0
    let chosen: [(name: String, experiment: Experiment)]
    if scenario.isEmpty {
      chosen = Presets.all.map { ($0.id, Experiment(scenario: $0.scenario)) }
    } else {
      chosen = [(scenario.scenario ?? Presets.standard.id, try scenario.load())]
    }
    let bar = Monitor(ProgressBar())
    for (place, item) in chosen.enumerated() {
      let verification: Verification
      do {
        verification = try Verification(Sweep(item.experiment)) { [count = chosen.count] share in
          bar.withLock {
            $0.show((Double(place) + share) / Double(count), note: count > 1 ? item.name : "")
          }
        }
      } catch {
        throw .usage(error.description)
      }
      bar.withLock { $0.end() }
      try output.write("\(item.name)\n")
      for entry in verification.entries {
        if entry.finding.verdict == .fails { failed += 1 }
        try output.write(FindingLine.text(entry) + "\n")
      }
      try output.flush()
    }
    if failed > 0 { throw .check("\(failed) statement\(failed == 1 ? "" : "s") failed") }
  }
}
