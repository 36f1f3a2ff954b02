import SeededNumbers
import Testing

@testable import Forgetting

/// Parameters are made once for all scenarios of a shape: whatever else a scenario says, it has the same.
@Suite struct ParameterListTests {
  private func isSame(_ a: Parameter, _ b: Parameter, _ scenario: Scenario) -> Bool {
    guard a.path == b.path, a.label == b.label, a.about == b.about, a.group == b.group,
      a.lane == b.lane, a.value(in: scenario) == b.value(in: scenario)
    else { return false }
    switch (a.kind, b.kind) {
    case (.number(let a), .number(let b)):
      return a.allowed == b.allowed && a.slider == b.slider && a.increment == b.increment
        && a.standard == b.standard && a.isLogarithmic == b.isLogarithmic
    case (.choice(let a), .choice(let b)): return a.values == b.values
    default: return false
    }
  }

  private func compare(_ scenario: Scenario, _ words: String) {
    let fresh = ParameterCatalogue.made(of: scenario) + ParameterCatalogue.idle(in: scenario)
    let known = ParameterCatalogue.everything(of: scenario)
    #expect(known.map(\.path) == fresh.map(\.path), "\(words)")
    for (a, b) in zip(known, fresh) where !isSame(a, b, scenario) {
      Issue.record("\(words): \(a.path)")
    }
    #expect(
      ParameterCatalogue.parameters(of: scenario).map(\.path)
        == ParameterCatalogue.made(of: scenario).map(\.path), "\(words)")
    for parameter in fresh {
      #expect(
        ParameterCatalogue.parameter(at: parameter.path, in: scenario)?.path == parameter.path)
    }
  }

  /// Everything that can be changed, changed, one after another.
  @Test(arguments: Presets.all.map(\.id)) func changesMakeNoOther(id: String) throws {
    var random = SplitMix64(seed: 91)
    var scenario = try #require(Presets.preset(id)).scenario
    compare(scenario, id)
    for _ in 0..<150 {
      let parameters = ParameterCatalogue.everything(of: scenario)
      let parameter = parameters[Int(random.next() % UInt64(parameters.count))]
      switch parameter.kind {
      case .number(let number):
        let value = random.number(number.slider)
        let near = number.key == "separation" || number.key == "mean" ? value / 4 : value
        try? scenario.set(parameter.path, to: .number(number.isWhole ? value.rounded() : near))
      case .choice(let choice):
        let word = choice.values[Int(random.next() % UInt64(choice.values.count))]
        try? scenario.set(parameter.path, to: .word(word))
      }
      if random.next() % 10 == 0 { try? scenario.set("lanes.add", to: .word("reverse-kl")) }
      if random.next() % 10 == 0 { try? scenario.set("lanes.remove", to: .number(1)) }
      compare(scenario, "\(id), \(parameter.path)")
    }
  }

  @Test func tasksStagesAndLogsMakeOthers() throws {
    var scenario = try #require(Presets.preset("three-tasks")).scenario
    for (path, text) in [
      ("tasks.add", "music"), ("tasks.move", "music:1"), ("tasks.music.name", "songs"),
      ("stages.add", "songs"), ("start.components.count", "2"), ("stages.remove", "1"),
      ("tasks.remove", "songs"), ("dimension", "2"),
    ] {
      do { try scenario.set(path, text: text) } catch { Issue.record("\(path): \(error)") }
      compare(scenario, path)
    }
    scenario.data = DataSource(file: "log.csv")
    compare(scenario, "data")
    scenario.stage = 1
    compare(scenario, "stage")
  }
}
