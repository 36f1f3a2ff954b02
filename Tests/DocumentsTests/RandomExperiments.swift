import SeededNumbers

@testable import Forgetting

extension Scenario {
  /// A preset after some changes of a person's.
  static func edited(using generator: inout SplitMix64) -> Scenario {
    var scenario =
      Int.random(in: 0..<4, using: &generator) == 0
      ? .threeTasks : Presets.all.randomElement(using: &generator)!.scenario
    for _ in 0..<Int.random(in: 0...6, using: &generator) { scenario.changeSomething(&generator) }
    return scenario
  }

  /// Three tasks, one after another.
  static let threeTasks = Scenario(
    name: "three", target: .none,
    start: MixtureSettings(components: [
      ComponentSettings(weight: 0.9), ComponentSettings(mode: ModeSettings(mean: [-1])),
      ComponentSettings(),
    ]), lanes: [LaneSettings(method: MethodSettings("reverse-kl"))],
    sequence: TaskSequence(
      tasks: [
        TaskSettings(name: "maths", mass: 0.5, mean: [-4]),
        TaskSettings(name: "code", mass: 0.3, mean: [0], spread: Spread(deviation: [0.8])),
        TaskSettings(name: "poetry", mass: 0.2, mean: [4]),
      ],
      stages: [StageSettings(task: "code", until: 1), StageSettings(task: "poetry")]))

  /// Tasks and stages that come and go.
  private func taskChange(_ generator: inout SplitMix64) -> ParameterChange {
    let name = taskNames.randomElement(using: &generator) ?? ""
    switch Int.random(in: 0..<6, using: &generator) {
    case 0:
      let number = Int.random(in: 0..<100, using: &generator)
      return .init(path: "tasks.add", value: .word("t\(number)"))
    case 1: return .init(path: "tasks.remove", value: .word(name))
    case 2:
      let place = Int.random(in: 1...4, using: &generator)
      return .init(path: "tasks.move", value: .word("\(name):\(place)"))
    case 3: return .init(path: "tasks.\(name).name", value: .word("\(name)x"))
    case 4: return .init(path: "stages.add", value: .word(name))
    default: return .init(path: "stages.remove", value: .number(1))
    }
  }

  /// One change that a person could make; the one made, or nil where it was refused.
  @discardableResult
  mutating func changeSomething(_ generator: inout SplitMix64) -> Edit.Change? {
    let change: ParameterChange
    switch Int.random(in: 0..<12, using: &generator) {
    case 3 where sequence != nil: change = taskChange(&generator)
    case 0:
      change = .init(
        path: "lanes.add",
        value: .word(MethodCatalogue.descriptions.randomElement(using: &generator)!.key))
    case 1:
      change = .init(
        path: "lanes.remove",
        value: .number(Double(Int.random(in: 1...lanes.count, using: &generator))))
    case 2:
      let names = ["it's", "a, b", "$HOME `ls` \"x\"", "β ≤ 1 {x}", "!!", "", "~", "=ls", "\\"]
      change = .init(
        path: Bool.random(using: &generator) ? "name" : "about",
        value: .word(names.randomElement(using: &generator)!))
    default:
      let parameter = ParameterCatalogue.parameters(of: self).randomElement(using: &generator)!
      if Int.random(in: 0..<6, using: &generator) == 0 {
        change = .init(path: parameter.path, value: .word(Scenario.defaultWord))
      } else {
        switch parameter.kind {
        case .number(let number):
          let value = Double.random(in: number.slider, using: &generator)
          let rounded = Bool.random(using: &generator) ? (value * 10).rounded() / 10 : value
          change = .init(
            path: parameter.path, value: .number(number.isWhole ? value.rounded() : rounded))
        case .choice(let choice):
          change = .init(
            path: parameter.path, value: .word(choice.values.randomElement(using: &generator)!))
        }
      }
    }
    do {
      try set(change.path, to: change.value)
      return .set(path: change.path, value: change.value)
    } catch {
      return nil
    }
  }
}

extension Experiment {
  /// A scenario with edits, undone and redone ones among them, at some instant.
  static func random(edits: Int, using generator: inout SplitMix64) -> Experiment {
    var experiment = Experiment(scenario: .edited(using: &generator))
    var states = [experiment.scenario]
    var tick = 0
    for _ in 0..<edits {
      tick += Int.random(in: 0...20, using: &generator)
      var scenario = states[states.count - 1]
      let change: Edit.Change
      if Int.random(in: 0..<3, using: &generator) == 0 {
        change = .replace(states.randomElement(using: &generator)!)
        try? scenario.apply(change)
      } else {
        guard let made = scenario.changeSomething(&generator) else { continue }
        change = made
      }
      states.append(scenario)
      experiment.journal.append(Edit(tick: max(tick, 1), change: change))
    }
    experiment.tick = Int.random(in: 0...(tick + 20), using: &generator)
    return experiment
  }

  /// The scenarios in force, one after the other: what the numbers follow from.
  var states: [Scenario] {
    var scenario = self.scenario
    return [scenario]
      + journal.map { edit in
        try? scenario.apply(edit.change)
        return scenario
      }
  }
}
