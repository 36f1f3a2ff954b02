import Testing

@testable import Forgetting
@testable import Measured

/// Runs that were begun again from a checkpoint: what nobody went on with is left out, repetitions are not.
@Suite struct ResumedRunTests {
  private func run(_ pieces: [[(Int, Double)]], by: Bool = false) throws -> MeasuredRun {
    let rows = pieces.joined().map { "a,\($0.0),\($0.1),\(1 - $0.1)\n" }
    return try Logs.run(text: "seed,step,old,new\n" + rows.joined()) {
      if by { $0.by = ["seed"] }
    }
  }
  private let first = [(0, 0.9), (100, 0.8), (200, 0.7), (300, 0.6), (400, 0.5)]

  /// The later piece wins, also where it ends sooner.
  @Test(arguments: [false, true]) func theLaterPieceCounts(by: Bool) throws {
    let run = try run([first, [(200, 0.72), (300, 0.65), (400, 0.6), (500, 0.55)]], by: by)
    #expect(run.old.points.map(\.mean) == [0.9, 0.8, 0.72, 0.65, 0.6, 0.55])
    #expect(run.old.points.allSatisfy { $0.count == 1 })
    #expect(run.notes.contains(.resumed(6, at: 200, without: 3)))
    #expect(run.notes.allSatisfy { if case .stepsGoBack = $0 { false } else { true } })
    let short = try self.run([first, [(200, 0.72), (300, 0.65)]], by: by)
    #expect(short.old.points.map(\.mean) == [0.9, 0.8, 0.72, 0.65])
    let twice = try self.run(
      [first, [(300, 0.65), (400, 0.6)], [(100, 0.85), (200, 0.8), (300, 0.75)]], by: by)
    #expect(twice.old.points.map(\.mean) == [0.9, 0.85, 0.8, 0.75])
    #expect(twice.notes.contains(.resumed(6, at: 300, without: 6)))
  }

  /// Two files of one run, as TensorBoard leaves them.
  @Test func filesThatOverlap() throws {
    var table = try Logs.table(
      text: "step,old,new\n0,0.9,0.1\n10,0.8,0.2\n20,0.7,0.3\n30,0.6,0.4\n")
    try table.append(try Logs.table(text: "step,old,new\n20,0.75,0.3\n30,0.7,0.4\n40,0.65,0.5\n"))
    let run = try Logs.run(table)
    #expect(run.old.points.map(\.mean) == [0.9, 0.8, 0.75, 0.7, 0.65])
    #expect(run.notes.contains(.resumed(5, at: 20, without: 2)))
  }

  /// Repetitions, rows in any order and rows of one step stay what they were.
  @Test func whatIsNotBegunAgain() throws {
    let again = try run([first, first.map { ($0.0, $0.1 - 0.1) }])
    #expect(again.old.points.allSatisfy { $0.count == 2 })
    #expect(again.notes.contains(.stepsGoBack(6, from: 400, to: 0)))
    let anyOrder = try run([
      [(0, 0.9), (200, 0.7), (100, 0.8), (300, 0.6), (200, 0.72), (400, 0.5)]
    ])
    #expect(anyOrder.old.points.map(\.step) == [0, 100, 200, 300, 400])
    #expect(anyOrder.old.points[2].count == 2)
    let backwards = try run([first.reversed()])
    #expect(backwards.old.points.map(\.mean) == first.map(\.1))
    let pairs = try run([
      [(0, 0.9), (0, 0.8), (10, 0.7), (10, 0.6), (20, 0.5), (10, 0.4), (20, 0.3)]
    ])
    #expect(pairs.old.points.map(\.count) == [2, 3, 2])
  }
}
