import AllocationCount
import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Steps lanes of every method as the simulation does, and prints a line each: nanoseconds per step
/// (per sample with a batch), and how often memory was asked for.
///
/// A run is stepped three times: first so that all arrays grow to their size, then for the count,
/// then for the clock. Exit status 1 if a step allocates. `--only-count` leaves the clock out and adds every
/// choice of every method, `--only TEXT` leaves out all cases but the one of that name, or without that text.
@main struct LaneBenchmark {
  static func main() throws {
    guard allocations_are_counted() else {
      print("allocations are counted with glibc only")
      return
    }
    let onlyCounts = CommandLine.arguments.contains("--only-count")
    var failed = false
    print(column("case", 58) + "  nodes or N   ns/step  million samples/s  allocations")
    let arguments = CommandLine.arguments
    let wanted = arguments.firstIndex(of: "--only").flatMap { arguments.dropFirst($0 + 1).first }
    let subjects = onlyCounts ? Subject.all + Subject.choices : Subject.all
    let isName = subjects.contains { $0.name == wanted }
    for subject in subjects
    where wanted.map({ isName ? subject.name == $0 : subject.name.contains($0) }) ?? true {
      let line = try measure(subject, takesTime: !onlyCounts)
      print(line.text)
      failed = failed || line.allocations > 0
    }
    if !onlyCounts, wanted == nil { try Scaling.measure() }
    if failed {
      print("a step asked for memory")
      exit(1)
    }
  }

  private static func measure(
    _ subject: Subject, takesTime: Bool
  ) throws -> (text: String, allocations: Int) {
    let lane = try Lane(subject.scenario, lane: 0)
    let start = LaneState(startOf: subject.scenario)
    func run() {
      var state = start
      for _ in 0..<subject.steps { lane.advance(&state, by: lane.step) }
      precondition(state.failure == nil, "\(subject.name): \(String(describing: state.failure))")
    }
    run()
    let before = allocations_of_thread()
    run()
    let allocations = allocations_of_thread() - before
    var nanoseconds = Double.infinity
    if takesTime {
      for _ in 0..<5 {
        let begin = now()
        run()
        nanoseconds = min(nanoseconds, (now() - begin) / Double(subject.steps))
      }
    }
    let count = lane.sampling.batchSize ?? lane.nodeCount
    let time = takesTime ? rounded(nanoseconds, 0) : "-"
    let rate =
      takesTime && lane.sampling.isBatch ? rounded(1e3 * Double(count) / nanoseconds, 1) : "-"
    return (
      column(subject.name, 58) + right("\(count)", 12) + right(time, 10) + right(rate, 19)
        + right("\(allocations)", 13), allocations
    )
  }

  static func now(_ clock: clockid_t = CLOCK_THREAD_CPUTIME_ID) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  private static func rounded(_ value: Double, _ places: Int) -> String {
    let scale = places == 0 ? 1.0 : 10.0
    let number = (value * scale).rounded() / scale
    return places == 0 ? "\(Int(number))" : "\(number)"
  }

  private static func column(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
