import Forgetting
import Synchronization

/// Statement 6 by its own sweep: reverse KL from the right means, tied, all rates 1, α = 0.5, β₀ = 0.8,
/// δ = 4…8. The largest drift of the old mean falls like e^(−δ²/8).
struct SeparationLaw: Sendable {
  /// The statement's number, as the catalogue writes it.
  static let number = DriftDecay.number
  static let separations = DriftDecay.separations

  /// δ and the largest old drift there, in σ, ascending; empty where a run has diverged.
  let points: [(separation: Double, peak: Double)]

  /// Runs the sweep: about as much work as a few hundred units of flow time.
  ///
  /// - Parameter change: what a test does to the scenario of every point.
  init(changing change: @escaping @Sendable (inout Scenario) -> Void = { _ in }) {
    // One processor: the explorer runs it beside everything else.
    let peaks = SeparationLaw.sweep.results(processors: 1) { experiment in
      var scenario = experiment.scenario
      change(&scenario)
      return SeparationLaw.peak(scenario)
    }
    let points = zip(SeparationLaw.separations, peaks).compactMap { separation, peak in
      (try? peak.get()).flatMap { $0 }.map { (separation: separation, peak: $0) }
    }
    self.points = points.count == SeparationLaw.separations.count ? points : []
  }

  /// The statement's own sweep, run once per process.
  static let shared: SeparationLaw = {
    let law = SeparationLaw()
    isDone.store(true, ordering: .releasing)
    return law
  }()

  /// The sweep if it has been run; asking does not run it.
  static var sharedIfReady: SeparationLaw? { isDone.load(ordering: .acquiring) ? shared : nil }

  private static let isDone = Atomic(false)

  /// Both tasks move, away from each other.
  static let sweep = Sweep(
    Experiment(
      scenario: Scenario(
        target: TargetSettings(
          oldMass: 0.5, old: ModeSettings(mean: [-2], spread: Spread(deviation: [1])),
          new: ModeSettings(mean: [2])),
        start: MixtureSettings(oldWeight: 0.8),
        lanes: [LaneSettings(method: .reverseKL)])),
    axes: [
      Sweep.Axis(
        ["target.old.mean", "target.new.mean"],
        separations.map { [.number(-$0 / 2), .number($0 / 2)] })
    ])

  /// The largest drift of a lane of any scenario, beyond what its start has, at the same separations: what
  /// the law is not about, to be said beside it.
  static func points(of scenario: Scenario, lane: Int) -> [(separation: Double, peak: Double)] {
    separations.compactMap { separation in
      var placed = SurveyFlow.scenario(scenario)
      guard (try? placed.set("target.separation", to: .number(separation))) != nil,
        var run = try? PeakRun(placed, lane: lane)
      else { return nil }
      while !run.isDone { run.advance() }
      return run.peak.flatMap { $0 > DriftPicture.floor ? (separation, $0) : nil }
    }
  }

  private static func peak(_ scenario: Scenario) -> Double? {
    guard var run = try? PeakRun(SurveyFlow.scenario(scenario), lane: 0) else { return nil }
    while !run.isDone { run.advance() }
    return run.peak
  }
}
