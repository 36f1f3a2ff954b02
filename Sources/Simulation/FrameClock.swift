/// Flow time against the clock on the wall, frames and measurements at their own pace.
package struct FrameClock {
  /// Seconds between two measurements of the numbers: five times a second can be read aloud.
  static let measurePeriod = 0.2

  /// Seconds between two frames.
  let period: Double
  /// The flow time that the eye should see now.
  package private(set) var flowTime = 0.0
  private var last = 0.0
  private var lastFrame = -1.0
  private var lastMeasurement = -1.0

  /// - Parameter period: seconds between two frames, for who asks when one is due.
  package init(period: Double = 0) { self.period = period }

  package mutating func restart(now: Double, at time: Double) {
    flowTime = time
    last = now
  }

  /// Moves the shown flow time on; after an edit or a seek it starts again from the state.
  mutating func advance(now: Double, speed: Double, at time: Double, step: Double) {
    if flowTime > time + step || flowTime < time - 1.5 * step { flowTime = time }
    // A frame that took that long was none: the program was stopped, or the machine slept.
    advance(by: min(max(0, now - last), max(0.25, 4 * period)), speed: speed)
    last = now
  }

  /// Moves the shown flow time on by so many seconds.
  package mutating func advance(by seconds: Double, speed: Double) { flowTime += seconds * speed }

  /// The machine is too slow for this speed: what was not reached is not owed.
  mutating func drop(to time: Double) { flowTime = time }

  func untilNextFrame(now: Double) -> Double { max(0, lastFrame + period - now) }
  func isFrameDue(now: Double) -> Bool { untilNextFrame(now: now) <= 0.001 }
  package func isMeasurementDue(now: Double) -> Bool {
    now - lastMeasurement >= FrameClock.measurePeriod - 1e-9
  }
  mutating func framed(now: Double) { lastFrame = now }
  package mutating func measured(now: Double) { lastMeasurement = now }
}
