import CMemory

/// Gives memory back to the system that nobody uses any more.
///
/// The start leaves much behind, and so do growing curves: each time that one has doubled its room, the
/// smaller one is free and too small for the next. So the waits in between double as well.
struct MemoryReturn {
  private static let longestWait = 64.0
  /// In seconds, as `next`.
  private var wait = 1.0
  private var next: Double

  init(now: Double) { next = now + wait }

  /// Called when a frame has been shown: nothing wakes up for it.
  mutating func frameShown(at now: Double) {
    guard now >= next else { return }
    cm_return_unused()
    wait = min(2 * wait, MemoryReturn.longestWait)
    next = now + wait
  }
}
