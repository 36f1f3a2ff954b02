@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What follows no function's gradient follows that of a loss of which a part is held still: η where it adapts, and
/// in REINFORCE the answers with what each of them counts.
extension LossDefinitionTests {
  /// −log E_q e^{ηr} + κ KL(q‖q_ref).
  static func discoverLoss(
    _ settings: MethodSettings, _ rewards: [Double], _ all: Answers
  ) -> ([Double]) -> Double {
    let kappa = number(settings, "klCoefficient", 0.1)
    let eta =
      settings.choices["etaMode"] == "adaptive"
      ? sharpness(rewards, all) : number(settings, "eta", 2)
    return { q in
      kappa * all.divergence(q, all.logReference) - log(all.mean(q) { exp(eta * rewards[$0]) })
    }
  }

  /// η with KL(q^η‖q) = log 2, q^η ∝ q e^{ηr}, by halves: the divergence grows with η.
  private static func sharpness(_ rewards: [Double], _ all: Answers) -> Double {
    func divergence(_ eta: Double) -> Double {
      let mass = all.mean(all.logStart) { exp(eta * rewards[$0]) }
      let reward = all.mean(all.logStart) { rewards[$0] * exp(eta * rewards[$0]) }
      return eta * reward / mass - log(mass)
    }
    var (low, high) = (0.0, 100.0)
    for _ in 0..<80 {
      let middle = 0.5 * (low + high)
      if divergence(middle) < log(2) { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }

  /// −E_{q₀} (1/(1 − β)) log(10 N(μ_n, Σ_n)/q_n + 10⁻¹²) log q, all but log q of the model as it was.
  static func reinforceLoss(_ all: Answers) -> ([Double]) -> Double {
    let target = all.log(all.problem.newTask)
    let counts = all.points.indices.map { i in
      let own = all.logStartNew[i] + log(all.startNewShare)
      return log(10 * exp(target[i] - own) + 1e-12) / all.startNewShare
    }
    return { q in -all.mean(all.logStart) { counts[$0] * q[$0] } }
  }
}
