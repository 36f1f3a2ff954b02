import Forgetting

/// A YAML node to a scenario, key by key. Knows keys, types and shapes, not ranges.
enum ScenarioReader {
  static func scenario(_ field: YAMLField) throws(DocumentError) -> Scenario {
    let fields = try field.mapping([
      "name", "about", "dimension", "seed", "target", "start", "reference", "rates", "coordinates",
      "sampling", "clock", "lanes",
    ])
    let target = try fields.required("target", allowed: "a mapping of oldMass, old, new")
    let lanes = try fields.required("lanes", allowed: "a list of one or more lanes")
    let dimension = Int(try fields["dimension"]?.integer(in: 1...2) ?? 1)
    try checkFlow(fields)
    let rates = try fields["rates"].map { (field) throws(DocumentError) in
      try Self.rates(field, default: Rates())
    }
    var scenario = Scenario(
      dimension: dimension,
      target: try Self.target(target, dimension: dimension),
      start: try fields["start"].map { (field) throws(DocumentError) in
        try mixture(field, dimension: dimension)
      } ?? MixtureSettings(),
      reference: try fields["reference"].map { (field) throws(DocumentError) in
        try mixture(field, dimension: dimension)
      } ?? MixtureSettings(),
      rates: rates ?? Rates(),
      clock: try fields["clock"].map(clock) ?? Clock(),
      lanes: try Self.lanes(lanes, rates: rates ?? Rates()))
    if let name = fields["name"] { scenario.name = try name.text() }
    if let about = fields["about"] { scenario.about = try about.text() }
    if let seed = fields["seed"] { scenario.seed = try seed.integer(in: 0...UInt64.max) }
    return scenario
  }

  // MARK: - Mixtures

  private static func target(
    _ field: YAMLField, dimension: Int
  ) throws(DocumentError) -> TargetSettings {
    let fields = try field.mapping(["oldMass", "old", "new"])
    let oldMass = try fields.required("oldMass", allowed: "a number > 0 and < 1").number()
    let modes = "a mapping with its mean"
    let old = try fields.required("old", allowed: modes)
    let new = try fields.required("new", allowed: modes)
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
      _ = try fields.required("mean", allowed: dimension == 1 ? "1 number" : "2 numbers")
    }
    return ModeSettings(
      mean: try fields["mean"]?.numbers(dimension: dimension),
      spread: try SpreadReader.spread(
        fields, dimension: dimension, defaultDeviation: defaultDeviation))
  }

  // MARK: - Flow

  /// The flow has one kind of coordinates and of sampling; a document may say so.
  private static func checkFlow(_ fields: YAMLMapping) throws(DocumentError) {
    try fields["coordinates"]?.word(among: ["logit"])
    try fields["sampling"]?.word(among: ["population"])
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
    for name in ["oldCovariance", "newCovariance"] {
      guard let field = fields[name] else { continue }
      guard try field.number() == 0 else {
        throw field.refusal(allowed: "0 (covariances are frozen)")
      }
    }
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
    let allowed = "a list of 1 to \(Scenario.largestLaneCount) lanes"
    let items = try field.items(allowed: allowed)
    guard (1...Scenario.largestLaneCount).contains(items.count) else {
      throw field.refusal(value: "a list of \(items.count)", allowed: allowed)
    }
    return try items.map { (item) throws(DocumentError) in try lane(item, rates: rates) }
  }

  /// Keys that are not a lane's own are its method's parameters.
  private static func lane(
    _ field: YAMLField, rates scenarioRates: Rates
  ) throws(DocumentError) -> LaneSettings {
    let fields = try field.mapping(nil)
    let method = try fields.required("method", allowed: "a method's name, such as forward-kl")
    var lane = LaneSettings(method: MethodSettings(try method.word()))
    try checkFlow(fields)
    lane.rates = try fields["rates"].map { (field) throws(DocumentError) in
      try rates(field, default: scenarioRates)
    }
    lane.step = try fields["step"]?.number()
    for (key, field) in fields.fields where !ownKeys.contains(key) {
      switch try field.numberOrWord() {
      case .number(let number): lane.method.numbers[key] = number
      case .word(let word): lane.method.choices[key] = word
      }
    }
    return lane
  }

  static let ownKeys: Set<String> = ["method", "rates", "step", "coordinates", "sampling"]
}
