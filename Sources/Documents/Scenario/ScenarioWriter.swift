import Forgetting

/// A scenario to YAML, laid out as people write it: short things on one line, defaults that follow
/// from others left out.
enum ScenarioWriter {
  static func text(of scenario: Scenario) -> String {
    var lines: [String] = []
    if !scenario.name.isEmpty { lines.append("name: \(YAMLText.scalar(scenario.name))") }
    if !scenario.about.isEmpty { lines.append("about: \(YAMLText.scalar(scenario.about))") }
    lines.append("dimension: \(scenario.dimension)")
    lines.append("seed: \(scenario.seed)")
    if let sequence = scenario.sequence {
      lines += tasks(sequence)
    } else {
      lines.append("target:")
      lines.append("  oldMass: \(YAMLText.number(scenario.target.oldMass))")
      lines.append("  old: \(mode(scenario.target.old))")
      lines.append("  new: \(mode(scenario.target.new))")
    }
    lines += mixture(scenario.start, key: "start")
    if let sequence = scenario.sequence { lines += stages(sequence) }
    if scenario.sequence?.keepsReference == true, scenario.reference.components == nil {
      lines.append("reference: start")
    }
    lines += mixture(scenario.reference, key: "reference")
    if scenario.sequence?.keepsReference == true, scenario.reference.components != nil {
      lines.append("  stages: start")
    }
    lines += mixture(scenario.teacher, key: "teacher")
    lines += mixture(scenario.demonstrator, key: "demonstrator")
    lines.append("rates: \(rates(scenario.rates))")
    if scenario.coordinates != .logit {
      lines.append("coordinates: \(scenario.coordinates.rawValue)")
    }
    if scenario.sampling != .population { lines.append("sampling: \(sampling(scenario.sampling))") }
    lines.append("clock: \(clock(scenario.clock))")
    lines.append("lanes:")
    for lane in scenario.lanes { lines += self.lane(lane, base: scenario.rates) }
    if let data = scenario.data { lines.append("data: \(DataReader.text(of: data))") }
    if let map = scenario.map { lines.append("map: \(YAMLText.scalar(map))") }
    if scenario.ensemble > 0 { lines.append("ensemble: \(scenario.ensemble)") }
    if let view = scenario.view { lines.append("view: \(YAMLText.scalar(view))") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func tasks(_ sequence: TaskSequence) -> [String] {
    ["tasks:"]
      + sequence.tasks.map { task in
        let entries = [("name", YAMLText.scalar(task.name)), ("mass", YAMLText.number(task.mass))]
        return "  - "
          + YAMLText.mapping(
            entries + self.entries(ModeSettings(mean: task.mean, spread: task.spread)))
      }
  }

  private static func stages(_ sequence: TaskSequence) -> [String] {
    var lines: [String] = []
    if let stages = sequence.stages {
      lines.append("stages:")
      for stage in stages {
        var entries = [("task", YAMLText.scalar(stage.task))]
        if let until = stage.until { entries.append(("until", YAMLText.number(until))) }
        lines.append("  - " + YAMLText.mapping(entries))
      }
    }
    if let known = sequence.known {
      lines.append("known: [" + known.map(YAMLText.scalar).joined(separator: ", ") + "]")
    }
    return lines
  }

  /// Nothing where every field follows its default.
  private static func mixture(_ mixture: MixtureSettings, key: String) -> [String] {
    var lines: [String] = []
    if let weight = mixture.oldWeight { lines.append("  oldWeight: \(YAMLText.number(weight))") }
    if mixture.old != ModeSettings() { lines.append("  old: \(mode(mixture.old))") }
    if mixture.new != ModeSettings() { lines.append("  new: \(mode(mixture.new))") }
    if let components = mixture.components {
      lines.append("  components:")
      for component in components {
        let weight = component.weight.map { [("weight", YAMLText.number($0))] } ?? []
        lines.append("    - " + YAMLText.mapping(weight + entries(component.mode)))
      }
    }
    return lines.isEmpty ? [] : ["\(key):"] + lines
  }

  private static func mode(_ mode: ModeSettings) -> String { YAMLText.mapping(entries(mode)) }

  private static func entries(_ mode: ModeSettings) -> [(String, String)] {
    var entries: [(String, String)] = []
    if let mean = mode.mean { entries.append(("mean", YAMLText.list(mean))) }
    if let spread = mode.spread {
      entries.append(("deviation", YAMLText.list(spread.deviation)))
      if spread.correlation != 0 {
        entries.append(("correlation", YAMLText.number(spread.correlation)))
      }
    }
    return entries
  }

  /// - Parameter base: what the reader puts in place of what is left out.
  private static func rates(_ rates: Rates, base: Rates = Rates()) -> String {
    var entries = [
      ("weight", YAMLText.number(rates.weight)), ("oldMean", YAMLText.number(rates.oldMean)),
      ("newMean", YAMLText.number(rates.newMean)),
    ]
    if rates.trainsCovariances || base.trainsCovariances {
      entries.append(("oldCovariance", YAMLText.number(rates.oldCovariance)))
      entries.append(("newCovariance", YAMLText.number(rates.newCovariance)))
    }
    return YAMLText.mapping(entries)
  }

  private static func sampling(_ sampling: Sampling) -> String {
    switch sampling {
    case .population: "population"
    case .batch(let size): YAMLText.mapping([("batch", String(size))])
    }
  }

  private static func clock(_ clock: Clock) -> String {
    YAMLText.mapping([
      ("integrator", clock.integrator.rawValue),
      ("step", YAMLText.number(clock.step)),
      ("tolerance", YAMLText.number(clock.tolerance)),
      ("speed", YAMLText.number(clock.speed)),
      ("until", YAMLText.number(clock.until)),
    ])
  }

  /// A method's own parameters as people write them: `eta: adaptive`, `lag: {steps: 200}`.
  private static func options(of method: MethodSettings) -> [String: String] {
    var numbers = method.numbers
    var choices = method.choices
    var options: [String: String] = [:]
    let descriptions = MethodCatalogue.type(for: method.key)?.description.numbers ?? []
    for number in descriptions {
      guard let word = number.word, choices[word.choice] == word.word else { continue }
      // A number that the word hides is kept by writing both.
      guard numbers[number.key] == nil else { continue }
      options[number.key] = word.word
      choices[word.choice] = nil
    }
    for number in descriptions {
      guard let count = number.count, choices[count.choice] == count.key,
        let value = numbers[number.key]
      else { continue }
      options[number.key] = YAMLText.mapping([(count.key, YAMLText.number(value))])
      choices[count.choice] = nil
      numbers[number.key] = nil
    }
    for (key, value) in numbers { options[key] = YAMLText.number(value) }
    for (key, value) in choices { options[key] = YAMLText.scalar(value) }
    return options
  }

  private static func lane(_ lane: LaneSettings, base: Rates) -> [String] {
    var entries = [("method", YAMLText.scalar(lane.method.key))]
    let options = options(of: lane.method)
    entries += options.sorted { $0.key < $1.key }.map { (YAMLText.scalar($0.key), $0.value) }
    if let sampling = lane.sampling { entries.append(("sampling", self.sampling(sampling))) }
    if let optimiser = lane.optimiser { entries.append(("optimiser", optimiser.rawValue)) }
    if let coordinates = lane.coordinates { entries.append(("coordinates", coordinates.rawValue)) }
    if let rates = lane.rates { entries.append(("rates", self.rates(rates, base: base))) }
    if let step = lane.step { entries.append(("step", YAMLText.number(step))) }
    return entries.enumerated().map { index, entry in
      (index == 0 ? "  - " : "    ") + "\(entry.0): \(entry.1)"
    }
  }
}
