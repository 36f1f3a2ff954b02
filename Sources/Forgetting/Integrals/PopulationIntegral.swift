import CKernel
import Words

/// The exact integrals of one method: G, the objective, the Fisher information.
///
/// `bind` lays nodes for a step, `gradient(of:)` may then be called for every stage of it. All memory
/// is kept between calls, so neither allocates once the arrays have grown to their size.
final class PopulationIntegral {
  let nodes = Nodes()
  let scratch = Scratch()
  var columns: UnsafeMutablePointer<Double>
  private var capacity = 0
  var stride = 0
  var behaviours: [Mixture] = []
  var resolved: [Mixture] = []
  var summed: [Mixture] = []
  private var present: [Mixture] = []

  var reduction: Reduction?
  private var wasReduced = false
  /// The rounded model that the nodes were planned for.
  private var planned = Pair.unit.mixture
  var isPlanned = false
  private var plannedTeacher: Mixture?
  /// What the method's `fill` left.
  var constants = MethodConstants()
  /// log q, q and responsibilities at all nodes, for methods that reduce over them first.
  private var sweep: UnsafeMutablePointer<Double>
  private var sweepCapacity = 0
  var bound: BoundMethod?
  var frame: Frame?
  /// The model's component of the task that is trained; the last where it has none.
  var newComponent = 1
  /// For models and teachers of more than two components.
  private lazy var modelRoom = ComponentRoom()
  private lazy var teacherRoom = ComponentRoom()

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
  /// Whether they are laid. Otherwise every gradient is not a number and there is no objective: nothing
  /// asks at a step, because nothing is added up and the weight of a node is not a number.
  var isResolved: Bool { nodes.isResolved }
  /// Why there is no integral; nil where there is one.
  var failure: LaneFailure? { nodes.failure }

  /// Whether what is bound serves a model as it is: method and problem are the same, and the nodes are
  /// those that `bind` would choose. Most steps of a flow on a line ask no more.
  @inline(__always)
  func serves<Model: FlowModel>(_ model: Model, teacher: Model) -> Bool {
    guard isPlanned, wasReduced == (model.dimension == 2) else { return false }
    var model = model
    var teacher = teacher
    let usesTeacher = plannedTeacher != nil
    if wasReduced {
      guard let reduction, reduction.holds(model, usesTeacher ? teacher : nil) else {
        return false
      }
      model = reduction.reduce(model)
      if usesTeacher { teacher = reduction.reduce(teacher) }
    }
    guard model.rounds(to: planned) else { return false }
    guard let plannedTeacher else { return true }
    return teacher.rounds(to: plannedTeacher)
  }

  /// Prepares the integrals of a method around a model.
  ///
  /// - Parameters:
  ///   - teacher: T as it is now; nil: the problem's.
  ///   - isKnown: whether method and problem are those of the call before but for the teacher, so that
  ///     what depends on them alone still holds.
  ///   - isSameMethod: whether at least the method is that of the call before.
  ///   - preserved: whether the nodes must serve a whole step of the flow, not one point.
  ///   - keepsCovariances: whether that flow leaves the covariances alone.
  func bind<Model: FlowModel>(
    _ method: any Method, problem: Problem, model: Model,
    teacher: Model? = nil, preserved: Bool = true, keepsCovariances: Bool = true,
    isKnown: Bool = false, isSameMethod: Bool = false
  ) {
    reduction = nil
    klFactor = problem.klFactor
    newComponent = problem.newComponent(of: model.count) ?? model.count - 1
    let usesTeacher = method.usesTeacher
    let mayReduce =
      problem.target.dimension == 2 && method.dependsOnRatiosOnly && keepsCovariances
    // A problem has room for eight components four times over: it is copied only where it changes.
    guard mayReduce || usesTeacher && teacher != nil else {
      plan(
        method, problem, model.mixture, usesTeacher: usesTeacher, isKnown: isKnown,
        isSameMethod: isSameMethod)
      return
    }
    var changed = problem
    if usesTeacher, let teacher { changed.teacher = teacher.mixture }
    var inner = model.mixture
    if mayReduce {
      present.removeAll(keepingCapacity: true)
      present.append(changed.target)
      present.append(changed.reference)
      present.append(inner)
      if usesTeacher { present.append(changed.teacher) }
      reduction = Reduction(present, preserved: preserved)
      if let reduction {
        changed.target = reduction.reduce(changed.target)
        changed.reference = reduction.reduce(changed.reference)
        if usesTeacher { changed.teacher = reduction.reduce(changed.teacher) }
        inner = reduction.reduce(inner)
      }
    }
    plan(
      method, changed, inner, usesTeacher: usesTeacher, isKnown: isKnown,
      isSameMethod: isSameMethod)
  }

  /// Plans nodes for what is bound, on its own line where it has one.
  private func plan(
    _ method: any Method, _ problem: Problem, _ model: Mixture, usesTeacher: Bool, isKnown: Bool,
    isSameMethod: Bool
  ) {
    let isReduced = reduction != nil
    let holds =
      isKnown && isReduced == wasReduced && frame != nil && (reduction?.isAnchored ?? true)
    if !holds { frame = Frame(for: problem.target) }
    wasReduced = isReduced
    // Who changes the reference alone does not pay for a box again.
    if !isKnown, !isSameMethod { adopt(method) }

    // Nodes are planned for a rounded model: still a function of the state alone, but one that stays
    // the same for many steps, so that most steps plan nothing.
    let coarse = model.roundedForPlanning
    let coarseTeacher = usesTeacher ? problem.teacher.roundedForPlanning : nil
    if holds, isPlanned, coarse == planned, coarseTeacher == plannedTeacher { return }
    isPlanned = true
    planned = coarse
    plannedTeacher = coarseTeacher
    guard let coarseTeacher else { return lay(method, problem, coarse, holds: holds) }
    var problem = problem
    problem.teacher = coarseTeacher
    lay(method, problem, coarse, holds: holds)
  }

  /// Lays nodes around a model, and fills the columns where they have changed.
  ///
  /// - Parameter holds: whether the columns are of this method and problem.
  private func lay(_ method: any Method, _ problem: Problem, _ model: Mixture, holds: Bool) {
    behaviours.removeAll(keepingCapacity: true)
    resolved.removeAll(keepingCapacity: true)
    resolved.append(model)
    method.appendBehaviours(problem, model: model, to: &behaviours)
    method.appendResolved(problem, model: model, to: &resolved)
    summed.removeAll(keepingCapacity: true)
    method.appendSummed(problem, model: model, to: &summed)
    let plan = nodes.plan(
      frame: frame!, resolved: resolved, summed: summed, behaviours: behaviours,
      refinement: method.refinement, accuracy: accuracy)
    let changed = nodes.lay(plan)
    guard changed || !holds else { return }
    reserve(columns: method.columnCount, components: model.count)
    constants = method.fill(
      Columns(
        nodes: nodes, accuracy: accuracy, base: columns, stride: stride, scratch: scratch), problem)
  }

  /// Apart from `bind`, which would otherwise box a method of some size at every call.
  @inline(never)
  private func adopt(_ method: any Method) { bound = BoundMethod(method) }

  func reserve(columns count: Int, components: Int) {
    stride = nodes.count
    let arrays = components > 2 ? 2 + components : 3
    if bound?.needsPreparation == true, arrays * stride > sweepCapacity {
      sweep.deallocate()
      sweepCapacity = arrays * stride + stride
      sweep = .allocate(capacity: sweepCapacity)
    }
    if count * stride > capacity {
      columns.deallocate()
      capacity = min(count * stride + count * stride / 2, count * Nodes.largestCount)
      columns = .allocate(capacity: capacity)
    }
  }

  /// G = ∫ k ∇ log q, in logit and log-Cholesky coordinates.
  ///
  /// - Parameters:
  ///   - model: q, near the one that the nodes were laid for.
  ///   - teacher: T, for the methods that use it; likewise.
  ///   - covariances: whether the covariances' entries are wanted too; zero otherwise.
  @inline(__always)
  func gradient(
    of model: Mixture, teacher: Mixture? = nil, covariances: Bool = false
  ) -> Coordinates {
    gradient(Coordinates.self, of: model, teacher: teacher, covariances: covariances)
  }

  /// The same in a vector of any width that has room for the model's θ.
  func gradient<Theta: ParameterVector, Model: FlowModel>(
    _: Theta.Type, of model: Model, teacher: Model? = nil, covariances: Bool = false
  ) -> Theta {
    guard let bound else { preconditionFailure("bind a method before asking for its gradient") }
    let inner = reduction?.reduce(model) ?? model
    var kernels = shown(bound, inner, teacher)
    if !inner.isPair {
      return componentGradient(inner.mixture, bound, &kernels, covariances: covariances)
    }
    var sums = CKScoreSums()
    let constants = prepared(&kernels)
    nodes.forEachBlock { start, count in
      let block = fillBlock(&kernels, start: start, count: count)
      bound.method.product(block, constants, scratch.product)
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
    let result: Theta = scores(sums, of: inner, covariances: covariances) * nodes.weight
    return reduction?.expand(result, count: inner.count) ?? result
  }

  /// The same for more than two components.
  private func componentGradient<Theta: ParameterVector>(
    _ inner: Mixture, _ bound: BoundMethod, _ kernels: inout MovingKernels, covariances: Bool
  ) -> Theta {
    modelRoom.sums.pointee = CKComponentSums()
    let constants = prepared(&kernels)
    nodes.forEachBlock { start, count in
      let block = fillBlock(&kernels, start: start, count: count)
      bound.method.product(block, constants, scratch.product)
      let (responsibilities, stride) = responsibilities(kernels, start)
      if inner.dimension == 2 {
        ck_component_sums_2(
          modelRoom.kernel, nodes.x + start, nodes.y + start, scratch.product, responsibilities,
          stride, count, covariances ? 1 : 0, modelRoom.sums)
      } else {
        ck_component_sums_1(
          modelRoom.kernel, nodes.x + start, scratch.product, responsibilities, stride, count,
          covariances ? 1 : 0, modelRoom.sums)
      }
    }
    lastConstants = constants
    let result: Theta =
      scores(modelRoom.moments, of: inner, covariances: covariances) * nodes.weight
    return reduction?.expand(result, count: inner.count) ?? result
  }

  /// All responsibilities of the model at a block, and how far apart those of two components are.
  private func responsibilities(
    _ kernels: MovingKernels, _ start: Int
  ) -> (UnsafePointer<Double>, stride: Int) {
    kernels.isSwept
      ? (UnsafePointer(sweep + 2 * stride + start), stride)
      : (UnsafePointer(modelRoom.responsibilities), Nodes.blockSize)
  }

  var accuracy = IntegralAccuracy.full

  /// By what κ has been multiplied, for methods with a controller.
  var klFactor = 1.0
  /// The constants of the last gradient: an adaptive η, V*.
  private(set) var lastConstants = MethodConstants()

  @inline(__always)
  private func kernels<Model: FlowModel>(_ model: Model, _ teacher: Model?) -> MovingKernels {
    if model.isPair, teacher?.isPair ?? true {
      return MovingKernels(
        model: model.kernelMixture, isPair: true, isSingle: model.count == 1,
        teacher: teacher?.kernelMixture,
        newWeight: exponential(model.logWeight(of: newComponent)))
    }
    return componentKernels(model.mixture, teacher?.mixture)
  }

  @inline(never)
  private func componentKernels(_ model: Mixture, _ teacher: Mixture?) -> MovingKernels {
    let new = model.logWeight(of: newComponent)
    var kernels = MovingKernels(
      model: model.kernelMixture, isPair: model.isPair, isSingle: model.count == 1,
      teacher: teacher.flatMap { $0.isPair ? $0.kernelMixture : nil },
      newWeight: exponential(new))
    if !model.isPair {
      kernels.model.new_mode = model.kernelMode(model[newComponent], logWeight: new)
      model.fill(modelRoom.kernel)
    }
    if let teacher, !teacher.isPair {
      teacher.fill(teacherRoom.kernel)
      kernels.hasWideTeacher = true
    }
    return kernels
  }

  /// The model with the teacher as the method shows it.
  @inline(__always)
  func shown<Model: FlowModel>(
    _ method: BoundMethod, _ inner: Model, _ teacher: Model?
  ) -> MovingKernels {
    guard method.usesTeacher else { return kernels(inner, nil) }
    let teacher = reduced(teacher)
    guard method.teacherTilt != 0, let teacher else { return kernels(inner, teacher) }
    return componentKernels(
      inner.mixture, teacher.mixture.tilted(by: method.teacherTilt, towards: newComponent))
  }

  private func reduced<Model: FlowModel>(_ teacher: Model?) -> Model? {
    guard let teacher else { return nil }
    return reduction?.reduce(teacher) ?? teacher
  }

  func prepared(_ kernels: inout MovingKernels) -> MethodConstants {
    var constants = self.constants
    constants.klFactor = klFactor
    guard let bound, bound.needsPreparation else { return constants }
    nodes.forEachBlock { start, count in
      if kernels.isPair {
        nodes.densities(
          of: &kernels.model, start: start, count: count, logDensity: sweep + start,
          density: sweep + stride + start, responsibility: sweep + 2 * stride + start)
      } else {
        nodes.densities(
          of: modelRoom.kernel, start: start, count: count, logDensity: sweep + start,
          density: sweep + stride + start, responsibilities: sweep + 2 * stride + start,
          stride: stride)
      }
    }
    kernels.isSwept = true
    bound.method.prepare(block(kernels, start: 0, count: nodes.count), &constants)
    return constants
  }

  @inline(__always)
  func fillBlock(_ kernels: inout MovingKernels, start: Int, count: Int) -> NodeBlock {
    if !kernels.isSwept {
      if kernels.isPair {
        nodes.densities(
          of: &kernels.model, start: start, count: count, logDensity: scratch.logDensity,
          density: scratch.density, responsibility: scratch.responsibility)
      } else {
        nodes.densities(
          of: modelRoom.kernel, start: start, count: count, logDensity: scratch.logDensity,
          density: scratch.density, responsibilities: modelRoom.responsibilities,
          stride: Nodes.blockSize)
      }
    }
    if kernels.hasWideTeacher {
      nodes.densities(
        of: teacherRoom.kernel, start: start, count: count,
        logDensity: scratch.teacherLogDensity, density: scratch.teacherDensity,
        responsibilities: teacherRoom.responsibilities, stride: Nodes.blockSize)
    } else if kernels.teacher != nil {
      nodes.densities(
        of: &kernels.teacher!, start: start, count: count, logDensity: scratch.teacherLogDensity,
        density: scratch.teacherDensity, responsibility: scratch.unused)
    }
    if bound?.usesNewComponent == true {
      // The new component alone, with its weight: the same mixture without its old mode.
      var alone = kernels.model
      if kernels.isPair, !kernels.isSingle, newComponent == 0 {
        alone.new_mode.log_scale = -.infinity
      } else if !kernels.isSingle {
        alone.old_mode.log_scale = -.infinity
      }
      nodes.densities(
        of: &alone, start: start, count: count, logDensity: scratch.newLogDensity,
        density: scratch.unused, responsibility: scratch.unusedToo)
    }
    return block(kernels, start: start, count: count)
  }

  @inline(__always)
  private func block(_ kernels: MovingKernels, start: Int, count: Int) -> NodeBlock {
    let isSwept = kernels.isSwept
    return NodeBlock(
      count: count, weight: nodes.weight, accuracy: accuracy,
      logDensity: UnsafePointer(isSwept ? sweep + start : scratch.logDensity),
      density: UnsafePointer(isSwept ? sweep + stride + start : scratch.density),
      responsibility: UnsafePointer(
        isSwept ? sweep + 2 * stride + start : scratch.responsibility),
      modelNewLogDensity: UnsafePointer(scratch.newLogDensity),
      modelNewWeight: kernels.newWeight,
      teacherLogDensity: UnsafePointer(scratch.teacherLogDensity),
      teacherDensity: UnsafePointer(scratch.teacherDensity),
      columns: UnsafePointer(columns + start), stride: stride, workspace: scratch.elementwise)
  }
}
