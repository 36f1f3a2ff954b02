/// What is measured of a lane beside tasks that have names: lists by task or by component, and matrices
/// whose row is the one that samples are from (docs/mathematics.md §20).
public struct TaskMeters: Hashable, Sendable {
  /// The stage that they were measured in.
  public var stage: TaskStage
  /// β_k; nil where the model has no component k.
  public var weights: [Double?]
  /// ∫ min(α_k N_k, q)/α_k, α_k the share in the stage's target; nil where the task is not in it.
  public var kept: [Double?]
  /// ‖m_k − μ_k‖ in the Σ_k⁻¹ norm by component, in σ.
  public var drift: [Double]
  /// The same as `kept` by component k alone, as Chen et al. count.
  var componentKept: [Double?]
  /// What the current task alone covers of each task of the target.
  var floor: [Double?]
  /// BC(N_i, N_j) of the tasks, and of the model's components.
  public var overlapTarget: [[Double]]
  public var overlapModel: [[Double]]
  /// ε_q^{kj} = E_{N(m_k, S_k)}[r_j], by components.
  public var misassignmentModel: [[Double]]
  /// ε_p^{kj} = E_{N(m_k, S_k)}[s_j]: row a component, column a task; 0 where it is not in the target.
  public var misassignmentTarget: [[Double]]
  /// Divergences in nats.
  public var klModelToTarget: Double
  public var klTargetToModel: Double
  public var klNewToModel: Double
  var klOldToModel: Double
  /// KL(q_ref ‖ q).
  public var klReferenceToModel: Double
  var shift = ShiftIntegral.Values()

  /// Σ over seen tasks of their shares times a number of each, normalised; nil where none is seen.
  func together(_ values: [Double?]) -> Double? {
    var total = 0.0
    var sum = 0.0
    for task in stage.seen {
      guard let value = values[task] else { return nil }
      total += stage.masses[task]
      sum += stage.masses[task] * value
    }
    return total > 0 ? sum / total : nil
  }

  /// How much of the seen tasks is kept, together; nil where none is seen.
  public var keptTogether: Double? { together(kept) }
  /// `kept` of the current task.
  public var learned: Double { kept[stage.current] ?? .nan }
}
