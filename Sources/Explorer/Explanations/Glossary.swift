import Forgetting

/// The words that the screen writes and that are neither parameters nor meters: for help and for `:explain`.
extension Explanations {
  /// Help has them in this order.
  package static let words: [MeterExplanation] = [
    word(
      "old task kept", "∫ min(α N(μ_o), q) / α",
      "The share of the old task's mass that q still covers.", ["kept-share"]),
    word(
      "KEEPS", "kept ≥ 0.9 of the start's",
      "Nine tenths or more of what was kept at the start are there, in place."),
    word(
      "FORGETS", "kept < 0.9 of the start's",
      "A tenth or more of what was kept at the start is gone."),
    word(
      "DRIFTS", "‖m_o − μ_o‖ > 0.25 σ",
      "Kept, but the old mean is more than 0.25 σ away."),
    word(
      "NEVER HAD IT", "kept < 0.5, no less than at the start",
      "Nothing was lost, and less than half was ever there: of the old task, or of the seen tasks "
        + "together; of those the one is named of which there was least."),
    word(
      "CAPTURED", "m_o nearer to μ_n than to μ_o",
      "The old component has gone over to the new data: its weight no longer counts old mass."),
    word(
      "SWAPPED", "m_o nearer to μ_n, m_n nearer to μ_o",
      "The modes have changed places, each stands at the other's task: β and the drift of the old mode speak of the "
        + "one that stands at the new task. Where tasks overlap that much, no mode is either's own."
    ),
    word(
      "unseen", "m_n nearer to μ_o than to μ_n, learned < 2.5 %",
      "Own samples show the old task alone: the new mode stands too near to it, and what is never drawn is not learned."
    ),
    word(
      "LEARNS NOTHING", "learned < 0.5, at rest",
      "All but at rest, or too far to see the new task, and less than half of it is covered."),
    word(
      "LEARNS", "no seen task",
      "No task has been seen yet: there is nothing to be kept."),
    word(
      "READY", "t = 0",
      "Nothing has been trained yet: what is shown is the start."),
    word(
      "DIVERGED", "a step too long",
      "The numbers left every bound: the step is too long for the method. A shorter one, "
        + "or another integrator."),
    word(
      "STOPPED", "a lane that cannot go on",
      "The lane stands, and says why in its own line; the others go on."),
    word(
      "none suffers", "max over seen tasks of best − now",
      "No seen task has lost a hundredth of the most that was ever kept of it."),
    word(
      "β → goal", "0, λ or α",
      "The model's old weight, and where the method takes it: 0, λ or α.",
      ["goal", "tends to", "rests"]),
    word(
      "ε_q, ε_p", "E_{N(m_o)}[r_n], E_{N(m_o)}[s_n]",
      "Chance that model and target call a sample of the old component new: the gates."),
    word(
      "bound", "ε_q ≤ ½ √((1−β)/β) BC",
      "Dashed in PLACE: beyond it reverse KL's spring outweighs its gates; forward KL has none. A tick in the "
        + "bars of ε is its bound."),
    word(
      "law", "β(t) of the method, in closed form",
      "Dotted under MASS: β of separated modes with right means, from the last edit on."),
    word(
      "spring, gates", "G_m_o = spring + gates",
      "What pulls the old mean back, and what the overlap lets through."),
    word(
      "excess", "F(θ) − F(θ*)",
      "The objective above its minimum; rates are read near the optimum θ*."),
    word(
      "exact", "∫, no samples",
      "Every integral is computed, nothing is sampled.", ["population"]),
    word(
      "batch N", "N samples a step",
      "Gradients are means over N samples, drawn anew in every step: what training does. "
        + "", ["batch", "batches"]),
    word(
      "BC", "∫ √(N_o N_n) = e^(−δ²/8) when tied",
      "Overlap of the modes.", ["overlap BC"]),
    word(
      "target p", "p = α N(μ_o) + (1 − α) N(μ_n)",
      "Both tasks with the shares that are asked for.",
      ["target", "p"]),
    word(
      "start", "q at t = 0",
      "The model before it was trained: dotted, or a tick in a bar.", ["q₀"]),
    word(
      "q", "q = β N(m_o) + (1 − β) N(m_n)",
      "The model, a curve or a colour for each lane.", ["model"]),
    word(
      "T", "the teacher of self-distillation",
      "What the model learns from; it follows the model at its own rate (EMA).",
      ["teacher", "EMA"], id: "teacher"),
    word(
      "δ", "√((μ_n − μ_o)ᵀ Σ⁻¹ (μ_n − μ_o))",
      "The distance of the tasks in σ; of several, of the nearest two. Overlap and drift "
        + "die as e^(−δ²/8).", ["delta"]),
    word(
      "density", "q, p and the start over y",
      "Filled is what a lane keeps of the old task, hatched what it does not. On the axis bars (letters of named "
        + "tasks) are true means, marks those of the models; in the plane rings hold 50 and 90 % of p.",
      ["filled", "hatched", "fill"]),
    word(
      "┼", "q_ref ← q",
      "On a curve: the reference was refreshed, and is the model of that instant.",
      ["refresh", "refreshed"], id: "refresh"),
    word(
      "samples", "the last batch, and all steps",
      "▴ old, ▾ new, × replayed: samples of the last batch. starved: steps without an old one, of all; P(none), P: "
        + "the chance of that, now. eff. old, ESS: how many they count for once weighted.",
      ["▴", "▾", "×", "P", "eff", "replayed"]),
    word(
      "lost", "min(α N(μ_o), start) − min(α N(μ_o), q)",
      "Hatched in the density: what the start had of the old task and the model no longer "
        + "covers."),
    word(
      "missing", "α N(μ_o) − q where it is positive",
      "Hatched in the density: old task that was never covered."),
    word(
      "α", "share of the old task in p",
      "How much of what is asked for is the old task.", ["alpha"]),
    word(
      "λ", "share of old samples in the data",
      "Replay.", ["lambda", "replay"]),
    word(
      "σ", "one deviation of a task",
      "The unit of distances: δ, drifts, errors.", ["sigma"]),
    word(
      "Pareto front", "no lane has more of both",
      "Dashed in the trade-off: who stands on it is beaten by nobody in kept and learned at once, as lanes "
        + "stand now. Their paths may go beyond it: who stopped there would stand better.",
      ["pareto"]),
    word(
      "mean of both", "(kept + learned)/2",
      "Diagonals of the trade-off: equal means of kept and learned."),
    word(
      "trade-off", "kept over learned",
      "A path for each lane, from its start to now: up is kept, right is learned.",
      ["kept against learned"]),
    word(
      "phase", "β' and m_o' over the plane of both",
      "Arrows and streamlines say where the flow of the focused lane goes; on the lines β "
        + "or the drift rests."),
    word(
      "drift over δ", "max over t of ‖m_o − μ_o‖, at each δ",
      "The largest old drift of whole exact runs from the start, at one separation after another; dotted what falls "
        + "like the overlap, e^(−δ²/8). Where modes change places there is no drift to draw, and it says so.",
      ["drift view"], id: "drift-over-separation"),
    word(
      "map", "a number over two parameters",
      "Each cell is a run of its own: its shade is the number at the end, its colour the lane that keeps most. "
        + "The arrows walk on it, and the cell under the cursor is told in words."),
    word(
      "theory", "prediction / measured",
      "Statements of the theory, each judged on the exact flow here and now: ✓ holds, ✗ fails, … not yet in its "
        + "window, – does not apply, and what it would need. docs/mathematics.md has them all.",
      ["statement", "prediction", "measured", "holds", "fails"]),
    word(
      "average, avg", "mean of R[T][k] over seen tasks and the current one",
      "Average of what is kept (Lopez-Paz and Ranzato 2017).", ["avg"], id: "average"),
    word(
      "forgetting, forg", "mean over seen k of max_j R[j][k] − R[T][k]",
      "How much less of seen tasks is kept than there was at best (Chaudhry 2018).",
      ["forg"], id: "forgetting"),
    word(
      "backward transfer, bwd", "mean over seen k of R[T][k] − R[k][k]",
      "What later stages have done to seen tasks; below 0 is forgetting.",
      ["backward", "bwd", "backwardTransfer"], id: "backward-transfer"),
    word(
      "forward transfer, fwd", "mean over later k of R[k−1][k] − R[0][k]",
      "What earlier stages have done for a task before its own.",
      ["forward", "fwd", "forwardTransfer"], id: "forward-transfer"),
    word(
      "stage", "one task, until its end",
      "What is trained now. Stages follow each other; a rule through plots stands where one begins.",
      ["stages", "after", "now"]),
    word(
      "seen tasks", "trained before, or known from the start",
      "What there is to forget. The target p is made of them and of the present task.",
      ["seen", "known", "seen task"], id: "seen"),
    word(
      "task", "α_k N(μ_k, Σ_k)",
      "Something that was or will be learned: a place, a width and a mass. Letters and colours tell tasks apart.",
      ["tasks", "present task", "present"]),
    word(
      "component", "β_k N(m_k, S_k)",
      "A part of the model. Component k belongs to task k; a single one is the uni-modal model.",
      ["components"]),
    word(
      "share", "α_k of the stage's target",
      "How much of what is asked for now is this task. Beside a bar of β the tick is its share.",
      ["shares"]),
    word(
      "retention matrix", "R[j][k] = kept of task k after stage j",
      "A row for the start, for each stage and for now, a column for each task; what a stage trained is underlined.",
      ["retention", "R[j][k]"], id: "retention"),
    word(
      "weight", "β_k",
      "How much of the model is one component. It tells mass only while the component stays at its task."
    ),
    word(
      "mass, place", "how much, and where",
      "What is kept and what is moved: a task can keep its weight and lose its place, and the other way round.",
      ["mass", "place"], id: "mass-and-place"),
    word(
      "lane", "one model, one method",
      "A model that is trained with a method of its own, from the same start as the others; a mark and a colour.",
      ["lanes", "alone"]),
    word(
      "method", "what a lane is trained with",
      "The loss or the reward, and where its samples come from. p and m change it.", ["methods"]),
    word(
      "flow time, t", "θ' = −P G(θ)",
      "Time of the gradient flow: learning rate times steps.", ["t", "time", "flow time"],
      id: "time"),
  ]

  private static func word(
    _ word: String, _ formula: String, _ text: String, _ spellings: [String] = [],
    id: String? = nil
  ) -> MeterExplanation {
    let own = String(
      word.lowercased().map { $0 == " " ? "-" : $0 }.filter { $0 != "," })
    return MeterExplanation(id ?? own, word, formula, text, spellings)
  }

  /// What lanes may be trained with, and where that is described.
  package static let methods: [MeterExplanation] = MethodCatalogue.descriptions.compactMap {
    about in
    guard let method = try? MethodCatalogue.method(for: MethodSettings(about.key), at: "lane")
    else { return nil }
    return MeterExplanation(
      about.key, about.name + (about.name == about.nickname ? "" : " (\(about.nickname))"),
      method.formula,
      "\(about.about). Described in \(about.reference). docs/mathematics.md has the integrals.",
      [about.name, about.nickname] + about.otherNames)
  }

  /// What `verify` and the theory pane number.
  static let statements: [MeterExplanation] =
    (StatementCatalogue.statements + StatementCatalogue.general).map { statement in
      MeterExplanation(
        "statement-" + statement.number, "\(statement.number)  \(statement.title)",
        statement.shortTitle, statement.claim + " docs/mathematics.md has the derivation.",
        [statement.number, "statement " + statement.number])
    }
}
