extension TaskMeters {
  /// The same in the words of two tasks: the seen tasks together, or the worst of them, beside the
  /// current one. What does not exist is not a number.
  func meters(model: Mixture) -> Meters {
    let count = model.count
    let new = stage.newComponent(of: count)
    let old = stage.seen.filter { $0 < count }
    let target = stage.gaussians[stage.current]
    /// The largest over seen tasks with a component, where the current one has one, too.
    func largest(_ value: (_ old: Int, _ new: Int) -> Double) -> Double {
      guard let new else { return .nan }
      return old.map { value($0, new) }.max() ?? .nan
    }
    let error = new.map { stage.drift(of: $0, in: model) ?? .nan } ?? .nan
    return Meters(
      oldWeight: stage.seenWeight(of: model),
      effectiveOldMass: keptTogether ?? .nan, effectiveNewMass: learned,
      effectiveOldFloor: together(floor) ?? .nan,
      componentOldMass: together(componentKept) ?? .nan,
      componentNewMass: componentKept[stage.current] ?? .nan,
      oldDrift: old.map { drift[$0] }.max() ?? .nan,
      newError: error,
      separationTarget: stage.seen.map { separation(stage.gaussians[$0], target) }.min() ?? .nan,
      separationModel: -largest { -separation(model[$0], model[$1]) },
      overlapTarget: stage.seen.map { overlapTarget[$0][stage.current] }.max() ?? .nan,
      overlapModel: largest { overlapModel[$0][$1] },
      misassignmentModel: largest { misassignmentModel[$0][$1] },
      misassignmentModelBound: largest { old, new in
        0.5 * exponential(0.5 * (model.logWeight(of: new) - model.logWeight(of: old)))
          * overlapModel[old][new]
      },
      misassignmentTarget: old.map { misassignmentTarget[$0][stage.current] }.max() ?? .nan,
      misassignmentTargetBound: nil,
      klModelToTarget: klModelToTarget, klTargetToModel: klTargetToModel,
      klNewToModel: klNewToModel, klOldToModel: klOldToModel,
      klReferenceToModel: klReferenceToModel, klModelToReference: shift.modelToReference,
      klNewReferenceToModel: shift.newReferenceToModel,
      klNewModelToReference: shift.newModelToReference, tasks: self)
  }
}
