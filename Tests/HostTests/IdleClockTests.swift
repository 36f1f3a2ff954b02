import Testing

@testable import Host

@Suite struct IdleClockTests {
  private func expect(_ clock: inout IdleClock, _ now: Double, _ event: IdleClock.Event?) {
    let found = clock.event(at: now)
    #expect(found == event, "at \(now)")
  }

  @Test func itWarnsThenEndsAndAKeyResetsIt() {
    var clock = IdleClock(limit: 600, now: 100)
    #expect(clock.wait(from: 100) == 540)
    expect(&clock, 639.9, nil)
    expect(&clock, 640, .warning(60))
    expect(&clock, 641, nil)
    #expect(clock.wait(from: 650) == 50)
    clock.touch(at: 650)
    expect(&clock, 701, nil)
    expect(&clock, 1190, .warning(60))
    expect(&clock, 1250, .end)
  }

  @Test func shortLimitsWarnHalfWayAndLateOnesEndAtOnce() {
    var short = IdleClock(limit: 4, now: 0)
    expect(&short, 2, .warning(2))
    expect(&short, 4, .end)
    // The machine slept.
    var late = IdleClock(limit: 4, now: 0)
    expect(&late, 100, .end)
  }

  @Test func withoutALimitItNeverStrikes() {
    var clock = IdleClock(limit: nil, now: 0)
    #expect(clock.wait(from: 1e9) == nil)
    expect(&clock, 1e9, nil)
  }

  @Test(arguments: [
    ("xterm-256color", true), ("C.UTF-8", true), ("en_GB.utf8@euro", true), ("", false),
    ("..", false), (".", false), ("a/b", false), ("/etc", false), ("a b", false), ("a\n", false),
    ("$(x)", false), ("é", false), (String(repeating: "x", count: 65), false),
  ])
  func plainWordsNameNoPath(_ text: String, _ isPlain: Bool) {
    #expect(Confinement.isPlainWord(text) == isPlain)
  }
}
