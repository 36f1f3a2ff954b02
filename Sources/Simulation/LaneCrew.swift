import Forgetting

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Threads that share the lanes of a tick with the one that steps: one for every further processor.
/// They sleep between ticks and end with the crew.
///
/// Lanes do not know each other within a tick, so who steps which changes nothing.
public final class LaneCrew: Sendable {
  /// A tick's work, as all hands see it.
  private struct Board {
    /// Called while `left` > 0 only: whoever has posted it waits for that.
    var body: ((Int) -> Void)?
    var next = 0
    var count = 0
    /// Lanes whose step has not been finished.
    var left = 0
    var isOver = false
  }

  private let board = Monitor(Board())

  /// - Parameter hands: threads besides the caller's.
  public init(hands: Int = LaneCrew.furtherProcessors) {
    let board = board
    for _ in 0..<hands {
      DetachedThread.start {
        while true {
          LaneCrew.linger(board) { $0.isOver || $0.next < $0.count }
          let isOver = board.wait(
            seconds: nil, until: { $0.isOver || $0.next < $0.count }, then: { $0.isOver })
          if isOver { return }
          LaneCrew.work(board)
        }
      }
    }
  }

  deinit {
    board.withLock { $0.isOver = true }
    board.broadcast()
  }

  /// One less than there are processors; at most seven, since there are eight lanes at most.
  public static var furtherProcessors: Int {
    min(7, Processors.count - 1)
  }

  /// Calls `body` with every number below `count`, on several threads at the same time, and waits.
  func forEach(_ count: Int, _ body: @escaping (Int) -> Void) {
    let post = Post(body: body)
    board.withLock {
      $0.body = post.body
      $0.next = 0
      $0.count = count
      $0.left = count
    }
    board.broadcast()
    LaneCrew.work(board)
    LaneCrew.linger(board) { $0.left == 0 }
    board.wait(seconds: nil, until: { $0.left == 0 }, then: { $0.body = nil })
  }

  /// `@unchecked Sendable`: the body is called for different lanes only, while its owner waits.
  private struct Post: @unchecked Sendable {
    let body: (Int) -> Void
  }

  /// Looks again and again for a moment before it is worth sleeping: to be woken takes as long as a
  /// quarter of a tick.
  private static func linger(_ board: Monitor<Board>, until ready: (Board) -> Bool) {
    for _ in 0..<300 {
      if board.withLock({ ready($0) }) { return }
      sched_yield()
    }
  }

  private static func work(_ board: Monitor<Board>) {
    while true {
      let item = board.withLock { board -> (Post, Int)? in
        guard board.next < board.count, let body = board.body else { return nil }
        board.next += 1
        return (Post(body: body), board.next - 1)
      }
      guard let (post, index) = item else { return }
      post.body(index)
      let isLast = board.withLock { board in
        board.left -= 1
        return board.left == 0
      }
      if isLast { board.broadcast() }
    }
  }
}
