import Words

/// Every parameter of a scenario, in the order shown: what sliders, `--set`, edits and range checks
/// share. Separation comes first: it is what the theory is about.
public enum ParameterCatalogue {
  /// The shared parameters, then each lane's: those that matter to the scenario's methods.
  public static func parameters(of scenario: Scenario) -> [Parameter] {
    list(of: scenario).parameters
  }

  /// The same and more, of this scenario and all that have its shape.
  static func list(of scenario: Scenario) -> ParameterList {
    ParameterList.of(scenario) { (made(of: $0), idle(in: $0)) }
  }

  /// The same, made anew: only what decides the shape of a scenario's list may be read here.
  static func made(of scenario: Scenario) -> [Parameter] {
    var list = target(scenario) + start(scenario)
    for role in Role.allCases where role.matters(to: scenario) { list += mixture(role, scenario) }
    for index in scenario.lanes.indices { list += lane(index, scenario) }
    return list + run(scenario)
  }

  /// Those that change what is shown, not what is computed.
  public static let presentation: Set<String> = ["clock.speed", "clock.until", "data.stepsPerTime"]

  /// All of them, those too that change nothing at present: what a path may name.
  public static func everything(of scenario: Scenario) -> [Parameter] {
    list(of: scenario).everything
  }

  /// Those that change nothing at present.
  static func idle(in scenario: Scenario) -> [Parameter] {
    Role.allCases.filter { !$0.matters(to: scenario) }.flatMap { mixture($0, scenario) }
  }

  /// The parameter at a path; nil when the scenario has none there.
  public static func parameter(at path: String, in scenario: Scenario) -> Parameter? {
    let path = scenario.canonicalPath(path)
    return list(of: scenario).parameter(at: path)
      ?? (scenario.sequence == nil ? complement(path) : nil)
  }

  /// The parameter at a path where it is a number.
  ///
  /// - Parameter field: who asks: what errors call the place that the path stands in.
  public static func number(
    at path: String, in scenario: Scenario, for field: String
  ) throws(ParameterError) -> NumberDescription {
    if let parameter = parameter(at: path, in: scenario) {
      guard case .number(let description) = parameter.kind else {
        throw ParameterError(field: field, value: path, allowed: .sweep(.numberParameter))
      }
      return description
    }
    do {
      // What setting it would say: which paths there are.
      var scenario = scenario
      try scenario.set(path, text: "0.5")
    } catch {
      throw ParameterError(field: field, value: path, allowed: error.allowed)
    }
    throw ParameterError(field: field, value: path, allowed: .sweep(.numberParameter))
  }

  // MARK: - Target

  private static func target(_ scenario: Scenario) -> [Parameter] {
    if scenario.sequence != nil { return tasks(scenario) }
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
    if scenario.sequence != nil { return components(.start, scenario) }
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
      "start.old", .start, "start: old σ",
      "the model's old deviation; it moves only with a rate of its own",
      \.start.old, scenario, default: { $0.startMixture.old.scale })
    list += spreads(
      "start.new", .start, "start: new σ",
      "the model's new deviation; it moves only with a rate of its own",
      \.start.new, scenario, default: { $0.startMixture.new.scale })
    return list
  }

  // MARK: - Mixtures that some methods refer to

  private enum Role: String, CaseIterable {
    case reference, teacher, demonstrator

    var settings: WritableKeyPath<Scenario, MixtureSettings> & Sendable {
      switch self {
      case .reference: \.reference
      case .teacher: \.teacher
      case .demonstrator: \.demonstrator
      }
    }

    /// Its weight and its modes.
    var parts:
      (
        WritableKeyPath<Scenario, Double?> & Sendable,
        WritableKeyPath<Scenario, ModeSettings> & Sendable,
        WritableKeyPath<Scenario, ModeSettings> & Sendable
      )
    {
      switch self {
      case .reference: (\.reference.oldWeight, \.reference.old, \.reference.new)
      case .teacher: (\.teacher.oldWeight, \.teacher.old, \.teacher.new)
      case .demonstrator: (\.demonstrator.oldWeight, \.demonstrator.old, \.demonstrator.new)
      }
    }

    var mixture: KeyPath<Scenario, Mixture> & Sendable {
      switch self {
      case .reference: \.referenceMixture
      case .teacher: \.teacherMixture
      case .demonstrator: \.demonstratorMixture
      }
    }

    /// Whether a lane refers to it, or the scenario says something about it.
    func matters(to scenario: Scenario) -> Bool {
      if scenario[keyPath: settings] != MixtureSettings() { return true }
      return scenario.lanes.contains { lane in
        let roles = MethodCatalogue.type(for: lane.method.key)?.description.refersTo ?? []
        return roles.contains(rawValue)
      }
    }
  }

  private static func mixture(_ role: Role, _ scenario: Scenario) -> [Parameter] {
    let name = role.rawValue
    if scenario.sequence != nil, let role = MixtureRole(rawValue: name) {
      return components(role, scenario)
    }
    let mixture = role.mixture
    let (weightPath, oldPath, newPath) = role.parts
    var list = [
      number(
        "\(name).oldWeight", .start,
        weight("oldWeight", "\(name): old weight", "the \(name)'s weight on the old mode"),
        read: { scenario in
          // Read back exactly where it was given; through the logit where it follows.
          scenario[keyPath: weightPath] ?? scenario[keyPath: mixture].oldWeight
        },
        write: { $0[keyPath: weightPath] = $1 })
    ]
    list += means(
      "\(name).old.mean", .start, "\(name): old mean", "where the \(name) has the old task",
      oldPath, scenario, default: { $0[keyPath: mixture].old.mean })
    list += means(
      "\(name).new.mean", .start, "\(name): new mean", "where the \(name) has the new task",
      newPath, scenario, default: { $0[keyPath: mixture].new.mean })
    list += spreads(
      "\(name).old", .start, "\(name): old σ", "the \(name)'s old deviation", oldPath, scenario,
      default: { $0[keyPath: mixture].old.scale })
    list += spreads(
      "\(name).new", .start, "\(name): new σ", "the \(name)'s new deviation", newPath, scenario,
      default: { $0[keyPath: mixture].new.scale })
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
            about: "euler: plain gradient descent; rk4, dopri5: the exact flow; momentum, adam",
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
    list += sampling(
      "", .run, lane: nil, read: { $0.sampling },
      write: { scenario, sampling in
        scenario.sampling = sampling
        scenario.dropUnfitOptimisers()
      })
    list.append(
      coordinates(
        "coordinates", .run, lane: nil, read: { $0.coordinates }, write: { $0.coordinates = $1 }))
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
    list.append(
      number(
        "seed", .run,
        NumberDescription(
          key: "seed", label: "seed", about: "which samples a batch draws; the same for every lane",
          range: 0...Double(Scenario.largestSeed), isWhole: true, slider: 0...100, increment: 1,
          standard: 7),
        read: { Double($0.seed) }, write: { $0.seed = UInt64(exactly: $1) ?? 0 }))
    if scenario.data != nil {
      list.append(
        number(
          "data.stepsPerTime", .run,
          NumberDescription(
            key: "stepsPerTime", label: "data: steps/t",
            about: "steps of the log in a unit of flow time: stretches its points",
            range: 0...1e12, includesLower: false, slider: 0.1...10_000, isLogarithmic: true,
            increment: 1.0442737824274138, standard: 1),
          read: { $0.data?.mapping.stepsPerTime ?? 1 },
          write: { $0.data?.mapping.stepsPerTime = $1 }))
    }
    return list
  }
}
