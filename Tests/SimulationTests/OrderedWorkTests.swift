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

  /// Who takes the last pieces does not keep the others waiting: whatever a thread takes at once, every other
  /// one finds as much besides.
  @Test(arguments: [1, 2, 7, 64]) func theLastPiecesAreSharedOut(jobs: Int) {
    var left = 10_000
    var sizes: [Int] = []
    while left > 0 {
      let size = OrderedWork.batchSize(256, left: left, jobs: jobs)
      #expect(size == 1 || size * 2 * jobs <= left)
      sizes.append(size)
      left -= size
    }
    #expect(left == 0 && sizes.last == 1)
    // In the middle of the work nobody comes back for every piece.
    #expect(sizes.count < 64 * jobs + 10_000 / 32)
  }

  /// Long pieces are taken one by one from the first on.
  @Test func longPiecesAreTakenOneByOne() {
    #expect(OrderedWork.batchSize(0, left: 1000, jobs: 2) == 1)
    #expect(OrderedWork.batchSize(.max, left: 1_000_000, jobs: 2) == 256)
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
