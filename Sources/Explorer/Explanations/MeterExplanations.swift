import Forgetting

/// What WHY and samples measure: the parts of the force, and the catalogue of measures.
extension Explanations {
  static var meters: [MeterExplanation] {
    forces + MeasureCatalogue.measures().map(MeterExplanation.init)
  }

  private static let forces: [MeterExplanation] = [
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
  ]
}
