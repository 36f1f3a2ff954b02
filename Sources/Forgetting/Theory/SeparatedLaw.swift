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
    let isDirect = coordinates == .direct
    let low = directFloor
    // Direct coordinates are integrated as they are: near the clip s runs away, β does not.
    func logitWeight(_ x: Double) -> Double {
      isDirect ? logit(min(1 - low, max(low, x))) : x
    }
    func velocity(_ x: Double) -> Double {
      let s = logitWeight(x)
      let plain = rates.weight * (method.separatedVelocity(logitWeight: s, problem) ?? 0)
      return coordinates == .logit ? plain : plain / (sigmoid(s) * sigmoid(-s))
    }
    let count = 128
    let inner = 8
    let h = (until - time) / Double(count * inner)
    var x = isDirect ? beta : model.logitWeight
    var times = [time]
    var weights = [beta]
    for index in 1...count {
      for _ in 0..<inner {
        let k1 = velocity(x)
        let k2 = velocity(x + 0.5 * h * k1)
        let k3 = velocity(x + 0.5 * h * k2)
        let k4 = velocity(x + h * k3)
        x += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        if isDirect { x = min(1 - low, max(low, x)) }
      }
      times.append(time + Double(index * inner) * h)
      weights.append(isDirect ? x : sigmoid(x))
    }
    return (times, weights)
  }
}
