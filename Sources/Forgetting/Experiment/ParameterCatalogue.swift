/// Every parameter of a scenario, in the order shown: what sliders, `--set`, edits and range checks
/// share. Separation comes first: it is what the theory is about.
public enum ParameterCatalogue {
  /// The shared parameters, then each lane's.
  public static func parameters(of scenario: Scenario) -> [Parameter] {
    var list = target(scenario) + start(scenario)
    for index in scenario.lanes.indices { list += lane(index, scenario) }
    return list + run(scenario)
  }

  /// The parameter at a path; nil when the scenario has none there.
  public static func parameter(at path: String, in scenario: Scenario) -> Parameter? {
    parameters(of: scenario).first { $0.path == path }
  }

  // MARK: - Target

  private static func target(_ scenario: Scenario) -> [Parameter] {
    var list = [
      number(
        "target.separation", .target,
        NumberDescription(
          key: "separation", label: "separation δ",
          about:
            "distance of the tasks in σ; moves both, and the model with them. Less overlap, less pull on old",
          range: 0...100, slider: 0.5...12, increment: 0.25, standard: 4),
        read: { Forgetting.separation($0.targetMixture.old, $0.targetMixture.new) },
        write: { $0.setSeparation($1) }),
      number(
        "target.oldMass", .target,
        weight(
          "oldMass", "old mass α", "the old task's share of the target: where reverse KL ends"),
        read: { $0.target.oldMass }, write: { $0.target.oldMass = $1 }),
    ]
    list += means(
      "target.old.mean", .target, "old mean μ_o", "where the old task is", \.target.old, scenario,
      default: { $0.targetMixture.old.mean })
    list += means(
      "target.new.mean", .target, "new mean μ_n", "where the new task is", \.target.new, scenario,
      default: { $0.targetMixture.new.mean })
    list += spreads(
      "target", .target, "deviation σ", "both tasks' deviation; wider means more overlap",
      \.target.old,
      scenario, default: { $0.targetMixture.old.scale })
    list += spreads(
      "target.new", .target, "new deviation σ",
      "the new task's own deviation; unties it from the old one's",
      \.target.new, scenario, default: { $0.targetMixture.new.scale })
    return list
  }

  // MARK: - Start

  private static func start(_ scenario: Scenario) -> [Parameter] {
    var list = [
      number(
        "start.oldWeight", .start,
        weight("oldWeight", "start: old weight β₀", "the model's weight on its old mode at t = 0"),
        read: { $0.start.oldWeight ?? $0.target.oldMass }, write: { $0.start.oldWeight = $1 })
    ]
    list += means(
      "start.old.mean", .start, "start: old mean", "the model's old mean at t = 0",
      \.start.old, scenario, default: { $0.startMixture.old.mean })
    list += means(
      "start.new.mean", .start, "start: new mean", "the model's new mean at t = 0",
      \.start.new, scenario, default: { $0.startMixture.new.mean })
    list += spreads(
      "start.old", .start, "start: old σ", "the model's old deviation, kept as it is",
      \.start.old, scenario, default: { $0.startMixture.old.scale })
    list += spreads(
      "start.new", .start, "start: new σ", "the model's new deviation, kept as it is",
      \.start.new, scenario, default: { $0.startMixture.new.scale })
    return list
  }

  // MARK: - Lanes

  private static func lane(_ index: Int, _ scenario: Scenario) -> [Parameter] {
    let prefix = "lanes.\(index + 1)"
    let settings = scenario.lanes[index].method
    var list = [
      Parameter(
        path: "\(prefix).method", group: .lane,
        kind: .choice(
          ChoiceDescription(
            key: "method", label: "method", about: "how this lane is trained",
            values: MethodCatalogue.descriptions.map(\.key))),
        lane: index, read: { .word($0.lanes[index].method.key) },
        write: { scenario, value in
          scenario.lanes[index].method = scenario.lanes[index].method.changed(to: value.description)
        })
    ]
    guard let description = MethodCatalogue.type(for: settings.key)?.description else {
      return list
    }
    for item in description.numbers {
      list.append(
        Parameter(
          path: "\(prefix).\(item.key)", group: .lane, kind: .number(item), lane: index,
          read: { .number($0.lanes[index].method.numbers[item.key] ?? item.standard) },
          write: { scenario, value in
            if case .number(let number) = value {
              scenario.lanes[index].method.numbers[item.key] = number
            }
          }))
    }
    for item in description.choices {
      list.append(
        Parameter(
          path: "\(prefix).\(item.key)", group: .lane, kind: .choice(item), lane: index,
          read: { .word($0.lanes[index].method.choices[item.key] ?? item.values[0]) },
          write: { scenario, value in
            scenario.lanes[index].method.choices[item.key] = value.description
          }))
    }
    for (key, label, path) in rateGroups {
      list.append(
        number(
          "\(prefix).rates.\(key)", .lane,
          rate(key, "lane: \(label)"), lane: index,
          read: { ($0.lanes[index].rates ?? $0.rates)[keyPath: path] },
          write: { scenario, value in
            var rates = scenario.lanes[index].rates ?? scenario.rates
            rates[keyPath: path] = value
            scenario.lanes[index].rates = rates
          }))
    }
    list.append(
      number(
        "\(prefix).step", .lane, step("lane: step h", "this lane's own step, in flow time"),
        lane: index,
        read: { $0.lanes[index].step ?? $0.clock.step }, write: { $0.lanes[index].step = $1 }))
    return list
  }

  // MARK: - Run

  private static func run(_ scenario: Scenario) -> [Parameter] {
    var list = [
      number(
        "clock.speed", .run,
        NumberDescription(
          key: "speed", label: "speed", about: "flow time per second on the screen",
          unit: "t/s", range: 0...1000, includesLower: false, slider: 0.05...20,
          isLogarithmic: true, increment: 1.189207115002721, standard: 0.5),
        read: { $0.clock.speed }, write: { $0.clock.speed = $1 }),
      Parameter(
        path: "clock.integrator", group: .run,
        kind: .choice(
          ChoiceDescription(
            key: "integrator", label: "integrator",
            about: "euler: plain gradient descent; rk4, dopri5: the exact flow",
            values: Clock.Integrator.allCases.map(\.rawValue))),
        lane: nil, read: { .word($0.clock.integrator.rawValue) },
        write: { scenario, value in
          if let integrator = Clock.Integrator(rawValue: value.description) {
            scenario.clock.integrator = integrator
          }
        }),
      number(
        "clock.step", .run, step("step h", "flow time per step; with euler, the learning rate"),
        read: { $0.clock.step }, write: { $0.clock.step = $1 }),
      number(
        "clock.tolerance", .run,
        NumberDescription(
          key: "tolerance", label: "tolerance", about: "error allowed per step of dopri5",
          range: 1e-13...0.1, slider: 1e-12...1e-2, isLogarithmic: true,
          increment: 10, standard: 1e-8),
        read: { $0.clock.tolerance }, write: { $0.clock.tolerance = $1 }),
      number(
        "clock.until", .run,
        NumberDescription(
          key: "until", label: "until", about: "the flow time at which the run pauses",
          range: 0...1e6, includesLower: false, slider: 1...1000, isLogarithmic: true,
          increment: 1.189207115002721, standard: 60),
        read: { $0.clock.until }, write: { $0.clock.until = $1 }),
    ]
    for (key, label, path) in rateGroups {
      list.append(
        number(
          "rates.\(key)", .run, rate(key, label), read: { $0.rates[keyPath: path] },
          write: { $0.rates[keyPath: path] = $1 }))
    }
    list.append(
      number(
        "dimension", .run,
        NumberDescription(
          key: "dimension", label: "dimension",
          about: "1 or 2; the 1-D problem is the x axis of the 2-D one", range: 1...2,
          isWhole: true, increment: 1, standard: 1),
        read: { Double($0.dimension) }, write: { $0.setDimension(Int($1)) }))
    return list
  }

  // MARK: - Pieces

  private static let rateGroups: [(String, String, WritableKeyPath<Rates, Double> & Sendable)] = [
    ("weight", "rate of weight", \.weight), ("oldMean", "rate of old mean", \.oldMean),
    ("newMean", "rate of new mean", \.newMean),
  ]

  private static func rate(_ key: String, _ label: String) -> NumberDescription {
    NumberDescription(
      key: key, label: label, about: "multiplies the velocity of this group; 0 freezes it",
      range: 0...1000, slider: 0...2, increment: 0.1, standard: 1)
  }

  private static func step(_ label: String, _ about: String) -> NumberDescription {
    NumberDescription(
      key: "step", label: label, about: about, range: 0...100, includesLower: false,
      slider: 0.001...2, isLogarithmic: true, increment: 1.2589254117941673, standard: 0.05)
  }

  private static func weight(_ key: String, _ label: String, _ about: String) -> NumberDescription {
    NumberDescription(
      key: key, label: label, about: about, range: 0...1, includesLower: false,
      includesUpper: false, slider: 0.01...0.99, increment: 0.02, standard: 0.5)
  }

  private static func number(
    _ path: String, _ group: Parameter.Group, _ description: NumberDescription, lane: Int? = nil,
    read: @escaping @Sendable (Scenario) -> Double,
    write: @escaping @Sendable (inout Scenario, Double) -> Void
  ) -> Parameter {
    Parameter(
      path: path, group: group, kind: .number(description), lane: lane,
      read: { .number(read($0)) },
      write: { scenario, value in
        if case .number(let number) = value { write(&scenario, number) }
      })
  }

  private static func means(
    _ path: String, _ group: Parameter.Group, _ label: String, _ about: String,
    _ mode: WritableKeyPath<Scenario, ModeSettings> & Sendable, _ scenario: Scenario,
    default base: @escaping @Sendable (Scenario) -> SIMD2<Double>
  ) -> [Parameter] {
    (0..<scenario.dimension).map { axis in
      let suffix = scenario.dimension == 1 ? "" : axis == 0 ? ".x" : ".y"
      let name = scenario.dimension == 1 ? "" : axis == 0 ? " x" : " y"
      return number(
        path + suffix, group,
        NumberDescription(
          key: "mean", label: label + name, about: about, range: -1000...1000, slider: -8...8,
          increment: 0.1, standard: 0),
        read: { base($0)[axis] },
        write: { scenario, value in
          let now = base(scenario)
          var mean = (0..<scenario.dimension).map { now[$0] }
          mean[axis] = value
          scenario[keyPath: mode].mean = mean
        })
    }
  }

  private static func spreads(
    _ path: String, _ group: Parameter.Group, _ label: String, _ about: String,
    _ mode: WritableKeyPath<Scenario, ModeSettings> & Sendable, _ scenario: Scenario,
    default base: @escaping @Sendable (Scenario) -> CholeskyFactor
  ) -> [Parameter] {
    @Sendable func spread(_ scenario: Scenario) -> Spread {
      scenario[keyPath: mode].spread ?? base(scenario).spread(dimension: scenario.dimension)
    }
    var list = (0..<scenario.dimension).map { axis in
      let suffix = scenario.dimension == 1 ? "" : axis == 0 ? ".x" : ".y"
      let name = scenario.dimension == 1 ? "" : axis == 0 ? " x" : " y"
      return number(
        "\(path).deviation\(suffix)", group,
        NumberDescription(
          key: "deviation", label: label + name, about: about, range: 0...1000,
          includesLower: false, slider: 0.2...4, isLogarithmic: true,
          increment: 1.0905077326652577, standard: 1),
        read: { spread($0).deviation[axis] },
        write: { scenario, value in
          var changed = spread(scenario)
          changed.deviation[axis] = value
          scenario[keyPath: mode].spread = changed
        })
    }
    if scenario.dimension == 2 {
      list.append(
        number(
          "\(path).correlation", group,
          NumberDescription(
            key: "correlation", label: label.namingCorrelation,
            about: "correlation of x and y", range: -1...1, includesLower: false,
            includesUpper: false, slider: -0.95...0.95, increment: 0.05, standard: 0),
          read: { spread($0).correlation },
          write: { scenario, value in
            var changed = spread(scenario)
            changed.correlation = value
            scenario[keyPath: mode].spread = changed
          }))
    }
    return list
  }
}

extension String {
  /// "new deviation σ" → "new correlation ρ": the other half of the same mode's spread.
  fileprivate var namingCorrelation: String {
    let words = split(separator: " ").map { word in
      word == "deviation" ? "correlation" : word == "σ" ? "ρ" : String(word)
    }
    return words.joined(separator: " ")
  }
}
