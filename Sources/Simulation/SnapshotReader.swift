import Forgetting
import Words

/// Makes snapshots of a simulation. What is expensive (meters, statements) is measured when it is asked
/// for and otherwise carried over, so that curves can move at the frame rate while numbers change at a
/// pace at which they can be read aloud.
public final class SnapshotReader {
  private let meterReader = MeterReader()
  private let forceReader = ForceReader()
  private let goalReader = OldWeightGoalReader()
  private let retentionReader = RetentionReader()
  private let evidenceReader: EvidenceReader
  private lazy var componentReader = ComponentEvidenceReader()
  /// Whether the sweep of statement 6 may be waited for; otherwise it runs beside the lanes.
  private let waitsForSweep: Bool
  private var details: [Detail] = []
  /// Stages as they were found last, and of what: they change with edits, and not from frame to frame.
  private var stages: (base: Scenario, journal: [Edit], found: [StageBeginning])?
  private var startMeters: (problem: Problem, start: Mixture, meters: Meters)?
  private var sequence = 0
  /// More samples than this are not told apart under a density.
  private static let shownSamples = 400

  /// What is measured less often than it is drawn.
  private struct Detail {
    var meters: Meters
    var model: Mixture
    var goal: OldWeightGoal
    var force: Force?
    var findings: [Finding]
    var law: Snapshot.Law?
    /// Of an old and a new task; nil of others, whose velocities nobody draws.
    var evidence: Evidence?
    var speed: Double
    var retention: Retention?
    var remark: Note?
    /// The batches as they were when the numbers were measured: a batch a step would be noise.
    var batch: BatchRecord?
    var picture: BatchPicture?
    var refreshCount: Int
  }

  /// - Parameter waitsForSweep: whether the sweep of statement 6 may be waited for.
  public init(waitsForSweep: Bool = true) {
    self.waitsForSweep = waitsForSweep
    evidenceReader = EvidenceReader(meterReader: meterReader)
  }

  /// The instant as the interface sees it.
  ///
  /// - Parameters:
  ///   - phase: how far the eye is between the last tick and this one, in [0, 1]; 1 is now.
  ///   - measures: whether to measure anew.
  func snapshot(of simulation: Simulation, phase: Double, measures: Bool) -> Snapshot {
    sequence += 1
    let scenario = simulation.scenario
    let problem = simulation.problem
    let horizon = SnapshotReader.horizon(simulation.endTime, scenario.clock.until)
    if measures || details.count != simulation.lanes.count {
      details = simulation.lanes.indices.map { detail(simulation, problem, $0, horizon) }
    }
    let start = scenario.startMixture
    measureStart(problem, start)
    let lanes = simulation.lanes.indices.map { index in
      laneView(simulation, index, phase: phase)
    }
    let time = simulation.previousTime + phase * (simulation.time - simulation.previousTime)
    return Snapshot(
      sequence: sequence, scenario: scenario, original: simulation.original,
      experiment: simulation.experiment, state: simulation.state, tick: simulation.tick,
      time: phase < 1 ? time : simulation.time, endTime: simulation.endTime, horizon: horizon,
      problem: problem, target: problem.target, start: start, lanes: lanes,
      laneStates: simulation.lanes,
      stretch: Stretch(time: simulation.stretchTime, models: simulation.stretchModels),
      endTick: simulation.endTick, series: simulation.visibleSeries, ghost: simulation.ghost,
      marks: simulation.marks,
      stages: stages(of: simulation),
      isInstant: simulation.isInstant, canUndo: simulation.canUndo,
      canRedo: simulation.canRedo, pauseCondition: simulation.pauseCondition,
      hasMetCondition: simulation.hasMetCondition,
      approachedShare: simulation.approachedShare)
  }

  /// Axes end at round times, so that they stand still while the curves grow.
  package static func horizon(_ time: Double, _ until: Double) -> Double {
    let least = min(max(until, 1e-9), 15)
    let wanted = max(time, least)
    if wanted <= least { return least }
    var decade = 1e-9
    while true {
      for factor in [1.0, 1.5, 2, 3, 4, 6, 8] where decade * factor >= wanted * (1 - 1e-9) {
        return decade * factor
      }
      decade *= 10
    }
  }

  private func laneView(_ simulation: Simulation, _ index: Int, phase: Double) -> Snapshot.LaneView
  {
    let engine = simulation.engines[index]
    let state = simulation.lanes[index]
    let description = type(of: engine.method).description
    let detail = details[index]
    let start = startMeters?.meters ?? detail.meters
    var model = state.model
    if phase < 1, simulation.previousModels.indices.contains(index) {
      model = SnapshotReader.between(simulation.previousModels[index], model, phase)
    }
    return Snapshot.LaneView(
      settings: engine.settings, name: description.name, nickname: description.nickname,
      formula: engine.method.formula, dataSource: engine.method.dataSource, model: model,
      failure: state.failure, largestDrift: state.largestDrift, goal: detail.goal,
      meters: detail.meters, measuredModel: detail.model, startOldMass: start.effectiveOldMass,
      startNewMass: start.effectiveNewMass, change: MassChange(from: start, to: detail.meters),
      force: detail.force, findings: detail.findings,
      law: detail.law, speed: detail.speed,
      oldVelocity: detail.evidence?.oldVelocity ?? SIMD2(0, 0),
      newVelocity: detail.evidence?.newVelocity ?? SIMD2(0, 0),
      driftBound: detail.evidence?.driftBound,
      teacher: engine.method.usesTeacher ? state.teacher : nil, reference: state.reference,
      sampling: engine.sampling,
      coordinates: engine.coordinates, integrator: engine.integrator,
      step: engine.step, rates: engine.rates, refreshCount: detail.refreshCount,
      batch: detail.batch,
      picture: detail.picture, remark: detail.remark, retention: detail.retention)
  }

  private func detail(
    _ simulation: Simulation, _ problem: Problem, _ index: Int, _ horizon: Double
  ) -> Detail {
    let engine = simulation.engines[index]
    let state = simulation.lanes[index]
    let model = state.model
    let meters = meterReader.meters(problem, model: model)
    let own = engine.problem(at: state)
    guard own.isPair(model) else {
      return Detail(
        meters: meters, model: model, goal: .unknown,
        findings: componentFindings(engine, state), speed: engine.speed(at: state),
        retention: retentionReader.retention(simulation.scenario, at: state),
        remark: engine.sampling.isBatch ? state.batch.remark : nil,
        batch: engine.sampling.isBatch ? state.batch : nil,
        picture: engine.batchPicture(at: state, points: SnapshotReader.shownSamples),
        refreshCount: state.refreshCount)
    }
    let sweep = engine.method.theory == .reverseToTarget ? separationLaw?.points : nil
    let evidence = evidenceReader.evidence(
      of: engine, at: state, meters: meters, driftSweep: sweep)
    return Detail(
      meters: meters, model: model,
      goal: goalReader.goal(
        engine.method, engine.settings, own, model: model, rates: engine.rates,
        learned: meters.effectiveNewMass),
      force: forceReader.force(engine.method, own, model: model),
      findings: simulation.scenario.isAboutPairs
        ? StatementCatalogue.statements.map { $0.finding(for: evidence) }
        : componentFindings(engine, state),
      law: law(simulation, own, index, horizon), evidence: evidence, speed: evidence.speed,
      retention: retentionReader.retention(simulation.scenario, at: state),
      remark: engine.sampling.isBatch ? state.batch.remark : evidence.remark,
      batch: engine.sampling.isBatch ? state.batch : nil,
      picture: engine.batchPicture(at: state, points: SnapshotReader.shownSamples),
      refreshCount: state.refreshCount)
  }

  /// What the statements about any number of tasks say.
  private func componentFindings(_ engine: Lane, _ state: LaneState) -> [Finding] {
    let evidence = componentReader.evidence(of: engine, at: state)
    return StatementCatalogue.general.map { $0.finding(for: evidence) }
  }

  private var separationLaw: SeparationLaw? {
    waitsForSweep ? SeparationLaw.shared : SeparationLaw.sharedIfReady
  }

  private func stages(of simulation: Simulation) -> [StageBeginning] {
    if let stages, stages.journal == simulation.journal, stages.base == simulation.base {
      return stages.found
    }
    let run = Experiment(scenario: simulation.base, journal: simulation.journal)
    let found = run.stageBeginnings
    stages = (run.scenario, run.journal, found)
    return found
  }

  private func measureStart(_ problem: Problem, _ start: Mixture) {
    if let known = startMeters, known.problem == problem, known.start == start { return }
    startMeters = (problem, start, meterReader.meters(problem, model: start))
  }

  /// The law of separated modes from where the present stretch began; nil where it does not apply.
  private func law(
    _ simulation: Simulation, _ problem: Problem, _ index: Int, _ horizon: Double
  ) -> Snapshot.Law? {
    guard simulation.stretchModels.indices.contains(index) else { return nil }
    let engine = simulation.engines[index]
    // Momentum and Adam do not follow the flow that the law speaks of.
    guard engine.integrator != .momentum, engine.integrator != .adam else { return nil }
    return SeparatedLaw.curve(
      engine.method, problem, from: simulation.stretchModels[index], rates: engine.rates,
      coordinates: engine.coordinates, time: simulation.stretchTime, until: horizon
    ).map { Snapshot.Law(times: $0.times, oldWeights: $0.oldWeights) }
  }

  /// Half way between two ticks a straight line is as good as the flow, for the eye.
  private static func between(_ a: Mixture, _ b: Mixture, _ phase: Double) -> Mixture {
    guard a.dimension == b.dimension, a.count == b.count else { return b }
    var model = b
    for index in 0..<b.count {
      let logit = a.relativeLogit(of: index)
      if index < b.count - 1 {
        model.setRelativeLogit(logit + phase * (b.relativeLogit(of: index) - logit), of: index)
      }
      let mean = a[index].mean
      model[index].mean = mean + phase * (b[index].mean - mean)
    }
    return model
  }
}

extension Simulation {
  /// The curves, as far as all lanes of this instant have them.
  var visibleSeries: Series { series.common.asRead }

  /// One snapshot with everything measured: what headless verbs and tests read.
  ///
  /// - Parameters:
  ///   - waitsForSweep: whether the sweep of statement 6 may be waited for.
  ///   - readsSamples: whether the curves of integrals have what has not been read yet.
  public func snapshot(waitsForSweep: Bool = true, readsSamples: Bool = true) -> Snapshot {
    var read = self
    if readsSamples { read.readSamples() }
    return SnapshotReader(waitsForSweep: waitsForSweep).snapshot(
      of: read, phase: 1, measures: true)
  }
}
