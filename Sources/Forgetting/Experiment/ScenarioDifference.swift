/// One change that `Scenario.set` makes.
public struct ParameterChange: Hashable, Sendable {
  /// A parameter by its path, and what it has become.
  public var path: String
  public var value: ParameterValue

  public init(path: String, value: ParameterValue) {
    self.path = path
    self.value = value
  }
}

extension Scenario {
  /// The changes that make this scenario out of another, in the order in which they are to be made;
  /// empty where both are the same.
  ///
  /// They are found by the catalogue's parameters and verified by making them: what `set` does not
  /// reach has no difference that could be written.
  ///
  /// - Returns: nil where `set` cannot make exactly this scenario.
  /// - Complexity: some passes over the parameters for each lane added or removed.
  public func changes(from base: Scenario) -> [ParameterChange]? {
    guard stage == 0, base.stage == 0 else { return atFirstStage.changes(from: base.atFirstStage) }
    // Tasks that come, go or change their names change many things at once.
    guard sequence?.names == base.sequence?.names,
      sequence?.stageList.count == base.sequence?.stageList.count
    else { return nil }
    var best = Difference(from: base, to: self).changes
    let path = "target.separation"
    if best?.count ?? 99 > 1,
      let mine = ParameterCatalogue.parameter(at: path, in: self)?.value(in: self),
      mine != ParameterCatalogue.parameter(at: path, in: base)?.value(in: base)
    {
      // One change that moves two means, and the model with them, reads better than four.
      var parted = base
      if (try? parted.set(path, to: mine)) != nil,
        let rest = Difference(from: parted, to: self).changes, rest.count + 1 < best?.count ?? 99
      {
        best = [ParameterChange(path: path, value: mine)] + rest
      }
    }
    return best
  }
}

/// The way from one scenario to another, found step by step.
private struct Difference {
  private var current: Scenario
  private let goal: Scenario
  private var made: [ParameterChange] = []
  /// The catalogue of `current`, by path; nil when a change has made it old.
  private var known: [String: Parameter]?

  /// nil where the goal was not reached.
  var changes: [ParameterChange]? { current == goal ? made : nil }

  init(from base: Scenario, to goal: Scenario) {
    current = base
    self.goal = goal
    if current.name != goal.name { make("name", .word(goal.name)) }
    if current.about != goal.about { make("about", .word(goal.about)) }
    if current.dimension != goal.dimension { make("dimension", .number(Double(goal.dimension))) }
    matchLaneCount()
    // A change may move what others follow, or be refused until another has been made.
    let wanted = ParameterCatalogue.everything(of: goal).filter {
      // It follows from the means.
      $0.path != "target.separation"
    }
    for _ in 0..<4 where current != goal {
      let before = made.count
      for parameter in wanted { match(parameter) }
      if made.count == before { break }
    }
  }

  private mutating func make(_ path: String, _ value: ParameterValue) {
    guard (try? current.set(path, to: value)) != nil else { return }
    made.append(ParameterChange(path: path, value: value))
    known = nil
  }

  private mutating func matchLaneCount() {
    while current.lanes.count > goal.lanes.count {
      let before = current.lanes.count
      let kept = zip(current.lanes, goal.lanes).prefix { $0 == $1 }.count
      make("lanes.remove", .number(Double(kept + 1)))
      guard current.lanes.count < before else { return }
    }
    while current.lanes.count < goal.lanes.count {
      let before = current.lanes.count
      make("lanes.add", .word(goal.lanes[before].method.key))
      guard current.lanes.count > before else { return }
    }
  }

  private mutating func match(_ parameter: Parameter) {
    let path = parameter.path
    if known == nil {
      known = Dictionary(
        ParameterCatalogue.everything(of: current).map { ($0.path, $0) },
        uniquingKeysWith: { first, _ in first })
    }
    guard let here = known?[path] else { return }
    guard goal.gives(path) else {
      if current.gives(path) { make(path, .word(Scenario.defaultWord)) }
      return
    }
    let wanted = parameter.value(in: goal)
    if here.value(in: current) != wanted || !current.gives(path) { make(path, wanted) }
  }
}
