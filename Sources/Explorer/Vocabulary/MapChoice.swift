import Forgetting
import Simulation
import Words

/// What the map shows: the parameters of its sides, and what is told of every point.
public struct MapChoice: Equatable, Sendable {
  /// Paths of parameters that are numbers.
  public var x: String
  public var y: String
  /// What they span; nil: what their sliders do.
  var xRange: Range?
  var yRange: Range?
  /// nil: the lane that keeps most.
  public var measure: Measure?
  /// Counted from 0; nil: that of a side, the focused one where both or none has one, else the first.
  var lane: Int?

  /// What the scenario says that it opens on, else separation, and the first lane's replay or what else it
  /// has.
  public init(in scenario: Scenario) {
    self.init(standardOf: scenario)
    if let map = scenario.map, let choice = try? MapChoice(map, from: self, in: scenario) {
      self = choice
    }
  }

  private init(standardOf scenario: Scenario) {
    let numbers = ParameterCatalogue.parameters(of: scenario).filter {
      if case .number = $0.kind { true } else { false }
    }
    func path(_ wanted: (Parameter) -> Bool) -> String? { numbers.first(where: wanted)?.path }
    x = path { $0.path == "target.separation" } ?? numbers.first?.path ?? ""
    let first = x
    y =
      path { $0.path.hasSuffix(".replay") && $0.path != first }
      ?? path { $0.path == "target.oldMass" } ?? path { $0.path != first } ?? ""
    measure = .kept
  }

  /// Reads `target.separation lanes.1.replay=0.001:0.5:log kept`: two paths with what they span, a measure or
  /// `winner`, a lane's number; what is left out is as in `init(in:)`.
  public init(text: String, in scenario: Scenario) throws(ParameterError) {
    try self.init(text, from: MapChoice(in: scenario), in: scenario)
  }

  private init(
    _ text: String, from standard: MapChoice, in scenario: Scenario
  ) throws(ParameterError) {
    self = standard
    var words = text.split(separator: " ").map(String.init)[...]
    if words.count == 1, let only = words.first, !only.contains(".") {
      words = [side(x, xRange), side(y, yRange), only]
    }
    guard !words.isEmpty else { return }
    measure = .kept
    lane = nil
    guard words.count >= 2, words.count <= 4 else {
      throw ParameterError(field: "map", value: text, allowed: .sweep(.map))
    }
    (x, xRange) = try MapChoice.side(words.removeFirst(), scenario)
    (y, yRange) = try MapChoice.side(words.removeFirst(), scenario)
    guard scenario.valuePath(x) != scenario.valuePath(y) else {
      throw ParameterError(field: "map", value: y, allowed: .sweep(.oneAxis))
    }
    do {
      try Sweep(
        Experiment(scenario: scenario),
        axes: [MapChoice.ends(of: x, xRange, scenario), MapChoice.ends(of: y, yRange, scenario)]
      ).checkAxes()
    } catch {
      throw ParameterError(field: "map", value: error.field, allowed: error.allowed)
    }
    if let name = words.popFirst() {
      measure = name == "winner" ? nil : MeasureCatalogue.measure(named: name)
      guard measure != nil || name == "winner" else {
        throw ParameterError(field: "map", value: name, allowed: .sweep(.measure))
      }
    }
    if let number = words.popFirst() {
      guard let lane = Int(number), scenario.lanes.indices.contains(lane - 1) else {
        throw ParameterError(
          field: "map", value: number, allowed: .lane(count: scenario.lanes.count))
      }
      self.lane = lane - 1
    }
  }

  /// Whether a scenario has what it says that it opens on; what is wrong is told of the field `map`.
  static func check(_ scenario: Scenario) throws(ParameterError) {
    guard let map = scenario.map else { return }
    _ = try MapChoice(map, from: MapChoice(standardOf: scenario), in: scenario)
  }

  static func path(
    _ path: String, _ scenario: Scenario
  ) throws(ParameterError) -> String {
    _ = try ParameterCatalogue.number(at: path, in: scenario, for: "map")
    return path
  }

  /// Whether a scenario no longer has what a map is over.
  static func isGone(_ choice: MapChoice, from scenario: Scenario) -> Bool {
    [choice.x, choice.y].contains { path in
      guard let parameter = ParameterCatalogue.parameter(at: path, in: scenario),
        case .number = parameter.kind
      else { return true }
      return false
    }
  }

  /// As it is read.
  public var text: String {
    "\(side(x, xRange)) \(side(y, yRange)) \(measure?.id ?? "winner")"
      + (lane.map { " \($0 + 1)" } ?? "")
  }

  private func side(_ path: String, _ range: Range?) -> String {
    path + (range.map { "=" + $0.text } ?? "")
  }
}
