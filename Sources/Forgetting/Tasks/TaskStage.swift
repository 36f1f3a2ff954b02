/// The tasks of a scenario as one stage sees them: which is trained now, which are seen, and their
/// shares. Component k of a model belongs to task k, where both exist.
public struct TaskStage: Hashable, Sendable {
  /// 1 or 2.
  public let dimension: Int
  /// Of all tasks, in order.
  public let names: [String]
  /// α_k of all tasks, adding up to 1.
  public let masses: [Double]
  /// N(μ_k, Σ_k).
  public let gaussians: [Gaussian]
  /// The stage's number, from 0.
  public let number: Int
  /// The task that is trained.
  public let current: Int
  /// The tasks seen before, without the current one, ascending; may be empty.
  public let seen: [Int]

  /// - Parameter seen: in any order; the current one may be among them.
  public init(
    dimension: Int, names: [String], masses: [Double], gaussians: [Gaussian], number: Int = 0,
    current: Int, seen: [Int]
  ) {
    self.dimension = dimension
    self.names = names
    self.masses = masses
    self.gaussians = gaussians
    self.number = number
    self.current = current
    self.seen = seen.filter { $0 != current }.sorted()
  }

  /// The same with another name for one of them.
  func renaming(_ name: String, to newName: String) -> TaskStage {
    TaskStage(
      dimension: dimension, names: names.map { $0 == name ? newName : $0 }, masses: masses,
      gaussians: gaussians, number: number, current: current, seen: seen)
  }

  /// K.
  public var count: Int { names.count }

  /// The tasks of p, the current one last: the order of the target's components.
  var members: [Int] { seen + [current] }

  /// p = Σ over seen tasks and the current one of α_k N_k, normalised; the current one stands last.
  var target: Mixture {
    Mixture(
      dimension: dimension, components: members.map { (logarithm(masses[$0]), gaussians[$0]) })
  }

  /// All tasks with their masses, whether seen or not.
  public var allTasks: Mixture {
    Mixture(
      dimension: dimension,
      components: masses.indices.map { (logarithm(masses[$0]), gaussians[$0]) })
  }

  /// A task's share of p; nil where it is not in it.
  public func share(of task: Int) -> Double? {
    members.contains(task) ? share(ofAdded: task) : nil
  }

  /// A task's share of p with that task added.
  func share(ofAdded task: Int) -> Double {
    let others = members.reduce(0.0) { $1 == task ? $0 : $0 + masses[$1] }
    return masses[task] / (others + masses[task])
  }

  // MARK: - A model beside the tasks

  /// The component of the current task; nil where a model of so many components has none.
  @inline(__always)
  func newComponent(of count: Int) -> Int? { current < count ? current : nil }

  /// The component that stands for the seen tasks where one must: the first seen task's, else the first.
  func oldComponent(of count: Int) -> Int { seen.first { $0 < count } ?? 0 }

  /// The weight of the seen tasks' components together.
  func seenWeight(of model: Mixture) -> Double {
    seen.reduce(0.0) { $1 < model.count ? $0 + model.weight(of: $1) : $0 }
  }

  /// ‖m_k − μ_k‖ in the Σ_k⁻¹ norm, in σ; nil where the model has no component k.
  func drift(of task: Int, in model: Mixture) -> Double? {
    guard task < model.count else { return nil }
    return gaussians[task].scale.mahalanobis(model[task].mean - gaussians[task].mean)
  }

  /// The largest drift of a seen task's component, in σ; 0 where there is none.
  func largestDrift(_ mean: (Int) -> SIMD2<Double>, count: Int) -> Double {
    var largest = 0.0
    for task in seen where task < count {
      largest = max(largest, gaussians[task].scale.mahalanobis(mean(task) - gaussians[task].mean))
    }
    return largest
  }
}
