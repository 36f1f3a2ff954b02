/// Everything that can be measured, in the order of tables and explanations.
public enum MeasureCatalogue {
  /// An entry: one measure, or one for each task of a scenario that names its tasks.
  enum Entry: Sendable {
    case one(Measure)
    /// - Parameter number: counted from 1. The measure's id ends with a period and the task's name.
    case perTask(@Sendable (_ number: Int, _ name: String) -> Measure)
  }

  static let standard: [Entry] = (weights + places + gates + divergences + changes + batches)
    .map { .one($0) }

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
        tasks.enumerated().map { make($0.offset + 1, $0.element) }
      }
    }
  }

  private static let ofTwoTasks: [Measure] = standard.compactMap { entry in
    if case .one(let measure) = entry { measure } else { nil }
  }

  /// What is recorded at every step, in the order of records and of the wire.
  public static var recorded: [Measure] {
    additions.isEmpty ? standardRecorded : order(measures().filter(\.isRecorded), recordOrder)
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
      ?? measures.first { $0.isCalled(text) }
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
