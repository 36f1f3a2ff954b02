import Forgetting

/// In which order runs are best made: those that one run tells of not beside each other, where several threads
/// would want it at once, and not so far apart that what is known of it is forgotten. What comes out does not
/// depend on it.
public struct SweepOrder: Sendable {
  private let count: Int
  /// Ends, and how far apart the runs of one line are.
  private let ends: Int
  private let stride: Int
  /// Lines that are made one after the other before their next ends are looked at.
  private let block: Int

  /// - Parameter jobs: threads.
  public init(_ sweep: Sweep, jobs: Int) {
    count = sweep.runCount
    guard let axis = SweepEnds(sweep).axis, sweep.axes[axis].count > 1 else {
      (ends, stride, block) = (1, 1, max(1, sweep.runCount))
      return
    }
    ends = sweep.axes[axis].count
    stride = sweep.axes[(axis + 1)...].reduce(sweep.seedCount) { $0 * $1.count }
    let lanes = max(1, sweep.experiment.scenario.lanes.count)
    block = max(4 * jobs, LaneMemory<[SweepRow]>.capacity(ends: ends) / (4 * lanes))
  }

  /// The run that is made at a place; every run has one.
  public func run(at place: Int) -> Int {
    guard ends > 1 else { return place }
    let lines = count / ends
    let first = place / (block * ends) * block
    let size = min(block, lines - first)
    let rest = place - first * ends
    let (end, line) = (rest / size, first + rest % size)
    return line / stride * stride * ends + end * stride + line % stride
  }
}
