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
  private var present: [Mixture] = []

  private var reduction: Reduction?
  private var wasReduced = false
  /// The rounded model that the nodes were planned for.
  private var planned: Mixture?
  private var plannedTeacher: Mixture?
  /// What the method's `fill` left.
  private var constants = MethodConstants(repeating: 0)
  /// log q, q and r_o at all nodes, for methods that reduce over them first.
  private var sweep: UnsafeMutablePointer<Double>
  private var sweepCapacity = 0
  private var method: (any Method)?
  private var frame: Frame?
  /// Whether the nodes resolve the integrand; otherwise no number of it is known.
  private(set) var isResolved = true
  /// Whether the columns are another method's or problem's.
  private var awaitsFill = false

  init() {
    columns = .allocate(capacity: 1)
    sweep = .allocate(capacity: 1)
  }

  deinit {
    columns.deallocate()
    sweep.deallocate()
  }

  /// The number of nodes in use: what a step costs.
  var nodeCount: Int { nodes.count }

  /// Prepares the integrals of a method around a model.
  ///
  /// - Parameters:
  ///   - isKnown: whether method and problem are those of the call before, so that what depends on
  ///     them alone still holds.
  ///   - preserved: whether the nodes must serve a whole step of the flow, not one point.
  ///   - keepsCovariances: whether that flow leaves the covariances alone.
  func bind(
    _ method: any Method, problem original: Problem, model: Mixture, preserved: Bool = true,
    keepsCovariances: Bool = true, isKnown: Bool = false
  ) {
    var problem = original
    var model = model
    reduction = nil
    if original.target.dimension == 2, method.dependsOnRatiosOnly, keepsCovariances {
      present.removeAll(keepingCapacity: true)
      present.append(original.target)
      present.append(original.reference)
      present.append(model)
      if method.usesTeacher { present.append(original.teacher) }
      reduction = Reduction(present, preserved: preserved)
      if let reduction {
        problem.target = reduction.reduce(original.target)
        problem.reference = reduction.reduce(original.reference)
        if method.usesTeacher { problem.teacher = reduction.reduce(original.teacher) }
        model = reduction.reduce(model)
      }
    }
    let isReduced = reduction != nil
    let holds =
      isKnown && isReduced == wasReduced && frame != nil && (reduction?.isAnchored ?? true)
    if !holds { frame = Frame(for: problem.target) }
    wasReduced = isReduced
    if !isKnown { adopt(method) }

    // Nodes are planned for a rounded model: still a function of the state alone, but one that stays
    // the same for many steps, so that most steps plan nothing.
    let coarse = model.roundedForPlanning
    let coarseTeacher = method.usesTeacher ? problem.teacher.roundedForPlanning : nil
    if holds, coarse == planned, coarseTeacher == plannedTeacher { return }
    planned = coarse
    plannedTeacher = coarseTeacher
    model = coarse
    if let coarseTeacher { problem.teacher = coarseTeacher }
    behaviours.removeAll(keepingCapacity: true)
    resolved.removeAll(keepingCapacity: true)
    resolved.append(model)
    method.appendBehaviours(problem, model: model, to: &behaviours)
    method.appendResolved(problem, model: model, to: &resolved)
    let plan = nodes.plan(
      frame: frame!, resolved: resolved, behaviours: behaviours, refinement: method.refinement)
    isResolved = plan != nil
    awaitsFill = awaitsFill || !holds
    guard let plan else { return }
    let changed = nodes.lay(plan)
    guard changed || awaitsFill else { return }
    awaitsFill = false
    reserve(columns: method.columnCount)
    constants = method.fill(
      Columns(nodes: nodes, base: columns, stride: stride, scratch: scratch), problem)
  }

  /// Apart from `bind`, which would otherwise box a method of some size at every call.
  @inline(never)
  private func adopt(_ method: any Method) { self.method = method }

  private func reserve(columns count: Int) {
    stride = nodes.count
    if method?.needsPreparation == true, 3 * stride > sweepCapacity {
      sweep.deallocate()
      sweepCapacity = 3 * stride + stride
      sweep = .allocate(capacity: sweepCapacity)
    }
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
  ///   - teacher: T, for the methods that use it; likewise.
  ///   - covariances: whether entries 5–10 are wanted too; zero otherwise.
  /// - Returns: not numbers where `isResolved` is false.
  func gradient(
    of model: Mixture, teacher: Mixture? = nil, covariances: Bool = false
  ) -> Coordinates {
    guard let method else { preconditionFailure("bind a method before asking for its gradient") }
    guard isResolved else { return Coordinates(repeating: .nan) }
    let inner = reduction?.reduce(model) ?? model
    var kernels = Kernels(inner, method.usesTeacher ? reduced(teacher) : nil)
    var sums = CKScoreSums()
    let constants = prepared(&kernels)
    nodes.forEachBlock { start, count in
      let block = fillBlock(&kernels, start: start, count: count)
      method.product(block, constants, scratch.product)
      if inner.dimension == 2 {
        ck_score_sums_2(
          &kernels.model, nodes.x + start, nodes.y + start, scratch.product, block.responsibility,
          count, covariances ? 1 : 0, &sums)
      } else {
        ck_score_sums_1(
          &kernels.model, nodes.x + start, scratch.product, block.responsibility, count,
          covariances ? 1 : 0, &sums)
      }
    }
    lastConstants = constants
    let result = scores(sums, of: inner, covariances: covariances) * nodes.weight
    return reduction?.expand(result) ?? result
  }

  /// What the flow decreases (docs/mathematics.md §2), at a model; nil where it is nothing, or not
  /// resolved.
  func objective(of model: Mixture, teacher: Mixture? = nil) -> Double? {
    guard let method else { preconditionFailure("bind a method before asking for its objective") }
    guard isResolved else { return nil }
    var kernels = Kernels(
      reduction?.reduce(model) ?? model, method.usesTeacher ? reduced(teacher) : nil)
    let constants = prepared(&kernels)
    var sum = 0.0
    nodes.forEachBlock { start, count in
      let block = fillBlock(&kernels, start: start, count: count)
      sum += method.objectiveSum(block, constants)
    }
    return method.objective(integral: sum * nodes.weight, constants)
  }

  /// The constants of the last gradient: an adaptive η, V*.
  private(set) var lastConstants = MethodConstants(repeating: 0)

  /// The mixtures that move while the nodes stay.
  private struct Kernels {
    var model: CKMixture
    var teacher: CKMixture?
    let newWeight: Double
    /// Whether the model's densities already stand at all nodes.
    var isSwept = false

    init(_ model: Mixture, _ teacher: Mixture?) {
      self.model = model.kernelMixture
      self.teacher = teacher?.kernelMixture
      newWeight = exponential(model.logNewWeight)
    }
  }

  private func reduced(_ teacher: Mixture?) -> Mixture? {
    guard let teacher else { return nil }
    return reduction?.reduce(teacher) ?? teacher
  }

  private func prepared(_ kernels: inout Kernels) -> MethodConstants {
    var constants = self.constants
    guard let method, method.needsPreparation else { return constants }
    nodes.forEachBlock { start, count in
      nodes.densities(
        of: &kernels.model, start: start, count: count, logDensity: sweep + start,
        density: sweep + stride + start, responsibility: sweep + 2 * stride + start)
    }
    kernels.isSwept = true
    method.prepare(block(kernels, start: 0, count: nodes.count), &constants)
    return constants
  }

  @inline(__always)
  private func fillBlock(_ kernels: inout Kernels, start: Int, count: Int) -> NodeBlock {
    if !kernels.isSwept {
      nodes.densities(
        of: &kernels.model, start: start, count: count, logDensity: scratch.logDensity,
        density: scratch.density, responsibility: scratch.responsibility)
    }
    if kernels.teacher != nil {
      nodes.densities(
        of: &kernels.teacher!, start: start, count: count, logDensity: scratch.teacherLogDensity,
        density: scratch.teacherDensity, responsibility: scratch.unused)
    } else if method?.usesNewComponent == true {
      // The new component alone, with its weight: the same mixture without its old mode.
      var alone = kernels.model
      alone.old_mode.log_scale = -.infinity
      nodes.densities(
        of: &alone, start: start, count: count, logDensity: scratch.teacherLogDensity,
        density: scratch.teacherDensity, responsibility: scratch.unused)
    }
    return block(kernels, start: start, count: count)
  }

  @inline(__always)
  private func block(_ kernels: Kernels, start: Int, count: Int) -> NodeBlock {
    let isSwept = kernels.isSwept
    return NodeBlock(
      count: count, weight: nodes.weight,
      logDensity: UnsafePointer(isSwept ? sweep + start : scratch.logDensity),
      density: UnsafePointer(isSwept ? sweep + stride + start : scratch.density),
      responsibility: UnsafePointer(
        isSwept ? sweep + 2 * stride + start : scratch.responsibility),
      modelNewLogDensity: UnsafePointer(scratch.teacherLogDensity),
      modelNewWeight: kernels.newWeight,
      teacherLogDensity: UnsafePointer(scratch.teacherLogDensity),
      teacherDensity: UnsafePointer(scratch.teacherDensity),
      columns: UnsafePointer(columns + start), stride: stride, workspace: scratch.elementwise)
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
