import Testing

@testable import Simulation

@Suite struct OrderedWorkTests {
  /// However many threads there are, everything comes once and in its order.
  @Test(arguments: [1, 2, 5], [0, 1, 7, 3000]) func resultsComeInOrder(jobs: Int, count: Int) {
    var found: [Int] = []
    OrderedWork.run(
      count, jobs: jobs, isWanted: { true }, makeWorker: { { $0 * $0 } },
      take: { (batch: OrderedWork.Batch<Int>) throws(Never) in
        #expect(batch.first == found.count)
        found += batch.values
      })
    #expect(found == (0..<count).map { $0 * $0 })
  }

  /// A stop hands over what is finished and makes nothing more; every value stands at its number.
  @Test func whatIsFinishedIsKept() {
    var found: [Int: Int] = [:]
    OrderedWork.run(
      1_000_000, jobs: 3, isWanted: { found.count < 50 }, makeWorker: { { $0 + 1 } },
      take: { (batch: OrderedWork.Batch<Int>) throws(Never) in
        for (offset, value) in batch.values.enumerated() { found[batch.first + offset] = value }
      })
    #expect(found.count >= 50 && found.count < 1_000_000)
    #expect(found.allSatisfy { $0.value == $0.key + 1 })
  }

  private struct Full: Error {}

  @Test func anErrorEndsTheWork() {
    var taken = 0
    #expect(throws: Full.self) {
      try OrderedWork.run(
        1000, jobs: 2, isWanted: { true }, makeWorker: { { $0 } },
        take: { (batch: OrderedWork.Batch<Int>) throws(Full) in
          taken += batch.values.count
          if taken > 10 { throw Full() }
        })
    }
    #expect(taken < 1000)
  }
}
