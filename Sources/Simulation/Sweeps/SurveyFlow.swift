import Forgetting

/// The flow that surveys speak of: exact integrals, the scenario's rates, no optimiser, no steps that
/// could be too long. Every lane of a survey is made here.
enum SurveyFlow {
  /// The scenario with all that a survey takes no notice of at fixed values, so that scenarios which
  /// differ in that alone are equal.
  static func scenario(_ scenario: Scenario) -> Scenario {
    var plain = scenario
    plain.name = ""
    plain.about = ""
    plain.seed = 0
    plain.clock = Clock(
      integrator: .dormandPrince, step: 1, tolerance: 1e-10, until: scenario.clock.until)
    plain.sampling = .population
    for index in plain.lanes.indices {
      let step = scenario.step(ofLane: index)
      plain.lanes[index].step = nil
      plain.lanes[index].sampling = nil
      plain.lanes[index].optimiser = nil
      // A lag in steps is one in time: the steps here are others.
      let method = plain.lanes[index].method
      if let type = MethodCatalogue.type(for: method.key) {
        plain.lanes[index].method = type.description.inFlowTime(method, step: step)
      }
    }
    return plain
  }

  /// A lane of such a scenario that advances in steps of `step`, however many the tolerance asks for
  /// inside each.
  static func lane(
    _ scenario: Scenario, _ index: Int, step: Double, reusing other: Lane?
  ) throws(ParameterError) -> Lane {
    var stepped = scenario
    stepped.clock.step = step
    return try Lane(stepped, lane: index, reusing: other)
  }
}

/// One lane run from its start, watched for the largest drift of its old mean.
///
/// It is looked at in steps that double every 32: early everything happens, later little, and the work is
/// bounded by the logarithm of the time. A parabola through three instants finds the peak between them.
struct PeakRun {
  /// The largest drift beyond the start's own so far, in σ; nil once the run has diverged.
  private(set) var peak: Double? = 0
  private(set) var isDone = false
  /// Densities that it has evaluated, about.
  private(set) var work = 0.0

  private let scenario: Scenario
  private let index: Int
  private let (target, newTarget): (Gaussian, Gaussian)
  private let startDrift: Double
  private let until: Double
  private var lane: Lane
  private var state: LaneState
  private var time = 0.0
  private var step: Double
  private var stepsLeft = PeakRun.stepsPerStage
  /// The last instants: time and drift beyond the start's.
  private var samples: [(time: Double, value: Double)] = [(0, 0)]

  private static let stepsPerStage = 32

  /// - Parameters:
  ///   - scenario: as `SurveyFlow.scenario` leaves it.
  ///   - reusing: a lane whose workspace may be taken over.
  init(_ scenario: Scenario, lane index: Int, reusing other: Lane? = nil) throws(ParameterError) {
    self.scenario = scenario
    self.index = index
    until = scenario.clock.until
    let start = scenario.startMixture
    (target, newTarget) = (scenario.targetMixture.old, scenario.targetMixture.new)
    startDrift = target.scale.mahalanobis(start.old.mean - target.mean)
    state = LaneState(startOf: scenario)
    step = min(PeakRun.firstStep(scenario, index, start), until)
    lane = try SurveyFlow.lane(scenario, index, step: step, reusing: other)
    isDone = !(until > 0)
  }

  /// What a following run may take the workspace of.
  var workspace: Lane { lane }

  /// Whether the components stand nearer to each other's task than to their own.
  var isSwapped: Bool {
    func distance(_ component: Gaussian, _ task: Gaussian) -> Double {
      target.scale.mahalanobis(component.mean - task.mean)
    }
    let model = state.model
    return distance(model.old, target) > distance(model.old, newTarget)
      && distance(model.new, newTarget) > distance(model.new, target)
  }

  /// A thirty-second of the shortest time in which anything can happen: a spring pulls at a rate of at
  /// most 1/σ².
  private static func firstStep(_ scenario: Scenario, _ index: Int, _ start: Mixture) -> Double {
    let rates = scenario.rates(ofLane: index)
    let target = scenario.targetMixture
    let scales = [target.old, target.new, start.old, start.new].map(\.scale)
    let narrowest = scales.map { min($0.l11, scenario.dimension == 2 ? $0.l22 : $0.l11) }.min() ?? 1
    let fastest = max(
      rates.weight, rates.oldMean, rates.newMean, rates.oldCovariance, rates.newCovariance, 1e-3)
    return 1 / (Double(stepsPerStage) * fastest * max(1, 1 / (narrowest * narrowest)))
  }

  /// One step; nothing once the run is done.
  mutating func advance() {
    guard !isDone else { return }
    let before = state.model
    let teacher = state.teacher
    lane.advance(&state, by: step)
    let substeps = state.suggestedStep > 0 ? max(1, step / state.suggestedStep) : 1
    work += Double(lane.workPerStep) * min(substeps, 1e6)
    time += step
    guard state.failure == nil else {
      peak = nil
      isDone = true
      return
    }
    let drift = target.scale.mahalanobis(state.model.old.mean - target.mean)
    note(time, drift - startDrift)
    let isAtRest =
      Simulation.change(from: before, to: state.model) < 1e-9 * step
      && Simulation.change(from: teacher, to: state.teacher) < 1e-9 * step
      && !lane.awaitsRefresh(state)
    if isAtRest || time >= until * (1 - 1e-12) {
      isDone = true
      return
    }
    stepsLeft -= 1
    let rest = until - time
    guard stepsLeft == 0 || rest < step else { return }
    if stepsLeft == 0 {
      step *= 2
      stepsLeft = PeakRun.stepsPerStage
    }
    step = min(step, rest)
    do {
      lane = try SurveyFlow.lane(scenario, index, step: step, reusing: lane)
    } catch {
      peak = nil
      isDone = true
    }
  }

  private mutating func note(_ time: Double, _ value: Double) {
    samples.append((time, value))
    if samples.count > 3 { samples.removeFirst() }
    peak = max(peak ?? 0, value)
    guard samples.count == 3, samples[1].value > samples[0].value, samples[1].value >= value else {
      return
    }
    peak = max(peak ?? 0, PeakRun.vertex(samples))
  }

  /// The height of the parabola through three instants, the middle one of which is the highest.
  private static func vertex(_ samples: [(time: Double, value: Double)]) -> Double {
    let left = samples[0].time - samples[1].time
    let right = samples[2].time - samples[1].time
    let first = (samples[0].value - samples[1].value) / left
    let second = (samples[2].value - samples[1].value) / right
    let curvature = (second - first) / (right - left)
    let slope = first - curvature * left
    guard curvature < 0 else { return samples[1].value }
    return samples[1].value - slope * slope / (4 * curvature)
  }
}
