import Forgetting
import Simulation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The map of the default scenario as the explorer asks for it, on one thread: seconds to its first coarse
/// picture (every sixteenth row and column) and to the whole one.
@main struct MapBenchmark {
  static func main() throws {
    let scenario = Presets.standard.scenario
    let (columns, rows) = (64, 40)
    let request = MapRequest(
      scenario,
      x: .init(
        path: "target.separation",
        range: ValueRange(from: 0.5, to: 12, count: columns, isLogarithmic: false), isWhole: false),
      y: .init(
        path: "lanes.1.replay",
        range: ValueRange(from: 0, to: 0.95, count: rows, isLogarithmic: false), isWhole: false),
      .measure(.kept, lane: 0), near: SIMD2(0.3, 0))
    let begin = seconds()
    var job = SurveyJob(.map(request))
    let coarse = ((columns + 15) / 16) * ((rows + 15) / 16)
    for _ in 0..<coarse { job.advance() }
    let first = seconds() - begin
    while !job.isDone { job.advance() }
    let whole = seconds() - begin
    print("map of \(columns) x \(rows) points, one thread:")
    print(
      "  first coarse picture \(round(first * 1e5) / 100) ms, whole \(round(whole * 100) / 100) s")
  }

  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
