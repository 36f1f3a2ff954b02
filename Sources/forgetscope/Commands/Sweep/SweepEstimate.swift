import Documents
import Forgetting
import Simulation
import Words

/// `--dry-run`: what would be run, and how long it would take by a few runs that are made and thrown
/// away.
struct SweepEstimate {
  private let sweep: Sweep
  private let jobs: Int
  private static let largestCount = 12
  private static let seconds = 2.0

  init(_ sweep: Sweep, jobs: Int) {
    self.sweep = sweep
    self.jobs = jobs
  }

  func tell() throws(Failure) {
    let table = SweepTable(sweep)
    let runner = SweepRunner(sweep)
    var output = StandardOutput()
    var tried = 0
    var bytes = 0
    var rows = 0
    // The first run makes the memory that the others use.
    _ = table.lines(ofRun: 0, by: runner, forFolder: true)
    let begin = monotonicSeconds()
    while tried < SweepEstimate.largestCount {
      // Spread over the sweep: neighbours cost alike.
      let run = (tried * 7919 + sweep.runCount / 2) % sweep.runCount
      // What is known of a line already would cost nothing.
      let runner = sweep.pointsPerRun > 1 ? SweepRunner(sweep) : runner
      let lines = table.lines(ofRun: run, by: runner, forFolder: true)
      bytes += lines.text.utf8.count
      rows += lines.text.utf8.count { $0 == 0x0A }
      tried += 1
      if monotonicSeconds() - begin > SweepEstimate.seconds { break }
    }
    let perRun = (monotonicSeconds() - begin) / Double(tried * sweep.pointsPerRun)
    let count = Double(sweep.runCount)
    let hands = min(jobs, sweep.runCount)
    func tell(_ report: Report) throws(Failure) { try output.write("\(report)\n") }
    if !sweep.title.isEmpty { try output.write(sweep.title + "\n") }
    for axis in sweep.axes {
      let first = axis.values(at: 0).map(\.description).joined(separator: "/")
      let last = axis.values(at: axis.count - 1).map(\.description).joined(separator: "/")
      try tell(.axis(axis.name, count: axis.count, first: first, last: last))
    }
    try tell(.points(sweep.pointCount, seeds: sweep.seedCount, areAlike: !sweep.drawsSamples))
    try tell(
      .runs(
        sweep.runCount, until: "\(ParameterValue.number(sweep.until))",
        rows: Int((count * Double(rows) / Double(tried)).rounded()),
        size: SweepEstimate.size(count * Double(bytes) / Double(tried))))
    try tell(.columns(table.columns))
    try tell(
      .time(
        Clock.words(perRun * count / Double(hands)), processors: hands,
        perRun: SweepEstimate.milliseconds(perRun), tried: tried))
    try output.flush()
  }

  private static func size(_ bytes: Double) -> String {
    bytes < 1e6 ? "\(Int(bytes / 1000 + 1)) kB" : "\(Clock.rate(bytes / 1e6)) MB"
  }

  private static func milliseconds(_ seconds: Double) -> String { Clock.rate(seconds * 1000) }
}
