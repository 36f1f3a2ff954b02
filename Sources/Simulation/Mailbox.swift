import Forgetting

/// The one lock between interface and simulation: commands one way, the newest snapshot the other.
/// Nobody waits for anybody: a snapshot that nobody took is replaced.
final class Mailbox: Sendable {
  private struct Content {
    var commands: [Command] = []
    var sent = 0
    var isStopped = false
    var hasNews = false
    var snapshot: Snapshot?
  }

  private let content = Monitor(Content())

  /// - Returns: the command's number, which a snapshot names once it has been carried out.
  func send(_ command: Command) -> Int {
    let number = content.withLock { content in
      content.commands.append(command)
      content.sent += 1
      return content.sent
    }
    content.signal()
    return number
  }

  func stop() {
    content.withLock { $0.isStopped = true }
    content.signal()
  }

  /// Wakes the simulation: something that snapshots tell has changed without a command.
  func bringNews() {
    content.withLock { $0.hasNews = true }
    content.signal()
  }

  func takeNews() -> Bool {
    content.withLock { content in
      defer { content.hasNews = false }
      return content.hasNews
    }
  }

  func publish(_ snapshot: Snapshot) { content.withLock { $0.snapshot = snapshot } }

  func takeSnapshot() -> Snapshot? {
    content.withLock { content in
      defer { content.snapshot = nil }
      return content.snapshot
    }
  }

  /// The commands that have come, waiting for one or for news for at most `seconds` (nil: as long as it
  /// takes).
  ///
  /// - Returns: nil once the mailbox has been stopped.
  func takeCommands(waiting seconds: Double?) -> [Command]? {
    content.wait(
      seconds: seconds, until: { !$0.commands.isEmpty || $0.hasNews || $0.isStopped },
      then: { content in
        if content.isStopped { return nil }
        defer { content.commands.removeAll() }
        return content.commands
      })
  }
}
