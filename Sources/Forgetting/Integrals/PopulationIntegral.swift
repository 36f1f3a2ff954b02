import CKernel

/// The exact integrals of one method: G, the objective, the Fisher information.
///
/// `bind` lays nodes for a step, `gradient(of:)` may then be called for every stage of it. All memory
/// is kept between calls, so neither allocates once the arrays have grown to their size.
final class PopulationIntegral {
  private let nodes = Nodes()
  private let scratch = Scratch()
  private var columns: UnsafeMutablePointer<Double>
  private var capacity = 0
  private var stride = 0
  private var behaviours: [Mixture] = []
  private var resolved: [Mixture] = []

  private var reduction: Reduction?
  private var wasReduced = false
  /// The rounded model that the nodes were planned for.
  private var planned: Mixture?
  private var method: (any Method)?
  private var frame: Frame?

  init() { columns = .allocate(capacity: 1) }

  deinit { columns.deallocate() }

  /// The number of nodes in use: what a step costs.
  var nodeCount: Int { nodes.count }

  /// Prepares the integrals of a method around a model.
  ///
  /// - Parameters:
  ///   - isKnown: whether method and problem are those of the call before, so that what depends on
  ///     them alone still holds.
  ///   - preserved: whether the nodes must serve a whole step of the flow, not one point.
  func bind(
    _ method: any Method, problem original: Problem, model: Mixture, preserved: Bool = true,
    isKnown: Bool = false
  ) {
    var problem = original
    var model = model
    reduction = nil
    if original.target.dimension == 2 {
      reduction = Reduction(
        [original.target, original.reference, model], preserved: preserved)
      if let reduction {
        problem.target = reduction.reduce(original.target)
        problem.reference = reduction.reduce(original.reference)
        model = reduction.reduce(model)
      }
    }
    let isReduced = reduction != nil
    let holds =
      isKnown && isReduced == wasReduced && frame != nil && (reduction?.isAnchored ?? true)
    if !holds { frame = Frame(for: problem.target) }
    wasReduced = isReduced
    self.method = method

    // Nodes are planned for a rounded model: still a function of the state alone, but one that stays
    // the same for many steps, so that most steps plan nothing.
    let coarse = model.roundedForPlanning
    if holds, coarse == planned { return }
    planned = coarse
    model = coarse
    behaviours.removeAll(keepingCapacity: true)
    resolved.removeAll(keepingCapacity: true)
    resolved.append(model)
    method.appendBehaviours(problem, model: model, to: &behaviours)
    method.appendResolved(problem, to: &resolved)
    let plan = nodes.plan(frame: frame!, resolved: resolved, behaviours: behaviours)
    let changed = nodes.lay(plan)
    guard changed || !holds else { return }
    reserve(columns: method.columnCount)
    method.fill(
      Columns(nodes: nodes, base: columns, stride: stride, scratch: scratch), problem)
  }

  private func reserve(columns count: Int) {
    stride = nodes.count
    if count * stride > capacity {
      columns.deallocate()
      capacity = count * stride + count * stride / 2
      columns = .allocate(capacity: capacity)
    }
  }

  /// G = ∫ k ∇ log q, in logit and log-Cholesky coordinates.
  ///
  /// - Parameters:
  ///   - model: q, near the one that the nodes were laid for.
  ///   - covariances: whether entries 5–10 are wanted too; zero otherwise.
  func gradient(of model: Mixture, covariances: Bool = false) -> Coordinates {
    guard let method else { preconditionFailure("bind a method before asking for its gradient") }
    let inner = reduction?.reduce(model) ?? model
    var kernel = inner.kernelMixture
    var sums = CKScoreSums()
    let constants = preparedConstants(&kernel)
    nodes.forEachBlock { start, count in
      let block = fillBlock(&kernel, start: start, count: count)
      method.product(block, constants, scratch.product)
      if inner.dimension == 2 {
        ck_score_sums_2(
          &kernel, nodes.x + start, nodes.y + start, scratch.product, scratch.responsibility,
          count, covariances ? 1 : 0, &sums)
      } else {
        ck_score_sums_1(
          &kernel, nodes.x + start, scratch.product, scratch.responsibility, count,
          covariances ? 1 : 0, &sums)
      }
    }
    let result = scores(sums, of: inner, covariances: covariances) * nodes.weight
    return reduction?.expand(result) ?? result
  }

  /// What the flow decreases (docs/mathematics.md §2), at a model; nil where it is nothing.
  func objective(of model: Mixture) -> Double? {
    guard let method else { preconditionFailure("bind a method before asking for its objective") }
    var kernel = (reduction?.reduce(model) ?? model).kernelMixture
    let constants = preparedConstants(&kernel)
    var sum = 0.0
    nodes.forEachBlock { start, count in
      let block = fillBlock(&kernel, start: start, count: count)
      sum += method.objectiveSum(block, constants)
    }
    return method.objective(integral: sum * nodes.weight, constants)
  }

  private func preparedConstants(_ kernel: inout CKMixture) -> MethodConstants {
    var constants = MethodConstants(repeating: 0)
    guard let method, method.needsPreparation else { return constants }
    nodes.forEachBlock { start, count in
      let block = fillBlock(&kernel, start: start, count: count)
      method.prepare(block, &constants)
    }
    return constants
  }

  @inline(__always)
  private func fillBlock(_ kernel: inout CKMixture, start: Int, count: Int) -> NodeBlock {
    nodes.densities(
      of: &kernel, start: start, count: count, logDensity: scratch.logDensity,
      density: scratch.density, responsibility: scratch.responsibility)
    return NodeBlock(
      count: count, weight: nodes.weight, logDensity: UnsafePointer(scratch.logDensity),
      density: UnsafePointer(scratch.density),
      responsibility: UnsafePointer(scratch.responsibility),
      columns: UnsafePointer(columns + start), stride: stride)
  }
}

/// G from the moments of k r and k (1 − r): ∂ log q/∂s = r_o − β, ∂ log q/∂m_j = r_j L⁻ᵀ z, and in
/// log-Cholesky coordinates r_j times the lower triangle of L⁻ᵀ (z zᵀ − I), the diagonal times L_ii.
func scores(_ sums: CKScoreSums, of model: Mixture, covariances: Bool) -> Coordinates {
  var result = Coordinates(repeating: 0)
  let beta = exponential(model.logOldWeight)
  let rest = exponential(model.logNewWeight)
  result.weight = rest * sums.old_mode.zeroth - beta * sums.new_mode.zeroth
  func mean(_ moments: CKMoments, _ scale: CholeskyFactor) -> SIMD2<Double> {
    scale.transposedSolve(SIMD2(moments.first.0, moments.first.1))
  }
  result.oldMean = mean(sums.old_mode, model.old.scale)
  result.newMean = mean(sums.new_mode, model.new.scale)
  guard covariances else { return result }
  for (index, moments, scale) in [
    (5, sums.old_mode, model.old.scale), (8, sums.new_mode, model.new.scale),
  ] {
    let first = moments.second.0 - moments.zeroth
    let off = moments.second.1
    let second = moments.second.2 - moments.zeroth
    let firstColumn = scale.transposedSolve(SIMD2(first, off))
    result[index] = firstColumn.x * scale.l11
    guard model.dimension == 2 else { continue }
    let secondColumn = scale.transposedSolve(SIMD2(off, second))
    result[index + 1] = firstColumn.y
    result[index + 2] = secondColumn.y * scale.l22
  }
  return result
}
