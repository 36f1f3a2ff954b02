import CKernel

/// The integrals behind the meters of several tasks: divergences, gates, and how much of each task is
/// kept. Nodes cover model, target and reference at once. Keeps its memory between calls.
final class TaskMeterReader {
  private let nodes = Nodes()
  private let mass = EffectiveMass()
  private let model = NodeReading()
  private let target = NodeReading()
  private let other = NodeReading()

  /// The meters of a model in a stage; the problem names its tasks.
  func meters(_ problem: Problem, model: Mixture, stage: TaskStage) -> TaskMeters {
    let all = stage.allTasks
    let components = 0..<model.count
    var meters = TaskMeters(
      stage: stage,
      weights: (0..<stage.count).map { $0 < model.count ? model.weight(of: $0) : nil },
      kept: (0..<stage.count).map { task in
        stage.share(of: task).map { mass(stage.gaussians[task], weight: $0, model: model) }
      },
      drift: components.map { stage.drift(of: $0, in: model) ?? .nan },
      componentKept: (0..<stage.count).map { task in
        guard let share = stage.share(of: task), task < model.count else { return nil }
        return mass(
          stage.gaussians[task], weight: share, component: model[task],
          logComponentWeight: model.logWeight(of: task), dimension: model.dimension)
      },
      floor: (0..<stage.count).map { task in
        stage.share(of: task).map {
          mass(stage.gaussians[task], weight: $0, model: all.only(stage.current))
        }
      },
      overlapTarget: all.overlaps, overlapModel: model.overlaps,
      misassignmentModel: components.map { _ in components.map { _ in 0 } },
      misassignmentTarget: components.map { _ in all.indices.map { _ in 0 } },
      klModelToTarget: 0, klTargetToModel: 0, klNewToModel: 0, klOldToModel: 0,
      klReferenceToModel: 0)
    integrate(problem, model, stage, &meters)
    return meters
  }

  /// How much of each task a model keeps, each by its share of the stage's target with it added.
  func row(_ stage: TaskStage, model: Mixture) -> [Double] {
    (0..<stage.count).map {
      mass(stage.gaussians[$0], weight: stage.share(ofAdded: $0), model: model)
    }
  }

  private func integrate(
    _ original: Problem, _ originalModel: Mixture, _ stage: TaskStage, _ meters: inout TaskMeters
  ) {
    var p = original.target
    var reference = original.reference
    var q = originalModel
    if let reduction = Reduction([p, reference, q], preserved: false) {
      p = reduction.reduce(p)
      reference = reduction.reduce(reference)
      q = reduction.reduce(q)
    }
    _ = nodes.lay(
      nodes.plan(
        frame: Frame(for: p), resolved: [q, p, reference], behaviours: [q, p, reference]))
    q.fill(model.room.kernel)
    p.fill(target.room.kernel)
    let weight = nodes.weight
    func add(_ from: NodeReading, to: NodeReading, _ sum: inout Double, _ count: Int) {
      sum +=
        weight
        * (ck_dot(from.density, from.logDensity, count) - ck_dot(from.density, to.logDensity, count))
    }
    var shift = ShiftIntegral()
    let present = stage.members.count - 1
    nodes.forEachBlock { start, count in
      model.read(nodes, start, count)
      target.read(nodes, start, count)
      add(model, to: target, &meters.klModelToTarget, count)
      add(target, to: model, &meters.klTargetToModel, count)
      for component in q.indices {
        q.only(component).fill(other.room.kernel)
        other.read(nodes, start, count)
        for second in q.indices {
          meters.misassignmentModel[component][second] +=
            weight * ck_dot(other.density, model.responsibility(second), count)
        }
        for (place, task) in stage.members.enumerated() {
          meters.misassignmentTarget[component][task] +=
            weight * ck_dot(other.density, target.responsibility(place), count)
        }
      }
      for (mixture, sum) in [
        (p.lastAlone, \TaskMeters.klNewToModel), (p.withoutLast, \.klOldToModel),
        (reference, \.klReferenceToModel),
      ] {
        mixture.fill(other.room.kernel)
        other.read(nodes, start, count)
        add(other, to: model, &meters[keyPath: sum], count)
      }
      // The last one read is the reference.
      let ofPresent = target.responsibility(present)
      shift.add(count: count, model: model, reference: other) { ofPresent[$0] }
    }
    meters.shift = shift.values(weight: weight)
    for sum in [
      \TaskMeters.klModelToTarget, \.klTargetToModel, \.klNewToModel, \.klOldToModel,
      \.klReferenceToModel,
    ] {
      meters[keyPath: sum] = meters[keyPath: sum].asDivergence
    }
  }
}

extension Mixture {
  /// The numbers of its components.
  var indices: Range<Int> { 0..<count }
}
