import Testing

@testable import Forgetting
@testable import Simulation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The surveys' thread: it finds what a stepped survey finds, the newest request wins, and what has been
/// cancelled is never heard of again.
@Suite struct SurveyThreadTests {
  private static func report(
    _ thread: SurveyThread, where holds: (SurveyReport) -> Bool
  ) -> SurveyReport? {
    let deadline = monotonicSeconds() + 120
    while monotonicSeconds() < deadline {
      if let report = thread.takeReport(), holds(report) { return report }
      usleep(500)
    }
    return nil
  }

  /// A survey that would take minutes.
  private static let endless: SurveyRequest = {
    var scenario = Runs.plane
    scenario.target.new.spread = Spread(deviation: [0.7, 1.3], correlation: 0.5)
    scenario.clock.until = 1e5
    return .drift(DriftSurvey.request(for: scenario))
  }()

  private static let field = SurveyRequest.phase(PhaseSurveyTests.request())

  @Test func findsWhatASteppedSurveyFinds() throws {
    let thread = SurveyThread {}
    defer { thread.stop() }
    let request = DriftSurvey.request(for: DriftSurveyTests.brief)
    thread.start(.drift(request), number: 7, settles: false)
    let end = try #require(Self.report(thread) { $0.picture.isComplete })
    #expect(end.number == 7)
    #expect(end.picture == .drift(DriftSurveyTests.finished(request)))
    thread.start(Self.field, number: 8, settles: true)
    let next = try #require(Self.report(thread) { $0.picture.isComplete })
    #expect(next.number == 8)
    #expect(next.picture == .phase(PhaseSurveyTests.finished(PhaseSurveyTests.request())))
    #expect(thread.takeReport() == nil)
  }

  @Test func reportsAsItGoesAlong() throws {
    let thread = SurveyThread {}
    defer { thread.stop() }
    thread.start(Self.endless, number: 1, settles: false)
    let first = try #require(Self.report(thread) { _ in true })
    guard case .drift(let picture) = first.picture else {
      Issue.record("another survey's picture")
      return
    }
    #expect(picture.total == 37 && !picture.isComplete)
  }

  @Test func theNewestRequestWins() throws {
    let thread = SurveyThread {}
    defer { thread.stop() }
    thread.start(Self.endless, number: 1, settles: false)
    _ = try #require(Self.report(thread) { $0.number == 1 })
    for number in 2...6 { thread.start(Self.endless, number: number, settles: true) }
    thread.start(Self.field, number: 9, settles: true)
    let report = try #require(Self.report(thread) { _ in true })
    #expect(report.number == 9)
  }

  @Test func whatIsCancelledIsNeverHeardOfAgain() throws {
    let counter = Monitor(0)
    let thread = SurveyThread { counter.withLock { $0 += 1 } }
    defer { thread.stop() }
    thread.start(Self.endless, number: 1, settles: false)
    _ = try #require(Self.report(thread) { _ in true })
    thread.cancel()
    #expect(thread.takeReport() == nil)
    // One call may be on its way while it is cancelled.
    usleep(100_000)
    let count = counter.withLock { $0 }
    usleep(300_000)
    #expect(counter.withLock { $0 } == count)
    #expect(thread.takeReport() == nil)
    // And it is there for the next one.
    thread.start(Self.field, number: 2, settles: false)
    #expect(Self.report(thread) { $0.picture.isComplete }?.number == 2)
  }

  @Test func manyThreadsStartCancelAndStop() throws {
    for index in 0..<20 {
      let thread = SurveyThread {}
      thread.start(Self.endless, number: index, settles: index % 2 == 0)
      if index % 3 == 0 { usleep(2000) }
      if index % 4 == 0 { thread.cancel() }
      thread.stop()
      thread.start(Self.field, number: 100, settles: false)
      usleep(500)
      #expect(thread.takeReport().map { $0.number != 100 } ?? true)
    }
  }
}
