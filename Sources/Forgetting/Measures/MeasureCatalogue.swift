import Words

/// Everything that can be measured, in the order of tables and explanations.
public enum MeasureCatalogue {
  /// An entry: one measure, or one for each task of a scenario that names its tasks.
  enum Entry: Sendable {
    case one(Measure)
    /// - Parameter number: counted from 1. The measures' ids hold a period and the task's name.
    case perTask(@Sendable (_ number: Int, _ name: String) -> [Measure])
    /// One of scenarios that name their tasks.
    case ofTasks(Measure)
  }

  static let standard: [Entry] =
    (weights + places + gates + divergences + changes + batches).map { .one($0) }
    + [.perTask { _, name in perTask(name) }] + ofSequences.map { .ofTasks($0) }

  /// Entries of a test.
  @TaskLocal static var additions: [Entry] = []

  /// All measures.
  ///
  /// - Parameter tasks: the names of a scenario's tasks; empty where it names none.
  public static func measures(tasks: [String] = []) -> [Measure] {
    if additions.isEmpty, tasks.isEmpty { return ofTwoTasks }
    return (standard + additions).flatMap { entry in
      switch entry {
      case .one(let measure): [measure]
      case .perTask(let make):
        tasks.enumerated().flatMap { make($0.offset + 1, $0.element) }
      case .ofTasks(let measure): tasks.isEmpty ? [] : [measure]
      }
    }
  }

  private static let ofTwoTasks: [Measure] = standard.compactMap { entry in
    if case .one(let measure) = entry { measure } else { nil }
  }

  /// What is recorded at every step, in the order of records and of the wire.
  public static var recorded: [Measure] { recorded(tasks: []) }

  /// The same of a scenario with tasks of these names.
  public static func recorded(tasks: [String]) -> [Measure] {
    additions.isEmpty && tasks.isEmpty
      ? standardRecorded : order(measures(tasks: tasks).filter(\.isRecorded), recordOrder)
  }

  /// How many of them every program of this protocol has.
  public static var standardRecordedCount: Int { recordOrder.count }

  private static let standardRecorded = order(ofTwoTasks.filter(\.isRecorded), recordOrder)

  /// The columns of `run` after time, lane and method.
  public static func columns(dimension: Int, tasks: [String] = []) -> [Measure] {
    order(
      measures(tasks: tasks).filter { $0.isColumn && (dimension == 2 || !$0.isPlanar) },
      columnOrder)
  }

  /// The meters that `evaluate` writes, in its order.
  public static let evaluated: [Measure] = evaluatedOrder.compactMap { id in
    ofTwoTasks.first { $0.id == id }
  }

  /// The measure that a text names, by id, symbol or another spelling.
  public static func measure(named text: String) -> Measure? {
    let measures = measures()
    return measures.first { $0.id == text || $0.symbol == text }
      ?? measures.first { $0.isCalled(text) } ?? measureOfTasks(named: text)
  }

  /// The measure of a scenario with tasks that a text names: `kept.maths`, `forgetting`. Which tasks
  /// there are is not known here; of one that does not exist it says nothing.
  public static func measureOfTasks(named text: String) -> Measure? {
    if let measure = ofSequences.first(where: { $0.isCalled(text) }) { return measure }
    let words = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard words.count > 1, TaskSettings.isName(words[1]) else { return nil }
    return perTask(words[1]).first { $0.id == text }
  }

  /// What is allowed in a measure's place where a scenario lacks its task; nil where it has it.
  public static func refusal(of measure: Measure, in scenario: Scenario) -> Allowed? {
    let tasks = scenario.taskNames
    return measures(tasks: tasks).contains { $0.id == measure.id } ? nil : .measure(tasks: tasks)
  }

  // MARK: - Orders that files have

  /// Who reads a file by position finds every column where 0.1 had it: what is new stands behind.
  private static let columnOrder = [
    "oldWeight", "oldMeanX", "oldMeanY", "newMeanX", "newMeanY", "oldCovarianceXX",
    "oldCovarianceXY", "oldCovarianceYY", "newCovarianceXX", "newCovarianceXY",
    "newCovarianceYY", "effectiveOldMass", "effectiveNewMass", "oldDrift", "maxOldDrift",
    "newError", "misassignmentModel", "misassignmentTarget", "overlapModel", "overlapTarget",
    "klModelToTarget", "klTargetToModel", "objective", "starvedSteps", "componentOldMass",
    "componentNewMass", "gain", "drop", "componentGain", "componentDrop", "kept", "learned",
  ]

  /// What the share protocol of 0.1 sends of a lane's curves.
  private static let recordOrder = [
    "oldWeight", "oldDrift", "oldDriftAlong", "oldMeanX", "oldMeanY", "newMeanX", "newMeanY",
  ]

  private static let evaluatedOrder = [
    "klModelToTarget", "klTargetToModel", "klNewToModel", "klOldToModel", "klReferenceToModel",
    "overlapTarget", "overlapModel", "misassignmentModel", "misassignmentTarget",
    "effectiveOldMass", "effectiveNewMass", "oldDrift", "newError",
  ]

  /// Measures by a list of ids; those that it does not name follow in their own order.
  private static func order(_ measures: [Measure], _ ids: [String]) -> [Measure] {
    ids.compactMap { id in measures.first { $0.id == id } }
      + measures.filter { !ids.contains($0.id) }
  }
}
