import Forgetting
import Simulation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Maps as the explorer asks for them, on one thread: seconds to the first coarse picture (every sixteenth
/// row and column) and to the whole one, of the default scenario and of the presets that open on a map.
@main struct MapBenchmark {
  static func main() throws {
    let separation = side("target.separation", 0.5, 12, 57)
    let until = side("clock.until", 1, 1000, 41, isLogarithmic: true)
    try time(
      "default, 64 x 40", Presets.standard.id, side("target.separation", 0.5, 12, 64),
      side("lanes.1.replay", 0, 0.95, 40), .measure(.kept, lane: 0))
    try time(
      "replay-boundary", "replay-boundary", separation, side("lanes.1.replay", 0, 0.95, 41),
      .measure(.kept, lane: 0))
    try time("who-keeps-most", "who-keeps-most", separation, until, .winner)
    try time("seven-methods", "seven-methods", separation, until, .winner)
    try time(
      "batch-boundary", "batch-boundary",
      side("lanes.2.batch", 1, 65_536, 57, isLogarithmic: true, isWhole: true),
      side("lanes.2.replay", 0, 0.95, 41), .measure(.starvedSteps, lane: 1))
  }

  private static func side(
    _ path: String, _ from: Double, _ to: Double, _ count: Int, isLogarithmic: Bool = false,
    isWhole: Bool = false
  ) -> MapRequest.Side {
    MapRequest.Side(
      path: path,
      range: ValueRange(from: from, to: to, count: count, isLogarithmic: isLogarithmic),
      isWhole: isWhole)
  }

  private static func time(
    _ name: String, _ preset: String, _ x: MapRequest.Side, _ y: MapRequest.Side,
    _ question: MapRequest.Question
  ) throws {
    guard let scenario = Presets.preset(preset)?.scenario else { return }
    let request = MapRequest(scenario, x: x, y: y, question, near: SIMD2(0.3, 0))
    let (columns, rows) = (x.values.count, y.values.count)
    let coarse = ((columns + 15) / 16) * ((rows + 15) / 16)
    var first = Double.infinity
    var whole = Double.infinity
    for _ in 0..<3 {
      let begin = seconds()
      var job = SurveyJob(.map(request))
      var count = 0
      var known = 0.0
      while !job.isDone {
        job.advance()
        count += 1
        guard known == 0, count <= coarse, case .map(let picture)? = job.picture else { continue }
        if picture.count >= coarse { known = seconds() - begin }
      }
      first = min(first, known)
      whole = min(whole, seconds() - begin)
    }
    print(
      "map \(name): first coarse picture \((first * 1e5).rounded() / 100) ms, "
        + "whole \((whole * 100).rounded() / 100) s")
  }

  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
