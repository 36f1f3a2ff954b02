/// What WHY and samples measure.
extension Explanations {
  package static let meters: [MeterExplanation] = [
    MeterExplanation(
      "force", "force on the old mean", "m_o' along μ_n − μ_o, in σ per unit of flow time",
      "Why the old mean moves or stands still, at rate 1; + is towards the new task. Its parts add up to it: "
        + "spring and gates under reverse KL, new data and replay under forward KL."),
    MeterExplanation(
      "spring", "spring", "−β Σ⁻¹ (m_o − μ_o)",
      "Pulls the old mean back to its task, the harder the further it is. Reverse KL has it; forward KL on new "
        + "data alone has none, which is why its drift never comes back."),
    MeterExplanation(
      "gates", "gates", "β Σ⁻¹ [ε_p (μ_n − μ_o) − ε_q (m_n − m_o)]",
      "Two pushes, one to each side, each as wide as a misassignment: target gate and model gate. They close "
        + "like e^(−δ²/8), and where model and target agree they cancel."),
    MeterExplanation(
      "new-data", "new data", "E_(p_n)[r_o S_o⁻¹ (y − m_o)]",
      "New samples that the old component is held responsible for drag its mean towards them. It dies as the "
        + "modes separate and as the new component takes its data over."),
    MeterExplanation(
      "old-weight", "old weight β", "β = σ(s),  s = logit β",
      "The model's mixture weight on its old component. It tells mass only while the component stays at its "
        + "task: captured by the new data it keeps its weight and counts for nothing."),
    MeterExplanation(
      "effective-old-mass", "effective old mass", "∫ min(α N(μ_o, Σ_o), q) / α",
      "The share of the old task that the model still covers, with whatever component: the verdict's \"kept\". "
        + "It falls with the weight and with the drift alike."),
    MeterExplanation(
      "floor", "its floor", "∫ min(α N(μ_o), N(μ_n)) / α ≤ BC/√α",
      "What the new task alone covers of the old one, by overlap. A model that has forgotten everything still "
        + "keeps this much."),
    MeterExplanation(
      "effective-new-mass", "effective new mass", "∫ min((1 − α) N(μ_n, Σ_n), q) / (1 − α)",
      "The share of the new task that is covered. Forgetting is worth nothing where it does not rise: a lane "
        + "that learns nothing forgets nothing."),
    MeterExplanation(
      "old-drift", "old drift σ", "‖m_o − μ_o‖ = √((m_o − μ_o)ᵀ Σ_o⁻¹ (m_o − μ_o))",
      "How far the old component is from its task, in deviations: the verdict's \"moved\". Beyond the dotted "
        + "bound reverse KL's spring outweighs its gates; forward KL has no bound."),
    MeterExplanation(
      "new-error", "new error σ", "‖m_n − μ_n‖ in Σ_n",
      "How far the new component still has to go. While it is large the old component is held responsible for "
        + "new data; most of the drift happens then."),
    MeterExplanation(
      "separation-of-q", "separation of q", "δ_q = ‖m_n − m_o‖ in the components' mean deviations",
      "How far apart the model's own components are. Where they are near the model confuses its own samples, "
        + "and the model gate is open."),
    MeterExplanation(
      "overlap-of-p", "overlap BC of p", "BC = ∫ √(N(μ_o) N(μ_n)) = e^(−δ²/8) if tied",
      "How much the two tasks overlap. Everything that one task can do to the place of the other is bounded by "
        + "it: gates, drift, the error of the law of β."),
    MeterExplanation(
      "overlap-of-q", "overlap BC of q", "BC_q = ∫ √(N(m_o, S_o) N(m_n, S_n))",
      "How much the model's components overlap. It bounds ε_q, and so the responsibility of the old component "
        + "for new data."),
    MeterExplanation(
      "epsilon-q", "ε_q", "ε_q = E_(N(m_o, S_o))[r_n]",
      "How often the model calls a sample of its own old component new: the model gate. It is small when its "
        + "components are apart, and then the old mean has no reason to move."),
    MeterExplanation(
      "epsilon-q-bound", "ε_q bound", "½ √((1 − β)/β) BC_q",
      "The most that ε_q can be. It grows as β falls: a component that has little weight is easily outvoted."
    ),
    MeterExplanation(
      "epsilon-p", "ε_p", "ε_p = E_(N(m_o, S_o))[s_n]",
      "How often the target calls a sample of the model's old component new: the target gate. A drift towards "
        + "the new task opens it."),
    MeterExplanation(
      "epsilon-p-bound", "ε_p bound", "½ √((1 − α)/α) exp(−δ²/8 + ½ Δᵀ Σ⁻¹ (m_o − μ_o))",
      "The most that ε_p can be, for tied tasks with the model's old covariance right; \"–\" where it does not "
        + "hold."),
    MeterExplanation(
      "kl-q-p", "KL(q‖p)", "∫ q log(q/p)",
      "Reverse KL in nats: what on-policy learning to the full target makes small. Missing a mode costs little, "
        + "standing where nothing is costs much."),
    MeterExplanation(
      "kl-p-q", "KL(p‖q)", "∫ p log(p/q)",
      "Forward KL to the whole target in nats. It explodes where the old task is no longer covered; fine-tuning "
        + "on new data does not look at it."),
    MeterExplanation(
      "kl-new-q", "KL(new‖q)", "∫ N(μ_n) log(N(μ_n)/q)",
      "What fine-tuning on new data makes small. It cannot become 0 before all weight is on the new task, which "
        + "is why it forgets: every bit of old mass is wasted on new data."),
    MeterExplanation(
      "kl-old-q", "KL(old‖q)", "∫ N(μ_o) log(N(μ_o)/q)",
      "How badly the model explains old data, in nats: −log β and a drift's ½ ‖m_o − μ_o‖² while the modes are "
        + "apart. Forgetting as a test on old data would measure it."),
    MeterExplanation(
      "kl-start-q", "KL(start‖q)", "∫ q_ref log(q_ref/q)",
      "How far the model has gone from the reference, which is the start unless given. It counts learning and "
        + "forgetting alike."),
    MeterExplanation(
      "gain", "gain", "effective new mass now − at t = 0",
      "What has been learned of the new task since the start."),
    MeterExplanation(
      "drop", "drop", "effective old mass at t = 0 − now",
      "What has been forgotten of the old task since the start; above 0 is a loss. Compare lanes at equal gain, "
        + "not at equal time."),
    MeterExplanation(
      "gain-by-component", "gain by component",
      "Δ ∫ min((1 − α) N(μ_n), (1 − β) N(m_n, S_n)) / (1 − α)",
      "The same gain with the new component alone, as the figures of Chen et al. count."),
    MeterExplanation(
      "drop-by-component", "drop by component", "−Δ ∫ min(α N(μ_o), β N(m_o, S_o)) / α",
      "The same drop with the old component alone, as the figures of Chen et al. count: an old component that "
        + "has left its task counts as lost even where the new one covers it."),
    MeterExplanation(
      "old-samples", "old", "old samples / samples of the batch",
      "How many samples of this step came from an old component. None of them, and the step says almost nothing "
        + "about the old task."),
    MeterExplanation(
      "starved", "starved", "steps without an old sample / steps",
      "How often a step saw nothing old. Such a step says almost nothing about the old task: the new mode's "
        + "coefficients are nearly constant, and the baseline takes constants away."),
    MeterExplanation(
      "p-none", "P(none)", "(1 − β)^N own, ((1 − λ)(1 − β))^N with replay",
      "The chance that the next batch has no old sample. It rises as β falls, so forgetting feeds itself; replay "
        + "and larger batches hold it down."),
    MeterExplanation(
      "effective-old", "eff. old", "Σ w_i r_o(y_i);  expected N β",
      "How many old samples the batch is worth. Its expectation does not depend on λ: replay does not show the "
        + "old mode more often, it shows it more evenly."),
    MeterExplanation(
      "effective-size", "ESS", "(Σ w)² / Σ w²",
      "How many equally weighted samples the batch is worth: N for equal weights, 1 if one sample has all."
    ),
    MeterExplanation(
      "largest-weight", "max w", "max w_i ≤ 1/(1 − λ) for reverse KL",
      "The largest weight of a sample. With replay it is capped; ratios such as p/q have no cap, and one sample "
        + "may then decide a step."),
  ]
}
