import Forgetting

/// Numbered pieces of work on several threads, whose results are handed over on the calling thread, in
/// their order, while work goes on.
///
/// What comes out does not depend on how many threads there are: each piece is made by itself.
public enum OrderedWork {
  /// Results that stand beside each other.
  public struct Batch<Value: Sendable>: Sendable {
    /// The number of the first.
    public let first: Int
    /// In the order of their numbers, which begin at `first`.
    public let values: [Value]
  }

  private struct Board<Value: Sendable> {
    /// The next piece that nobody has.
    var next = 0
    /// The next piece to hand over.
    var due = 0
    var finished: [Int: [Value]] = [:]
    var isOver = false
  }

  /// How far work may run ahead of the oldest piece that is not done, so that memory stays bounded.
  static let window = 20_000
  private static let batchSeconds = 0.02
  private static let largestBatch = 256

  /// How many pieces a thread takes at once. Towards the end it takes less and less, so that all threads end
  /// at about the same time.
  ///
  /// - Parameters:
  ///   - wanted: what the time of its last pieces suggests.
  ///   - left: pieces that nobody has.
  static func batchSize(_ wanted: Int, left: Int, jobs: Int) -> Int {
    max(1, min(wanted, largestBatch, left / (2 * jobs)))
  }

  /// Makes every piece once.
  ///
  /// - Parameters:
  ///   - count: how many pieces there are.
  ///   - jobs: threads.
  ///   - isWanted: asked about ten times a second; once it says no, what is finished is handed over,
  ///     gaps and all, and what is being made is given up.
  ///   - makeWorker: called once on each thread; what it returns makes the pieces there.
  ///   - take: gets the results; an error ends the work.
  public static func run<Value: Sendable, Problem: Error>(
    _ count: Int, jobs: Int, isWanted: () -> Bool,
    makeWorker: @escaping @Sendable () -> (Int) -> Value,
    take: (Batch<Value>) throws(Problem) -> Void
  ) throws(Problem) {
    let board = Monitor(Board<Value>())
    var started = 0
    let jobs = max(1, min(jobs, count))
    for _ in 0..<jobs where count > 0 {
      if DetachedThread.startIfPossible({ work(board, count, jobs, makeWorker()) }) { started += 1 }
    }
    guard started > 0 || count == 0 else {
      // No thread could be had: this one does it all.
      let worker = makeWorker()
      for piece in 0..<count where isWanted() {
        try take(Batch(first: piece, values: [worker(piece)]))
      }
      return
    }
    defer {
      board.withLock { $0.isOver = true }
      board.broadcast()
    }
    var due = 0
    while due < count {
      let values = board.wait(
        seconds: 0.1, until: { $0.finished[due] != nil },
        then: { board in
          let values = board.finished.removeValue(forKey: due)
          if let values { board.due = due + values.count }
          return values
        })
      if let values {
        board.broadcast()
        try take(Batch(first: due, values: values))
        due += values.count
      }
      guard !isWanted() else { continue }
      let left = board.withLock { board in
        board.isOver = true
        return board.finished.sorted { $0.key < $1.key }
      }
      for (first, values) in left { try take(Batch(first: first, values: values)) }
      return
    }
  }

  private static func work<Value: Sendable>(
    _ board: Monitor<Board<Value>>, _ count: Int, _ jobs: Int, _ worker: (Int) -> Value
  ) {
    var wanted = 1
    while true {
      let range = board.wait(
        seconds: nil,
        until: { $0.isOver || $0.next >= count || $0.next - $0.due < window },
        then: { board -> Range<Int>? in
          guard !board.isOver, board.next < count else { return nil }
          let size = batchSize(wanted, left: count - board.next, jobs: jobs)
          let range = board.next..<min(count, board.next + size)
          board.next = range.upperBound
          return range
        })
      guard let range else {
        board.broadcast()
        return
      }
      let begin = monotonicSeconds()
      var values: [Value] = []
      values.reserveCapacity(range.count)
      for piece in range { values.append(worker(piece)) }
      let seconds = max(1e-9, monotonicSeconds() - begin)
      wanted = Int(Double(range.count) * min(1000, batchSeconds / seconds))
      board.withLock { $0.finished[range.lowerBound] = values }
      board.broadcast()
    }
  }
}
