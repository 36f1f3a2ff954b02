/// What `fill`, `prepare` and batches leave for all blocks of a method: numbers from one reduction.
public struct MethodConstants: Hashable, Sendable {
  /// max log p, for the reward `both`.
  var highestLogTarget = 0.0
  /// max r − 1 over the nodes, ≤ 0 (TTT-Discover).
  var highestReward = 0.0
  /// η as it is used (TTT-Discover).
  var sharpness = 0.0
  /// Z = E_q e^{η(r − max r)} (TTT-Discover).
  var partition = 0.0
  /// Whether an adaptive η stands at its cap (TTT-Discover).
  var isSaturated = false
  /// V* (OAPL), E_q (1 − r) (policy gradient, GRPO), E_ref log(q/q_ref) (IPO),
  /// KL(q ‖ q_ref) (KL-regularised RL).
  var value = 0.0
  /// By what a controller has multiplied κ since the start (KL-regularised RL).
  var klFactor = 1.0
  /// What advantages are multiplied by (GRPO).
  var advantageScale = 0.0
  /// E_{y'} σ(τ h) (DPO).
  var others = LogisticMean()

  init() {}
}
