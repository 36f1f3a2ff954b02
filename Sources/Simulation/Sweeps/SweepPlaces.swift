import Forgetting
import Words

/// The scenarios of a sweep's runs, quickly: checked as a whole where choices change, and then only the
/// numbers that do.
///
/// Choices come before numbers, so that a method's own parameter finds its method there; otherwise axes
/// keep their order.
struct SweepPlaces {
  let sweep: Sweep
  /// Paths whose values decide what else there is, or is allowed: axis and position in it.
  private let structural: [(axis: Int, path: Int)]
  private let free: [(axis: Int, path: Int)]
  /// The scenario with the choices made, and where the numbers go; for the last choices asked for.
  private var known: (places: [Int], scenario: Scenario, parameters: [Parameter])?
  private let structuralAxes: [Int]

  init(_ sweep: Sweep) {
    self.sweep = sweep
    var structural: [(axis: Int, path: Int)] = []
    var free: [(axis: Int, path: Int)] = []
    for (axis, item) in sweep.axes.enumerated() {
      for (index, path) in item.paths.enumerated() {
        if SweepPlaces.isFree(path, item, at: index, in: sweep) {
          free.append((axis, index))
        } else {
          structural.append((axis, index))
        }
      }
    }
    self.structural = structural
    // It moves what others place: they have the last word.
    self.free =
      free.filter { SweepPlaces.moves($0, sweep) }
      + free.filter { !SweepPlaces.moves($0, sweep) }
    structuralAxes = Array(Set(structural.map(\.axis))).sorted()
  }

  private static func moves(_ item: (axis: Int, path: Int), _ sweep: Sweep) -> Bool {
    sweep.axes[item.axis].paths[item.path] == "target.separation"
  }

  /// Whether a path's values are numbers that no other field has to agree with.
  private static func isFree(
    _ path: String, _ axis: Sweep.Axis, at index: Int, in sweep: Sweep
  ) -> Bool {
    if case .list(let values) = axis.source {
      let areNumbers = values.allSatisfy { if case .number = $0[index] { true } else { false } }
      guard areNumbers else { return false }
    }
    return standsAlone(path, in: sweep.experiment.scenario)
  }

  /// Whether no other field has to agree with a number.
  static func standsAlone(_ path: String, in scenario: Scenario) -> Bool {
    let last = path.split(separator: ".").last.map(String.init) ?? path
    if path == "clock.until" { return true }
    guard !["step", "batch", "dimension", "seed"].contains(last),
      !["clock.", "stages."].contains(where: path.hasPrefix)
    else { return false }
    // Means stand within bounds, and separation moves them.
    return path != "target.separation" || scenario.hasRoomForSeparation
  }

  /// The scenario of a run.
  mutating func scenario(ofRun index: Int) throws(ParameterError) -> Scenario {
    let places = sweep.places(ofRun: index)
    let chosen = structuralAxes.map { places[$0] }
    if known?.places != chosen { known = try choose(places, chosen) }
    guard let known else { preconditionFailure("chosen above") }
    var scenario = known.scenario
    for (item, parameter) in zip(free, known.parameters) {
      let values = sweep.axes[item.axis].values(at: places[item.axis])
      try parameter.put(values[item.path], into: &scenario)
    }
    scenario.seed = sweep.seed(ofRun: index)
    if let end = sweep.end, !sweep.sweepsEnd { scenario.clock.until = end }
    return scenario
  }

  private func choose(
    _ places: [Int], _ chosen: [Int]
  ) throws(ParameterError) -> (places: [Int], scenario: Scenario, parameters: [Parameter]) {
    let base = sweep.experiment.scenario
    var scenario = base
    var placesEnds = false
    for item in structural {
      let axis = sweep.axes[item.axis]
      let (path, value) = (
        axis.paths[item.path], axis.values(at: places[item.axis])[item.path]
      )
      // Ends of stages that change together agree with each other afterwards, not one by one.
      if path.hasPrefix("stages."), path.hasSuffix(".until"),
        let parameter = ParameterCatalogue.parameter(at: path, in: scenario)
      {
        try parameter.put(value, into: &scenario)
        placesEnds = true
      } else {
        try scenario.set(path, to: value)
      }
    }
    if placesEnds {
      if base.lastStageEnd != nil { scenario.clock.until = base.pause(with: scenario) }
      try scenario.validate()
    }
    var parameters: [Parameter] = []
    for item in free {
      let axis = sweep.axes[item.axis]
      let path = axis.paths[item.path]
      guard let parameter = ParameterCatalogue.parameter(at: path, in: scenario) else {
        // The error of a path that is not there.
        try scenario.set(path, to: axis.values(at: places[item.axis])[item.path])
        preconditionFailure("a path without a parameter was set")
      }
      parameters.append(parameter)
    }
    return (chosen, scenario, parameters)
  }
}

extension Scenario {
  /// Whether every separation that is allowed leaves all means within their bounds.
  fileprivate var hasRoomForSeparation: Bool {
    let modes = [
      target.old, target.new, start.old, start.new, reference.old, reference.new, teacher.old,
      teacher.new, demonstrator.old, demonstrator.new,
    ]
    return modes.allSatisfy { mode in
      (mode.mean ?? []).allSatisfy { abs($0) <= 300 }
        && (mode.spread?.deviation ?? []).allSatisfy { $0 <= 4 }
    }
  }
}

/// What is wrong with a sweep, before a run of it is made.
extension Sweep {
  /// Checks every value of every axis, each with every choice of the others, and what is asked for.
  public func validate() throws(ParameterError) {
    try experiment.scenario.validate()
    guard axes.count <= Sweep.largestAxisCount else {
      throw ParameterError(
        field: "axes", value: "\(axes.count) axes",
        allowed: .sweep(.axes(most: Sweep.largestAxisCount)))
    }
    var paths: [String: String] = [:]
    var count = seedCount
    for axis in axes {
      for path in axis.paths {
        if path == "seed" {
          throw ParameterError(field: path, value: "an axis", allowed: .sweep(.seedsInstead))
        }
        let value = experiment.scenario.valuePath(path)
        if let other = paths[value] {
          throw ParameterError(
            field: path, value: "\(Given.axis(beside: other))", allowed: .sweep(.oneAxis))
        }
        paths[value] = path
      }
      guard axis.count > 0 else {
        throw ParameterError(
          field: axis.name, value: "\(Given.noValue)", allowed: .sweep(.someValue))
      }
      let (product, overflows) = count.multipliedReportingOverflow(by: axis.count)
      guard !overflows, product <= Sweep.largestRunCount else {
        throw ParameterError(
          field: "axes", value: "more than \(Sweep.largestRunCount) runs",
          allowed: .sweep(.runs(most: Sweep.largestRunCount)))
      }
      count = product
    }
    try checkAxes()
    if goal != nil, !experiment.journal.isEmpty {
      throw ParameterError(
        field: "solve", value: "an experiment with edits", allowed: .sweep(.withoutEdits))
    }
    if let goal, let path = paths[experiment.scenario.valuePath(goal.path)] {
      throw ParameterError(
        field: path, value: "\(Given.axis(beside: nil))", allowed: .sweep(.notSolvedFor))
    }
    if let end, !(end > 0 && end <= 1e6) {
      throw ParameterError(field: "until", value: "\(end)", allowed: .sweep(.end))
    }
    let last = lastEnd
    for measure in measures { try measure.checkTime(until: last, field: measure.name) }
    if let goal {
      guard goal.path != "seed" else {
        throw ParameterError(
          field: goal.path, value: "solving for it", allowed: .sweep(.seedsInstead))
      }
      try goal.measure.checkTime(until: last, field: "for")
    }
    try validateValues()
  }

  /// Points from which every value of an axis is seen once beside the first values of the others, and
  /// every combination of choices once.
  private func validateValues() throws(ParameterError) {
    var places = SweepPlaces(self)
    let choiceAxes = axes.indices.filter { axes[$0].hasWords }
    var drawing: Set<Int> = []
    func note(_ scenario: Scenario) {
      drawing.formUnion(scenario.lanes.indices.filter { scenario.sampling(ofLane: $0).isBatch })
    }
    let combinations = choiceAxes.reduce(1) { $0 * axes[$1].count }
    for combination in 0..<min(combinations, SweepPlacesRule.mostCombinations) {
      var point = Array(repeating: 0, count: axes.count)
      var rest = combination
      for axis in choiceAxes.reversed() {
        point[axis] = rest % axes[axis].count
        rest /= axes[axis].count
      }
      // Choices say which parameters there are.
      let chosen = try places.scenario(ofRun: run(at: point))
      for axis in axes.indices where !choiceAxes.contains(axis) {
        for place in axes[axis].telling(in: chosen) {
          var point = point
          point[axis] = place
          note(try places.scenario(ofRun: run(at: point)))
        }
      }
      let scenario = try places.scenario(ofRun: run(at: point))
      try scenario.validate()
      note(scenario)
      if let goal {
        for end in [goal.range.from, goal.range.to] {
          var scenario = scenario
          try scenario.set(goal.path, to: .number(end))
          note(scenario)
        }
      }
    }
    // What nobody would ever measure; edits may bring samples.
    guard experiment.journal.isEmpty, combinations <= SweepPlacesRule.mostCombinations else {
      return
    }
    for measure in measures where measure.measure.isOfBatches {
      guard measure.lane.map(drawing.contains) ?? !drawing.isEmpty else {
        throw ParameterError(
          field: measure.name, value: measure.name, allowed: .sweep(.measureOfBatches))
      }
    }
    if let goal, goal.measure.measure.isOfBatches, !drawing.contains(goal.lane) {
      throw ParameterError(
        field: "for", value: goal.measure.name, allowed: .sweep(.measureOfBatches))
    }
  }

  func run(at point: [Int]) -> Int {
    zip(axes, point).reduce(0) { $0 * $1.0.count + $1.1 } * seedCount
  }
}

extension Sweep.Axis {
  /// What errors call it.
  public var name: String { paths.joined(separator: ", ") }

  fileprivate var hasWords: Bool {
    guard case .list(let values) = source else { return false }
    return values.contains { $0.contains { if case .word = $0 { true } else { false } } }
  }

  /// The places that say whether all values are allowed: those of a range lie between its ends, but for whole
  /// numbers, between two of which a range may miss.
  fileprivate func telling(in scenario: Scenario) -> [Int] {
    let areWhole = paths.contains { path in
      guard
        case .number(let description)? = ParameterCatalogue.parameter(at: path, in: scenario)?.kind
      else { return false }
      return description.isWhole
    }
    if case .range = source, !areWhole { return [0, count - 1] }
    return Array(0..<count)
  }
}

private enum SweepPlacesRule {
  /// So many combinations of choices are looked at.
  static let mostCombinations = 1000
}
