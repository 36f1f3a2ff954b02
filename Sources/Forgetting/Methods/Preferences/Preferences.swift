/// Who prefers which of two answers.
enum Preferences: String, CaseIterable, Sendable {
  /// y with probability σ(r(y) − r(y')).
  case bradleyTerry = "bradley-terry"
  /// The one with the higher reward, whatever the difference; rewards that hardly differ are a draw.
  case deterministic

  static let choice = ChoiceDescription(
    key: "preferences", label: "preferences",
    about: "bradley-terry: chance 1/(1 + e^(r' − r)); deterministic: the better answer always wins",
    values: allCases.map(\.rawValue),
    explanation: Explanation(
      "π = 1/(1 + e^(r' − r)), or 1 for the better one",
      "Who decides between two answers. With deterministic preferences DPO never stops: log-ratios go on growing "
        + "like a logarithm of time. IPO asks for a finite difference in both cases."))

  /// What a difference of rewards is multiplied by. With 24 a reward of 1 loses to one of 0 in 4 of 10¹¹.
  var sharpness: Double { self == .bradleyTerry ? 1 : 24 }
  /// How much finer than a log-ratio the chances are resolved. Where σ(24 (r − r')) turns its poles stand
  /// at a sixth of a log-ratio's distance: a quarter leaves eleven digits, a half six.
  var refinement: Double { self == .bradleyTerry ? 0.5 : 0.25 }

  /// P(y ≻ y') from the losses 1 − r of both.
  func probability(_ loss: Double, over otherLoss: Double) -> Double {
    sigmoid(sharpness * (otherLoss - loss))
  }

  /// The chance of every node's answer to win against one of the reference's.
  ///
  /// - Parameters:
  ///   - loss: the column of 1 − r, which becomes that chance.
  ///   - reference: the column of q_ref.
  func fillChance(from loss: Int, reference: Int, _ columns: Columns) {
    let values = columns[loss]
    // E σ(c (l' − l)) = E σ(−c l − (−c l')).
    let mean = LogisticMean(
      values, times: -sharpness, weights: columns[reference], weight: columns.weight,
      count: columns.count, accuracy: columns.accuracy, workspace: columns.workspace,
      coefficients: columns.workspace.third)
    mean.evaluate(
      values, times: -sharpness, count: columns.count, coefficients: columns.workspace.third,
      out: values)
  }
}

extension Preferences {
  /// τ, which both losses have.
  static func temperature(
    about: String, explanation: Explanation
  ) -> NumberDescription {
    NumberDescription(
      key: "temperature", label: "temperature τ", about: about, range: 0...1000,
      includesLower: false, slider: 0.05...5, isLogarithmic: true,
      increment: 1.0905077326652577, standard: 1, comesFirst: true,
      explanation: explanation)
  }
}

/// A method that learns which of two answers of the reference is preferred.
protocol PreferenceMethod: RewardMethod {}

extension PreferenceMethod {
  var dataSource: String { "reference pairs" }

  func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.reference)
  }
  func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.target)
    list.append(problem.reference)
  }

  func behaviour(_ problem: Problem, model: Mixture) -> Behaviour { Behaviour(problem.reference) }
  func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.target)
    list.append(problem.reference)
  }

  /// log(q/q_ref), and in place of a weight 1 − r, which `finish` reads.
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    reward.fillLoss(block, constants, weight)
    let reference = block.logDensity(1)
    for i in 0..<block.count { f[i] = block.logModel[i] - reference[i] }
  }
}

extension BatchArrays {
  /// c of every sample from its pair: neighbours are compared, the last of an odd number with the first.
  func pairUp(
    _ coefficient: (_ logRatio: Double, _ other: Double, _ loss: Double, _ otherLoss: Double)
      -> Double
  ) {
    guard count > 1 else {
      if count == 1 { f[0] = 0 }
      return
    }
    let first = (f[0], weight[0])
    var i = 0
    while i < count {
      if i + 1 < count {
        let (a, b) = (f[i], f[i + 1])
        let (lossOfA, lossOfB) = (weight[i], weight[i + 1])
        f[i] = coefficient(a, b, lossOfA, lossOfB)
        f[i + 1] = coefficient(b, a, lossOfB, lossOfA)
      } else {
        f[i] = coefficient(f[i], first.0, weight[i], first.1)
      }
      i += 2
    }
    for i in 0..<count { weight[i] = 1 }
  }
}
