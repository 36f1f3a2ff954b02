/// E_N[r], the probability that a sample of a Gaussian N is held by a mixture to be of its other component,
/// with digits of its own however small it is.
///
/// Nodes that are laid for integrals of size one know 1e−13 of them, which is everything of an ε of 1e−13. Here
/// the integrand stays a product of exponentials, N σ(log w_n N_n − log w_o N_o), and pieces of the line are
/// halved until the integral itself is known.
final class Misassignment {
  /// From here on the nodes of the divergences know ε to 1e−7 of it or better.
  static let leastOfNodes = 1e-5

  private let inner = AdaptiveIntegral(mostPieces: 80)
  private let outer = AdaptiveIntegral(mostPieces: 64)
  private var points: [Double] = []
  private var outerPoints: [Double] = []
  /// How far N is followed, in deviations: what lies beyond is 1e−57 of it.
  private static let reach = 16.0
  /// The relative error to reach.
  private static let tolerance = 1e-10
  /// With a larger one the number is not known.
  private static let largestError = 1e-6

  /// - Parameters:
  ///   - component: N, of one or two dimensions as the mixture is.
  ///   - mixture: two components; a sample of N belongs to the first.
  /// - Returns: ε in [0, 1], or not a number where it could not be resolved.
  func callAsFunction(of component: Gaussian, by mixture: Mixture) -> Double {
    let isTied = mixture.isTied && component.scale == mixture.old.scale
    // Tied: the first axis is the only one on which the densities' ratio changes.
    var pair = mixture
    if !isTied { pair.old = component }
    let frame = Frame(for: pair)
    func mode(_ gaussian: Gaussian, _ logWeight: Double) -> WhitenedMode {
      WhitenedMode(gaussian, logWeight: logWeight, dimension: mixture.dimension, in: frame)
    }
    let weights = mixture.logWeights
    guard weights.new > -.infinity else { return 0 }
    guard weights.old > -.infinity else { return 1 }
    let sample = mode(component, 0)
    let old = mode(mixture.old, weights.old)
    let new = mode(mixture.new, weights.new)
    let value: AdaptiveIntegral.Value
    if mixture.dimension == 1 || isTied {
      let line = sample.line(axis: 0, at: sample.mean.y)
      // On the tied plane the other axis integrates to one.
      let onAxis = Quadratic(a2: line.a2, a1: line.a1, a0: line.a0 - (isTied ? sample.constant : 0))
      let shift = isTied ? 0.5 * logarithm(sample.p11) : 0
      value = along(
        Quadratic(a2: onAxis.a2, a1: onAxis.a1, a0: onAxis.a0 + shift - 0.5 * logTwoPi),
        old.line(axis: 0, at: sample.mean.y), new.line(axis: 0, at: sample.mean.y))
    } else {
      value = plane(sample, old, new)
    }
    guard value.error <= Misassignment.largestError * value.integral + 1e-30 else { return .nan }
    return min(1, max(0, value.integral))
  }

  /// ∫ e^{sample} σ(new − old) along a line.
  private func along(
    _ sample: Quadratic, _ old: Quadratic, _ new: Quadratic
  ) -> AdaptiveIntegral.Value {
    let deviation = (-0.5 / sample.a2).squareRoot()
    let centre = -sample.a1 / (2 * sample.a2)
    let low = centre - Misassignment.reach * deviation
    let high = centre + Misassignment.reach * deviation
    points.removeAll(keepingCapacity: true)
    for multiple in [-16.0, -8, -3, 0, 3, 8, 16] { points.append(centre + multiple * deviation) }
    func add(_ x: Double) {
      if x > low, x < high { points.append(x) }
    }
    for quadratic in [old, new] {
      let vertex = -quadratic.a1 / (2 * quadratic.a2)
      let width = (-0.5 / quadratic.a2).squareRoot()
      for multiple in [-12.0, -3, 0, 3, 12] { add(vertex + multiple * width) }
    }
    // Where both are as likely as each other.
    let a2 = new.a2 - old.a2
    let a1 = new.a1 - old.a1
    let a0 = new.a0 - old.a0
    let discriminant = a1 * a1 - 4 * a2 * a0
    if discriminant >= 0 {
      let q = -0.5 * (a1 + (a1 < 0 ? -1 : 1) * discriminant.squareRoot())
      if a2 != 0 { add(q / a2) }
      if q != 0 { add(a0 / q) }
    }
    points.sort()
    return inner(points, relative: Misassignment.tolerance, absolute: 0) { x in
      let logRatio = (a2 * x + a1) * x + a0
      return exponential((sample.a2 * x + sample.a1) * x + sample.a0 - softplus(-logRatio))
    }
  }

  /// The plane as lines, by the same rule across them.
  private func plane(
    _ sample: WhitenedMode, _ old: WhitenedMode, _ new: WhitenedMode
  ) -> AdaptiveIntegral.Value {
    let deviation = sample.marginalDeviation(axis: 1)
    let low = sample.mean.y - Misassignment.reach * deviation
    let high = sample.mean.y + Misassignment.reach * deviation
    outerPoints.removeAll(keepingCapacity: true)
    for multiple in [-16.0, -8, -3, 0, 3, 8, 16] {
      outerPoints.append(sample.mean.y + multiple * deviation)
    }
    for mode in [old, new] {
      let width = mode.marginalDeviation(axis: 1)
      for multiple in [-12.0, -3, 0, 3, 12] {
        let y = mode.mean.y + multiple * width
        if y > low, y < high { outerPoints.append(y) }
      }
    }
    outerPoints.sort()
    var innerError = 0.0
    var value = outer(outerPoints, relative: Misassignment.tolerance * 10, absolute: 0) { y in
      let line = sample.line(axis: 0, at: y)
      let value = along(
        Quadratic(a2: line.a2, a1: line.a1, a0: line.a0 - logTwoPi), old.line(axis: 0, at: y),
        new.line(axis: 0, at: y))
      if value.integral > 0 { innerError = max(innerError, value.error / value.integral) }
      return value.integral
    }
    value.error += min(innerError, 1) * value.integral
    return value
  }
}
