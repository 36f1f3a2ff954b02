import Testing

@testable import Simulation

@Suite struct FrameClockTests {
  @Test func timeThatNobodyHasSeenIsNotMadeUpFor() {
    var clock = FrameClock(period: 1.0 / 30)
    clock.restart(now: 100, at: 2)
    clock.advance(now: 100.1, speed: 1, at: 2, step: 1)
    #expect(abs(clock.flowTime - 2.1) < 1e-9)
    // Stopped for eight seconds (kill -STOP), and continued.
    clock.advance(now: 108.1, speed: 1, at: 2.1, step: 1)
    #expect(clock.flowTime < 2.1 + 0.3)
    clock.advance(now: 108.2, speed: 2, at: 2.3, step: 1)
    #expect(abs(clock.flowTime - 2.55) < 1e-9)
  }
}
