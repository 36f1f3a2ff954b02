import Forgetting

/// The thread that surveys are computed on: one at a time, the newest request wins, what it has found so
/// far is left for who asks. It goes behind the live simulation, and it never waits for a reader.
public final class SurveyThread: Sendable {
  /// Seconds between two reports of an unfinished survey.
  private static let reportPeriod = 0.05
  /// Seconds without a further request after which a revised one is taken up: a slider that is dragged
  /// asks thirty times a second.
  private static let settlingTime = 0.15

  private let mailbox = SurveyMailbox()

  /// Starts the thread; it sleeps until something is asked.
  ///
  /// - Parameter published: called on this thread after each report; must return quickly.
  public init(published: @escaping @Sendable () -> Void) {
    let mailbox = self.mailbox
    DetachedThread.start {
      DetachedThread.yieldPriority()
      SurveyThread.run(mailbox, published)
    }
  }

  /// Asks for a survey in place of whatever is being computed.
  ///
  /// - Parameters:
  ///   - number: reports carry it.
  ///   - settles: whether to wait a moment for a still newer request.
  public func start(_ request: SurveyRequest, number: Int, settles: Bool) {
    mailbox.post(SurveyMailbox.Order(request: request, number: number, settles: settles))
  }

  /// Gives up what is being computed; no report of it comes any more.
  public func cancel() { mailbox.cancel() }

  /// The newest report, if there is one that has not been taken.
  public func takeReport() -> SurveyReport? { mailbox.takeReport() }

  /// Ends the thread.
  public func stop() { mailbox.stop() }

  private static func run(_ mailbox: SurveyMailbox, _ published: () -> Void) {
    while var order = mailbox.takeOrder(waiting: nil) {
      while order.settles, let newer = mailbox.takeOrder(waiting: settlingTime) { order = newer }
      compute(order, mailbox, published)
    }
  }

  private static func compute(
    _ order: SurveyMailbox.Order, _ mailbox: SurveyMailbox, _ published: () -> Void
  ) {
    guard mailbox.isWanted(order.number) else { return }
    var job = SurveyJob(order.request)
    var hasNews = true
    var last = -SurveyThread.reportPeriod
    // The first report says how much there is to do.
    while true {
      if hasNews, job.isDone || monotonicSeconds() - last >= reportPeriod {
        guard let picture = job.picture,
          mailbox.publish(SurveyReport(number: order.number, picture: picture))
        else { return }
        published()
        last = monotonicSeconds()
        hasNews = false
      }
      guard !job.isDone, mailbox.isWanted(order.number) else { return }
      if job.advance() { hasNews = true }
    }
  }
}

/// The one lock between the interface and the thread of the surveys.
final class SurveyMailbox: Sendable {
  struct Order {
    var request: SurveyRequest
    var number: Int
    var settles: Bool
  }

  private struct Content {
    /// Asked for and not yet begun.
    var order: Order?
    /// What may be computed and reported: the last request, until it is cancelled.
    var wanted: Int?
    var report: SurveyReport?
    var isStopped = false
  }

  private let content = Monitor(Content())

  func post(_ order: Order) {
    content.withLock { content in
      content.order = order
      content.wanted = order.number
      content.report = nil
    }
    content.signal()
  }

  func cancel() {
    content.withLock { content in
      content.order = nil
      content.wanted = nil
      content.report = nil
    }
  }

  func stop() {
    content.withLock { content in
      content.isStopped = true
      content.wanted = nil
    }
    content.signal()
  }

  func isWanted(_ number: Int) -> Bool { content.withLock { $0.wanted == number } }

  /// - Returns: whether the report is still wanted.
  func publish(_ report: SurveyReport) -> Bool {
    content.withLock { content in
      guard content.wanted == report.number else { return false }
      content.report = report
      return true
    }
  }

  func takeReport() -> SurveyReport? {
    content.withLock { content in
      defer { content.report = nil }
      return content.report
    }
  }

  /// The newest request, waiting for one for at most `seconds` (nil: as long as it takes).
  ///
  /// - Returns: nil when none has come in time, and once the mailbox has been stopped.
  func takeOrder(waiting seconds: Double?) -> Order? {
    content.wait(
      seconds: seconds, until: { $0.order != nil || $0.isStopped },
      then: { content in
        if content.isStopped { return nil }
        defer { content.order = nil }
        return content.order
      })
  }
}
