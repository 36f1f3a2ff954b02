/// Where a lane's old weight is heading, and what may stand in the way (docs/mathematics.md §13).
public enum OldWeightGoal: Hashable, Sendable {
  /// β tends to this.
  case tends(Double)
  /// The old component has gone over to the new mode: β no longer counts old mass.
  case captured
  /// The new component stands nearer to the old task, and what it learns from is what it says there: own samples
  /// do not see the new task (statement G).
  case outOfSight
  /// The components have changed places; for tied covariances β tends to this.
  case swapped(Double?)
  /// The method has no goal of its own.
  case unknown

  /// Whether the components have changed places.
  public var isSwapped: Bool {
    if case .swapped = self { true } else { false }
  }

  /// The value that β tends to, if any.
  public var value: Double? {
    switch self {
    case .tends(let value): value
    case .swapped(let value): value
    case .captured, .outOfSight, .unknown: nil
    }
  }
}

/// Finds goals; keeps its workspace, and the roots that it has found while what they depend on stays.
public final class OldWeightGoalReader {
  private let integral = PopulationIntegral()
  private var roots: [Key: OldWeightGoal] = [:]

  /// What a root depends on: not on the weight, which is what it is a root in.
  private struct Key: Hashable {
    var settings: MethodSettings
    var problem: Problem
    var modes: Mixture
  }

  public init() {}

  /// The goal of a method at a model.
  ///
  /// - Parameters:
  ///   - settings: what the method was made from.
  ///   - learned: of the new task, as much as the model covers (`Meters.effectiveNewMass`).
  public func goal(
    _ method: any Method, _ settings: MethodSettings, _ problem: Problem, model: Mixture,
    rates: Rates, learned: Double = 0
  ) -> OldWeightGoal {
    let target = problem.target
    let scale = target.old.scale
    func distance(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double { scale.mahalanobis(a - b) }
    let oldToOld = distance(model.old.mean, target.old.mean)
    let oldToNew = distance(model.old.mean, target.new.mean)
    let newToNew = distance(model.new.mean, target.new.mean)
    let newToOld = distance(model.new.mean, target.old.mean)
    guard let goal = method.oldWeightGoal(problem, from: model.logitWeight) else { return .unknown }
    if rates.oldMean == 0 && rates.newMean == 0 && !rates.trainsCovariances {
      // What moves besides the weight, a teacher or a reference, moves the root.
      guard method.objectiveIsFixed else { return .tends(goal) }
      return frozenMeans(method, settings, problem, model)
    }
    let rest = restingModes(target, model, rates)
    let canBeTarget = rest.old == target.old && rest.new == target.new
    if oldToOld <= oldToNew && newToNew <= newToOld {
      return canBeTarget
        ? .tends(goal) : rests(method, settings, problem, rest, at: goal, rates: rates)
    }
    if oldToOld > oldToNew && newToNew > newToOld {
      return .swapped(target.isTied && canBeTarget ? 1 - goal : nil)
    }
    guard oldToOld <= oldToNew else { return .captured }
    let isBlind = method.forceSplit == .gates && learned < OldWeightGoalReader.inSight
    return isBlind ? .outOfSight : canBeTarget ? .tends(goal) : .unknown
  }

  /// Who covers as much of the new task finds it, however near to the old one the new component stands: of 28 starts
  /// at δ = 3.5 to 8 those from .032 on had half of it by t = 65, those to .018 nothing at t = 400 (α = ½, β = .8,
  /// reverse KL).
  private static let inSight = 0.025

  /// What moves at its task, what is frozen where it is.
  private func restingModes(_ target: Mixture, _ model: Mixture, _ rates: Rates) -> Mixture {
    var rest = model
    if rates.oldMean > 0 { rest.old.mean = target.old.mean }
    if rates.newMean > 0 { rest.new.mean = target.new.mean }
    if rates.oldCovariance > 0 { rest.old.scale = target.old.scale }
    if rates.newCovariance > 0 { rest.new.scale = target.new.scale }
    return rest
  }

  /// Where the weight rests when something frozen keeps the model from being the target: a mode of another width
  /// covers less of its task, and pulls the means off. Unknown where it is not found, or not alone.
  ///
  /// - Parameters:
  ///   - rest: the modes to begin with.
  ///   - weight: that of the target.
  private func rests(
    _ method: any Method, _ settings: MethodSettings, _ problem: Problem, _ rest: Mixture,
    at weight: Double, rates: Rates
  ) -> OldWeightGoal {
    guard method.hasOneOldWeight, method.objectiveIsFixed, !rates.trainsCovariances else {
      return .unknown
    }
    let key = Key(settings: settings, problem: problem, modes: rest.with(logitWeight: 0))
    if let known = roots[key] { return known }
    var point = rest.with(logitWeight: max(-4, min(4, logit(weight))))
    var goal = OldWeightGoal.unknown
    // Half the step of a natural gradient, less where that is too far: not every divergence is as curved.
    var (factor, before) = (0.5, Double.infinity)
    for _ in 0..<200 {
      integral.bind(method, problem: problem, model: point)
      let gradient = integral.gradient(of: point, teacher: problem.teacher)
      let beta = sigmoid(point.logitWeight)
      guard gradient.weight.isFinite, beta > 0, beta < 1 else { break }
      let step = max(-1, min(1, -factor * gradient.weight / (beta * (1 - beta))))
      point.logitWeight += step
      var largest = step.magnitude
      func move(_ mode: inout Gaussian, _ slope: SIMD2<Double>, _ share: Double) {
        let scale = mode.scale
        let turned = SIMD2(scale.l11 * slope.x + scale.l21 * slope.y, scale.l22 * slope.y)
        let way = -factor / share * scale.apply(turned)
        let length = mode.scale.mahalanobis(way)
        mode.mean += length > 0.5 ? way * (0.5 / length) : way
        largest = max(largest, length)
      }
      if rates.oldMean > 0 { move(&point.old, gradient.oldMean, beta) }
      if rates.newMean > 0 { move(&point.new, gradient.newMean, 1 - beta) }
      if point.logitWeight.magnitude > 25 {
        goal = .tends(point.logitWeight < 0 ? 0 : 1)
        break
      }
      guard largest > 1e-7 else {
        goal = .tends(sigmoid(point.logitWeight))
        break
      }
      if largest > before { factor = max(0.02, factor / 2) }
      before = largest
    }
    if roots.count > 64 { roots.removeAll(keepingCapacity: true) }
    roots[key] = goal
    return goal
  }

  /// With the means frozen the goal is a root of G_s, found by bisection. A divergence is convex in β, so
  /// that G_s changes its sign once; for the others it is the next root downhill.
  private func frozenMeans(
    _ method: any Method, _ settings: MethodSettings, _ problem: Problem, _ model: Mixture
  ) -> OldWeightGoal {
    let isUnique = method.hasOneOldWeight
    let key = Key(
      settings: settings, problem: problem,
      modes: isUnique ? model.with(logitWeight: 0) : model)
    if let known = roots[key] { return known }
    func slope(_ s: Double) -> Double {
      let point = model.with(logitWeight: s)
      integral.bind(method, problem: problem, model: point)
      return integral.gradient(of: point, teacher: problem.teacher).weight
    }
    let start = model.logitWeight
    // Without an integral there is no root to look for.
    guard slope(start.isFinite ? max(-30, min(30, start)) : 0).isFinite else { return .unknown }
    var low = isUnique ? -30.0 : start
    var high = isUnique ? 30.0 : start
    if !isUnique {
      let falls = slope(start) > 0
      var reach = 0.25
      while falls && low > -30 && slope(low) > 0 {
        low = max(-30, start - reach)
        reach *= 2
      }
      while !falls && high < 30 && slope(high) <= 0 {
        high = min(30, start + reach)
        reach *= 2
      }
    }
    var root = OldWeightGoal.tends(0)
    if slope(low) < 0 {
      if slope(high) <= 0 {
        root = .tends(1)
      } else {
        for _ in 0..<50 {
          let middle = (low + high) / 2
          if slope(middle) > 0 { high = middle } else { low = middle }
        }
        root = .tends(sigmoid((low + high) / 2))
      }
    } else if low > -30 {
      root = .tends(sigmoid(low))
    }
    // A dragged slider leaves a new key at every frame, and so does a weight that moves.
    if roots.count > 64 { roots.removeAll(keepingCapacity: true) }
    roots[key] = root
    return root
  }
}
