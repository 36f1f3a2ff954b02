import Forgetting

/// The order of the parameters pane: what a lecture changes first, then everything by group.
enum ParameterOrder {
  /// What a method wants to come first stands here.
  private static let methods = "lanes"
  /// What comes first.
  private static let first = [
    "target.separation", "target.oldMass", methods, "start.oldWeight", "start.new.mean",
    "start.new.mean.x", "start.new.mean.y", "target.deviation", "target.deviation.x",
    "target.deviation.y", "target.correlation", "clock.speed",
  ]

  /// - Parameter lane: the lane whose parameters are wanted; nil: every lane's.
  static func parameters(of scenario: Scenario, lane: Int?) -> [Parameter] {
    // Every frame asks: places are found once for each, and only numbers are compared.
    var places: [[Parameter]] = Array(repeating: [], count: first.count + sectionCount)
    for parameter in ParameterCatalogue.parameters(of: scenario) {
      if let owner = parameter.lane, lane != nil, owner != lane { continue }
      guard hasEffect(parameter, in: scenario) else { continue }
      let early = first.firstIndex {
        parameter.path == $0 || ($0 == methods && parameter.comesFirst)
      }
      places[early ?? first.count + section(of: parameter)].append(parameter)
    }
    return places.flatMap { $0 }
  }

  private static let sectionCount = 6
  /// Target, start, the methods' own, the mixtures that they refer to, the run, and at last what a lane
  /// has otherwise than the run.
  private static func section(of parameter: Parameter) -> Int {
    switch parameter.group {
    case .target: return 0
    case .start: return parameter.path.hasPrefix("start.") ? 1 : 3
    case .lane: return isOverride(parameter) ? 5 : 2
    case .run: return 4
    }
  }

  private static let overrides = [
    "sampling", "batch", "optimiser", "coordinates", "step",
  ]

  /// Whether a lane has it otherwise than the run.
  static func isOverride(_ parameter: Parameter) -> Bool {
    let parts = parameter.path.split(separator: ".", maxSplits: 3)
    guard parts.count > 2 else { return false }
    return parts[2] == "rates" || overrides.contains { $0 == parts[2] }
  }

  /// Whether changing it would change anything now. The others can still be set by their paths.
  private static func hasEffect(_ parameter: Parameter, in scenario: Scenario) -> Bool {
    let lanes = scenario.lanes.indices
    func value(_ key: String) -> ParameterValue? {
      guard let lane = parameter.lane else { return nil }
      return ParameterCatalogue.parameter(at: "lanes.\(lane + 1).\(key)", in: scenario)?
        .value(in: scenario)
    }
    switch parameter.path.split(separator: ".").last {
    case "batch":
      return parameter.lane.map { scenario.sampling(ofLane: $0).isBatch }
        ?? scenario.sampling.isBatch
    case "seed": return lanes.contains { scenario.sampling(ofLane: $0).isBatch }
    case "tolerance":
      return lanes.contains { scenario.integrator(ofLane: $0) == .dormandPrince }
    default:
      guard case .choice(let choice) = parameter.kind, let idle = choice.idle else { return true }
      return value(idle.number) != .number(idle.value)
    }
  }
}

extension Parameter {
  /// Whether it is a method's, and among what a lecture changes first.
  fileprivate var comesFirst: Bool {
    if case .number(let number) = kind { return number.comesFirst }
    return false
  }

  /// Where a value stands on the slider, 0…1.
  package func fraction(of value: Double) -> Double {
    guard case .number(let number) = kind else { return 0 }
    let low = number.slider.lowerBound
    let high = number.slider.upperBound
    if value == .infinity { return 1 }
    if number.isLogarithmic {
      guard value > 0, low > 0 else { return 0 }
      return Logarithm.ratio(value, low) / Logarithm.ratio(high, low)
    }
    return (value - low) / (high - low)
  }

  /// The value at a place of the slider, rounded to what a hand can mean.
  func value(atFraction fraction: Double) -> Double {
    guard case .number(let number) = kind else { return 0 }
    let fraction = min(1, max(0, fraction))
    let low = number.slider.lowerBound
    let high = number.slider.upperBound
    if number.isLogarithmic {
      return Parameter.rounded(low * Logarithm.exponential(fraction * Logarithm.ratio(high, low)))
    }
    let step = number.isWhole ? 1 : number.increment / 10
    return Parameter.rounded(((low + fraction * (high - low)) / step).rounded() * step)
  }

  /// The value a number of key presses away, kept inside what is allowed.
  func moved(_ value: ParameterValue, by presses: Double) -> ParameterValue {
    switch kind {
    case .choice(let choice):
      guard let index = choice.values.firstIndex(of: value.description) else {
        return .word(choice.values[0])
      }
      let count = choice.values.count
      let step = presses < 0 ? -1 : 1
      return .word(choice.values[(index + step + count) % count])
    case .number(let number):
      guard case .number(let now) = value else { return value }
      let next =
        number.isLogarithmic
        ? number.multiplied(now, by: presses) : now + presses * number.increment
      if number.includesInfinity {
        // Never lies one press beyond the slider's end.
        if now == .infinity { return .number(presses < 0 ? number.slider.upperBound : now) }
        if now >= number.slider.upperBound, presses > 0 { return .number(.infinity) }
        if next > number.slider.upperBound { return .number(number.slider.upperBound) }
      }
      return .number(clamped(Parameter.rounded(next)))
    }
  }

  /// The nearest allowed value; an end that is not allowed itself keeps a little distance.
  func clamped(_ value: Double) -> Double {
    guard case .number(let number) = kind else { return value }
    if number.allows(value) { return value }
    let span = number.slider.upperBound - number.slider.lowerBound
    let low =
      number.includesLower
      ? number.range.lowerBound
      : max(number.slider.lowerBound, number.range.lowerBound + 1e-3 * span)
    let high =
      number.includesUpper
      ? number.range.upperBound
      : min(number.slider.upperBound, number.range.upperBound - 1e-3 * span)
    return value < low ? low : value > high ? high : value
  }

  /// Ten significant digits: sums of decimal steps stay decimal.
  static func rounded(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    let digits = 10 - Int(Logarithm.decimal(abs(value)).rounded(.up))
    let scale = Logarithm.power(10, Double(abs(digits)))
    let result = digits >= 0 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale
    return abs(result) < 1e-9 ? 0 : result
  }
}

extension NumberDescription {
  /// A number of presses away. From values that lie whole presses from the standard one it is computed, so that
  /// what presses round off does not add up.
  fileprivate func multiplied(_ value: Double, by presses: Double) -> Double {
    let away = value * Logarithm.power(increment, presses)
    guard value > 0, value.isFinite, standard > 0 else { return away }
    let place = Logarithm.ratio(value, standard) / Logarithm.ratio(increment, 1)
    guard abs(place - place.rounded()) < 1e-6 else { return away }
    return standard * Logarithm.power(increment, place.rounded() + presses)
  }
}
