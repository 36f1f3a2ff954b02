import Forgetting
import Simulation
import Words

/// A log held beside several methods.
public struct Fit: Sendable {
  /// In the order of their criterion, the best first.
  public var methods: [MethodFit]
  /// Methods of which no run got to the end.
  public var failed: [String]
  /// The data's own spread as a share of mass; nil where too few points tell it.
  public var spread: Double?
  /// Those of kept and learned where they are told apart: the other is the root of their mean square.
  public var spreads: (kept: Double, learned: Double)?

  /// How many means a series is taken together in; nil where every step stands for itself.
  public var means: Int?

  /// Whether neither series moves at all: no method is told from another then.
  public var standsStill: Bool

  /// Steps with both scores that a fit needs.
  static let leastSteps = 5

  /// A scenario that a fit may come to; nil for a method that is not known.
  public static func example(of method: String) -> Scenario? {
    guard let model = FitModel(method: method, lastStep: 100) else { return nil }
    return model.scenario(at: model.parameters.map { _ in 0.5 })
  }

  /// Fits every method, on so many threads.
  ///
  /// - Parameters:
  ///   - methods: keys; each must be known.
  ///   - intervals: whether they are wanted: they take longer than all else.
  ///   - isWanted: asked now and then.
  public init(
    _ run: MeasuredRun, methods keys: [String], jobs: Int, intervals: Bool = true,
    isWanted: () -> Bool = { true }
  ) throws(DataError) {
    let least = min(run.kept.count, run.learned.count)
    guard least >= Fit.leastSteps else {
      throw DataError(run.source, .fewSteps(least, least: Fit.leastSteps))
    }
    let data = FitData(run)
    spread = data.spread
    let (steps, observations) = (
      max(run.kept.count, run.learned.count), max(data.kept.count, data.learned.count)
    )
    means = observations < steps ? observations : nil
    standsStill = [run.kept, run.learned].allSatisfy { points in
      points.allSatisfy { $0.mean == points[0].mean }
    }
    spreads = data.spreads.map { ($0.kept, $0.learned) }
    // What everything is as near to bounds nothing.
    let intervals = intervals && !standsStill
    methods = []
    failed = []
    var found: [MethodFit] = []
    var without: [String] = []
    OrderedWork.run(
      keys.count, jobs: jobs, isWanted: isWanted,
      makeWorker: {
        { index in MethodFitter(method: keys[index], data)?.fit(intervals: intervals) }
      },
      take: { (batch: OrderedWork.Batch<MethodFit?>) in
        for (offset, value) in batch.values.enumerated() {
          if let value { found.append(value) } else { without.append(keys[batch.first + offset]) }
        }
      })
    methods = found.sorted { $0.aic < $1.aic }
    failed = without
  }

  /// The methods that the data do not tell from the best one: the fewest that have 95 % of Akaike's weights,
  /// e^(−Δ/2), and all whose criterion is within 2. Of fifteen methods the best is often best by luck.
  /// None where no method fits: which of them is less wrong tells nothing.
  public var alike: [MethodFit] {
    guard methods.contains(where: { $0.fits != false }) else { return [] }
    if standsStill { return methods }
    let weights = methods.map { exponential((methods[0].aic - $0.aic) / 2) }
    let enough = 0.95 * weights.reduce(0, +)
    var sum = 0.0
    return zip(methods, weights).prefix { method, weight in
      defer { sum += weight }
      return sum < enough || method.aic - methods[0].aic < 2
    }.map(\.0)
  }
}
