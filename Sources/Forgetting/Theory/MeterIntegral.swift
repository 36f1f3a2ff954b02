import CKernel

/// The integrals behind the meters that do not belong to one method: divergences, misassignments,
/// effective masses. Nodes cover model and target at once.
final class MeterIntegral {
  private let nodes = Nodes()
  private let effectiveMass = EffectiveMass()
  private let misassignment = Misassignment()
  private var densities: UnsafeMutablePointer<Double>
  private var capacity = 0

  init() { densities = .allocate(capacity: 1) }
  deinit { densities.deallocate() }

  /// Divergences and misassignments at a model, in nats.
  struct Values: Hashable {
    var klModelToTarget = 0.0
    var klTargetToModel = 0.0
    var klNewToModel = 0.0
    var klOldToModel = 0.0
    var klReferenceToModel = 0.0
    var shift = ShiftIntegral.Values()
    var misassignmentModel = 0.0
    var misassignmentTarget = 0.0
    var effectiveOldMass = 0.0
    var effectiveNewMass = 0.0
    var componentOldMass = 0.0
    var componentNewMass = 0.0
  }

  /// The columns of one sweep, a mixture each.
  private enum Column: Int, CaseIterable {
    case model, target, old, new, reference, modelOld
  }

  func callAsFunction(_ original: Problem, model originalModel: Mixture) -> Values {
    var problem = original
    var model = originalModel
    if let reduction = Reduction(
      [original.target, original.reference, originalModel], preserved: false)
    {
      problem.target = reduction.reduce(original.target)
      problem.reference = reduction.reduce(original.reference)
      model = reduction.reduce(originalModel)
    }
    let mixtures = [
      model, problem.target, problem.oldTask, problem.newTask, problem.reference,
      model.with(logitWeight: .infinity),
    ]
    let plan = nodes.plan(
      frame: Frame(for: problem.target), resolved: [model, problem.target, problem.reference],
      behaviours: [model, problem.target, problem.reference])
    _ = nodes.lay(plan)
    var values = integrate(mixtures)
    values.misassignmentModel = probability(
      values.misassignmentModel, of: model.old, by: model)
    values.misassignmentTarget = probability(
      values.misassignmentTarget, of: model.old, by: problem.target)
    values.effectiveOldMass = effectiveMass(
      problem.target.old, weight: problem.target.oldWeight, model: model)
    values.effectiveNewMass = effectiveMass(
      problem.target.new, weight: 1 - problem.target.oldWeight, model: model)
    values.componentOldMass = effectiveMass(
      problem.target.old, weight: problem.target.oldWeight, component: model.old,
      logComponentWeight: model.logOldWeight, dimension: model.dimension)
    values.componentNewMass = effectiveMass(
      problem.target.new, weight: 1 - problem.target.oldWeight, component: model.new,
      logComponentWeight: model.logNewWeight, dimension: model.dimension)
    return values
  }

  /// What the nodes say of an ε, where they know it; where it is small, or they have not been laid, an
  /// integral of its own.
  private func probability(
    _ value: Double, of component: Gaussian, by mixture: Mixture
  ) -> Double {
    if value >= Misassignment.leastOfNodes { return min(1, value) }
    return mixture.count == 2 ? misassignment(of: component, by: mixture) : max(0, value)
  }

  private func integrate(_ mixtures: [Mixture]) -> Values {
    var kernels = mixtures.map(\.kernelMixture)
    let size = Nodes.blockSize
    let arrays = 3 * kernels.count * size
    if arrays > capacity {
      densities.deallocate()
      densities = .allocate(capacity: arrays)
      capacity = arrays
    }
    func log(_ column: Column) -> UnsafeMutablePointer<Double> {
      densities + 3 * column.rawValue * size
    }
    func density(_ column: Column) -> UnsafeMutablePointer<Double> {
      densities + (3 * column.rawValue + 1) * size
    }
    func responsibility(_ column: Column) -> UnsafeMutablePointer<Double> {
      densities + (3 * column.rawValue + 2) * size
    }
    var values = Values()
    var shift = ShiftIntegral()
    nodes.forEachBlock { start, count in
      for column in Column.allCases {
        nodes.densities(
          of: &kernels[column.rawValue], start: start, count: count, logDensity: log(column),
          density: density(column), responsibility: responsibility(column))
      }
      func divergence(_ from: Column, _ to: Column) -> Double {
        ck_dot(density(from), log(from), count) - ck_dot(density(from), log(to), count)
      }
      values.klModelToTarget += divergence(.model, .target)
      values.klTargetToModel += divergence(.target, .model)
      values.klNewToModel += divergence(.new, .model)
      values.klOldToModel += divergence(.old, .model)
      values.klReferenceToModel += divergence(.reference, .model)
      let ofOld = responsibility(.target)
      shift.add(
        count: count, model: density(.model), logModel: log(.model),
        reference: density(.reference), logReference: log(.reference)
      ) { 1 - ofOld[$0] }
      let atOld = density(.modelOld)
      let mass = ck_sum(atOld, count)
      values.misassignmentModel += mass - ck_dot(atOld, responsibility(.model), count)
      values.misassignmentTarget += mass - ck_dot(atOld, responsibility(.target), count)
    }
    values.shift = shift.values(weight: nodes.weight)
    values.klModelToTarget = (values.klModelToTarget * nodes.weight).asDivergence
    values.klTargetToModel = (values.klTargetToModel * nodes.weight).asDivergence
    values.klNewToModel = (values.klNewToModel * nodes.weight).asDivergence
    values.klOldToModel = (values.klOldToModel * nodes.weight).asDivergence
    values.klReferenceToModel = (values.klReferenceToModel * nodes.weight).asDivergence
    values.misassignmentModel *= nodes.weight
    values.misassignmentTarget *= nodes.weight
    return values
  }
}
