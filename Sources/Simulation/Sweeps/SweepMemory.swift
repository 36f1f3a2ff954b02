/// What the threads of a sweep know together.
public final class SweepMemory: Sendable {
  /// By the sweep's end times.
  let rows: LaneMemory<[SweepRow]>
  let solutions: LaneMemory<[SweepSolution]>

  /// Nothing is known yet.
  public init(_ sweep: Sweep) {
    rows = LaneMemory(sweep)
    solutions = LaneMemory(sweep)
  }
}
