import CNcurses
import Cells

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What comes from the terminal: keys, its own answers, signals.
extension Terminal {
  /// The keys that have arrived; the terminal's answers go to the pacer.
  public func readKeys() -> [Key] {
    guard !inputEnded else { return [] }
    var codes: [Int32] = []
    // The limit keeps a flood from growing memory; poll reports the rest again.
    while codes.count < 65536, case let code = cn_read_key(), code >= 0 { codes.append(code) }
    if codes.isEmpty { inputEnded = inputEnded || isHungUp }
    let now = Self.now()
    let keys = decoder.keys(from: codes, at: now)
    if isMeasuring, let column = decoder.cursorColumns.first { measured(width: column - 1) }
    for _ in 0..<decoder.reports { pacer.answered(at: now) }
    if decoder.reports > 0 { isMeasuring = false }
    return keys
  }

  /// Characters that are wider than they are counted would shift all that follows them: where they
  /// are, the screen starts again without them.
  private func measured(width: Int) {
    isMeasuring = false
    guard (1...2).contains(width) else { return }
    ambiguousWidth = width
    guard width == 2 else { return }
    display.isASCIIOnly = true
    display.clear()
  }

  /// Whether nothing can be read although `poll` says that reading would not wait.
  private var isHungUp: Bool {
    var state = pollfd(fd: inputDescriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&state, 1, 0) > 0 else { return false }
    if state.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { return true }
    var count: Int32 = 0
    return ioctl(inputDescriptor, UInt(FIONREAD), &count) != 0 || count == 0
  }

  /// The next signal that has arrived; nil when there is none.
  public func nextSignal() -> TerminalSignal? {
    guard !isClosed else { return nil }
    if !signalsLeft.isEmpty { return signalsLeft.removeFirst() }
    while case let number = cn_signals_next(), number != 0 {
      if let signal = TerminalSignal(number: number) { return signal }
    }
    return nil
  }
}
