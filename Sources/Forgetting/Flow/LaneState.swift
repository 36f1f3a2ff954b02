import Words

/// What a lane remembers between ticks: a plain value, so that history can keep it and a replay of it
/// is exact.
public struct LaneState: Hashable, Sendable {
  /// q.
  public var model: Mixture
  /// T of self-distillation, which moves with the model.
  public var teacher: Mixture
  /// q_ref, which OAPL refreshes.
  public var reference: Mixture
  /// Flow time since the reference was refreshed, and how often it has been.
  public var sinceRefresh = 0.0
  public var refreshCount = 0
  /// By what a controller has multiplied a coefficient since the start.
  var klFactor = 1.0
  /// Steps taken: what numbers the batches.
  public var stepCount: UInt64 = 0
  /// Flow time that has passed on the clock but not yet in a lane with a longer step.
  public var pending = 0.0
  /// Dormand–Prince's memory.
  public var suggestedStep = 0.0
  var lastError = 1e-4
  /// What momentum and Adam remember of earlier steps, and what batches have seen.
  public var optimiser = OptimiserMemory()
  public var batch = BatchRecord()
  /// The largest old drift so far, in σ.
  public var largestDrift = 0.0
  /// q at the end of each stage that is over.
  public var stageEnds: [Mixture] = []
  /// Why the lane has stopped; nil while it runs.
  public var failure: LaneFailure?

  /// - Parameters:
  ///   - teacher: nil: the model.
  ///   - reference: nil: the model.
  public init(model: Mixture, teacher: Mixture? = nil, reference: Mixture? = nil) {
    self.model = model
    self.teacher = teacher ?? model
    self.reference = reference ?? model
  }

  /// A lane at the start of a scenario.
  public init(startOf scenario: Scenario) {
    self.init(
      model: scenario.startMixture, teacher: scenario.teacherMixture,
      reference: scenario.referenceMixture)
    largestDrift = scenario.problem.oldDrift(of: model)
  }

  /// Begins a stage: what the stages before it have led to is remembered, and the reference becomes
  /// the model of this instant.
  ///
  /// - Parameter keepsReference: whether it stays as it is instead.
  mutating public func begin(stage: Int, keepsReference: Bool) {
    if stage < stageEnds.count { stageEnds.removeLast(stageEnds.count - stage) }
    while stageEnds.count < stage { stageEnds.append(model) }
    guard !keepsReference else { return }
    reference = model
    sinceRefresh = 0
  }
}
