import Forgetting
import Measured

/// How often the intervals of a fit hold the truth, how often the right method is among those that are not
/// told apart, and how long it takes.
///
/// For each method a run of its own at 21 instants, read as scores with noise of 0.01 and 0.03 of the mass.
/// `Tests/Benchmarks/coverage [DRAWS [DRAWS-WITH-ALL-METHODS [METHOD …]]]`.
@main
struct FitBenchmark {
  static func main() throws {
    var words = CommandLine.arguments.dropFirst()
    let draws = words.popFirst().flatMap { Int($0) } ?? 100
    let comparisons = words.popFirst().flatMap { Int($0) } ?? 10
    let subjects = Subject.all.filter { words.isEmpty || words.contains($0.name) }
    print(
      "method noise | held (not identifiable) of \(draws) by parameter | share, and of those that",
      "have ends | fits | s a fit")
    for noise in [0.01, 0.03] {
      var held = 0
      var count = 0
      for subject in subjects {
        let (inside, all) = try coverage(subject, noise, draws)
        held += inside
        count += all
      }
      print("noise \(noise): \(held) of \(count) intervals hold the truth, \(percent(held, count))")
    }
    guard comparisons > 0 else { return }
    var right = 0
    var count = 0
    let keys = MethodCatalogue.descriptions.map(\.key)
    for noise in [0.01, 0.03] {
      for subject in subjects {
        var among = 0
        var alike = 0
        let clock = ContinuousClock()
        var longest = Duration.zero
        for draw in 0..<comparisons {
          let began = clock.now
          let run = try subject.run(noise, seed: UInt64(draw))
          // Criteria need no intervals; the time of all that a person gets is taken once.
          let fit = try Fit(run, methods: keys, jobs: 2, intervals: draw == 0)
          longest = max(longest, clock.now - began)
          alike += fit.alike.count
          if fit.alike.contains(where: { $0.method == subject.method }) { among += 1 }
        }
        right += among
        count += comparisons
        print(
          "\(subject.name) \(noise): among those not told apart in \(among) of \(comparisons),",
          "\(alike / max(1, comparisons)) of them as a rule, \(longest) at most")
      }
    }
    print("the right method is among those not told apart in \(percent(right, count))")
  }

  /// The intervals of one method that hold the truth, and how many there are.
  private static func coverage(
    _ subject: Subject, _ noise: Double, _ draws: Int
  ) throws -> (Int, Int) {
    var held: [String: (inside: Int, open: Int)] = [:]
    var ended = (inside: 0, all: 0)
    var names: [String] = []
    var fits = 0
    var runs = 0
    let clock = ContinuousClock()
    var longest = Duration.zero
    let beginning = clock.now
    for draw in 0..<draws {
      let began = clock.now
      let run = try subject.run(noise, seed: UInt64(draw))
      guard let fit = try Fit(run, methods: [subject.method], jobs: 1).methods.first else {
        continue
      }
      longest = max(longest, clock.now - began)
      if fit.fits == true { fits += 1 }
      runs += fit.runCount
      names = fit.estimates.map(\.parameter.name)
      for estimate in fit.estimates {
        let truth = subject.truth[estimate.parameter.name] ?? .nan
        // What lies within what an end was found to.
        let isInside = estimate.interval?.contains(truth) ?? false
        if estimate.isIdentified == true {
          ended.all += 1
          if isInside { ended.inside += 1 }
        }
        held[estimate.parameter.name, default: (0, 0)].inside += isInside ? 1 : 0
        held[estimate.parameter.name, default: (0, 0)].open +=
          estimate.isIdentified == false ? 1 : 0
      }
    }
    let inside = held.values.reduce(0) { $0 + $1.inside }
    let cells = names.map { "\($0) \(held[$0]!.inside) (\(held[$0]!.open))" }
    print(
      subject.name, noise, "|", cells.joined(separator: ", "), "|",
      percent(inside, names.count * draws), percent(ended.inside, ended.all), "|", fits, "|",
      "\((clock.now - beginning) / max(1, draws)) (\(longest) at most), \(runs / max(1, draws)) runs"
    )
    return (inside, names.count * draws)
  }

  private static func percent(_ part: Int, _ whole: Int) -> String {
    "\((Double(part) / Double(max(1, whole)) * 1000).rounded() / 10) %"
  }
}
