import Forgetting
import Simulation

/// How far the furthest of the tasks is that a lane has ever learned: a component that never came to its task has
/// no place that could be lost.
enum TaskPlaces {
  /// Of half a task somebody would say that it was learned.
  static let leastLearned = 0.5

  /// The largest drift of a seen and learned task at every instant of the record, not a number where there is
  /// none; nil where one component is for all, or tasks have no names.
  static func curve(of lane: Int, _ snapshot: Snapshot) -> [Double]? {
    guard let view = snapshot.lanes[safe: lane], let retention = view.retention,
      let names = snapshot.problem.tasks?.names, view.model.count > 1,
      let record = snapshot.series.lanes[safe: lane]
    else { return nil }
    let drifts = names.prefix(view.model.count).map { record[.drift(of: $0)] }
    let begins = snapshot.stages.map(\.time)
    let (rows, trained) = (retention.rows, retention.trained)
    /// Of each stage, which tasks count: there or trained before it, and learned by the end of one at the latest.
    let counted = trained.indices.map { stage in
      retention.seen.filter { task in
        let wasThere =
          trained.firstIndex(of: task).map { $0 < stage } ?? true || rows[0][task] >= leastLearned
        return task != trained[stage] && wasThere
          && rows.prefix(min(stage + 2, rows.count - 1)).contains { $0[task] >= leastLearned }
      }
    }
    return snapshot.series.times.indices.map { index in
      let time = snapshot.series.times[index]
      let stage = max(0, begins.prefix { $0 < time }.count - 1)
      guard let tasks = counted[safe: stage] else { return .nan }
      return tasks.compactMap { drifts[safe: $0]?[safe: index] }.filter(\.isFinite).max() ?? .nan
    }
  }
}
