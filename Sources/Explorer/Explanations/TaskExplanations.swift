import Forgetting

/// Parameters of scenarios whose tasks have names; those of one task, stage or component explain them all.
extension Explanations {
  static let tasks: [String: Explanation] = [
    "task.mass": Explanation(
      "p = Σ α_k N(μ_k, Σ_k) over the tasks seen and the present one",
      "The task's share of all; the others keep their proportions. Reverse KL takes every β_k to its share "
        + "of the stage's target, so a task with a large one is kept with a large weight."),
    "task.mean": Explanation(
      "μ_k",
      "Where the task is. Moved by itself it leaves the model behind: drift.k is the distance from here to "
        + "the model's component k."),
    "task.deviation": Explanation(
      "Σ_k = σ_k²",
      "The task's width. The first task's is that of all that have none of their own; wider tasks overlap "
        + "more, and the gates between them open."),
    "task.correlation": Explanation(
      "Σ_k = [σ_x², ρ σ_x σ_y; ρ σ_x σ_y, σ_y²]",
      "How x and y go together in the task; with a value of its own the tasks are no longer tied."),
    "task.known": Explanation(
      "k ∈ seen before the first stage",
      "Whether the task was seen before the first stage. What is seen belongs to the target of reverse KL, "
        + "and replay draws from it; what is not is still to come."),
    "stage.task": Explanation(
      "new = N(μ_j, Σ_j)",
      "Which task is trained in this stage. Those of earlier stages are seen from then on: the order "
        + "decides what overlaps with what is learned last."),
    "stage.until": Explanation(
      "t ≤ until",
      "A long stage without replay leaves less of all seen tasks, since forward KL goes on forgetting when "
        + "it has nothing more to learn. Where the last stage ends the run pauses, if it was to."),
    "stages.reference": Explanation(
      "q_ref ← q at the start of a stage",
      "Whether the reference becomes the model at the start of each stage or stays what it was at t = 0. "
        + "A method that is held to it keeps what it had then."),
    "start.components.count": Explanation(
      "q = Σ_c β_c N(m_c, S_c), c = 1 … C",
      "How many components the model has; 1 is the uni-modal model, in which forward KL spreads over the "
        + "tasks and reverse KL stays with one. A component of its own lets a task be left alone."),
    "component.weight": Explanation(
      "β_c",
      "The weight of the component at t = 0; the others share the rest. Under forward KL the logit of a "
        + "seen one falls at half its weight."),
    "component.mean": Explanation(
      "m_c(0)",
      "Where the component is at t = 0; at its task unless given. Away from it, new data fall to its "
        + "neighbours first and drag them along."),
    "component.deviation": Explanation(
      "S_c(0) = σ²",
      "The component's width. It stays unless the covariances are trained; another width than the task's "
        + "is mass that covers the wrong place."),
    "component.correlation": Explanation(
      "S_c(0) = [σ_x², ρ σ_x σ_y; ρ σ_x σ_y, σ_y²]",
      "The correlation in the component at t = 0; it stays unless the covariances are trained."),
  ]

  /// `tasks.maths.mean` → `task.mean`, `stages.2.until` → `stage.until`,
  /// `start.components.3.weight` → `component.weight`; nil for other paths.
  static func taskKey(_ words: [String]) -> String? {
    if words.count > 2, words[0] == "tasks" {
      return (["task"] + words.dropFirst(2)).joined(separator: ".")
    }
    if words.count > 2, words[0] == "stages" {
      return (["stage"] + words.dropFirst(2)).joined(separator: ".")
    }
    if words.count > 3, words[1] == "components" {
      return (["component"] + words.dropFirst(3)).joined(separator: ".")
    }
    return nil
  }
}
