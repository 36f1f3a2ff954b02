/// What a lane learns from: the target, and the mixtures that some methods refer to.
public struct Problem: Hashable, Sendable {
  /// p = Σ α_k N(μ_k, Σ_k); the last component is the new task, all others are old ones.
  public var target: Mixture
  /// q_ref, by default the start q₀.
  public var reference: Mixture
  /// T, what self-distillation learns from; it moves with the flow.
  public var teacher: Mixture
  /// D, what the teacher is shown.
  var demonstrator: Mixture
  /// By what a controller has multiplied κ since the start; it moves with the flow.
  var klFactor = 1.0
  /// Where the tasks have names, all of them and which is trained; nil for one old and one new task.
  public var tasks: TaskStage?

  /// - Parameters:
  ///   - teacher: nil: the reference.
  ///   - demonstrator: nil: the target.
  init(
    target: Mixture, reference: Mixture, teacher: Mixture? = nil, demonstrator: Mixture? = nil,
    tasks: TaskStage? = nil
  ) {
    self.target = target
    self.reference = reference
    self.teacher = teacher ?? reference
    self.demonstrator = demonstrator ?? target
    self.tasks = tasks
  }

  /// N(μ_n, Σ_n) alone.
  var newTask: Mixture { target.lastAlone }
  /// The old tasks alone: N(μ_o, Σ_o), where there are two.
  var oldTask: Mixture { target.withoutLast }

  // MARK: - Which component is whose

  /// The component of the task that is trained, of a model with so many; nil where it has none.
  @inline(__always)
  func newComponent(of count: Int) -> Int? {
    guard let tasks else { return count - 1 }
    return tasks.newComponent(of: count)
  }

  /// Whether old and new are one task and one component each, the old one first: what the statements of
  /// two tasks speak of.
  public func isPair(_ model: Mixture) -> Bool {
    target.count == 2 && model.count == 2 && (tasks.map { $0.current == 1 } ?? true)
  }

  /// β of two, or the weight of the seen tasks' components together.
  public func oldWeight(of model: Mixture) -> Double {
    tasks?.seenWeight(of: model) ?? model.oldWeight
  }

  /// All tasks, seen or not, with the number of the one that is trained.
  public var allTasks: (gaussians: [Gaussian], current: Int) {
    tasks.map { ($0.gaussians, $0.current) } ?? ([target.old, target.new], 1)
  }

  /// The old task, or the seen one that stands for all of them.
  public var oldTaskShown: Gaussian {
    tasks.map { $0.gaussians[$0.oldComponent(of: $0.count)] } ?? target.old
  }

  /// The model's old component, or the one that stands for the seen tasks.
  public func old(of model: Mixture) -> Gaussian {
    guard let tasks else { return model.old }
    return model[tasks.oldComponent(of: model.count)]
  }

  /// The model's new component, or the current task's; the last where it has none.
  public func new(of model: Mixture) -> Gaussian {
    guard let tasks else { return model.new }
    return model[tasks.newComponent(of: model.count) ?? model.count - 1]
  }

  /// ‖m_o − μ_o‖ in the Σ_o⁻¹ norm, in σ; of several seen tasks the largest.
  @inline(__always)
  func oldDrift(of model: some FlowModel) -> Double {
    guard let tasks else {
      return target.old.scale.mahalanobis(model.old.mean - target.old.mean)
    }
    return tasks.largestDrift({ model[$0].mean }, count: model.count)
  }

  /// Whether a model of so many components has one for something that it could lose the place of.
  func hasOldPlace(_ count: Int) -> Bool { tasks?.seen.contains { $0 < count } ?? true }
}
