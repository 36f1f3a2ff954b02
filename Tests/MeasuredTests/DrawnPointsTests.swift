import Forgetting
import Testing

@testable import Measured

/// What is drawn of a log: all of a short one, and the outline of a long one.
@Suite struct DrawnPointsTests {
  private func run(_ count: Int) throws -> MeasuredRun {
    var text = "step,old,new\n"
    for step in 0..<count {
      // A spike up and one down, each of a single step.
      let old =
        step == count / 3
        ? 0.95 : step == count / 2 ? 0.05 : 0.8 - 0.4 * Double(step) / Double(count)
      text += "\(step),\(old),\(step % 2 == 0 ? "0.2" : "0.6")\n"
    }
    return try MeasuredRun(try DataTable(Array(text.utf8), source: "log.csv"), DataMapping())
  }

  @Test func shortLogsAreDrawnWhole() throws {
    let run = try run(DrawnPoints.most + 1)
    #expect(run.drawn.kept == run.kept && run.drawn.learned == run.learned)
    #expect(run.drawn.overLearned.count == run.kept.count)
    #expect(run.drawn.stepsPerKept == 1 && run.drawn.stepsPerLearned == 1)
  }

  /// Means of stretches, and what 80 % of their steps are between; the first point, from which shares count, alone.
  @Test(arguments: [122, 241, 50_000]) func longLogsAreMeansWithBands(_ count: Int) throws {
    let run = try run(count)
    let size = run.drawn.stepsPerKept
    #expect(run.drawn.stepsPerLearned == size)
    #expect(size == (count - 1 + DrawnPoints.most - 1) / DrawnPoints.most)
    for (drawn, all) in [(run.drawn.kept, run.kept), (run.drawn.learned, run.learned)] {
      #expect(drawn.count <= DrawnPoints.most + 1 && drawn.count > DrawnPoints.most / 2)
      #expect(drawn.first == all.first)
      for (index, point) in drawn.dropFirst().enumerated() {
        let stretch = all[(1 + index * size)..<min(all.count, 1 + (index + 1) * size)]
        let mean = stretch.map(\.mean).reduce(0, +) / Double(stretch.count)
        #expect(abs(point.mean - mean) < 1e-12)
        let inside = stretch.count { (point.low - 1e-12...point.high + 1e-12).contains($0.mean) }
        #expect(Double(inside) >= 0.8 * Double(stretch.count) - 2)
        #expect(point.step >= stretch[stretch.startIndex].step && point.low <= point.high)
      }
      let total = drawn.map(\.count).reduce(0, +)
      #expect(total == all.count)
    }
    // One that swings from step to step has a mean between its ends, and both of them in its band.
    guard size > 2, let last = run.drawn.learned.dropLast().last else { return }
    #expect(last.low == 0 && abs(last.high - 0.5) < 1e-12 && abs(last.mean - 0.25) < 0.1)
    #expect(run.drawn.overLearned.count == run.drawn.kept.count)
  }
}
