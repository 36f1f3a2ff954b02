import CKernel

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Reads the problem from standard input; prints one line per measurement: name, nanoseconds per
/// node (per step in one dimension), gradient at the start; and one line of draws.
@main struct KernelBenchmark {
  static func main() {
    var lines: [Substring] = []
    while let line = readLine() { lines.append(Substring(line)) }
    let problem = Problem(lines: lines)

    var plane = PlaneFlow(problem)
    let gradient = plane.gradient(problem.start)
    var parameters = problem.start
    let perStep = bestOf(rounds: 400, steps: 20) {
      let gradient = plane.gradient(parameters)
      for i in 0..<5 { parameters[i] -= problem.step * gradient[i] }
    }
    report("kernel-\(String(cString: ck_processor()))", perStep / Double(plane.x.count), gradient)

    var line = LineFlow(nodes: 110)
    let start = [problem.start[0], -1.2, 2.5]
    let coarse = line.gradient(start)
    var fine = LineFlow(nodes: 8 * 109 + 1)
    let error = zip(coarse, fine.gradient(start)).map { abs($0 - $1) }.max()!
    var position = start
    let perLineStep = bestOf(rounds: 60, steps: 2000) {
      let gradient = line.gradient(position)
      for i in 0..<3 { position[i] -= problem.step * gradient[i] }
    }
    report("line", perLineStep, [error])

    measureComponents(pair: perLineStep / Double(line.x.count))
    measureBatches(problem)
  }

  /// Lines: "components", how many, nanoseconds per node, the same of the pair's own entries.
  static func measureComponents(pair: Double) {
    for count in [2, 3, 5, 8] {
      var flow = ComponentFlow(nodes: 110, components: count)
      var sum = 0.0
      let perStep = bestOf(rounds: 60, steps: 2000) { sum += flow.gradient(offset: 0.5) }
      precondition(sum.isFinite)
      print("components", count, perStep / Double(flow.x.count), pair)
    }
  }

  /// One line: "draws", name, nanoseconds per sample of drawing in one and in two dimensions and of a
  /// whole estimate, its mean over many batches, and the standard errors of that.
  static func measureBatches(_ problem: Problem) {
    var batch = BatchFlow(problem, count: problem.nodesPerAxis * problem.nodesPerAxis)
    var step = 0
    let drawing = [1, 2].map { dimension in
      bestOf(rounds: 200, steps: 10) {
        batch.draw(problem.start, step: step, dimension: dimension)
        step += 1
      } / Double(batch.count)
    }
    var parameters = problem.start
    let estimate = bestOf(rounds: 200, steps: 10) {
      let gradient = batch.gradient(parameters, step: step)
      for i in 0..<5 { parameters[i] -= problem.step * gradient[i] }
      step += 1
    }
    let (mean, error) = batch.average(batches: 200)
    let name = "kernel-\(String(cString: ck_processor()))"
    let numbers = drawing + [estimate / Double(batch.count)] + mean + error
    print("draws", name, numbers.map { "\($0)" }.joined(separator: " "))
  }

  static func report(_ name: String, _ nanoseconds: Double, _ values: [Double]) {
    print(name, nanoseconds, values.map { "\($0)" }.joined(separator: " "))
  }

  /// Nanoseconds per call: the fastest round, since everything else only ever adds time.
  static func bestOf(rounds: Int, steps: Int, _ body: () -> Void) -> Double {
    var best = Double.infinity
    for _ in 0..<rounds {
      let start = now()
      for _ in 0..<steps { body() }
      best = min(best, (now() - start) / Double(steps))
    }
    return best
  }

  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }
}
