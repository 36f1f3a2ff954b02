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
  /// The tasks as they stood at each of them: later edits do not rewrite what was measured. Fewer where nobody
  /// has said; those count as the scenario has them now.
  package var stageTasks: [TaskStage] = []
  /// Where it began, and the tasks of then; nil where they have no names, or nobody has said.
  package var origin: Origin?

  package struct Origin: Hashable, Sendable {
    package var model: Mixture
    package var tasks: TaskStage

    package init(model: Mixture, tasks: TaskStage) {
      self.model = model
      self.tasks = tasks
    }
  }
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
    origin = scenario.tasks(inStage: 0).map { Origin(model: model, tasks: $0) }
  }

  /// The tasks with which rows of the retention matrix are measured.
  package var pastTasks: [TaskStage] { stageTasks + (origin.map { [$0.tasks] } ?? []) }

  /// What was measured with tasks of another dimension counts with those of now.
  package mutating func forgetTasks() {
    stageTasks = []
    origin = nil
  }

  /// A task has another name from now on, in what was measured too.
  package mutating func renameTask(_ name: String, to newName: String) {
    if let tasks = origin?.tasks { origin?.tasks = tasks.renaming(name, to: newName) }
    stageTasks = stageTasks.map { $0.renaming(name, to: newName) }
  }

  /// Begins a stage: what the one before it has led to is remembered, and the reference becomes the model of this
  /// instant. What has been trained stays trained, whatever becomes of the list of stages.
  ///
  /// - Parameters:
  ///   - scenario: in the stage that begins.
  ///   - before: the tasks of the stage that ends.
  mutating public func begin(_ scenario: Scenario, after before: TaskStage?) {
    end(before)
    // Stages shorter than a step have begun and ended within it.
    if let before, before.number + 1 < scenario.stage {
      for number in before.number + 1..<scenario.stage { end(scenario.tasks(inStage: number)) }
    }
    // Whose drift counts is another question from here on: it may be largest at this instant.
    if failure == nil { largestDrift = max(largestDrift, scenario.problem.oldDrift(of: model)) }
    guard scenario.sequence?.keepsReference != true else { return }
    reference = model
    sinceRefresh = 0
  }

  private mutating func end(_ stage: TaskStage?) {
    if stageTasks.count == stageEnds.count, let stage { stageTasks.append(stage) }
    stageEnds.append(model)
    // Who goes to and fro need not remember all of it.
    guard stageEnds.count > TaskSequence.largestStageCount else { return }
    stageEnds.removeFirst()
    if stageTasks.count > stageEnds.count { stageTasks.removeFirst() }
  }
}
