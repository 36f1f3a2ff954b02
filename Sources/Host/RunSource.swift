import Explorer
import Simulation

/// Where an explorer's snapshots come from: a thread of its own, or a lecturer's program.
enum RunSource {
  case own(SimulationThread)
  case watched(ShareClient)

  func send(_ command: Command) {
    if case .own(let thread) = self { thread.send(command) }
  }

  func takeSnapshot() -> Snapshot? {
    switch self {
    case .own(let thread): thread.takeSnapshot()
    case .watched(let client): client.takeSnapshot()
    }
  }

  /// What the first screen did not wait for.
  func measureTheRest() {
    if case .own(let thread) = self { thread.startStatementSweep() }
  }

  func stop() {
    if case .own(let thread) = self { thread.stop() }
  }

  // MARK: - A lecturer's

  /// What to poll beside the thread's wake pipe.
  var descriptor: Int32? {
    if case .watched(let client) = self { client.descriptor } else { nil }
  }

  /// Seconds until it wants to be asked again though nothing has come.
  func wait(from now: Double) -> Double? {
    if case .watched(let client) = self { client.wait(from: now) } else { nil }
  }

  func receive() {
    if case .watched(let client) = self { client.receive() }
  }

  /// What the lecturer shows; nil where there is none.
  var shownView: ShownView? {
    if case .watched(let client) = self { client.view } else { nil }
  }

  /// Whether nothing comes.
  var hasEnded: Bool {
    if case .watched(let client) = self { client.ending != nil } else { false }
  }
}
