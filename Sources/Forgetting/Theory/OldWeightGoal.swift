/// Where a lane's old weight is heading, and what may stand in the way (docs/mathematics.md §13).
public enum OldWeightGoal: Hashable, Sendable {
  /// β tends to this.
  case tends(Double)
  /// The old component has gone over to the new mode: β no longer counts old mass.
  case captured
  /// The components have changed places; for tied covariances β tends to this.
  case swapped(Double?)
  /// The method has no goal of its own.
  case unknown

  /// The goal of a method at a model.
  public init(_ method: any Method, _ problem: Problem, model: Mixture, rates: Rates) {
    let target = problem.target
    let scale = target.old.scale
    func distance(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double { scale.mahalanobis(a - b) }
    let oldToOld = distance(model.old.mean, target.old.mean)
    let oldToNew = distance(model.old.mean, target.new.mean)
    let newToNew = distance(model.new.mean, target.new.mean)
    let newToOld = distance(model.new.mean, target.old.mean)
    guard let goal = method.oldWeightGoal(problem) else {
      self = .unknown
      return
    }
    if rates.oldMean == 0 && rates.newMean == 0 {
      self = .frozenMeans(method, problem, model)
    } else if oldToOld <= oldToNew && newToNew <= newToOld {
      self = .tends(goal)
    } else if oldToOld > oldToNew && newToNew > newToOld {
      self = .swapped(target.isTied ? 1 - goal : nil)
    } else {
      self = .captured
    }
  }

  /// With the means frozen the goal is the root of G_s, found by bisection: G_s grows with s.
  private static func frozenMeans(
    _ method: any Method, _ problem: Problem, _ model: Mixture
  ) -> OldWeightGoal {
    let integral = PopulationIntegral()
    func slope(_ s: Double) -> Double {
      let point = model.with(logitWeight: s)
      integral.bind(method, problem: problem, model: point)
      return integral.gradient(of: point, teacher: problem.teacher).weight
    }
    var low = -30.0
    var high = 30.0
    if slope(low) >= 0 { return .tends(0) }
    if slope(high) <= 0 { return .tends(1) }
    for _ in 0..<50 {
      let middle = (low + high) / 2
      if slope(middle) > 0 { high = middle } else { low = middle }
    }
    return .tends(sigmoid((low + high) / 2))
  }
}
