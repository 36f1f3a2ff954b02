import Forgetting
import Words

/// A YAML node to a scenario, key by key. Knows keys, types and shapes, not ranges.
enum ScenarioReader {
  static func scenario(_ field: YAMLField) throws(DocumentError) -> Scenario {
    let fields = try field.mapping([
      "name", "about", "dimension", "seed", "target", "tasks", "start", "reference", "teacher",
      "demonstrator", "stages", "known", "rates", "coordinates", "sampling", "clock", "lanes",
      "data", "map", "ensemble", "view",
    ])
    let dimension = Int(try fields["dimension"]?.integer(in: 1...2) ?? 1)
    let sequence = try TaskReader.sequence(fields, dimension: dimension)
    let target =
      sequence == nil
      ? try Self.target(
        fields.required("target", allowed: .mapping(["oldMass", "old", "new"])),
        dimension: dimension) : .none
    let lanes = try fields.required("lanes", allowed: .someLanes)
    func mixture(_ key: String) throws(DocumentError) -> MixtureSettings {
      guard let field = fields[key] else { return MixtureSettings() }
      if sequence != nil, key == "reference", TaskReader.isStart(field) { return MixtureSettings() }
      return sequence == nil
        ? try Self.mixture(field, dimension: dimension)
        : try TaskReader.components(
          field, dimension: dimension,
          keys: key == "reference" ? ["components", "stages"] : ["components"])
    }
    let rates = try fields["rates"].map { (field) throws(DocumentError) in
      try Self.rates(field, default: Rates())
    }
    var scenario = Scenario(
      dimension: dimension,
      target: target,
      start: try mixture("start"), reference: try mixture("reference"),
      teacher: try mixture("teacher"), demonstrator: try mixture("demonstrator"),
      rates: rates ?? Rates(),
      coordinates: try coordinates(fields) ?? .logit,
      sampling: try sampling(fields) ?? .population,
      clock: try fields["clock"].map(clock) ?? Clock(),
      lanes: try Self.lanes(lanes, rates: rates ?? Rates()), sequence: sequence)
    if let end = sequence?.stages?.last?.until, end > 0,
      try fields["clock"]?.mapping(nil)["until"] == nil
    {
      scenario.clock.until = end
    }
    if let name = fields["name"] { scenario.name = try name.text() }
    if let about = fields["about"] { scenario.about = try about.text() }
    if let data = fields["data"] { scenario.data = try DataReader.source(data) }
    if let map = fields["map"] { scenario.map = try map.text() }
    if let ensemble = fields["ensemble"] {
      scenario.ensemble = Int(try ensemble.integer(in: 2...UInt64(Scenario.largestEnsemble)))
    }
    if let view = fields["view"] { scenario.view = try view.text() }
    if let seed = fields["seed"] { scenario.seed = try seed.integer(in: 0...Scenario.largestSeed) }
    return scenario
  }

  // MARK: - Mixtures

  private static func target(
    _ field: YAMLField, dimension: Int
  ) throws(DocumentError) -> TargetSettings {
    let fields = try field.mapping(["oldMass", "old", "new"])
    let oldMass = try fields.required("oldMass", allowed: .mass).number()
    let old = try fields.required("old", allowed: .modeWithMean)
    let new = try fields.required("new", allowed: .modeWithMean)
    let unit = [Double](repeating: 1, count: dimension)
    return TargetSettings(
      oldMass: oldMass,
      old: try mode(old, dimension: dimension, needsMean: true, defaultDeviation: unit),
      new: try mode(new, dimension: dimension, needsMean: true))
  }

  private static func mixture(
    _ field: YAMLField, dimension: Int
  ) throws(DocumentError) -> MixtureSettings {
    let fields = try field.mapping(["oldWeight", "old", "new"])
    var mixture = MixtureSettings()
    mixture.oldWeight = try fields["oldWeight"]?.number()
    if let old = fields["old"] { mixture.old = try mode(old, dimension: dimension) }
    if let new = fields["new"] { mixture.new = try mode(new, dimension: dimension) }
    return mixture
  }

  private static func mode(
    _ field: YAMLField, dimension: Int, needsMean: Bool = false, defaultDeviation: [Double]? = nil
  ) throws(DocumentError) -> ModeSettings {
    let fields = try field.mapping(["mean", "deviation", "correlation", "covariance"])
    if needsMean {
      _ = try fields.required("mean", allowed: .numbers(dimension))
    }
    return ModeSettings(
      mean: try fields["mean"]?.numbers(dimension: dimension),
      spread: try SpreadReader.spread(
        fields, dimension: dimension, defaultDeviation: defaultDeviation))
  }

  // MARK: - Flow

  private static func coordinates(
    _ fields: YAMLMapping
  ) throws(DocumentError) -> CoordinateSystem? {
    guard let field = fields["coordinates"] else { return nil }
    return CoordinateSystem(
      rawValue: try field.word(among: CoordinateSystem.allCases.map(\.rawValue)))
  }

  /// `population`, or `{batch: N}`.
  private static func sampling(_ fields: YAMLMapping) throws(DocumentError) -> Sampling? {
    guard let field = fields["sampling"] else { return nil }
    guard case .mapping = field.node.content else {
      guard field.node.text != nil, let word = try? field.word(), word == "population" else {
        throw field.refusal(allowed: .sampling)
      }
      return .population
    }
    let size = try field.mapping(["batch"]).required(
      "batch", allowed: .wholeNumber(1...Sampling.largestBatch))
    return .batch(Int(try size.integer(in: 1...UInt64(Sampling.largestBatch))))
  }

  private static func rates(
    _ field: YAMLField, default rates: Rates
  ) throws(DocumentError) -> Rates {
    let fields = try field.mapping([
      "weight", "oldMean", "newMean", "oldCovariance", "newCovariance",
    ])
    var rates = rates
    if let weight = fields["weight"] { rates.weight = try weight.number() }
    if let oldMean = fields["oldMean"] { rates.oldMean = try oldMean.number() }
    if let newMean = fields["newMean"] { rates.newMean = try newMean.number() }
    if let field = fields["oldCovariance"] { rates.oldCovariance = try field.number() }
    if let field = fields["newCovariance"] { rates.newCovariance = try field.number() }
    return rates
  }

  private static func clock(_ field: YAMLField) throws(DocumentError) -> Clock {
    let fields = try field.mapping(["integrator", "step", "tolerance", "speed", "until"])
    var clock = Clock()
    if let field = fields["integrator"] {
      let word = try field.word(among: Clock.Integrator.allCases.map(\.rawValue))
      clock.integrator = Clock.Integrator(rawValue: word) ?? clock.integrator
    }
    if let step = fields["step"] { clock.step = try step.number() }
    if let tolerance = fields["tolerance"] { clock.tolerance = try tolerance.number() }
    if let speed = fields["speed"] { clock.speed = try speed.number() }
    if let until = fields["until"] { clock.until = try until.number() }
    return clock
  }

  // MARK: - Lanes

  private static func lanes(
    _ field: YAMLField, rates: Rates
  ) throws(DocumentError) -> [LaneSettings] {
    let allowed = Allowed.lanes(most: Scenario.largestLaneCount)
    let items = try field.items(allowed: allowed)
    guard (1...Scenario.largestLaneCount).contains(items.count) else {
      throw field.refusal(given: .list(items.count), allowed: allowed)
    }
    return try items.map { (item) throws(DocumentError) in try lane(item, rates: rates) }
  }

  /// Keys that are not a lane's own are its method's parameters.
  private static func lane(
    _ field: YAMLField, rates scenarioRates: Rates
  ) throws(DocumentError) -> LaneSettings {
    let fields = try field.mapping(nil)
    let method = try fields.required("method", allowed: .method)
    var lane = LaneSettings(method: MethodSettings(try method.word()))
    lane.coordinates = try coordinates(fields)
    lane.sampling = try sampling(fields)
    if let field = fields["optimiser"] {
      let word = try field.word(among: Clock.Integrator.allCases.map(\.rawValue))
      lane.optimiser = Clock.Integrator(rawValue: word)
    }
    lane.rates = try fields["rates"].map { (field) throws(DocumentError) in
      try rates(field, default: scenarioRates)
    }
    lane.step = try fields["step"]?.number()
    let numbers = MethodCatalogue.type(for: lane.method.key)?.description.numbers ?? []
    func mayBeInfinite(_ key: String) -> Bool {
      numbers.first { $0.key == key }?.includesInfinity ?? false
    }
    for (key, field) in fields.fields where !ownKeys.contains(key) {
      if let count = MethodCatalogue.count(key), case .mapping = field.node.content {
        let steps = try field.mapping([count.key]).required(count.key, allowed: count.allowed)
        lane.method.numbers[key] = try steps.number(orInfinity: mayBeInfinite(key))
        lane.method.choices[count.choice] = count.key
        continue
      }
      switch try field.numberOrWord(orInfinity: mayBeInfinite(key)) {
      case .number(let number): lane.method.numbers[key] = number
      case .word(let word):
        if let choice = wordChoice(key, word, of: lane.method.key) {
          lane.method.choices[choice] = word
        } else {
          lane.method.choices[key] = word
        }
      }
    }
    return lane
  }

  /// The choice that a word in a number's place stands for: `eta: adaptive`.
  private static func wordChoice(_ key: String, _ word: String, of method: String) -> String? {
    MethodCatalogue.type(for: method)?.description.numbers
      .first { $0.key == key && $0.word?.word == word }?.word?.choice
  }

  static let ownKeys: Set<String> = [
    "method", "rates", "step", "coordinates", "sampling", "optimiser",
  ]
}
