/// The closed-form law of the old weight for separated modes with right means: forward KL drains β so
/// that 1/β − logit β grows by one per unit of time, reverse KL takes logit β to logit α.
public enum SeparatedLaw {
  /// How small BC/(2√(β(1−β))) must be for the law to be drawn.
  static let largestRelativeOverlap = 0.01

  /// The curve from a state on; nil where the law does not apply.
  ///
  /// - Parameters:
  ///   - from: the model at `time`.
  ///   - until: the flow time to stop at.
  /// - Returns: 128 instants and β at each.
  public static func curve(
    _ method: any Method, _ problem: Problem, from model: Mixture, rates: Rates, time: Double,
    until: Double
  ) -> (times: [Double], oldWeights: [Double])? {
    let beta = model.oldWeight
    let overlap = max(
      bhattacharyya(model.old, model.new),
      bhattacharyya(problem.target.old, problem.target.new))
    guard until > time, overlap / (2 * (beta * (1 - beta)).squareRoot()) <= largestRelativeOverlap,
      Statement.isRight(model.new, problem.target.new),
      Statement.isRight(model.old, problem.target.old),
      method.separatedVelocity(logitWeight: 0, problem) != nil
    else { return nil }
    func velocity(_ s: Double) -> Double {
      rates.weight * (method.separatedVelocity(logitWeight: s, problem) ?? 0)
    }
    let count = 128
    let inner = 8
    let h = (until - time) / Double(count * inner)
    var s = model.logitWeight
    var times = [time]
    var weights = [beta]
    for index in 1...count {
      for _ in 0..<inner {
        let k1 = velocity(s)
        let k2 = velocity(s + 0.5 * h * k1)
        let k3 = velocity(s + 0.5 * h * k2)
        let k4 = velocity(s + h * k3)
        s += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
      }
      times.append(time + Double(index * inner) * h)
      weights.append(sigmoid(s))
    }
    return (times, weights)
  }
}
