import CKernel

/// The gradient of two components on a line whose deviations stay: what most runs of a sweep ask for
/// thousands of times, from three numbers to three numbers.
extension PopulationIntegral {
  /// What nodes have to be for a model, and a teacher where the method uses one.
  ///
  /// Only where `bind` has been called for this method and problem, on the line.
  func lineNeed(_ problem: Problem, model: Mixture) -> LineNodes {
    guard let bound, let frame else { preconditionFailure("bind a method first") }
    behaviours.removeAll(keepingCapacity: true)
    resolved.removeAll(keepingCapacity: true)
    summed.removeAll(keepingCapacity: true)
    resolved.append(model)
    bound.method.appendBehaviours(problem, model: model, to: &behaviours)
    bound.method.appendResolved(problem, model: model, to: &resolved)
    bound.method.appendSummed(problem, model: model, to: &summed)
    return nodes.need(
      frame: frame, resolved: resolved, summed: summed, behaviours: behaviours,
      refinement: bound.method.refinement, accuracy: accuracy)
  }

  /// A deviation of the old task: the unit of whitened coordinates.
  var lineUnit: Double { frame?.first.x ?? 1 }

  /// Lays nodes for what is needed. `bind` lays its own again.
  func lay(_ need: LineNodes, _ problem: Problem) {
    guard let bound, let frame else { preconditionFailure("bind a method first") }
    isPlanned = false
    guard nodes.lay(Nodes.plan(need, in: frame)) else { return }
    reserve(columns: bound.method.columnCount, components: 2)
    constants = bound.method.fill(
      Columns(
        nodes: nodes, accuracy: accuracy, base: columns, stride: stride, scratch: scratch), problem)
    constants.klFactor = klFactor
  }

  /// G by s, m_o and m_n; the fourth entry is 0.
  @inline(__always)
  func lineGradient(_ model: inout LinePair, teacher: inout LinePair?) -> SIMD4<Double> {
    guard let bound else { preconditionFailure("bind a method first") }
    var sums = CKScoreSums()
    if bound.needsPreparation || bound.usesNewComponent {
      addScores(&model, teacher, bound, to: &sums)
    } else {
      // All that most methods ask for, without the rest.
      nodes.forEachBlock { start, count in
        ck_densities_1(
          &model.kernel, nodes.x + start, count, scratch.logDensity, scratch.density,
          scratch.responsibility)
        if teacher != nil {
          ck_densities_1(
            &teacher!.kernel, nodes.x + start, count, scratch.teacherLogDensity,
            scratch.teacherDensity, scratch.unused)
        }
        bound.method.product(
          NodeBlock(
            count: count, weight: nodes.weight, accuracy: accuracy,
            logDensity: scratch.logDensity, density: scratch.density,
            responsibility: scratch.responsibility,
            modelNewLogDensity: scratch.newLogDensity, modelNewWeight: model.newWeight,
            teacherLogDensity: scratch.teacherLogDensity, teacherDensity: scratch.teacherDensity,
            columns: columns + start, stride: stride, workspace: scratch.elementwise),
          constants, scratch.product)
        ck_score_sums_1(
          &model.kernel, nodes.x + start, scratch.product, scratch.responsibility, count, 0, &sums)
      }
    }
    return nodes.weight
      * SIMD4(
        model.newWeight * sums.old_mode.zeroth - model.oldWeight * sums.new_mode.zeroth,
        model.kernel.old_mode.whitening.0 * sums.old_mode.first.0,
        model.kernel.new_mode.whitening.0 * sums.new_mode.first.0, 0)
  }

  @inline(never)
  private func addScores(
    _ model: inout LinePair, _ teacher: LinePair?, _ bound: BoundMethod, to sums: inout CKScoreSums
  ) {
    var kernels = MovingKernels(
      model: model.kernel, isPair: true, isSingle: false, teacher: teacher?.kernel,
      newWeight: newComponent == 0 ? model.oldWeight : model.newWeight)
    let constants = prepared(&kernels)
    nodes.forEachBlock { start, count in
      let block = fillBlock(&kernels, start: start, count: count)
      bound.method.product(block, constants, scratch.product)
      ck_score_sums_1(
        &kernels.model, nodes.x + start, scratch.product, block.responsibility, count, 0, &sums)
    }
  }
}

/// Two components on a line, as the kernel reads them, whose logit and means move and whose deviations
/// stay.
struct LinePair {
  fileprivate(set) var kernel: CKMixture
  /// −log σ − ½ log 2π of both.
  private let oldScale: Double
  private let newScale: Double
  /// β and 1 − β.
  private(set) var oldWeight = 0.5
  private(set) var newWeight = 0.5

  init(_ pair: Pair) {
    kernel = CKMixture(
      old_mode: pair.kernelMode(pair.old, logWeight: 0),
      new_mode: pair.kernelMode(pair.new, logWeight: 0))
    oldScale = kernel.old_mode.log_scale
    newScale = kernel.new_mode.log_scale
    move(logit: pair.logitWeight, old: pair.old.mean.x, new: pair.new.mean.x)
  }

  /// All follows from e^−|s|: log β, log(1 − β) and both weights.
  @inline(__always)
  mutating func move(logit s: Double, old: Double, new: Double) {
    let e = exponential(-abs(s))
    let tail = logOnePlus(e)
    let larger = 1 / (1 + e)
    let smaller = e * larger
    oldWeight = s >= 0 ? larger : smaller
    newWeight = s >= 0 ? smaller : larger
    kernel.old_mode.mean.0 = old
    kernel.new_mode.mean.0 = new
    kernel.old_mode.log_scale = oldScale + (min(s, 0) - tail)
    kernel.new_mode.log_scale = newScale + (min(-s, 0) - tail)
  }
}
