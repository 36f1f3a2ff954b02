import Forgetting
import Simulation

/// The columns of `run` (documented in docs/command-line.md): time, lane, method, and the measures of the
/// catalogue.
public struct RunColumns: Sendable {
  /// A measure, or the name of the task that is trained.
  private enum Column: Sendable {
    case measure(Measure)
    case stage
  }
  private let columns: [Column]

  /// - Parameters:
  ///   - dimension: of the whole run: a plane has more columns than a line.
  ///   - tasks: the names of all tasks of the run; empty in the short form.
  public init(dimension: Int, tasks: [String] = []) {
    let measures = MeasureCatalogue.columns(dimension: dimension, tasks: tasks)
    columns = measures.flatMap { measure in
      // Behind it stands what says of the stage.
      !tasks.isEmpty && measure == .kept ? [.stage, .measure(measure)] : [Column.measure(measure)]
    }
  }

  /// The first line of `run`'s table.
  public var names: [String] {
    ["time", "lane", "method"]
      + columns.map { column in
        switch column {
        case .measure(let measure): measure.id
        case .stage: RunColumns.stage
        }
      }
  }

  /// The column of the task that is trained.
  static let stage = "stage"

  /// A row for each lane of a simulation.
  ///
  /// - Parameter measurer: kept by the caller from row to row.
  public func rows(
    of simulation: Simulation, with measurer: LaneMeasurer
  ) -> [[TimeSeriesValue]] {
    let tasks = simulation.scenario.tasks
    return simulation.lanes.indices.map { index in
      let lane = measurer.lane(index, of: simulation)
      return [
        .number(simulation.time), .integer(index + 1),
        .text(simulation.scenario.lanes[index].method.key),
      ]
        + columns.map { column in
          switch column {
          case .measure(let measure): measure.value(of: lane).map { .number($0) } ?? .missing
          case .stage: tasks.map { .text($0.names[$0.current]) } ?? .missing
          }
        }
    }
  }
}
