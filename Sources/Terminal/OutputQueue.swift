#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Bytes on their way to the terminal, sent without ever waiting for it.
///
/// A terminal that takes nothing (Ctrl-S, a full line) must not keep keys from being read. So the
/// queue has a descriptor of its own that does not block: the flag belongs to the open file, which
/// the shell shares when the descriptor is merely a duplicate.
struct OutputQueue: ~Copyable {
  let descriptor: Int32
  /// Whether the terminal is gone.
  private(set) var isBroken = false
  private var pending: [UInt8] = []
  private var sent = 0

  init?(terminal: Int32) {
    var opened: Int32 = -1
    if let name = ttyname(terminal) {
      opened = open(name, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    }
    // Another user's terminal (su) cannot be opened by name; writes to it may wait.
    if opened < 0 { opened = fcntl(terminal, F_DUPFD_CLOEXEC, 3) }
    guard opened >= 0 else { return nil }
    descriptor = opened
  }

  deinit { _ = close(descriptor) }

  var isEmpty: Bool { pending.isEmpty }

  /// Adds bytes and sends what the terminal takes now.
  mutating func send(_ bytes: some Collection<UInt8>) {
    guard !isBroken else { return }
    pending += bytes
    flush()
  }

  /// Sends what the terminal takes now.
  mutating func flush() {
    while sent < pending.count {
      let count = pending.withUnsafeBytes {
        write(descriptor, $0.baseAddress! + sent, $0.count - sent)
      }
      if count > 0 {
        sent += count
      } else if count < 0 && errno == EINTR {
        continue
      } else if count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) {
        return
      } else {
        isBroken = true
        break
      }
    }
    pending.removeAll(keepingCapacity: true)
    sent = 0
  }

  /// Sends the rest, but gives up on a terminal that takes nothing for `milliseconds`.
  mutating func drain(patience milliseconds: Int32) {
    flush()
    while !isEmpty && !isBroken {
      var writable = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&writable, 1, milliseconds) > 0 else { return }
      flush()
    }
  }
}
