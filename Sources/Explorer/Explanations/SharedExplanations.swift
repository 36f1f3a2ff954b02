import Forgetting

/// Parameters that all lanes share; what only a method has is said in its file.
extension Explanations {
  static let shared: [String: Explanation] = [
    "lane.method": Explanation(
      "θ' = −P ∫ b c ∇log q",
      "How this lane is trained: b, the density that its data come from, and c, what each sample counts. "
        + "What neither data nor goal contain is forgotten in mass; only a goal that contains the old task has a "
        + "spring that holds its place."),
    "target.separation": Explanation(
      "δ = √((μ_n − μ_o)ᵀ Σ⁻¹ (μ_n − μ_o))",
      "How far apart the tasks are. Both true means move, and the model with them, so nothing jumps: what "
        + "changes is the overlap BC = e^(−δ²/8). The gates die as fast as BC, and where it is small so does drift; "
        + "the weight β of forward KL falls at any δ."),
    "target.oldMass": Explanation(
      "p = α N(μ_o, Σ_o) + (1 − α) N(μ_n, Σ_n)",
      "The old task's share of the target. It is where reverse KL to the full target takes β: logit β → "
        + "logit α. Forward KL on new data alone does not see it."),
    "target.old.mean": Explanation(
      "μ_o",
      "Where the old task is. Moved by itself it leaves the model behind, and drift is the distance from "
        + "here to the model's old mean: ‖m_o − μ_o‖. Reverse KL's spring pulls towards it."),
    "target.new.mean": Explanation(
      "μ_n",
      "Where the new task is. Moved by itself it makes the model's new component wrong, and while that is "
        + "wrong new data fall to the old component and drag it along."),
    "target.deviation": Explanation(
      "σ: Σ_o = Σ_n = σ² (tied)",
      "The width of both tasks. Wider tasks overlap more at the same distance, since δ counts in "
        + "deviations; more overlap opens the gates, and the old mean drifts further."),
    "target.correlation": Explanation(
      "Σ = [σ_x², ρ σ_x σ_y; ρ σ_x σ_y, σ_y²]",
      "How x and y go together in both tasks. It turns the distance: tasks that differ across the long "
        + "axis are further apart in σ than tasks that differ along it."),
    "target.new.deviation": Explanation(
      "Σ_n = σ_n²",
      "The new task's own width; it unties the two covariances. A wider new task reaches further into the "
        + "old one; the bound on ε_p holds for tied tasks only."),
    "target.new.correlation": Explanation(
      "Σ_n = [σ_x², ρ σ_x σ_y; ρ σ_x σ_y, σ_y²]",
      "The new task's own correlation; it unties the two covariances. Overlap is then no longer "
        + "e^(−δ²/8) but has a factor for the different shapes."),
    "start.oldWeight": Explanation(
      "β₀ = β(0)",
      "How much of the model is on the old task at t = 0. Separated forward KL forgets it as "
        + "1/β − logit β = t + constant: a larger start gains a little time and no more."),
    "start.old.mean": Explanation(
      "m_o(0)",
      "Where the model's old component is at t = 0. Away from μ_o it begins with a drift; reverse KL's "
        + "spring takes it home, forward KL without replay has none."),
    "start.new.mean": Explanation(
      "m_n(0)",
      "Where the model's new component is at t = 0. The further from μ_n, the more new data the old "
        + "component is held responsible for, and the further it is dragged before the new one arrives."
    ),
    "start.old.deviation": Explanation(
      "S_o(0) = σ²",
      "The width of the model's old component. It stays unless the rate of old Σ is above 0; a width other "
        + "than the task's is mass that covers the wrong place."),
    "start.old.correlation": Explanation(
      "S_o(0) = [σ_x², ρ σ_x σ_y; ρ σ_x σ_y, σ_y²]",
      "The correlation in the model's old component at t = 0. Where it differs from the task's, some of the "
        + "old task is not covered from the beginning."),
    "start.new.deviation": Explanation(
      "S_n(0) = σ²",
      "The width of the model's new component. A wide one takes responsibility for the new data sooner, "
        + "which spares the old component; it stays unless the rate of new Σ is above 0."),
    "start.new.correlation": Explanation(
      "S_n(0) = [σ_x², ρ σ_x σ_y; ρ σ_x σ_y, σ_y²]",
      "The correlation in the model's new component at t = 0; it stays unless the rate of new Σ is above 0."
    ),
    "clock.speed": Explanation(
      "d(flow time)/d(seconds)",
      "How fast the flow runs on the screen. It changes what is shown, never what is computed, and is "
        + "no edit of the run."),
    "data.stepsPerTime": Explanation(
      "t = (step − first step) / (steps per t)",
      "How many steps of the log are a unit of flow time: it moves the log's points along the curves and "
        + "changes no number of the run. The theory does not know it; a fit estimates it."),
    "clock.integrator": Explanation(
      "θ' = −P G(θ)",
      "How the flow is stepped. euler is gradient descent with learning rate h, momentum and adam are "
        + "optimisers with a memory, rk4 and dopri5 follow the exact flow; batches need one of the first three."
    ),
    "clock.step": Explanation(
      "h: θ(t + h) = θ(t) − h P G (euler)",
      "Flow time per step; with euler the learning rate. Too long a step overshoots, and a lane that "
        + "explodes stops and says so; forgetting per unit of flow time hardly depends on a short one."
    ),
    "clock.tolerance": Explanation(
      "error ≤ tolerance · (1 + |θ|)",
      "The error that dopri5 allows itself in one of its own steps. It changes digits of the numbers, not "
        + "what they say."),
    "clock.until": Explanation(
      "t ≤ until",
      "The flow time at which the run pauses by itself; Space goes on. It is shown, not computed: no edit "
        + "of the run. Forward KL goes on forgetting like 1/t, so a later end shows less of the old mass."
    ),
    "sampling": Explanation(
      "G = E_b[c ∇log q]  or  (1/N) Σ c_i ∇log q(y_i)",
      "population is the limit of infinitely many samples; batch draws N a step, the same for all lanes. "
        + "What batches add to forgetting: noise, and steps that see no old sample at all."),
    "batch": Explanation(
      "P(no old sample) = (1 − β)^N  for own samples",
      "Samples per step. Few of them starve the old mode as β falls: a batch without an old sample says "
        + "almost nothing about it. Replay makes such batches rarer."),
    "coordinates": Explanation(
      "β ~ 1/t (logit), finite time (direct), e^(−t) (natural)",
      "What a step moves: logit β, β itself, or the natural gradient, which does not depend on coordinates. "
        + "Forward KL forgets at three speeds in them; under its natural gradient overlap has no say."
    ),
    "rates.weight": Explanation(
      "s' = −P_s G_s,  s = logit β",
      "Multiplies the velocity of the weight. 0 freezes β: what is forgotten then is place alone. Separated "
        + "forward KL's clock 1/β − logit β runs at this rate."),
    "rates.oldMean": Explanation(
      "m_o' = −P G_(m_o)",
      "Multiplies the velocity of the old mean. 0 freezes the old task's place, and only mass can be "
        + "forgotten; a small one, as in Chen et al.'s toy (0.005), hides how far the mean would go."
    ),
    "rates.newMean": Explanation(
      "m_n' = −P G_(m_n)",
      "Multiplies the velocity of the new mean. The faster the new component arrives at its task, the "
        + "shorter the old one is dragged towards it."),
    "rates.oldCovariance": Explanation(
      "L_o' = −P G_(L_o),  S_o = L_o L_oᵀ",
      "Multiplies the velocity of the old component's width; 0, the default, freezes it. Trained, the old "
        + "component can also widen towards the new data."),
    "rates.newCovariance": Explanation(
      "L_n' = −P G_(L_n),  S_n = L_n L_nᵀ",
      "Multiplies the velocity of the new component's width; 0, the default, freezes it. Trained, it takes "
        + "its task's width, and often grows wide first to find it."),
    "dimension": Explanation(
      "y ∈ ℝ or ℝ²",
      "One dimension or two. The line is the x axis of the plane, across it all modes are alike: by itself "
        + "the change changes no weight and no drift."),
    "seed": Explanation(
      "sample i of step t = f(seed, t, i)",
      "Which samples a batch draws, the same for every lane, so that lanes differ by their methods and not "
        + "by luck. Exact lanes do not draw."),
  ].merging(roles) { own, _ in own }

  /// The mixtures that some methods refer to.
  private static let roles: [String: Explanation] = {
    let words = [
      "reference": (
        "q_ref",
        "The reference is the policy that \(methods(referringTo: "reference")) refer to; the start, unless given."
      ),
      "teacher": (
        "T(0)",
        "The teacher is what the student of \(methods(referringTo: "teacher")) imitates; it begins here (the start, unless given) and then moves."
      ),
      "demonstrator": (
        "D",
        "The demonstrator is what pulls the teacher of \(methods(referringTo: "demonstrator")); the target, unless given. All that is kept is what it has."
      ),
    ]
    let fields = [
      "oldWeight": ("β", "Its weight on the old task: what it is silent about is forgotten."),
      "old.mean": ("m_o", "Where it has the old task: a wrong place is learned like a right one."),
      "new.mean": ("m_n", "Where it has the new task."),
      "old.deviation": ("S_o", "The width of its old component."),
      "new.deviation": ("S_n", "The width of its new component."),
      "old.correlation": ("ρ of S_o", "The correlation in its old component."),
      "new.correlation": ("ρ of S_n", "The correlation in its new component."),
    ]
    var table: [String: Explanation] = [:]
    for (role, about) in words {
      for (field, words) in fields {
        table["\(role).\(field)"] = Explanation(
          "\(words.0) of \(about.0)", "\(words.1) \(about.1)")
      }
    }
    return table
  }()

  private static func methods(referringTo role: String) -> String {
    let names = MethodCatalogue.descriptions.filter { $0.refersTo.contains(role) }.map(\.name)
    guard names.count > 1 else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }
}
