import Words

extension CholeskyFactor {
  /// σ per axis and ρ of S = L Lᵀ.
  func spread(dimension: Int) -> Spread {
    guard dimension == 2 else { return Spread(deviation: [l11]) }
    let second = (l21 * l21 + l22 * l22).squareRoot()
    return Spread(deviation: [l11, second], correlation: l21 / second)
  }
}

extension MethodSettings {
  /// Another method with the options that both know.
  func changed(to key: String) -> MethodSettings {
    guard let description = MethodCatalogue.type(for: key)?.description else { return self }
    return MethodSettings(
      key,
      numbers: numbers.filter { option in description.numbers.contains { $0.key == option.key } },
      choices: choices.filter { option in
        description.choices.contains { $0.key == option.key && $0.values.contains(option.value) }
      })
  }
}

extension Scenario {
  /// Moves both true means along their line about its middle, so that they stand δ apart.
  mutating func setSeparation(_ separation: Double) {
    let mixture = targetMixture
    let now = Forgetting.separation(mixture.old, mixture.new)
    let middle = (mixture.old.mean + mixture.new.mean) / 2
    let half: SIMD2<Double>
    if now > 1e-9 {
      half = (mixture.new.mean - mixture.old.mean) / 2 * (separation / now)
    } else {
      // Coinciding modes have no line; they part along the first axis.
      var aside = mixture.new
      aside.mean = mixture.old.mean + SIMD2(1, 0)
      half = SIMD2(separation / Forgetting.separation(mixture.old, aside) / 2, 0)
    }
    target.old.mean = array(middle - half)
    target.new.mean = array(middle + half)
    // The start keeps its errors: the tasks part, and the model with them.
    let oldShift = middle - half - mixture.old.mean
    let newShift = middle + half - mixture.new.mean
    start.old.mean = start.old.mean.map { shifted($0, by: oldShift) }
    start.new.mean = start.new.mean.map { shifted($0, by: newShift) }
    for mixture in [\Scenario.reference, \.teacher, \.demonstrator] {
      self[keyPath: mixture].old.mean = self[keyPath: mixture].old.mean.map {
        shifted($0, by: oldShift)
      }
      self[keyPath: mixture].new.mean = self[keyPath: mixture].new.mean.map {
        shifted($0, by: newShift)
      }
    }
  }

  /// Ten decimals are what a key press means; the rest is rounding.
  private func shifted(_ mean: [Double], by shift: SIMD2<Double>) -> [Double] {
    mean.indices.map { ((mean[$0] + shift[$0]) * 1e10).rounded() / 1e10 }
  }

  /// How the true means move from `before` to here when the change is one of separation: both, about
  /// a middle that stays; nil for any other change.
  public func separationShift(from before: Scenario) -> (old: SIMD2<Double>, new: SIMD2<Double>)? {
    guard sequence == nil, before.sequence == nil, dimension == before.dimension else { return nil }
    let here = targetMixture
    let there = before.targetMixture
    let old = here.old.mean - there.old.mean
    let new = here.new.mean - there.new.mean
    let middle = old + new
    guard (old * old).sum() > 0, (middle * middle).sum() < 1e-18, here.old.scale == there.old.scale
    else { return nil }
    return (old, new)
  }

  /// The 1-D problem is the x axis of the 2-D one.
  mutating func setDimension(_ newDimension: Int) {
    guard newDimension != dimension, newDimension == 1 || newDimension == 2 else { return }
    // Across the x axis all modes are alike, so that the plane's problem is the line's.
    let across = tasks?.gaussians[0].scale.l11 ?? targetMixture.old.scale.l11
    dimension = newDimension
    func changed(_ mode: ModeSettings) -> ModeSettings {
      var mode = mode
      if newDimension == 2 {
        mode.mean = mode.mean.map { [$0[0], 0] }
        mode.spread = mode.spread.map { Spread(deviation: [$0.deviation[0], across]) }
      } else {
        mode.mean = mode.mean.map { [$0[0]] }
        mode.spread = mode.spread.map { Spread(deviation: [$0.deviation[0]]) }
      }
      return mode
    }
    guard sequence == nil else {
      changeTasks(changed)
      return
    }
    target.old = changed(target.old)
    target.new = changed(target.new)
    start.old = changed(start.old)
    start.new = changed(start.new)
    for mixture in [\Scenario.reference, \.teacher, \.demonstrator] {
      self[keyPath: mixture].old = changed(self[keyPath: mixture].old)
      self[keyPath: mixture].new = changed(self[keyPath: mixture].new)
    }
  }

  private func array(_ vector: SIMD2<Double>) -> [Double] {
    dimension == 1 ? [vector.x] : [vector.x, vector.y]
  }

  /// Changes one parameter; on an error nothing has changed.
  ///
  /// Besides the catalogue's paths: those of `StructureChange`, and `name` and `about` with a text.
  /// The word `default` leaves a value out.
  public mutating func set(_ path: String, to value: ParameterValue) throws(ParameterError) {
    var changed = self
    switch path {
    case "name": changed.name = try Scenario.line(value.description, at: path)
    case "about": changed.about = try Scenario.line(value.description, at: path)
    case _ where value == .word(Scenario.defaultWord):
      guard changed.clear(path) else {
        guard ParameterCatalogue.parameter(at: path, in: self) != nil else {
          throw unknown(path, given: value)
        }
        throw ParameterError(
          field: path, value: Scenario.defaultWord, allowed: .valueToKeep)
      }
    case StructureChange.addLane.pattern:
      guard lanes.count < Scenario.largestLaneCount else {
        throw ParameterError(
          field: "lanes", value: "\(lanes.count + 1) lanes",
          allowed: .atMost(Scenario.largestLaneCount))
      }
      changed.lanes.append(LaneSettings(method: MethodSettings(value.description)))
    case StructureChange.removeLane.pattern:
      guard case .number(let number) = value, let index = Int(exactly: number),
        lanes.indices.contains(index - 1), lanes.count > 1
      else {
        throw ParameterError(
          field: "lanes", value: "remove \(value)",
          allowed: lanes.count > 1 ? .lane(count: lanes.count) : .oneLaneStays)
      }
      changed.lanes.remove(at: index - 1)
    case _ where try changed.makeTaskChange(path, value): break
    default:
      changed.openLastStage(at: path)
      guard let parameter = ParameterCatalogue.parameter(at: path, in: changed) else {
        throw unknown(path, given: value)
      }
      try changed.checkStageEnd(parameter.path, value)
      try parameter.check(value)
      // There is one zero: equal scenarios give the same bits.
      if case .number(let number) = value {
        parameter.write(&changed, .number(number + 0.0))
      } else {
        parameter.write(&changed, value)
      }
    }
    changed.pauseWithStages(as: self)
    try changed.validate()
    self = changed
  }

  /// The path is to blame, whatever value it was given, unless the scenario is.
  private func unknown(_ path: String, given value: ParameterValue) -> ParameterError {
    if sequence == nil, ["tasks", "stages"].contains(path.prefix { $0 != "." }) {
      return ParameterError(field: path, value: value.description, allowed: .scenarioWithTasks)
    }
    let near = ParameterCatalogue.nearest(to: path, in: self)
    // There are hundreds: three that are far say nothing.
    return ParameterError(
      field: path, value: "\(Given.thisPath)",
      allowed: nearestName(to: path, among: near).map { .meaning($0, oneOf: near) }
        ?? .parameterPath(nearest: nil))
  }

  /// Reads `path=text` as `--set` and the journal write it.
  public mutating func set(_ path: String, text: String) throws(ParameterError) {
    let change = try change(path, text: text)
    try set(change.path, to: change.value)
  }

  /// The change that a text at a path means: a number or a word is put there.
  public func change(
    _ path: String, text: String
  ) throws(ParameterError) -> ParameterChange {
    if case .number(let number)? = ParameterCatalogue.parameter(at: path, in: self)?.kind,
      let word = number.word, text == word.word
    {
      // A word in place of a number is another option of the same lane.
      let lane = path.split(separator: ".").dropLast().joined(separator: ".")
      return ParameterChange(path: "\(lane).\(word.choice)", value: .word(text))
    }
    return ParameterChange(path: path, value: try value(of: text, at: path))
  }

  private func value(of text: String, at path: String) throws(ParameterError) -> ParameterValue {
    if let change = StructureChange(path: path) {
      return change.takesNumber ? Double(text).map { .number($0) } ?? .word(text) : .word(text)
    }
    switch path {
    case "name", "about": return .word(text)
    case _ where text == Scenario.defaultWord: return .word(text)
    default:
      var changed = self
      changed.openLastStage(at: path)
      guard let parameter = ParameterCatalogue.parameter(at: path, in: changed) else {
        // The path is refused where the value is set.
        return .word(text)
      }
      do {
        return try parameter.parse(text)
      } catch {
        throw changed.stageEndError(parameter.path, value: error.value) ?? error
      }
    }
  }

  /// A text for one line of a screen.
  private static func line(_ text: String, at path: String) throws(ParameterError) -> String {
    let steering: [ClosedRange<UInt32>] = [
      0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF...0xFEFF, 0xFFFE...0xFFFF,
    ]
    guard text.utf8.count <= 4096,
      !text.unicodeScalars.contains(where: { scalar in
        steering.contains { $0.contains(scalar.value) }
      })
    else {
      throw ParameterError(
        field: path, value: "a text of \(text.utf8.count) bytes",
        allowed: .oneLine(bytes: 4096))
    }
    return text
  }

  /// Checks every field: what it is, its value, what is allowed.
  public func validate() throws(ParameterError) {
    guard dimension == 1 || dimension == 2 else {
      throw ParameterError(field: "dimension", value: String(dimension), allowed: .either("1", "2"))
    }
    guard (1...Scenario.largestLaneCount).contains(lanes.count) else {
      throw ParameterError(
        field: "lanes", value: "\(lanes.count) lanes",
        allowed: .count(1...Scenario.largestLaneCount))
    }
    try validateTasks()
    for (path, mode) in sequence != nil
      ? []
      : [
        ("target.old", target.old), ("target.new", target.new), ("start.old", start.old),
        ("start.new", start.new), ("reference.old", reference.old),
        ("reference.new", reference.new), ("teacher.old", teacher.old),
        ("teacher.new", teacher.new), ("demonstrator.old", demonstrator.old),
        ("demonstrator.new", demonstrator.new),
      ]
    {
      try checkShape(mode, at: path)
    }
    if sequence == nil { try checkMass(target.oldMass, at: "target.oldMass") }
    if let weight = start.oldWeight { try checkMass(weight, at: "start.oldWeight") }
    for (path, mixture) in [
      ("reference", reference), ("teacher", teacher), ("demonstrator", demonstrator),
    ] {
      if let weight = mixture.oldWeight { try checkMass(weight, at: "\(path).oldWeight") }
    }
    try checkSampling(sampling, at: "sampling")
    for index in lanes.indices {
      _ = try MethodCatalogue.method(for: lanes[index].method, at: "lanes.\(index + 1)")
    }
    for parameter in ParameterCatalogue.list(of: self).checked {
      try parameter.check(parameter.value(in: self), derived: parameter.path == "target.separation")
    }
    for (index, lane) in lanes.enumerated() {
      // A tick must end: one of the clock's steps holds at most ten thousand of a lane's.
      let least = clock.step / 1e4
      if let step = lane.step, step < least {
        throw ParameterError(
          field: "lanes.\(index + 1).step", number: step,
          allowed: .laneStep(least: least))
      }
      if let sampling = lane.sampling {
        try checkSampling(sampling, at: "lanes.\(index + 1).sampling")
      }
      if let optimiser = lane.optimiser, !optimiser.stepsBatches,
        self.sampling(ofLane: index).isBatch
      {
        throw ParameterError(
          field: "lanes.\(index + 1).optimiser", value: optimiser.rawValue,
          allowed: .batchStepper)
      }
    }
  }

  /// A lane switched to batches steps as the clock says, or plainly: its Runge–Kutta goes.
  mutating func dropUnfitOptimisers() {
    for index in lanes.indices where sampling(ofLane: index).isBatch {
      if let optimiser = lanes[index].optimiser, !optimiser.stepsBatches {
        lanes[index].optimiser = nil
      }
    }
  }

  private func checkSampling(_ sampling: Sampling, at path: String) throws(ParameterError) {
    guard let size = sampling.batchSize, !(1...Sampling.largestBatch).contains(size) else { return }
    throw ParameterError(
      field: "\(path).batch", value: String(size),
      allowed: .wholeNumber(1...Sampling.largestBatch))
  }

  private func checkMass(_ value: Double, at path: String) throws(ParameterError) {
    guard value > 0, value < 1 else {
      throw ParameterError(
        field: path, number: value,
        allowed: .numberIn("0", "1", includesLower: false, includesUpper: false))
    }
  }

  func checkShape(_ mode: ModeSettings, at path: String) throws(ParameterError) {
    if let mean = mode.mean {
      guard mean.count == dimension else {
        throw ParameterError(
          field: "\(path).mean", value: "\(mean.count) numbers",
          allowed: .numbersOfScenario(dimension: dimension))
      }
      for value in mean where !(abs(value) <= 1000) {
        throw ParameterError(
          field: "\(path).mean", number: value, allowed: .numbersIn("-1000", "1000"))
      }
    }
    guard let spread = mode.spread else { return }
    guard spread.deviation.count == dimension else {
      throw ParameterError(
        field: "\(path).deviation", value: "\(spread.deviation.count) numbers",
        allowed: .numbersOfScenario(dimension: dimension))
    }
    for value in spread.deviation where !Scenario.deviationRange.contains(value) {
      throw ParameterError(
        field: "\(path).deviation", number: value, allowed: .numbersIn("0.001", "1000"))
    }
    guard spread.correlation > -1, spread.correlation < 1 else {
      throw ParameterError(
        field: "\(path).correlation", number: spread.correlation,
        allowed: .numberIn("-1", "1", includesLower: false, includesUpper: false))
    }
  }
}

extension Parameter {
  /// A derived value (the separation follows from means and deviations) may lie anywhere.
  func check(_ value: ParameterValue, derived: Bool) throws(ParameterError) {
    if !derived { try check(value) }
  }
}

extension ParameterCatalogue {
  /// The paths that a mistyped one may have meant: those that share its beginning, else its letters.
  static func nearest(to path: String, in scenario: Scenario) -> [String] {
    let paths = everything(of: scenario).map(\.path)
    let letters = Array(path.utf8.prefix(200))
    func distance(_ path: String) -> Int {
      editDistance(Array(path.utf8), letters, swapping: false)
    }
    return Array(paths.sorted { distance($0) < distance($1) }.prefix(3))
  }
}
