import Documents
import Explorer
import Simulation
import Terminal

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A lecturer's side of sharing: lets watchers in and sends them what is new, on the lecturer's own
/// loop, which never waits for one of them.
///
/// Each watcher has at most one instant on its way: the next is made when it has answered, from what is
/// true then. So a watcher that is slow, stopped or gone costs what one instant takes, and nobody else
/// notices.
public final class ShareServer {
  private struct Watcher {
    var socket: Int32
    var cursor = ShareWriter.Cursor()
    var pending: [UInt8]
    var sent = 0
    var awaitsAnswer = false
    var isGone = false
  }

  /// More are turned away.
  static let largestWatcherCount = 128
  /// Instants per second while the flow runs.
  static let frameRate = 15.0

  let path: String
  private var listener: Int32
  private let identity: (device: dev_t, node: ino_t)
  private var watchers: [Watcher] = []
  private var writer: ShareWriter?
  private var latest: (snapshot: Snapshot, view: ShownView)?
  private var lastSent = -1.0
  /// Until when nobody is let in: the system had no descriptor left.
  private var pausedUntil = -1.0

  /// Begins to share.
  ///
  /// - Parameters:
  ///   - path: where the socket stands until `close`.
  ///   - group: whose members may watch; nil: the owner alone.
  public init(_ path: String, group: String? = nil) throws(FileError) {
    self.path = path
    listener = try UnixSocket.listener(at: path, group: group)
    var status = stat()
    lstat(path, &status)
    identity = (status.st_dev, status.st_ino)
  }

  deinit { close() }

  /// Ends: every watcher is told by the end of its stream, and the socket goes.
  func close() {
    guard listener >= 0 else { return }
    for watcher in watchers { closeSocket(watcher.socket) }
    watchers = []
    closeSocket(listener)
    listener = -1
    var status = stat()
    // Somebody may have put another one there.
    if lstat(path, &status) == 0, status.st_dev == identity.device, status.st_ino == identity.node {
      unlink(path)
    }
  }

  // MARK: - What is shown

  /// Takes what the lecturer sees now; sends it to those who wait for it, at a bounded rate.
  func publish(_ snapshot: Snapshot, _ view: ShownView, at now: Double) {
    let isNewView = latest.map { $0.view != view } ?? true
    let isNewState =
      latest.map {
        $0.snapshot.commandCount != snapshot.commandCount || $0.snapshot.state != snapshot.state
      } ?? true
    latest = (snapshot, view)
    guard !watchers.isEmpty else {
      writer = nil
      return
    }
    let isDue = now - lastSent >= 1 / Self.frameRate - 0.01
    guard isDue || isNewView || isNewState || snapshot.state != .running else { return }
    distribute(at: now)
  }

  /// Tells those who watch that the run stands still, before nothing is heard from here for as long as it takes;
  /// waits a moment for who is about to take it.
  func standStill(_ snapshot: Snapshot, _ view: ShownView) {
    guard snapshot.state == .running, !watchers.isEmpty else { return }
    var still = snapshot
    still.state = .paused
    publish(still, view, at: Terminal.now())
    let end = Terminal.now() + 0.3
    while watchers.contains(where: { $0.awaitsAnswer }), Terminal.now() < end {
      var polled = descriptors(at: Terminal.now())
      _ = poll(&polled, nfds_t(polled.count), 50)
      handle(polled, at: Terminal.now())
    }
  }

  private func distribute(at now: Double) {
    guard let latest else { return }
    lastSent = now
    if writer == nil { writer = ShareWriter(latest.snapshot, view: latest.view) }
    var cursors = watchers.map(\.cursor)
    writer?.take(latest.snapshot, view: latest.view, cursors: &cursors)
    for index in watchers.indices {
      watchers[index].cursor = cursors[index]
      serve(index)
    }
    removeGone()
  }

  /// Makes and sends what a watcher lacks, if it has answered the last.
  private func serve(_ index: Int) {
    guard !watchers[index].isGone, !watchers[index].awaitsAnswer, writer != nil,
      watchers[index].sent == watchers[index].pending.count
    else { return }
    guard let bytes = writer?.bytes(for: &watchers[index].cursor), !bytes.isEmpty else { return }
    watchers[index].pending = bytes
    watchers[index].sent = 0
    watchers[index].awaitsAnswer = true
    flush(index)
  }

  /// Sends what the system takes now.
  private func flush(_ index: Int) {
    while watchers[index].sent < watchers[index].pending.count {
      let socket = watchers[index].socket
      let count = watchers[index].pending[watchers[index].sent...].withUnsafeBytes {
        write(socket, $0.baseAddress, $0.count)
      }
      if count > 0 {
        watchers[index].sent += count
      } else if count < 0, errno == EINTR {
        continue
      } else if count < 0, errno == EAGAIN || errno == EWOULDBLOCK {
        return
      } else {
        watchers[index].isGone = true
        return
      }
    }
    watchers[index].pending = []
    watchers[index].sent = 0
  }

  // MARK: - The loop

  /// What to wait for; `handle` wants it back.
  func descriptors(at now: Double) -> [pollfd] {
    let listens = now >= pausedUntil
    return [pollfd(fd: listener, events: Int16(listens ? POLLIN : 0), revents: 0)]
      + watchers.map { watcher in
        let isSending = watcher.sent < watcher.pending.count
        return pollfd(
          fd: watcher.socket, events: Int16(isSending ? POLLIN | POLLOUT : POLLIN), revents: 0)
      }
  }

  /// Does what has become possible.
  func handle(_ polled: some Collection<pollfd>, at now: Double) {
    for (offset, descriptor) in polled.enumerated().dropFirst() where descriptor.revents != 0 {
      let index = offset - 1
      guard watchers.indices.contains(index), watchers[index].socket == descriptor.fd else {
        continue
      }
      if descriptor.revents & Int16(POLLOUT) != 0 { flush(index) }
      if descriptor.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 { readAnswers(index) }
    }
    removeGone()
    if polled.first?.revents != 0 { letIn(at: now) }
  }

  private func readAnswers(_ index: Int) {
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = read(watchers[index].socket, &buffer, buffer.count)
    if count < 0, errno == EAGAIN || errno == EINTR { return }
    // One answer to one instant, and nothing else: who says more is no watcher.
    guard count == 1, buffer[0] == ShareMessage.acknowledgement, watchers[index].awaitsAnswer,
      watchers[index].pending.isEmpty
    else {
      watchers[index].isGone = true
      return
    }
    watchers[index].awaitsAnswer = false
    serve(index)
  }

  private func letIn(at now: Double) {
    for _ in 0..<16 {
      let socket = accept(listener, nil, nil)
      guard socket >= 0 else {
        if errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM {
          pausedUntil = now + 1
        }
        return
      }
      guard watchers.count < Self.largestWatcherCount else {
        closeSocket(socket)
        continue
      }
      UnixSocket.prepare(socket)
      watchers.append(Watcher(socket: socket, pending: ShareMessage.preamble))
      flush(watchers.count - 1)
      if writer == nil, let latest { writer = ShareWriter(latest.snapshot, view: latest.view) }
      serve(watchers.count - 1)
    }
  }

  private func removeGone() {
    guard watchers.contains(where: \.isGone) else { return }
    for watcher in watchers where watcher.isGone { closeSocket(watcher.socket) }
    watchers.removeAll(where: \.isGone)
  }
}

private func closeSocket(_ descriptor: Int32) {
  #if canImport(Darwin)
    Darwin.close(descriptor)
  #elseif canImport(Glibc)
    Glibc.close(descriptor)
  #else
    Musl.close(descriptor)
  #endif
}
