import Testing

@testable import Terminal

/// A line with a rate, a round trip, and a person who wants a frame at every moment.
private struct Line {
  var pacer = FramePacer(asksForReports: true)
  var rate: Double
  var roundTrip: Double
  var answers = true
  var now = 100.0
  var free = 0.0
  var answerTimes: [Double] = []
  var sizes: [Int] = []
  var mostInFlight = 0

  init(rate: Double, roundTrip: Double, answers: Bool = true) {
    (self.rate, self.roundTrip, self.answers) = (rate, roundTrip, answers)
    send(0)
  }

  mutating func send(_ bytes: Int) {
    let isAsked = pacer.wantsRequest
    pacer.sent(bytes: bytes, withRequest: isAsked, at: now)
    free = max(free, now) + Double(bytes) / rate
    if isAsked && answers { answerTimes.append(free + roundTrip) }
    if bytes > 0 { sizes.append(bytes) }
  }

  /// Runs for `seconds`, in steps of a millisecond, with frames of up to `bytes`.
  mutating func run(_ seconds: Double, bytes: Int) {
    let end = now + seconds
    while now < end {
      while let first = answerTimes.first, first <= now {
        answerTimes.removeFirst()
        pacer.answered(at: now)
      }
      if pacer.mayShow(at: now) {
        send(pacer.wantsProbe(at: now) ? 0 : min(bytes, pacer.budget(at: now) ?? bytes))
      }
      if answers { mostInFlight = max(mostInFlight, answerTimes.count) }
      now += 0.001
    }
  }

  var budget: Int? { mutating get { pacer.budget(at: now) } }

  /// Frames in `seconds`.
  mutating func frames(_ seconds: Double, bytes: Int) -> Int {
    let before = sizes.count
    run(seconds, bytes: bytes)
    return sizes.count - before
  }
}

@Suite struct FramePacerTests {
  @Test func aNearTerminalGetsThirtyFramesASecond() {
    var line = Line(rate: 20e6, roundTrip: 0.001)
    line.run(1, bytes: 800)
    #expect((295...301).contains(line.frames(10, bytes: 800)))
    #expect(line.budget == nil)
    #expect(!line.pacer.isSlow)
    #expect(abs(line.pacer.framesPerSecond - 30) < 2)
  }

  @Test func theFirstFrameIsWholeAndNeedsNoAnswer() {
    var line = Line(rate: 16e3, roundTrip: 0.1)
    #expect(line.budget == nil)
    #expect(line.pacer.mayShow(at: line.now))
  }

  @Test(arguments: [(16e3, 0.1), (2e3, 0.3), (50e3, 0.02)])
  func aSlowLineIsMeasuredAndNeverQueues(rate: Double, roundTrip: Double) {
    var line = Line(rate: rate, roundTrip: roundTrip)
    line.send(12_000)
    // The first frame and the one that follows it when the answer is given up.
    line.run(12_000 / rate + 1, bytes: 3000)
    line.mostInFlight = 0
    line.run(20, bytes: 3000)
    let measured = line.pacer.bytesPerSecond ?? 0
    #expect((0.5 * rate...2 * rate).contains(measured), "measured \(measured)")
    #expect(abs((line.pacer.roundTrip ?? 0) - roundTrip) < 0.05 + 0.5 * roundTrip)
    #expect(line.mostInFlight == 1)
    #expect(line.pacer.isSlow)
    let longest = line.sizes.suffix(20).max() ?? 0
    #expect(Double(longest) <= max(256, 2 * 0.09 * rate), "\(longest) bytes")
  }

  @Test func smallFramesKeepWhatIsKnownOfASlowLine() {
    var line = Line(rate: 16e3, roundTrip: 0.1)
    line.send(12_000)
    line.run(2, bytes: 1500)
    line.run(60, bytes: 250)
    let measured = line.pacer.bytesPerSecond ?? 0
    #expect((8e3...40e3).contains(measured), "measured \(measured)")
  }

  @Test func aLineThatBecomesFastAgainIsNoticed() {
    var line = Line(rate: 16e3, roundTrip: 0.1)
    line.send(12_000)
    line.run(5, bytes: 3000)
    (line.rate, line.roundTrip) = (10e6, 0.001)
    line.run(5, bytes: 3000)
    #expect(line.budget == nil)
    #expect(line.frames(1, bytes: 3000) >= 29)
  }

  @Test func aLineThatBecomesSlowIsNoticed() {
    var line = Line(rate: 10e6, roundTrip: 0.001)
    line.run(5, bytes: 3000)
    (line.rate, line.roundTrip) = (16e3, 0.1)
    line.run(10, bytes: 3000)
    let longest = line.sizes.suffix(10).max() ?? 0
    #expect(longest <= 3000 && line.pacer.isSlow, "\(longest) bytes")
    #expect(line.budget ?? .max < 3000)
  }

  @Test func oneSlowAnswerDoesNotMakeALineSlow() {
    var line = Line(rate: 10e6, roundTrip: 0.001)
    line.run(1, bytes: 800)
    line.free = line.now + 0.3
    line.run(1, bytes: 800)
    #expect(line.budget == nil)
  }

  @Test func aTerminalThatNeverAnswersGetsALowRate() {
    var line = Line(rate: 10e6, roundTrip: 0.001, answers: false)
    #expect(line.frames(0.99, bytes: 800) == 1)
    line.run(0.5, bytes: 800)
    #expect(line.pacer.reports == .absent)
    #expect((98...101).contains(line.frames(10, bytes: 800)))
    #expect(line.pacer.isSlow)
  }

  @Test func aLateAnswerIsStillHeard() {
    var line = Line(rate: 10e6, roundTrip: 0.001, answers: false)
    line.run(5, bytes: 800)
    line.answers = true
    line.run(3, bytes: 800)
    #expect(line.pacer.reports == .answered)
    #expect(line.frames(1, bytes: 800) >= 29)
  }

  @Test func aLostAnswerIsWaitedForTwoSeconds() {
    var pacer = FramePacer(asksForReports: true)
    for time in [0, 0.5] {
      pacer.sent(bytes: time == 0 ? 0 : 500, withRequest: true, at: time)
      pacer.answered(at: time + 0.01)
    }
    pacer.sent(bytes: 500, withRequest: true, at: 1)
    #expect(!pacer.mayShow(at: 2.99, urgent: true))
    #expect(pacer.mayShow(at: 3))
    #expect(pacer.deadline() == 3)
  }

  @Test func aLostAnswerIsNotMistakenForTheNext() {
    var line = Line(rate: 16e3, roundTrip: 0.1)
    line.send(12_000)
    line.run(5, bytes: 800)
    line.answerTimes = []
    line.run(4, bytes: 800)
    line.mostInFlight = 0
    #expect(line.frames(10, bytes: 800) >= 50)
    #expect(line.mostInFlight == 1)
  }

  @Test func keysDoNotWaitForTheirTurnButForTheFrameInFlight() {
    var pacer = FramePacer(asksForReports: true)
    pacer.sent(bytes: 500, withRequest: true, at: 10)
    #expect(!pacer.mayShow(at: 10.001, urgent: true))
    pacer.answered(at: 10.002)
    #expect(pacer.mayShow(at: 10.002, urgent: true))
    #expect(!pacer.mayShow(at: 10.002))
    #expect(pacer.mayShow(at: 10.034))
  }

  @Test func manyKeysDoNotPutOffTheNextTurn() {
    var pacer = FramePacer(asksForReports: true)
    for index in 0..<100 {
      let now = 10 + Double(index) * 0.001
      pacer.sent(bytes: 100, withRequest: true, at: now)
      pacer.answered(at: now + 0.0005)
    }
    #expect(pacer.deadline() <= 10.1 + 1 / 30)
  }

  @Test func aFrameWithNothingToSendTakesItsTurn() {
    var pacer = FramePacer(asksForReports: true)
    pacer.skipped(at: 10)
    #expect(!pacer.mayShow(at: 10.03) && pacer.mayShow(at: 10.034))
    #expect(pacer.mayShow(at: 10.001, urgent: true))
  }

  @Test func terminalsThatAreNotAskedGetTheLowRate() {
    var pacer = FramePacer(asksForReports: false)
    #expect(pacer.reports == .absent && !pacer.wantsRequest)
    pacer.sent(bytes: 500, withRequest: false, at: 10)
    #expect(!pacer.mayShow(at: 10.09) && pacer.mayShow(at: 10.11))
    #expect(!pacer.mayShow(at: 10.02, urgent: true) && pacer.mayShow(at: 10.04, urgent: true))
  }

  @Test func answersThatNobodyAskedForChangeNothingMuch() {
    var pacer = FramePacer(asksForReports: true)
    for time in 0..<100 { pacer.answered(at: Double(time)) }
    #expect(pacer.roundTrip == nil && pacer.budget(at: 150) == nil)
    #expect(pacer.mayShow(at: 200))
  }

  @Test func afterASuspensionNothingIsInFlight() {
    var pacer = FramePacer(asksForReports: true)
    pacer.sent(bytes: 500, withRequest: true, at: 10)
    #expect(!pacer.mayShow(at: 10.1, urgent: true))
    pacer.forgetFlight()
    #expect(pacer.mayShow(at: 10.1))
  }
}
