import Documents
import Explorer
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

/// A watcher's side of sharing: what the lecturer's program sends becomes a run that can be looked at.
public final class ShareClient {
  /// −1 while there is none.
  private var socket: Int32
  private let path: String
  private var reader = ShareReader()
  private var follower: Follower?
  /// Of a lecturer who has left, until another one's first instant is there.
  private var last: Follower?
  private var pieces: [ShareMessage] = []
  private var lastMeasurement = -1.0
  /// What the lecturer shows.
  private(set) var view = ShownView()
  /// Whether an instant has come that nobody has taken.
  private var hasNews = false
  /// Seconds between two instants, at least.
  private let period: Double
  private var lastAnswer = -1.0
  private var owesAnswer = false
  /// Why nothing comes; nil while something may.
  private(set) var ending: FileProblem?
  /// When to look whether somebody shares a run there again; nil where nobody is waited for.
  private var nextAttempt: Double?

  /// Connects, and waits for the first instant.
  ///
  /// - Parameters:
  ///   - frameRate: instants per second at most.
  ///   - patience: seconds to wait for the first.
  public init(
    _ path: String, frameRate: Double = 30, patience: Double = 5
  ) throws(FileError) {
    self.path = path
    period = 1 / frameRate
    socket = try UnixSocket.connection(to: path, patience: patience)
    let end = monotonicSeconds() + patience
    while !hasNews {
      if let ending { throw FileError(path: path, problem: ending) }
      let left = end - monotonicSeconds()
      guard left > 0 else { throw FileError(path: path, problem: .noAnswer) }
      var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      _ = poll(&descriptor, 1, Int32(left * 1000) + 1)
      receive()
    }
  }

  /// Waits for a lecturer who has not begun yet, as long as it takes.
  ///
  /// - Parameter tell: called once when there is nobody.
  public static func waiting(
    for path: String, frameRate: Double = 30, tell: () -> Void
  ) throws(FileError) -> ShareClient {
    var hasTold = false
    while true {
      do {
        return try ShareClient(path, frameRate: frameRate)
      } catch {
        guard error.problem.mayPass else { throw error }
        if !hasTold { tell() }
        hasTold = true
        usleep(UInt32(interval * 1e6))
      }
    }
  }

  /// Seconds between two looks whether somebody is there.
  private static let interval = 0.5

  deinit { disconnect() }

  private func disconnect() {
    guard socket >= 0 else { return }
    #if canImport(Darwin)
      Darwin.close(socket)
    #elseif canImport(Glibc)
      Glibc.close(socket)
    #else
      Musl.close(socket)
    #endif
    socket = -1
  }

  /// What to poll for reading; nil where nothing will come.
  var descriptor: Int32? { ending == nil ? socket : nil }

  /// Takes in what has arrived.
  func receive() {
    guard ending == nil else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    // The limit keeps keys from waiting behind a flood.
    for _ in 0..<64 {
      let count = read(socket, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN || errno == EWOULDBLOCK { return }
      guard count > 0 else { return end(follower == nil ? .noWatchers : .lecturerLeft) }
      reader.feed(buffer[..<count])
      do {
        while let message = try reader.next() { try take(message) }
      } catch let error as ShareReader.Refusal {
        return end(.stream(error.problem))
      } catch {
        return end(.told("\(error)"))
      }
    }
  }

  private func end(_ problem: FileProblem) {
    disconnect()
    ending = problem
    if follower == nil { follower = last }
    // A stream that cannot be read would not be read the next time either.
    if problem.mayPass { nextAttempt = monotonicSeconds() + Self.interval }
  }

  /// Looks whether somebody shares a run there again; the last picture stays until the first instant.
  private func reconnect(at now: Double) {
    guard let attempt = nextAttempt, now >= attempt else { return }
    nextAttempt = now + Self.interval
    guard let found = try? UnixSocket.connection(to: path, patience: 0) else { return }
    socket = found
    reader = ShareReader()
    pieces = []
    owesAnswer = false
    last = follower
    follower = nil
    ending = nil
    nextAttempt = nil
  }

  /// What belongs together takes effect together, with the instant that ends it.
  private func take(_ message: ShareMessage) throws {
    pieces.append(message)
    guard case .instant = message else {
      // One of each kind is sent.
      guard pieces.count <= 8 else { throw ShareReader.Refusal(problem: .endless) }
      return
    }
    let all = pieces
    pieces = []
    do {
      for piece in all { try apply(piece) }
    } catch let error as Follower.Refusal {
      throw ShareReader.Refusal(problem: error.problem)
    } catch let error as ParameterError {
      throw ShareReader.Refusal(problem: error.shareProblem)
    }
    last = nil
    hasNews = true
    owesAnswer = true
  }

  /// Asks for the next instant, when it is wanted.
  private func answer(at now: Double) {
    guard owesAnswer, ending == nil, now >= lastAnswer + period else { return }
    owesAnswer = false
    lastAnswer = now
    var answer = ShareMessage.acknowledgement
    _ = write(socket, &answer, 1)
  }

  /// Seconds until the next instant is wanted, or a lecturer looked for; nil where it has been asked for.
  func wait(from now: Double) -> Double? {
    if let nextAttempt { return max(0, nextAttempt - now) }
    return owesAnswer && ending == nil ? max(0, lastAnswer + period - now) : nil
  }

  private func apply(_ message: ShareMessage) throws {
    switch message {
    case .experiment(let experiment):
      if follower == nil {
        follower = try Follower(experiment)
      } else {
        try follower?.take(experiment)
      }
    case .view(let view): self.view = view
    case .curves, .ghost, .stretch, .instant:
      guard follower != nil else {
        throw ShareReader.Refusal(problem: .withoutExperiment)
      }
      switch message {
      case .curves(let piece): try follower?.take(piece)
      case .ghost(let piece): try follower?.takeGhost(piece)
      case .stretch(let stretch): try follower?.take(stretch)
      case .instant(let instant): try follower?.take(instant)
      default: break
      }
    }
  }

  /// The newest instant, if one has come.
  func takeSnapshot(at now: Double = monotonicSeconds()) -> Snapshot? {
    reconnect(at: now)
    answer(at: now)
    guard hasNews else { return nil }
    hasNews = false
    let isDue = now - lastMeasurement >= 0.2
    if isDue || follower?.isMeasurementDue == true { lastMeasurement = now }
    return follower?.snapshot(measures: isDue)
  }

  /// The experiment at the instant that is shown.
  var experiment: Experiment? { (follower ?? last)?.present }
}

extension FileProblem {
  /// Whether a lecturer who begins, or comes back, would mend it.
  fileprivate var mayPass: Bool {
    switch self {
    case .socket(.missing), .socket(.nobodyThere), .socket(.noAnswer), .noAnswer, .lecturerLeft,
      .noWatchers:
      true
    default: false
    }
  }
}
