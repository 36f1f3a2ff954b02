/// Parameters that belong to a lane and its method.
extension Explanations {
  static let methods: [String: Explanation] = [
    "lane.method": Explanation(
      "θ' = −P ∫ b c ∇log q",
      "How this lane is trained: b, the density that its data come from, and c, what each sample counts. "
        + "What neither data nor goal contain is forgotten in mass; only a goal that contains the old task has a "
        + "spring that holds its place."),
    "lane.replay": Explanation(
      "forward KL: q → (1 − λ) N(μ_n) + λ N(μ_o), β* = λ",
      "The share of old data. For forward KL it moves the optimum: β ends at λ, not at 0. Reverse KL corrects "
        + "by w = q/b_λ ≤ 1/(1 − λ): its end stays at α, and replay only makes batches without an old sample rarer."
    ),
    "lane.replayMode": Explanation(
      "mix: c = −1   reweight: c = −N(μ_n)/p_train",
      "mix trains on the old data too and ends at β* = λ. reweight looks at them and divides them out again, "
        + "and forgets as if they were not there: replay must change what is trained on."),
    "lane.goal": Explanation(
      "full: g = p   new: g = N(μ_n, Σ_n)",
      "What is rewarded. full rewards both tasks and keeps the old one at α; with new the old task earns nothing, "
        + "and on-policy learning loses it too: it is the goal that remembers, not the sampling alone."
    ),
    "lane.a": Explanation(
      "D_a = (1 − ∫ p^a q^(1−a)) / (a (1 − a))",
      "The dial from reverse KL (a → 0) to KL(p‖q) (a → 1), always to the whole target. Both ends keep the old "
        + "task: forgetting comes from data that leave it out, not from the direction of the divergence."
    ),
    "lane.emaRate": Explanation(
      "φ' = a (θ − φ) + γ (θ_D − φ);  a = ρ/h",
      "How fast the teacher φ follows the student θ; papers give ρ per step. A teacher that follows its student "
        + "slows both down; it changes how long, not where the lane ends while γ > 0."),
    "lane.anchor": Explanation(
      "SDFT: φ' = a (θ − φ) + γ (θ_D − φ)   forward KL: + κ KL to q_ref",
      "How hard what is known holds. SDFT: the demonstrations hold the teacher; with γ = 0 nothing is forgotten and "
        + "nothing learned. Forward KL: the reference holds the model beside the data, and β ends between."
    ),
    "lane.anchorDirection": Explanation(
      "reverse: 1 + κ(1−β)(s − s_ref) = 0   forward: β* = κβ_ref/(1+κ)",
      "Which way the anchor's KL points. reverse is a spring on own samples; forward replays the reference. Both "
        + "keep old mass that plain fine-tuning would lose."),
    "lane.tilt": Explanation(
      "T ∝ e^(−c) old + new;  frozen: s₀ − c;  following: −ac/(1+a) per time",
      "What a demonstration in its context does to the teacher's odds. A frozen teacher moves its student by c "
        + "and no further; one that follows its student is tilted again and again, and the old mass goes for ever."
    ),
    "lane.valueTemperature": Explanation(
      "V* = β₁ log E_ref e^(r/β₁)",
      "The temperature of the value, apart from that of the log-ratio. With both equal one window ends exactly at "
        + "−1/τ; with others the regression cannot be met, and with a short lag V* does not matter at all."
    ),
    "lane.controller": Explanation(
      "κ' = 0.1 κ clip(KL/D − 1, ±0.2)",
      "Whether κ stays, or is steered until the KL to the reference is D. What is kept is then said by D, not by κ: "
        + "KL(β*‖β_ref) = D."),
    "lane.klTarget": Explanation(
      "KL(q‖q_ref) → D",
      "The KL that an adaptive controller makes for. It is a budget for change: the larger, the more of the old task "
        + "may go."),
    "lane.tokens": Explanation(
      "reward: u' = n pⁿ (1−p)   data: u' = n (1−p)",
      "An answer of n tokens that share the logit. A reward comes only where all are right, so that a rare skill "
        + "waits for 1/pⁿ samples; data show every token of it at once."),
    "lane.samplingTemperature": Explanation(
      "b = q_ref^(1/T)/Z;  a window: logit β ← logit β/T",
      "Own answers below T = 1 are sharper than the model: each round of training on them makes the likelier task "
        + "likelier, and every component narrower, σ² ← Tσ²."),
    "lane.topP": Explanation(
      "lost in one window: (1−β)(2Φ(√(2 ln((1−β)/β))) − 1) ≥ p",
      "Answers outside the likeliest share p are never drawn. What is rare enough is not among them, and one round "
        + "of training on own answers ends it."),
    "lane.demonstrator": Explanation(
      "D = β_D N(μ_o) + (1 − β_D) N(μ_n)",
      "The demonstrations' weight on the old task. Self-distillation ends at its demonstrator: with 0.02 it "
        + "forgets as fine-tuning does, with α it keeps what the target has."),
    "lane.direction": Explanation(
      "reverse: KL(q‖T)   forward: KL(T‖q)   jsd: half of each",
      "How student and teacher are compared. The end is the same demonstrator; what differs is the way there and "
        + "what a batch can see of the old mode."),
    "lane.eta": Explanation(
      "c = −(e^(ηr)/E e^(ηr) − 1)",
      "How sharply the best samples count. Larger η lifts the new task faster; without κ nothing stops β on its "
        + "way to 0. adaptive takes the least η with KL(q^η‖q) = log 2."),
    "lane.etaMode": Explanation(
      "adaptive: KL(q^η‖q) = log 2",
      "fixed takes η as given; adaptive solves for it. Where the new task has little mass left to gain, the "
        + "adaptive η grows like e^(δ²/2) and saturates, which the screen says."),
    "lane.klCoefficient": Explanation(
      "logit β* = logit β_ref − (e^η − 1)/(κ Z),  Z = β* + (1 − β*) e^η",
      "How strongly the reference holds. It decides how much is kept at the end; with κ = 0 the old mass goes "
        + "altogether."),
    "lane.groupSize": Explanation(
      "A = (r − mean)/(σ + 10⁻⁶) in a group of G answers",
      "How many answers are compared with each other. A group in which all win or none does teaches nothing; the "
        + "larger the group, the sooner one wins. 0 is the limit of large groups, u' = √(p(1−p))."),
    "lane.estimator": Explanation(
      "k1: log(q/q_ref)   k2: ½ log²(q/q_ref)   k3: q_ref/q − 1 + log(q/q_ref)",
      "Which estimate of KL(q‖q_ref) stands in the loss. Differentiated on policy, k1 pulls at nothing, k2 like "
        + "KL(q‖q_ref), and k3 like KL(q_ref‖q): it replays the reference."),
    "lane.clip": Explanation(
      "1 − ε < q/q_ref < 1 + ε",
      "How far an answer's chance may go from the reference's before it stops counting. A window then ends at "
        + "β − ε max(β, 1−β), whatever the reward; with 0 nothing is clipped."),
    "lane.preferences": Explanation(
      "π = σ(r − r'), or 1 for the better one",
      "Who decides between two answers. With deterministic preferences DPO never stops: log-ratios go on growing "
        + "like a logarithm of time. IPO asks for a finite difference in both cases."),
    "lane.oldAcceptance": Explanation(
      "odds of the old task × a_o/a_n in a window",
      "The chance that an answer of the old task passes the filter. What is trained on is the model's own, and "
        + "still the old task goes where the filter lets less of it pass."),
    "lane.newAcceptance": Explanation(
      "odds of the old task × a_o/a_n in a window",
      "The chance that an answer of the new task passes the filter. Only the ratio of the two counts for the "
        + "weight; an answer that the model never gives passes no filter."),
    "lane.reward": Explanation(
      "new-task: r = s_n(y)   both: r = p/max p   log-ratio: r = τ log(p/q_ref)",
      "What earns something. new-task pays for answers that the target calls new, and the old mass goes; both "
        + "pays for either task, the heavier one more; log-ratio (OAPL) has the target itself as its end and "
        + "forgets nothing."),
    "lane.temperature": Explanation(
      "q* = q_ref e^((r − V*)/τ);  logit β falls by 1/τ per window",
      "The smaller, the further one window goes from its reference. Every converged window takes the same 1/τ "
        + "from logit β, however long it is."),
    "lane.lag": Explanation(
      "q_ref ← q every L",
      "Flow time (or steps) after which the reference becomes the model. A short lag forgets window after window; "
        + "∞ never refreshes, and the loss stays at one window's."),
    "lane.value": Explanation(
      "V* ≈ τ log (1/n) Σ e^(r_i/τ),  n ≥ 4096 draws of q_ref",
      "When batches draw what V* is estimated from: once per window, so that what it is off by stays for the whole "
        + "window and does not average out, or anew at every step."),
    "lane.lagUnit": Explanation(
      "L in flow time, or L · h in steps",
      "Whether the lag counts flow time or this lane's steps; the same lag in other words."),
  ]
}
