import Forgetting

/// One number that a fit is free to choose.
public struct FitParameter: Hashable, Sendable {
  /// What it is called: the scenario's path with the lane left out, or what only a fit knows.
  public var name: String
  /// What is allowed.
  public var range: ClosedRange<Double>
  /// Whether it is looked for by factors.
  var isLogarithmic = false

  /// What a fit knows besides scenarios: the new mean's distance from its task at the start, in σ, and
  /// how many steps of the log are a unit of flow time.
  static let newError = "new error"
  static let stepsPerTime = "steps per time"

  /// The value at a place between 0 and 1.
  func value(at place: Double) -> Double {
    isLogarithmic
      ? exponential(
        logarithm(range.lowerBound)
          + place * (logarithm(range.upperBound) - logarithm(range.lowerBound)))
      : range.lowerBound + place * (range.upperBound - range.lowerBound)
  }
}

/// What is fitted of a method: the picture's own parameters, the method's knobs, and the time scale, which
/// comes last.
public struct FitModel: Sendable {
  /// The method's key.
  let method: String
  let parameters: [FitParameter]
  /// Of a step: small beside any noise, and smooth enough for differences.
  static let tolerance = 1e-5

  /// Of the method, behind the first three parameters.
  private let knobs: [String]

  /// Steps of the log up to its end; one unit of flow time is between a 300th and all of it.
  ///
  /// - Returns: nil where no method has this key.
  init?(method: String, lastStep: Double) {
    guard let description = MethodCatalogue.descriptions.first(where: { $0.key == method }) else {
      return nil
    }
    self.method = method
    knobs = description.fittedNumbers
    var parameters = [
      FitParameter(name: "start.oldWeight", range: 0.05...0.98),
      FitParameter(name: FitParameter.newError, range: 0...4),
      FitParameter(name: "target.separation", range: 1...10),
    ]
    for key in knobs {
      guard let number = description.numbers.first(where: { $0.key == key }) else { continue }
      let ends = number.slider
      let isLogarithmic = number.isLogarithmic && ends.lowerBound > 0
      // A mass of all or nothing has no flow.
      let upper = number.allows(ends.upperBound) ? ends.upperBound : 0.95
      parameters.append(
        FitParameter(
          name: key, range: ends.lowerBound...upper, isLogarithmic: isLogarithmic))
    }
    parameters.append(
      FitParameter(
        name: FitParameter.stepsPerTime, range: (lastStep / 300)...lastStep, isLogarithmic: true))
    self.parameters = parameters
  }

  /// The scenario at places between 0 and 1: one lane, exact, on a line.
  func scenario(at places: [Double]) -> Scenario {
    let values = zip(parameters, places).map { $0.value(at: $1) }
    return scenario(values)
  }

  /// The scenario with these values of the parameters.
  func scenario(_ values: [Double]) -> Scenario {
    let half = values[2] / 2
    var numbers: [String: Double] = [:]
    for (index, key) in knobs.enumerated() { numbers[key] = values[3 + index] }
    var scenario = Scenario(
      target: TargetSettings(
        oldMass: 0.5, old: ModeSettings(mean: [-half], spread: Spread(deviation: [1])),
        new: ModeSettings(mean: [half])),
      start: MixtureSettings(oldWeight: values[0], new: ModeSettings(mean: [half - values[1]])),
      lanes: [LaneSettings(method: MethodSettings(method, numbers: numbers))])
    scenario.clock.integrator = .dormandPrince
    scenario.clock.tolerance = FitModel.tolerance
    return scenario
  }
}
