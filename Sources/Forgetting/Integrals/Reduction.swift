/// One dimension instead of two, exactly.
///
/// When every component of every density has the same Σ, all means lie on one line in whitened
/// coordinates (their differences have rank one, or none) and the coefficient depends on log-ratios only, the integrand is a function of the coordinate along that
/// line times a standard normal across it, which integrates to one. The 2-D problem is then the 1-D
/// problem of the coordinates along the line, and its answers are carried back.
struct Reduction {
  private let scale: CholeskyFactor
  private let origin: SIMD2<Double>
  /// The line's unit direction e in whitened coordinates; any, where all means are one.
  private let direction: SIMD2<Double>
  /// Whether the line is the first mixture's own and does not depend on the others.
  let isAnchored: Bool
  /// How far the first two mixtures reach from the origin, squared: target and reference.
  private let fixedReach: Double

  /// nil when the mixtures do not allow it.
  ///
  /// - Parameter mixtures: the target first.
  /// - Parameter preserved: also ask that the gradient flow stays on the line (Σ⁻¹Δ ∥ Δ), as a run
  ///   needs and a single integral does not.
  init?(_ mixtures: [Mixture], preserved: Bool) {
    guard let base = mixtures.first, base.dimension == 2 else { return nil }
    scale = base.old.scale
    origin = base.old.mean
    // The line of the first mixture's own modes, where it has one, stays when the others move.
    var longest = scale.whiten(base.new.mean - origin)
    for index in 2..<max(2, base.count) {
      let w = scale.whiten(base[index].mean - origin)
      if (w * w).sum() > (longest * longest).sum() { longest = w }
    }
    isAnchored = (longest * longest).sum() > 0
    var reach = 0.0
    var fixedReach = 0.0
    for (number, mixture) in mixtures.enumerated() {
      for index in 0..<mixture.count {
        guard mixture[index].scale == scale else { return nil }
        let w = scale.whiten(mixture[index].mean - origin)
        if !isAnchored, (w * w).sum() > (longest * longest).sum() { longest = w }
        reach = max(reach, (w * w).sum())
      }
      if number < 2 { fixedReach = reach }
    }
    self.fixedReach = fixedReach
    let length = (longest * longest).sum().squareRoot()
    direction = length > 0 ? longest / length : SIMD2(1, 0)
    for mixture in mixtures {
      for index in 0..<mixture.count {
        let w = scale.whiten(mixture[index].mean - origin)
        let across = direction.x * w.y - direction.y * w.x
        guard abs(across) <= 1e-12 * max(1, reach.squareRoot()) else { return nil }
      }
    }
    if preserved {
      let along = scale.apply(direction)
      let pushed = scale.transposedSolve(direction)
      let across = along.x * pushed.y - along.y * pushed.x
      let size = ((along * along).sum() * (pushed * pushed).sum()).squareRoot()
      guard abs(across) <= 1e-12 * size else { return nil }
    }
  }

  /// Whether it holds for other models, target and reference being the same: an anchored line is the
  /// target's own.
  func holds<Model: FlowModel>(_ model: Model, _ teacher: Model?) -> Bool {
    guard isAnchored else { return false }
    var reach = fixedReach
    var across = 0.0
    func lies(_ mixture: Model) -> Bool {
      for index in 0..<mixture.count {
        let gaussian = mixture[index]
        guard gaussian.scale == scale else { return false }
        let w = scale.whiten(gaussian.mean - origin)
        reach = max(reach, (w * w).sum())
        across = max(across, abs(direction.x * w.y - direction.y * w.x))
      }
      return true
    }
    guard lies(model), teacher.map(lies) ?? true else { return false }
    return across <= 1e-12 * max(1, reach.squareRoot())
  }

  /// The mixture along the line, with unit deviations.
  func reduce<Model: FlowModel>(_ mixture: Model) -> Model {
    func mode(_ gaussian: Gaussian) -> Gaussian {
      let w = scale.whiten(gaussian.mean - origin)
      return Gaussian(mean: SIMD2((w * direction).sum(), 0), scale: CholeskyFactor(l11: 1))
    }
    var result = mixture
    result.dimension = 1
    for index in 0..<mixture.count { result[index] = mode(mixture[index]) }
    return result
  }

  /// G of the two-dimensional problem from that of the reduced one.
  ///
  /// - Parameter count: the model's components.
  @inline(__always)
  func expand<Theta: ParameterVector>(_ gradient: Theta, count: Int) -> Theta {
    count == 2
      ? expand(gradient, .pair, count: 2)
      : expand(gradient, ParameterLayout(dimension: 2, count: count), count: count)
  }

  @inline(__always)
  private func expand<Theta: ParameterVector>(
    _ gradient: Theta, _ layout: ParameterLayout, count: Int
  ) -> Theta {
    var result = Theta(repeating: 0)
    let push = scale.transposedSolve(direction)
    for index in layout.logits { result[index] = gradient[index] }
    for component in 0..<count {
      let mean = layout.mean(component)
      result.setPair(push * gradient[mean], at: mean)
      let index = layout.scale(component)
      let value = gradient[index]
      // The lower triangle of L⁻ᵀ (g e eᵀ); across the line z has variance one and adds nothing.
      let firstColumn = push * (value * direction.x)
      let secondColumn = push * (value * direction.y)
      result[index] = firstColumn.x * scale.l11
      result[index + 1] = firstColumn.y
      result[index + 2] = secondColumn.y * scale.l22
    }
    return result
  }
}
