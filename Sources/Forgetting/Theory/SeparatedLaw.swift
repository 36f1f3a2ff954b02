/// The closed-form law of the old weight for separated modes with right means: forward KL drains β so
/// that 1/β − logit β grows by one per unit of time, reverse KL takes logit β to logit α. Direct
/// and natural coordinates run the clock faster, by (β(1−β))⁻² and (β(1−β))⁻¹.
public enum SeparatedLaw {
  /// How small BC/(2√(β(1−β))) must be for the law to be drawn.
  static let largestRelativeOverlap = 0.01

  /// The curve from a state on; nil where the law does not apply.
  ///
  /// - Parameters:
  ///   - from: the model at `time`.
  ///   - coordinates: what is trained, which decides the law (docs/mathematics.md §9).
  ///   - until: the flow time to stop at.
  /// - Returns: 128 instants and β at each.
  public static func curve(
    _ method: any Method, _ problem: Problem, from model: Mixture, rates: Rates,
    coordinates: CoordinateSystem = .logit, time: Double, until: Double
  ) -> (times: [Double], oldWeights: [Double])? {
    let beta = model.oldWeight
    let overlap = max(
      bhattacharyya(model.old, model.new),
      bhattacharyya(problem.target.old, problem.target.new))
    guard until > time, overlap / (2 * (beta * (1 - beta)).squareRoot()) <= largestRelativeOverlap,
      Likeness.isRight(model.new, problem.target.new),
      Likeness.isRight(model.old, problem.target.old),
      method.separatedVelocity(logitWeight: 0, problem) != nil,
      !type(of: method).description.refersTo.contains("reference")
        || Likeness.isRight(problem.reference.old, problem.target.old)
          && Likeness.isRight(problem.reference.new, problem.target.new)
    else { return nil }
    // Direct and natural coordinates are integrated in β, where s may run away and β does not.
    let followsWeight = coordinates != .logit
    let low = coordinates == .direct ? directFloor : 1e-300
    let high = coordinates == .direct ? 1 - directFloor : 1.0.nextDown
    func velocity(_ x: Double) -> Double {
      let s = followsWeight ? logit(min(high, max(low, x))) : x
      let plain = rates.weight * (method.separatedVelocity(logitWeight: s, problem) ?? 0)
      // plain is −G_s: s' in logits, β' in natural coordinates, and β' = −G_s/(β (1 − β)) in direct ones.
      return coordinates == .direct ? plain / (sigmoid(s) * sigmoid(-s)) : plain
    }
    let count = 128
    let inner = 8
    let h = (until - time) / Double(count * inner)
    var x = followsWeight ? beta : model.logitWeight
    var times = [time]
    var weights = [beta]
    for index in 1...count {
      for _ in 0..<inner {
        let k1 = velocity(x)
        let k2 = velocity(x + 0.5 * h * k1)
        let k3 = velocity(x + 0.5 * h * k2)
        let k4 = velocity(x + h * k3)
        x += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        if followsWeight { x = min(high, max(low, x)) }
      }
      times.append(time + Double(index * inner) * h)
      weights.append(followsWeight ? x : sigmoid(x))
    }
    return (times, weights)
  }
}
