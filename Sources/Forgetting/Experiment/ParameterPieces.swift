/// What parameters are made of: numbers, rates, means and spreads, each with its words.
extension ParameterCatalogue {
  static let rateGroups: [(String, String, WritableKeyPath<Rates, Double> & Sendable)] = [
    ("weight", "rate of weight", \.weight), ("oldMean", "rate of old mean", \.oldMean),
    ("newMean", "rate of new mean", \.newMean),
    ("oldCovariance", "rate of old Σ", \.oldCovariance),
    ("newCovariance", "rate of new Σ", \.newCovariance),
  ]

  static func rate(_ key: String, _ label: String) -> NumberDescription {
    NumberDescription(
      key: key, label: label, about: "multiplies the velocity of this group; 0 freezes it",
      range: 0...1000, slider: 0...2, increment: 0.1, standard: 1)
  }

  /// Whether G is an integral or a mean over samples, and over how many.
  static func sampling(
    _ prefix: String, _ group: Parameter.Group, lane: Int?,
    read: @escaping @Sendable (Scenario) -> Sampling,
    write: @escaping @Sendable (inout Scenario, Sampling) -> Void
  ) -> [Parameter] {
    let name = lane == nil ? "" : "lane: "
    return [
      Parameter(
        path: "\(prefix)sampling", group: group,
        kind: .choice(
          ChoiceDescription(
            key: "sampling", label: "\(name)sampling",
            about: "population: the limit of infinite samples; batch: N samples per step",
            values: ["population", "batch"])),
        lane: lane, read: { .word(read($0).isBatch ? "batch" : "population") },
        write: { scenario, value in
          let size = read(scenario).batchSize ?? Sampling.standardBatch
          write(&scenario, value.description == "batch" ? .batch(size) : .population)
        }),
      number(
        "\(prefix)batch", group,
        NumberDescription(
          key: "batch", label: "\(name)batch N",
          about: "samples per step; few samples starve the old mode", unit: "",
          range: 1...Double(Sampling.largestBatch), isWhole: true, isLogarithmic: true,
          increment: 2, standard: Double(Sampling.standardBatch)),
        lane: lane, read: { Double(read($0).batchSize ?? Sampling.standardBatch) },
        write: { write(&$0, .batch(Int(exactly: $1) ?? 1)) }),
    ]
  }

  static func coordinates(
    _ path: String, _ group: Parameter.Group, lane: Int?,
    read: @escaping @Sendable (Scenario) -> CoordinateSystem,
    write: @escaping @Sendable (inout Scenario, CoordinateSystem) -> Void
  ) -> Parameter {
    Parameter(
      path: path, group: group,
      kind: .choice(
        ChoiceDescription(
          key: "coordinates", label: lane == nil ? "coordinates" : "lane: coordinates",
          about: "what a step moves: logit β, β itself (direct), or the natural gradient",
          values: CoordinateSystem.allCases.map(\.rawValue))),
      lane: lane, read: { .word(read($0).rawValue) },
      write: { scenario, value in
        if let system = CoordinateSystem(rawValue: value.description) { write(&scenario, system) }
      })
  }

  static func step(_ label: String, _ about: String) -> NumberDescription {
    NumberDescription(
      key: "step", label: label, about: about, range: 0...100, includesLower: false,
      slider: 0.001...2, isLogarithmic: true, increment: 1.2589254117941673, standard: 0.05)
  }

  static func weight(_ key: String, _ label: String, _ about: String) -> NumberDescription {
    NumberDescription(
      key: key, label: label, about: about, range: 0...1, includesLower: false,
      includesUpper: false, slider: 0.01...0.99, increment: 0.02, standard: 0.5)
  }

  static func number(
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

  static func means(
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

  static func spreads(
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
          key: "deviation", label: label + name, about: about,
          range: Scenario.deviationRange, slider: 0.2...4, isLogarithmic: true,
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
