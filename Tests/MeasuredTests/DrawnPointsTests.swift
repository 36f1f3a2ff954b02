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
    let run = try run(DrawnPoints.most)
    #expect(run.drawn.kept == run.kept && run.drawn.learned == run.learned)
    #expect(run.drawn.pairs.count == run.kept.count)
  }

  /// Ends, spikes and what swings stay; every point drawn is one of the log's, in its order.
  @Test func longLogsKeepTheirOutline() throws {
    let run = try run(50_000)
    for (drawn, all) in [(run.drawn.kept, run.kept), (run.drawn.learned, run.learned)] {
      #expect(drawn.count <= DrawnPoints.most && drawn.count > DrawnPoints.most / 2)
      #expect(drawn.first == all.first && drawn.last == all.last)
      #expect(drawn.map(\.mean).max() == all.map(\.mean).max())
      #expect(drawn.map(\.mean).min() == all.map(\.mean).min())
      let steps = drawn.map(\.step)
      #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 })
      #expect(drawn.allSatisfy { all[Int($0.step)] == $0 })
    }
    // Every stretch of the one that swings has both of its ends.
    let swings = run.drawn.learned.map(\.mean)
    #expect(abs(swings.count { $0 > 0 } - swings.count { $0 == 0 }) <= 2)
    #expect(run.drawn.pairs.count <= DrawnPoints.most)
    #expect(
      run.drawn.pairs.allSatisfy { $0.learned == run.learned[Int($0.kept.step)].mean })
  }
}
