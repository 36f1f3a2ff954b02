/// Decides when the next frame may be sent, and how long it may be.
///
/// Output queues where a program cannot see it: in the pseudo-terminal, in ssh, on the line. So each
/// frame ends with a status request (`CSI 5n`), and the next frame waits for the answer (`CSI 0n`),
/// which comes when the terminal has shown the frame: one frame at most is in flight. The delays of
/// the answers also tell the round trip and the rate of the line. Times are seconds on any clock
/// that does not jump; nothing here reads a clock, so that tests are deterministic.
public struct FramePacer: Sendable {
  /// How the terminal has behaved so far.
  public enum Reports: Hashable, Sendable {
    /// Asked, and not yet known.
    case expected
    case answered
    /// No answer within the first second, or not asked: a fixed low rate, and still listening.
    case absent
  }

  /// Whether the terminal answers status reports.
  public private(set) var reports: Reports
  /// The least time between request and answer; nil before the first answer.
  private(set) var roundTrip: Double?
  /// What the line carries; nil before it could be told.
  private(set) var bytesPerSecond: Double?
  /// Frames per second as sent lately; 0 before the second frame.
  public private(set) var framesPerSecond = 0.0

  /// Frames per second at most.
  static let fullRate = 30.0
  /// Frames per second where no answer ever comes.
  static let blindRate = 10.0
  /// Seconds of silence after which a terminal is taken not to answer at all, or, when it has
  /// answered before, to have lost a request.
  static let firstAnswerTimeout = 1.0
  static let answerTimeout = 2.0
  /// The same for a first frame, sent whole on a line whose rate nobody knows.
  static let firstFrameTimeout = 10.0
  /// Seconds of the line that a frame may take.
  static let frameTime = 0.09
  /// A frame always has this many bytes.
  static let leastBudget = 256
  /// From this budget on a frame is sent whole.
  private static let unlimitedBudget = 8192.0
  /// Bytes up to which a frame's delay is mostly round trip.
  private static let shortFrame = 256
  /// Delays up to this many seconds are the machine's, not the line's.
  private static let jitter = 0.03
  /// Seconds after which the round trip of a slow line is measured again.
  private static let roundTripLifetime = 10.0
  /// Seconds after which an answer will not come any more.
  private static let requestLifetime = 60.0

  private struct Request {
    var bytes: Int
    var time: Double
    /// Nobody waits for the answer any more, but it may still come, and is not another's.
    var isGivenUp = false
  }
  private let asks: Bool
  /// Requests without an answer, oldest first; the terminal answers in order.
  private var requests: [Request] = []
  /// Requests whose answers are taken to be lost, though they may still come.
  private var lost = 0
  /// Requests since the terminal has been taken not to answer.
  private var ignored = 0
  private var lastFrame: Double?
  /// When the next frame is due, on a grid of the full rate, so that rounding does not add up.
  private var slot = 0.0
  private var framesSinceRequest = 0
  private var roundTripTime = 0.0
  private var lastAnswer = -Double.infinity

  /// - Parameter asksForReports: whether the terminal type understands `CSI 5n`.
  init(asksForReports: Bool) {
    asks = asksForReports
    reports = asksForReports ? .expected : .absent
  }

  // MARK: - Asking

  /// Whether a frame may be sent.
  ///
  /// - Parameter urgent: for the answer to a key, which need not wait for the frame's turn, only
  ///   for the frame in flight.
  func mayShow(at now: Double, urgent: Bool = false) -> Bool {
    now >= deadline(urgent: urgent)
  }

  /// When a frame may be sent if no answer comes before.
  public func deadline(urgent: Bool = false) -> Double {
    var due = slot
    if urgent {
      // A blind terminal may be slow: keys get the full rate there, and no more.
      due = reports == .absent ? (lastFrame ?? -.infinity) + 1 / Self.fullRate : -.infinity
    }
    return max(due, flightEnd ?? -.infinity)
  }

  /// Until when an answer may arrive that nobody has read yet; nil when none is owed. Left unread it
  /// would be typed into the shell.
  func answersEnd(patience: Double) -> Double? {
    guard let last = requests.last else { return nil }
    guard reports == .answered else { return ignored > 1 ? nil : last.time + patience }
    return last.time + min(max(3 * expectedDelay(last), 0.1), 2 * patience)
  }

  /// When the frame in flight counts as lost; nil when none is.
  private var flightEnd: Double? {
    guard let last = requests.last, !last.isGivenUp else { return nil }
    switch reports {
    // The request at the very start goes ahead of the first frame and holds nothing back.
    case .expected where last.bytes == 0: return nil
    case .expected: return last.time + Self.firstAnswerTimeout
    case .answered where bytesPerSecond == nil && last.bytes > 0:
      return last.time + Self.firstFrameTimeout
    case .answered: return last.time + max(Self.answerTimeout, 3 * expectedDelay(last))
    case .absent: return nil
    }
  }

  /// Bytes that the next frame may have, sent now; nil for any number.
  mutating func budget(at now: Double) -> Int? {
    noteSilence(at: now)
    return budget
  }

  private var budget: Int? {
    guard let bytesPerSecond else { return nil }
    let budget = bytesPerSecond * Self.frameTime
    return budget >= Self.unlimitedBudget ? nil : max(Self.leastBudget, Int(budget))
  }

  /// Whether frames are fewer or shorter because of the line, so that the header should say so.
  public var isSlow: Bool {
    switch reports {
    case .absent: true
    case .expected: false
    case .answered: budget != nil || roundTrip ?? 0 > 2 / Self.fullRate
    }
  }

  /// Whether the next frame should carry a status request.
  var wantsRequest: Bool {
    // A terminal that does not answer is asked now and then, in case it was only late.
    asks && (reports != .absent || framesSinceRequest >= 10)
  }

  /// Whether to send a request by itself before the next frame: on a slow line the round trip can
  /// only be told from the rate by a request without a frame.
  func wantsProbe(at now: Double) -> Bool {
    reports == .answered && budget != nil && now - roundTripTime > Self.roundTripLifetime
  }

  // MARK: - What happened

  /// A frame, or with 0 bytes a request by itself, was sent.
  mutating func sent(bytes: Int, withRequest isAsked: Bool, at now: Double) {
    noteSilence(at: now)
    if isAsked {
      if reports == .absent {
        requests = []
        ignored += 1
      }
      requests.append(Request(bytes: bytes, time: now))
      framesSinceRequest = 0
    }
    guard bytes > 0 else { return }
    if !isAsked { framesSinceRequest += 1 }
    if let lastFrame, now > lastFrame {
      // After a pause the rate starts anew.
      let rate = min(1 / (now - lastFrame), Self.fullRate)
      let isResumed = now - lastFrame > 2 || framesPerSecond == 0
      framesPerSecond = isResumed ? rate : framesPerSecond + 0.2 * (rate - framesPerSecond)
    }
    lastFrame = now
    advanceSlot(at: now)
  }

  /// A frame had nothing to send: its turn is over all the same, so that nobody tries again at once.
  mutating func skipped(at now: Double) {
    advanceSlot(at: now)
  }

  private mutating func advanceSlot(at now: Double) {
    let interval = 1 / (reports == .absent ? Self.blindRate : Self.fullRate)
    slot = (0..<interval).contains(now - slot) ? slot + interval : now + interval
  }

  /// The terminal has answered a status request.
  mutating func answered(at now: Double) {
    noteSilence(at: now)
    guard reports != .absent else {
      // Which of its requests a silent terminal has answered cannot be told.
      reports = .answered
      requests = []
      ignored = 0
      return
    }
    reports = .answered
    guard let request = takeRequest(at: now) else { return }
    // The line was busy until the answer before set out.
    let start = max(request.time, lastAnswer - (roundTrip ?? 0))
    measure(bytes: request.bytes, delay: max(now - start, 0))
    lastAnswer = now
    if request.bytes <= Self.shortFrame { roundTripTime = now }
  }

  private func expectedDelay(_ request: Request) -> Double {
    (roundTrip ?? 0) + Double(request.bytes) / (bytesPerSecond ?? .infinity)
  }

  /// The request that an answer belongs to; nil when it comes too early for the one in flight.
  private mutating func takeRequest(at now: Double) -> Request? {
    if let current = requests.last, !current.isGivenUp {
      if now - current.time >= 0.7 * expectedDelay(current) {
        // It comes when the answer to the frame in flight should: those before it are lost.
        lost += requests.prefix { $0.isGivenUp }.count
        requests.removeAll { $0.isGivenUp }
      }
    }
    guard let first = requests.first else { return nil }
    if lost > 0, !first.isGivenUp, now - first.time < 0.5 * (roundTrip ?? 0) {
      lost -= 1
      return nil
    }
    return requests.removeFirst()
  }

  /// The terminal is another one, or has been away (suspended): nothing is in flight.
  mutating func forgetFlight() {
    requests = []
    lost = 0
    lastFrame = nil
    slot = 0
  }

  /// Gives up on requests that have waited too long.
  private mutating func noteSilence(at now: Double) {
    requests.removeAll { now - $0.time > Self.requestLifetime }
    guard let flightEnd, now >= flightEnd, let last = requests.last else { return }
    for index in requests.indices { requests[index].isGivenUp = true }
    if reports == .expected { reports = .absent }
    // The line carries less than what has not arrived by now.
    if bytesPerSecond == nil { bytesPerSecond = Double(last.bytes) / (now - last.time) }
  }

  /// Learns from `bytes` that were answered after `delay` seconds: delay = round trip + bytes/rate.
  private mutating func measure(bytes: Int, delay: Double) {
    let bytes = Double(bytes)
    guard let known = roundTrip else {
      // Alone, one delay bounds both from the safe side.
      roundTrip = delay
      if bytes > 0 && delay > Self.jitter { bytesPerSecond = bytes / delay }
      return
    }
    let onLine = max(delay - known, 0.0005)
    if bytes > 0 {
      let rate = bytes / onLine
      if let assumed = bytesPerSecond {
        if rate < assumed {
          // One slow answer may be chance, or another program's turn.
          if onLine > Self.jitter { bytesPerSecond = max(rate, assumed / 2) }
        } else if onLine < 0.7 * bytes / assumed {
          bytesPerSecond = min(rate, assumed * 2)
        }
      } else {
        bytesPerSecond = rate
      }
    }
    let estimate = delay - bytes / (bytesPerSecond ?? .infinity)
    if delay < known {
      roundTrip = delay
    } else if bytes <= Double(Self.shortFrame), estimate > known {
      // The least delay counts, but a line may also become longer.
      roundTrip = known + 0.3 * (estimate - known)
    }
  }
}
