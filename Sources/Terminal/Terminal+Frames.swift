import Cells

/// What goes to the terminal: frames, and texts for its clipboard.
extension Terminal {
  /// What a call of `show` has done.
  public struct ShowResult: Hashable, Sendable {
    /// Bytes sent, the status request included.
    var bytes: Int
    /// Whether the terminal will show the whole grid; if not, call again when `mayShow` says so.
    public var isComplete: Bool
  }

  /// Whether a frame may be sent now: the one before has been shown, and its turn has come.
  ///
  /// - Parameter urgent: for the answer to a key, which need not wait for its turn.
  public func mayShow(at now: Double = Terminal.now(), urgent: Bool = false) -> Bool {
    output.isEmpty && pacer.mayShow(at: now, urgent: urgent)
  }

  /// Whether bytes wait for the terminal; then poll `writeDescriptor` and call `flush()`.
  public var hasPendingOutput: Bool { !output.isEmpty }

  /// The descriptor to poll for writing while `hasPendingOutput`.
  public var writeDescriptor: Int32 { output.descriptor }

  /// Sends what the terminal takes now.
  public func flush() { output.flush() }

  /// Shows a grid by its difference to what is shown; no difference sends no byte.
  ///
  /// On a slow line a frame has a budget of bytes and may be sent in part.
  ///
  /// - Parameters:
  ///   - priority: what comes first, in this order: numbers and verdicts, the focused pane.
  ///   - panes: what comes then, in turns from frame to frame. The rest of the grid is last.
  public func show(
    _ grid: CellGrid, priority: [Region] = [], panes: [Region] = [],
    at now: Double = Terminal.now()
  ) -> ShowResult {
    guard !isClosed, !output.isBroken else { return ShowResult(bytes: 0, isComplete: true) }
    if pacer.wantsProbe(at: now) {
      request(bytes: 0, at: now)
      return ShowResult(bytes: Self.statusRequest.utf8.count, isComplete: false)
    }
    let (bytes, isComplete) = display.update(
      to: grid, priority: priority, panes: panes, budget: pacer.budget(at: now))
    guard !bytes.isEmpty else {
      pacer.skipped(at: now)
      return ShowResult(bytes: 0, isComplete: isComplete)
    }
    let isAsked = pacer.wantsRequest
    // One write a frame: one packet, and the terminal is never seen half painted for long.
    let frame = isAsked ? bytes + Self.statusRequest.utf8 : bytes
    pacer.sent(bytes: frame.count, withRequest: isAsked, at: now)
    output.send(frame)
    return ShowResult(bytes: frame.count, isComplete: isComplete)
  }

  /// Has the next `show` clear and repaint everything (Ctrl-L).
  public func redraw() {
    guard !isClosed else { return }
    display.clear()
  }

  func request(bytes: Int, at now: Double = Terminal.now()) {
    guard hasStatusReports else { return }
    pacer.sent(bytes: bytes, withRequest: true, at: now)
    output.send(Self.statusRequest.utf8)
  }

  // MARK: - Clipboard

  /// Offers a text to the clipboard of whoever looks at this terminal, over ssh too (OSC 52). The
  /// terminal program decides whether it takes it, and does not say.
  ///
  /// - Returns: whether it was offered: not to terminals that would show it as rubbish, and not more
  ///   than they take.
  public func offerToClipboard(_ text: String) -> Bool {
    guard hasMouse, !isClosed, text.utf8.count <= ClipboardOffer.largest else { return false }
    output.send(ClipboardOffer.bytes(of: text, nearEnd: nearEnd))
    return true
  }
}
