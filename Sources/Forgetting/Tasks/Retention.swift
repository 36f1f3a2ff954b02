/// R[j][k], how much of task k is kept at the end of stage j: the retention matrix of the literature of
/// continual learning (Lopez-Paz and Ranzato 2017; Chaudhry et al. 2018), up to now.
///
/// A task is measured by its share of the stage's target with the task added, which for the tasks of the
/// target is their `kept`, and says of the others what they would have.
public struct Retention: Hashable, Sendable {
  /// Row 0 is the start, row j the end of stage j; the last row is now, where its stage stands. Rows are
  /// measured with the tasks of their time: not a number for a task that came later.
  public var rows: [[Double]]
  /// The tasks that the stages have trained, as far as they have begun: one for each row but the first; nil for a
  /// task that has gone since.
  public var trained: [Int?]
  /// The seen tasks of the present stage, and the current one.
  public var seen: [Int]
  public var current: Int
  /// How far each task's component was from it at the end of its last stage, or at the start, in σ; not a number
  /// for one without a component.
  public var ownDrifts: [Double] = []

  /// The most that was ever kept of a task.
  public func best(_ task: Int) -> Double {
    rows.lazy.map { $0[task] }.filter(\.isFinite).max() ?? 0
  }

  /// What is kept now.
  private var now: [Double] { rows[rows.count - 1] }

  private func mean(_ all: [Double]) -> Double? {
    let values = all.filter(\.isFinite)
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// Mean of R[T][k] over the seen tasks and the current one.
  public var average: Double? { mean((seen + [current]).map { now[$0] }) }

  /// Mean over seen tasks of max_j R[j][k] − R[T][k]; nil where none is seen.
  public var forgetting: Double? {
    mean(seen.map { best($0) - now[$0] })
  }

  /// Mean over seen tasks of R[T][k] − R[k][k], k's row being the end of its last stage, or the start for
  /// a task known from the start; nil where none is seen.
  public var backwardTransfer: Double? {
    mean(
      seen.map { task in
        let own = trained.dropLast().lastIndex(of: task).map { $0 + 1 } ?? 0
        return now[task] - rows[own][task]
      })
  }

  /// Mean over the tasks trained after the first stage of R[k−1][k] − R[0][k]; nil in the first stage.
  public var forwardTransfer: Double? {
    mean(
      trained.enumerated().dropFirst().compactMap { stage, task in
        task.map { rows[stage][$0] - rows[0][$0] }
      })
  }

  /// The most that was kept of a task at the start and after any stage that is over.
  public func bestBefore(_ task: Int) -> Double {
    rows.dropLast().lazy.map { $0[task] }.filter(\.isFinite).max() ?? 0
  }
}

/// Reads retention matrices; remembers the rows of stages that are over.
public final class RetentionReader {
  private let reader = TaskMeterReader()
  private var known: [Key: [Double]] = [:]

  private struct Key: Hashable {
    var stage: TaskStage
    var model: Mixture
  }

  public init() {}

  /// The retention of a lane at a state; nil in the short form.
  public func retention(_ scenario: Scenario, at state: LaneState) -> Retention? {
    guard let present = scenario.tasks else { return nil }
    func row(_ stage: TaskStage, _ model: Mixture) -> [Double] {
      let values = self.row(stage, model)
      guard stage.names != present.names else { return values }
      return present.names.map { name in
        stage.names.firstIndex(of: name).map { values[$0] } ?? .nan
      }
    }
    // Before the first stage tasks count as in it.
    let start = state.origin?.model ?? scenario.startMixture
    var rows: [[Double]] = []
    if let first = state.origin?.tasks ?? scenario.tasks(inStage: 0) {
      rows.append(row(first, start))
    }
    var trained: [Int?] = []
    var ownDrifts = present.names.indices.map { present.drift(of: $0, in: start) ?? .nan }
    for (number, model) in state.stageEnds.enumerated() {
      let known = number < state.stageTasks.count ? state.stageTasks[number] : nil
      guard let stage = known ?? scenario.tasks(inStage: number) else { continue }
      rows.append(row(stage, model))
      let task = present.names.firstIndex(of: stage.names[stage.current])
      trained.append(task)
      if let task { ownDrifts[task] = present.drift(of: task, in: model) ?? .nan }
    }
    rows.append(self.row(present, state.model))
    return Retention(
      rows: rows, trained: trained + [present.current], seen: present.seen,
      current: present.current, ownDrifts: ownDrifts)
  }

  private func row(_ stage: TaskStage, _ model: Mixture) -> [Double] {
    let key = Key(stage: stage, model: model)
    if let row = known[key] { return row }
    let row = reader.row(stage, model: model)
    // A running flow leaves a new key at every look.
    if known.count > 256 { known.removeAll(keepingCapacity: true) }
    known[key] = row
    return row
  }
}
