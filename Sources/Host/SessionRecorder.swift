import Documents
import Forgetting
import Simulation
import Words

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes a session while it goes on: every edit when it is made, the instant every few seconds and at
/// the end.
///
/// A line is in the system's hands when `note` returns, so that a crash of ours loses nothing; a
/// thread of its own brings it to the disk, for which nobody waits.
public final class SessionRecorder {
  /// Seconds between two instants written while the flow runs.
  static let period = 2.0
  /// A file longer than this is left for a new one, so that reading it stays quick; but for a journal
  /// that takes half of it by itself.
  private let largestSize: Int

  private let sessions: Sessions
  private var file: Int32 = -1
  private var syncer: DiskSyncer?
  private var size = 0
  /// What the experiment took when the file began.
  private var firstSize = 0
  /// What the file says; nil where there is none yet.
  private var written: Experiment?
  /// What there was to begin with: nothing is written until something has changed.
  private let opened: Experiment
  private var lastTime = -1.0
  /// The file's name, once there is one.
  public private(set) var name: String?
  /// What went wrong; nothing more is written then.
  public private(set) var problem: FileError?

  /// For a new session.
  public convenience init(_ sessions: Sessions, opened: Experiment) {
    self.init(sessions, opened: opened, largestSize: 4 << 20)
  }

  init(_ sessions: Sessions, opened: Experiment, largestSize: Int) {
    self.sessions = sessions
    self.opened = opened
    self.largestSize = largestSize
  }

  /// To go on with an old one.
  ///
  /// - Throws: when another explorer has it.
  public convenience init(
    _ sessions: Sessions, resuming name: String, content: SessionFile.Content
  ) throws(SessionError) {
    self.init(sessions, opened: content.experiment)
    // Damage is left as it is, for who wants to look at it; a new file goes on.
    guard content.damagedLine == nil else { return }
    do {
      guard let file = try sessions.reopen(name, length: content.length) else {
        throw SessionError(text: "session \(name) \(FileProblem.openElsewhere)", isFile: false)
      }
      self.file = file
      self.name = name
      size = content.length
      written = content.experiment
      syncer = DiskSyncer(file)
    } catch let error as FileError {
      // It can be read, so the explorer works; it says that nothing is written.
      problem = error
    } catch let error as SessionError {
      throw error
    } catch {
      preconditionFailure("\(error)")
    }
  }

  deinit { if file >= 0 { close(file) } }

  /// Notes the experiment as it is now.
  ///
  /// - Parameters:
  ///   - isRunning: whether the instant changes by itself; then it is written now and then only.
  ///   - now: seconds.
  func note(_ experiment: Experiment, isRunning: Bool, at now: Double) {
    guard problem == nil else { return }
    let last = written ?? opened
    let isSame = last.scenario == experiment.scenario && last.journal == experiment.journal
    if isSame {
      guard last.tick != experiment.tick else { return }
      // A run that somebody only looks into for a moment is a session all the same.
      if isRunning, now - lastTime < SessionRecorder.period { return }
    }
    append(experiment, at: now)
  }

  /// Notes the last instant and brings everything to the disk.
  func finish(_ experiment: Experiment, at now: Double) {
    note(experiment, isRunning: false, at: now)
    if file >= 0 { _ = fsync(file) }
  }

  private func append(_ experiment: Experiment, at now: Double) {
    var outgrown: String?
    if file < 0 || size > max(largestSize, 2 * firstSize) {
      outgrown = name
      guard begin() else { return }
    }
    let bytes = Array(SessionFile.lines(to: experiment, from: written).utf8)
    guard size + bytes.count <= SessionFile.largestSize else {
      // What is written can be read; what is there already stays.
      problem = FileError(
        path: sessions.path(name ?? ""),
        problem: .manyEdits(megabytes: SessionFile.largestSize >> 20))
      return
    }
    if let failed = AtomicFile.writeAll(bytes, to: file) {
      problem = FileError(path: sessions.path(name ?? ""), problem: failed)
      if written == nil { dropFile(for: outgrown) }
      return
    }
    size += bytes.count
    if written == nil { firstSize = size }
    written = experiment
    lastTime = now
    syncer?.sync()
    // Only now does the new file say all that the old one did.
    if let outgrown { unlink(sessions.path(outgrown)) }
  }

  /// A file that says nothing is none: what there was before is what can be taken up again.
  private func dropFile(for before: String?) {
    syncer = nil
    if file >= 0 { close(file) }
    file = -1
    if let name { unlink(sessions.path(name)) }
    name = before
  }

  /// A new file in place of the one so far, if there is one.
  private func begin() -> Bool {
    do {
      let (name, file) = try sessions.create()
      if self.file >= 0 {
        syncer = nil
        close(self.file)
      }
      self.name = name
      self.file = file
      size = 0
      written = nil
      syncer = DiskSyncer(file)
      // Old ones that stay are in nobody's way.
      _ = try? sessions.prune(sparing: name)
      return true
    } catch {
      problem = error
      return false
    }
  }
}

/// A thread that brings a file to the disk when asked; asking takes no time.
private final class DiskSyncer: Sendable {
  private let writeEnd: Int32

  init?(_ file: Int32) {
    var ends: [Int32] = [-1, -1]
    let copy = dup(file)
    guard copy >= 0, pipe(&ends) == 0 else {
      if copy >= 0 { close(copy) }
      return nil
    }
    for descriptor in ends + [copy] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    writeEnd = ends[1]
    let readEnd = ends[0]
    DetachedThread.startIfPossible {
      var buffer = [UInt8](repeating: 0, count: 256)
      // Requests that came meanwhile are answered by one sync; the end of the pipe ends the thread.
      while read(readEnd, &buffer, buffer.count) > 0 { _ = fsync(copy) }
      close(readEnd)
      close(copy)
    }
  }

  deinit { close(writeEnd) }

  func sync() {
    var byte: UInt8 = 1
    _ = write(writeEnd, &byte, 1)
  }
}
