/// All that decides which parameters a scenario has; whatever else it says, those of one shape have the same.
private struct ParameterShape: Hashable, Sendable {
  private struct Lane: Hashable {
    var method: String
    var isBatch: Bool
  }

  private struct Tasks: Hashable {
    var names: [String]
    /// Whether each stage has an end.
    var stages: [Bool]
    /// Components of every mixture.
    var components: [Int]
  }

  private var dimension: Int
  private var lanes: [Lane]
  /// Whether the scenario says something of a mixture that only some methods refer to.
  private var isGiven: [Bool]
  private var hasData: Bool
  private var tasks: Tasks?

  init(_ scenario: Scenario) {
    dimension = scenario.dimension
    lanes = scenario.lanes.indices.map {
      Lane(
        method: scenario.lanes[$0].method.key, isBatch: scenario.sampling(ofLane: $0).isBatch)
    }
    let none = MixtureSettings()
    isGiven = [
      scenario.reference != none, scenario.teacher != none, scenario.demonstrator != none,
    ]
    hasData = scenario.data != nil
    tasks = scenario.sequence.map { sequence in
      Tasks(
        names: sequence.names, stages: sequence.stageList.map { $0.until != nil },
        components: MixtureRole.allCases.map { scenario[keyPath: $0.mixture].count })
    }
  }
}

/// The parameters of all scenarios of one shape, made once: edits, checks and screens ask for them many
/// thousands of times.
final class ParameterList: Sendable {
  /// Those that matter to the scenario's methods, in the order shown, and behind them the others.
  let parameters: [Parameter]
  let everything: [Parameter]
  /// In the order of checks, the shared ones first: a lane that takes one over is not to blame for its
  /// value.
  let checked: [Parameter]
  private let places: [String: Int]

  private init(_ parameters: [Parameter], idle: [Parameter]) {
    self.parameters = parameters
    everything = parameters + idle
    checked = parameters.filter { $0.lane == nil } + parameters.filter { $0.lane != nil }
    places = Dictionary(
      everything.enumerated().map { ($0.element.path, $0.offset) }, uniquingKeysWith: { a, _ in a })
  }

  /// The parameter at a path as the catalogue writes it; nil where there is none.
  func parameter(at path: String) -> Parameter? { places[path].map { everything[$0] } }

  // MARK: - Memory

  private struct Memory {
    /// The one that was asked for last comes first.
    var lists: [(shape: ParameterShape, list: ParameterList)] = []
  }

  /// Shapes that are remembered: an undo goes back to one, a survey has one beside the run's.
  private static let most = 8
  private static let memory = Monitor(Memory())

  /// The parameters of a scenario.
  ///
  /// - Parameter make: makes those that matter and the others, from the scenario's shape alone.
  /// - Complexity: O(lanes) where a scenario of the same shape has been asked for of late.
  static func of(
    _ scenario: Scenario, make: (Scenario) -> (parameters: [Parameter], idle: [Parameter])
  ) -> ParameterList {
    let shape = ParameterShape(scenario)
    let known: ParameterList? = memory.withLock { memory in
      guard let place = memory.lists.firstIndex(where: { $0.shape == shape }) else { return nil }
      if place > 0 { memory.lists.swapAt(0, place) }
      return memory.lists[0].list
    }
    if let known { return known }
    let made = make(scenario)
    let list = ParameterList(made.parameters, idle: made.idle)
    memory.withLock { memory in
      memory.lists.insert((shape, list), at: 0)
      if memory.lists.count > most { memory.lists.removeLast() }
    }
    return list
  }
}
