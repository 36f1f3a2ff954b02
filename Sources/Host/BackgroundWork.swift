import Explorer
import Forgetting
import Simulation

/// Work that the screen does not wait for: every piece on a thread of its own, so many at a time, the others
/// in their order. What has come of a piece is an action, which waits here until it is taken.
final class BackgroundWork<Name: Hashable & Sendable>: Sendable {
  private struct Piece: Sendable {
    var name: Name
    var work: @Sendable () -> ExplorerAction
  }

  private struct Board {
    var waiting: [Piece] = []
    /// Those that are being done; one that is not wanted any more stands here without its name.
    var running: [Name?] = []
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
    board.withLock { $0.waiting.append(Piece(name: name, work: work)) }
    startNext()
  }

  /// What comes of the pieces of this name is not wanted: one that has not begun never does.
  func giveUp(_ name: Name) {
    board.withLock { board in
      board.waiting.removeAll { $0.name == name }
      for index in board.running.indices where board.running[index] == name {
        board.running[index] = nil
      }
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
      board.running.append(piece.name)
      return piece
    }
    guard let piece else { return }
    // Where there is no thread left the screen waits after all.
    if !DetachedThread.startIfPossible({ self.perform(piece) }) { perform(piece) }
  }

  private func perform(_ piece: Piece) {
    let answer = piece.work()
    board.withLock { board in
      if let index = board.running.firstIndex(of: piece.name) {
        board.running.remove(at: index)
        board.answers.append(answer)
      } else if let index = board.running.firstIndex(where: { $0 == nil }) {
        board.running.remove(at: index)
      }
    }
    board.broadcast()
    wake.wake()
    startNext()
  }
}
