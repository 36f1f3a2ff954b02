import Forgetting
import Simulation

/// The columns of `run` (documented in docs/command-line.md): time, lane, method, and the measures of the
/// catalogue.
public struct RunColumns: Sendable {
  private let measures: [Measure]

  /// - Parameter dimension: of the whole run: a plane has more columns than a line.
  public init(dimension: Int) { measures = MeasureCatalogue.columns(dimension: dimension) }

  /// The first line of `run`'s table.
  public var names: [String] { ["time", "lane", "method"] + measures.map(\.id) }

  /// A row for each lane of a simulation.
  ///
  /// - Parameter measurer: kept by the caller from row to row.
  public func rows(
    of simulation: Simulation, with measurer: LaneMeasurer
  ) -> [[TimeSeriesValue]] {
    simulation.lanes.indices.map { index in
      let lane = measurer.lane(index, of: simulation)
      return [
        .number(simulation.time), .integer(index + 1),
        .text(simulation.scenario.lanes[index].method.key),
      ] + measures.map { $0.value(of: lane).map { .number($0) } ?? .missing }
    }
  }
}
