import Explorer
import Forgetting
import Simulation
import Synchronization

/// Work that the screen does not wait for: every piece on a thread of its own, so many at a time, the others
/// in their order. What has come of a piece is an action, which waits here until it is taken.
final class BackgroundWork<Name: Hashable & Sendable>: Sendable {
  /// Whether somebody still waits for a piece.
  private final class Wish: Sendable {
    private let isOpen = Atomic(true)
    var isWanted: Bool { isOpen.load(ordering: .relaxed) }
    func end() { isOpen.store(false, ordering: .relaxed) }
  }

  private struct Piece: Sendable {
    var name: Name
    var work: @Sendable (@escaping @Sendable () -> Bool) -> ExplorerAction
    let wish = Wish()
  }

  private struct Board {
    var waiting: [Piece] = []
    /// Those that are being done, wanted or not.
    var running: [Piece] = []
    var answers: [ExplorerAction] = []

    var isIdle: Bool { waiting.isEmpty && running.isEmpty }
  }

  private let board = Monitor(Board())
  private let mostThreads: Int
  private let wake: WakePipe

  /// - Parameters:
  ///   - mostThreads: pieces done at a time.
  ///   - wake: told when there is an answer.
  init(mostThreads: Int, wake: WakePipe) {
    self.mostThreads = mostThreads
    self.wake = wake
  }

  /// Does a piece of work, soon.
  func start(_ name: Name, _ work: @escaping @Sendable () -> ExplorerAction) {
    start(name, asking: { _ in work() })
  }

  /// Does a piece of work that asks now and then whether it is still wanted.
  func start(
    _ name: Name,
    asking work: @escaping @Sendable (_ isWanted: @escaping @Sendable () -> Bool) -> ExplorerAction
  ) {
    board.withLock { $0.waiting.append(Piece(name: name, work: work)) }
    startNext()
  }

  /// What comes of the pieces of this name is not wanted: one that has not begun never does, one that asks ends.
  func giveUp(_ name: Name) {
    board.withLock { board in
      board.waiting.removeAll { $0.name == name }
      for piece in board.running where piece.name == name { piece.wish.end() }
    }
  }

  /// What has come of pieces since this was asked last.
  func takeAnswers() -> [ExplorerAction] {
    board.withLock { board in
      defer { board.answers = [] }
      return board.answers
    }
  }

  /// Waits until everything is done, but not for ever.
  func finish(within seconds: Double) {
    board.wait(seconds: seconds, until: { $0.isIdle }, then: { _ in })
  }

  private func startNext() {
    let piece: Piece? = board.withLock { board in
      guard board.running.count < mostThreads, !board.waiting.isEmpty else { return nil }
      let piece = board.waiting.removeFirst()
      board.running.append(piece)
      return piece
    }
    guard let piece else { return }
    // Where there is no thread left the screen waits after all.
    if !DetachedThread.startIfPossible({ self.perform(piece) }) { perform(piece) }
  }

  private func perform(_ piece: Piece) {
    let wish = piece.wish
    let answer = piece.work { wish.isWanted }
    board.withLock { board in
      board.running.removeAll { $0.wish === wish }
      if wish.isWanted { board.answers.append(answer) }
    }
    board.broadcast()
    wake.wake()
    startNext()
  }
}
