/// What holds for any number of tasks and components: T1 to T6 (docs/mathematics.md §14).
extension StatementCatalogue {
  /// The statements about more or fewer than two components.
  public static let general: [Statement] = [
    gatedDrifts, gatesClose, forwardShares, naturalShares, reverseShares, oneComponent,
  ]

  /// T1: spring, target gates, model gates.
  static let gatedDrifts = Statement(
    number: "T1", title: "drift = spring + all gates", shortTitle: "spring + gates",
    claim:
      "reverse KL: G_m_k = β_k Σ⁻¹[(m_k−μ_k) + Σ_j ε_p^kj (μ_k−μ_j) − Σ_j ε_q^kj (m_k−m_j)]",
    ofComponents: { evidence, claims in
      guard evidence.kind == .reverseToTarget else {
        return evidence.kind.refusal("reverse KL, goal full", .reverse)
      }
      guard evidence.hasOneCovariance else { return .needs("one Σ for all") }
      let scale = evidence.problem.target.old.scale
      var error = 0.0
      var size = 1.0
      for k in 0..<evidence.model.count {
        let bracket = claims.components.gatedDrift(
          evidence.problem.target, evidence.model, k, evidence.gates)
        let expected = evidence.model.weight(of: k) * scale.transposedSolve(scale.whiten(bracket))
        error = max(error, length(evidence.meanGradient(k) - expected))
        size = max(size, length(expected))
      }
      return .judged(error <= 1e-9 * size, "error", .atMost(1e-9 * size), error)
    })

  /// T2: both kinds of gates, by the pair whose value comes nearest to its bound.
  static let gatesClose = Statement(
    number: "T2", title: "overlap gates every ε", shortTitle: "gates close",
    claim: "ε_q^kj ≤ ½ √(β_j/β_k) BC_kj; tied: ε_p^kj ≤ ½ √(α_j/α_k)"
      + " exp(−δ_kj²/8 + ½ (μ_j−μ_k)ᵀΣ⁻¹(m_k−μ_k))",
    ofComponents: { evidence, claims in
      let model = evidence.model
      let target = evidence.problem.target
      var worst: (symbol: String, value: Double, bound: Double)?
      var least = Double.infinity
      func compare(_ symbol: String, _ value: Double, _ bound: Double) {
        least = min(least, bound)
        guard bound < 1 else { return }
        // Both vanish together where nothing is left to compare.
        let excess = value - bound * (1 + 1e-9) - 1e-12
        let known = worst.map { $0.value / max($0.bound, 1e-300) } ?? -1
        if excess > 0 || value / max(bound, 1e-300) > known { worst = (symbol, value, bound) }
      }
      for k in 0..<model.count {
        for j in 0..<model.count where j != k {
          compare(
            "ε_q \(k + 1)→\(j + 1)", evidence.gates.model[k][j],
            claims.components.modelGateBound(model, k, j))
        }
        guard evidence.hasOneCovariance, target.count > 1 else { continue }
        for j in 0..<target.count {
          let bound =
            (0..<target.count).filter { $0 != j }.map {
              claims.components.targetGateBound(target, model[k], $0, j)
            }.min() ?? .infinity
          compare("ε_p \(k + 1)→\(j + 1)", evidence.gates.target[k][j], bound)
        }
      }
      guard let worst else {
        return least < .infinity
          ? .needs(.atMost(symbol: "bound", limit: 1, value: least)) : .needs("several components")
      }
      return .judged(
        worst.value <= worst.bound * (1 + 1e-9) + 1e-12, worst.symbol, .atMost(worst.bound),
        worst.value)
    })

  /// T3: without replay the logit of every task that is not trained falls.
  static let forwardShares = Statement(
    number: "T3", title: "logits follow ½(π−β)", shortTitle: "a' = ½(π−β)",
    claim: "forward KL, what is trained on right and apart: a_k' = ½(π_k − β_k), π its shares",
    ofComponents: { evidence, claims in
      guard case .forward(let replay, _) = evidence.kind else {
        return evidence.kind.refusal("forward KL", .forward)
      }
      guard evidence.coordinates == .logit else { return .needs("logit coordinates") }
      let model = evidence.model
      guard model.count > 1 else { return .needs("several components") }
      let training = evidence.problem.target.withShareOfOthers(replay)
      guard let shares = evidence.shares(of: training) else {
        return .needs("right components, of the tasks trained on")
      }
      let velocity = evidence.logitVelocity
      let gaps = shares.indices.map { forwardSlack(model, shares, $0) }
      let slack = 0.5 * (gaps.max() ?? 0)
      guard slack < 0.1 else {
        return .needs(.atMost(symbol: "overlap's slack", limit: 0.1, value: slack))
      }
      return worst(
        shares.indices.map {
          let expected = claims.components.logitVelocity(model.weight(of: $0), shares[$0])
          return ("a' of \($0 + 1)", expected, 0.5 * gaps[$0] + 1e-9, velocity[$0])
        })
    })

  /// T4: the weights alone move, at every overlap.
  static let naturalShares = Statement(
    number: "T4", title: "natural: β' = −(β−π)", shortTitle: "natural β'",
    claim:
      "natural gradient, forward KL, components right: β' = −(β−π), means at rest, any overlap",
    ofComponents: { evidence, claims in
      guard case .forward(let replay, _) = evidence.kind else {
        return evidence.kind.refusal("forward KL", .forward)
      }
      guard evidence.coordinates == .natural else { return .needs("natural coordinates") }
      let model = evidence.model
      guard model.count > 1, evidence.rates.weight > 0 else { return .needs("a free weight") }
      guard let shares = evidence.shares(of: evidence.problem.target.withShareOfOthers(replay))
      else { return .needs("right components, of the tasks trained on") }
      guard evidence.condition.isFinite, evidence.steepest.isFinite else {
        return .needs("modes apart")
      }
      let expected = shares.indices.map {
        claims.components.naturalVelocity(model.weight(of: $0), shares[$0])
      }
      let residual = NaturalLaw.residual(evidence.gradient, at: model, weightVelocity: expected)
      guard residual <= 1e-12 else {
        return .judged(false, "F β' + G", .atMost(1e-12), residual)
      }
      // What the lane does, by an F that is inverted with a ridge of 1e−12.
      let velocity = evidence.weightVelocity
      let layout = model.layout
      let means = (0..<model.count).map {
        length(evidence.steepest.pair(at: layout.mean($0)))
      }
      let error = max(zip(velocity, expected).map { abs($0 - $1) }.max() ?? 0, means.max() ?? 0)
      let size = layout.logits.map { abs(evidence.steepest[$0]) }.max() ?? 0
      let tolerance = 1e-7 + (1e-12 * size + 1e-14) * evidence.condition
      return .judged(error <= tolerance, "error", .atMost(tolerance), error)
    })

  /// T5: β → α of the stage, task by task.
  static let reverseShares = Statement(
    number: "T5", title: "reverse KL pulls every β to α", shortTitle: "pull to α",
    claim:
      "reverse KL, components right and apart: G_a_k = β_k [log β_k/α_k − Σ_c β_c log β_c/α_c]",
    ofComponents: { evidence, claims in
      guard evidence.kind == .reverseToTarget else {
        return evidence.kind.refusal("reverse KL, goal full", .reverse)
      }
      let model = evidence.model
      let target = evidence.problem.target
      guard model.count == target.count, model.count > 1,
        let shares = evidence.shares(of: target), shares.allSatisfy({ $0 > 0 })
      else { return .needs("right components, one for every task") }
      let weights = shares.indices.map { model.weight(of: $0) }
      let ratios = shares.indices.map { model.logWeight(of: $0) - logarithm(shares[$0]) }
      let slacks = shares.indices.map { reverseSlack(model, shares, $0) }
      let mean = zip(weights, slacks).map { $0 * $1 }.reduce(0, +)
      let tolerances = shares.indices.map {
        weights[$0] * ((1 - 2 * weights[$0]) * slacks[$0] + mean) + 1e-9
      }
      guard let widest = tolerances.max(), widest < 0.1 else {
        return .needs(.atMost(symbol: "overlap's slack", limit: 0.1, value: tolerances.max() ?? 1))
      }
      let gradient = evidence.logitGradient
      return worst(
        shares.indices.map {
          (
            "G_a of \($0 + 1)", claims.components.targetSlope($0, weights, ratios), tolerances[$0],
            gradient[$0]
          )
        })
    })

  /// T6: forward KL goes to the mean of what is trained on, reverse KL stays with the mode it is near.
  static let oneComponent = Statement(
    number: "T6", title: "one component: mean or mode", shortTitle: "mean or mode",
    claim: "one component: forward KL m' = S⁻¹(E_train[y] − m);"
      + " reverse KL, tied: m' = −Σ⁻¹(m − E_m[Σ_k s_k μ_k])",
    ofComponents: { evidence, claims in
      let model = evidence.model
      guard model.count == 1 else { return .needs("one component") }
      let target = evidence.problem.target
      let goal: SIMD2<Double>
      switch evidence.kind {
      case .forward(let replay, _):
        goal = claims.components.forwardGoal(target.withShareOfOthers(replay))
      case .reverseToTarget:
        guard evidence.hasOneCovariance else { return .needs("one Σ for all") }
        goal = claims.components.reverseGoal(target, evidence.gates.target[0])
      default:
        return evidence.kind.refusal("forward KL, or reverse KL, goal full", .forward, .reverse)
      }
      let scale = model.old.scale
      let expected = scale.transposedSolve(scale.whiten(model.old.mean - goal))
      let error = length(evidence.meanGradient(0) - expected)
      let size = max(1, length(expected))
      return .judged(error <= 1e-9 * size, "error", .atMost(1e-9 * size), error)
    })

  /// The value that lies farthest out of its bracket, in brackets.
  private static func worst(
    _ rows: [(symbol: String, expected: Double, tolerance: Double, value: Double)]
  ) -> Finding {
    func excess(_ row: (symbol: String, expected: Double, tolerance: Double, value: Double))
      -> Double
    { abs(row.value - row.expected) / row.tolerance }
    guard let row = rows.max(by: { excess($0) < excess($1) }) else {
      return .needs("several components")
    }
    return .judged(
      excess(row) <= 1, row.symbol,
      .between(row.expected - row.tolerance, row.expected + row.tolerance), row.value)
  }

  /// |E_train[r_k] − π_k| ≤ max(Σ_{j≠k} π_j ε_q^{jk}, π_k Σ_{j≠k} ε_q^{kj}), the gates at their bounds.
  private static func forwardSlack(_ model: Mixture, _ shares: [Double], _ k: Int) -> Double {
    var gained = 0.0
    var lost = 0.0
    for j in shares.indices where j != k {
      if shares[j] > 0 { gained += shares[j] * GateBounds.model(model, j, k) }
      if shares[k] > 0 { lost += shares[k] * GateBounds.model(model, k, j) }
    }
    return max(gained, lost)
  }

  /// |E_{N_k}[log q/p] − log β_k/α_k| ≤ max(Σ_j √(β_j/β_k) BC, Σ_j √(α_j/α_k) BC), because
  /// log(1 + x) ≤ √x.
  private static func reverseSlack(_ model: Mixture, _ shares: [Double], _ k: Int) -> Double {
    var ofModel = 0.0
    var ofTarget = 0.0
    for j in shares.indices where j != k {
      let overlap = bhattacharyya(model[k], model[j])
      ofModel += (model.weight(of: j) / model.weight(of: k)).squareRoot() * overlap
      ofTarget += (shares[j] / shares[k]).squareRoot() * overlap
    }
    return max(ofModel, ofTarget)
  }

  private static func length(_ v: SIMD2<Double>) -> Double { (v * v).sum().squareRoot() }
}

/// F v = −G for the v in which the weights alone move: the natural gradient without inverting F.
enum NaturalLaw {
  /// The largest entry of F v + G in units of max(1, Σ |F| |v|).
  static func residual(
    _ gradient: WideCoordinates, at model: Mixture, weightVelocity: [Double]
  ) -> Double {
    let layout = model.layout
    let slots = layout.slots(covariances: false)
    let fisher = FisherInformation(of: model)
    let last = weightVelocity[model.count - 1] / model.weight(of: model.count - 1)
    let logits = layout.logits.map { weightVelocity[$0] / model.weight(of: $0) - last }
    var largest = 0.0
    for (row, slot) in slots.enumerated() {
      var sum = gradient[slot]
      var size = 1.0
      for (column, velocity) in logits.enumerated() {
        let term = fisher.entries[row * fisher.size + column] * velocity
        sum += term
        size += abs(term)
      }
      largest = max(largest, abs(sum) / size)
    }
    return largest
  }
}
