import Testing

@testable import Forgetting
@testable import Simulation

/// What the tests of this room start from.
enum Runs {
  static let standard = Presets.standard.scenario
  static let replay = Presets.preset("replay")!.scenario
  static let overlap = Presets.preset("overlap")!.scenario

  /// A pair in the plane that needs two dimensions only after an edit: cheap enough for many ticks.
  static let plane: Scenario = {
    var scenario = standard
    do {
      try scenario.set("dimension", text: "2")
    } catch {
      fatalError("\(error)")
    }
    return scenario
  }()

  static let adaptive: Scenario = {
    var scenario = overlap
    scenario.clock.integrator = .dormandPrince
    scenario.clock.step = 0.2
    return scenario
  }()

  static let all = [standard, replay, overlap, plane, adaptive]
}

/// Whether any lane trains a covariance.
private func trainsCovariances(_ scenario: Scenario) -> Bool {
  scenario.lanes.indices.contains { scenario.rates(ofLane: $0).trainsCovariances }
}

extension Simulation {
  /// Ticks on, whatever the state.
  mutating func run(_ ticks: Int) {
    for _ in 0..<ticks { advance() }
  }

  mutating func set(_ path: String, _ text: String) throws {
    let value: ParameterValue
    if path == "lanes.add" {
      value = .word(text)
    } else if path == "lanes.remove" {
      value = .number(Double(text)!)
    } else {
      let parameter = try #require(ParameterCatalogue.parameter(at: path, in: scenario))
      value = try parameter.parse(text)
    }
    try perform(.set(path: path, value: value))
  }

  /// What must agree to the last bit.
  var fingerprint: Fingerprint {
    Fingerprint(tick: tick, time: time, lanes: lanes, scenario: scenario)
  }

  struct Fingerprint: Equatable {
    var tick: Int
    var time: Double
    var lanes: [LaneState]
    var scenario: Scenario
  }
}

extension Scenario: CustomTestStringConvertible {
  public var testDescription: String { "\(dimension)-D \(name)" }
}

/// What holds at every instant of every run.
func expectInvariants(
  _ simulation: Simulation, _ comment: @autoclosure () -> String = "",
  location: SourceLocation = #_sourceLocation
) {
  let count = simulation.scenario.lanes.count
  let series = simulation.visibleSeries
  var broken: [String] = []
  func check(_ holds: Bool, _ words: String) { if !holds { broken.append(words) } }
  check(simulation.lanes.count == count, "\(simulation.lanes.count) lanes, \(count) settings")
  check(simulation.engines.count == count, "\(simulation.engines.count) engines")
  check(series.lanes.count == count, "\(series.lanes.count) lanes in the series")
  for lane in series.lanes {
    check(
      lane[.oldWeight].count == series.times.count && lane[.oldDrift].count == series.times.count
        && lane.oldMean.count == series.times.count && lane.newMean.count == series.times.count,
      "a record of \(lane[.oldWeight].count) for \(series.times.count) times")
    check(lane[.oldWeight].allSatisfy(\.isFinite), "β not finite")
    check(lane[.oldDrift].allSatisfy(\.isFinite), "drift not finite")
  }
  check(series.times.count <= Series.capacity, "\(series.times.count) instants")
  check(zip(series.times, series.times.dropFirst()).allSatisfy { $0 < $1 }, "times go back")
  check(series.times.first == 0, "the start is gone")
  check(simulation.tick >= 0 && simulation.tick <= simulation.endTick, "tick \(simulation.tick)")
  check(simulation.time <= simulation.endTime + 1e-9, "time beyond the end")
  check((simulation.tick == 0) == (simulation.time == 0), "tick and time disagree")
  check(
    zip(simulation.journal, simulation.journal.dropFirst()).allSatisfy { $0.tick <= $1.tick },
    "the journal goes back")
  for lane in simulation.lanes {
    check(lane.model.dimension == simulation.scenario.dimension, "a model's dimension")
    check(FlowState(lane.model).isFinite, "a model is not finite")
  }
  // One that was trained for a while stays as it was left.
  var settings = simulation.base
  var hasTrained = trainsCovariances(settings)
  for edit in simulation.journal {
    try? settings.apply(edit.change)
    hasTrained = hasTrained || trainsCovariances(settings)
  }
  for index in simulation.lanes.indices
  where !hasTrained && !simulation.scenario.rates(ofLane: index).trainsCovariances {
    check(
      simulation.lanes[index].model.old.scale == simulation.scenario.startMixture.old.scale,
      "a frozen covariance")
  }
  if let ghost = simulation.ghost {
    check(
      ghost.lanes.allSatisfy { $0[.oldWeight].count == ghost.times.count }, "the ghost is uneven")
  }
  #expect(broken.isEmpty, "\(broken) \(comment())", sourceLocation: location)
}
