/// What is allowed of a scenario with tasks, field by field.
extension Scenario {
  func validateTasks() throws(ParameterError) {
    guard let sequence else {
      for role in MixtureRole.allCases where self[keyPath: role.settings].components != nil {
        throw ParameterError(
          field: "\(role.rawValue).components", value: "a list", allowed: .tasksForComponents)
      }
      return
    }
    let tasks = sequence.tasks
    guard (2...TaskSequence.largestTaskCount).contains(tasks.count) else {
      throw ParameterError(
        field: "tasks", value: "\(tasks.count) tasks",
        allowed: .count(2...TaskSequence.largestTaskCount))
    }
    for (index, task) in tasks.enumerated() {
      let path = "tasks.\(index + 1)"
      guard TaskSettings.isName(task.name) else {
        throw ParameterError(field: "\(path).name", value: task.name, allowed: .taskName)
      }
      guard !tasks.prefix(index).contains(where: { $0.name == task.name }) else {
        throw ParameterError(field: "\(path).name", value: task.name, allowed: .eachOnce)
      }
      guard task.mass >= 1e-9, task.mass <= 1e9 else {
        throw ParameterError(
          field: "\(path).mass", number: task.mass,
          allowed: .numberIn("1e-9", "1e9", includesLower: true, includesUpper: true))
      }
      try checkShape(ModeSettings(mean: task.mean, spread: task.spread), at: path)
    }
    try validateStages(sequence)
    try validateComponents(sequence)
  }

  private func validateStages(_ sequence: TaskSequence) throws(ParameterError) {
    let names = sequence.names
    if let stages = sequence.stages {
      guard (1...TaskSequence.largestStageCount).contains(stages.count) else {
        throw ParameterError(
          field: "stages", value: "\(stages.count) stages",
          allowed: .count(1...TaskSequence.largestStageCount))
      }
    }
    var last = 0.0
    for (index, stage) in (sequence.stages ?? []).enumerated() {
      let path = "stages.\(index + 1)"
      guard names.contains(stage.task) else {
        throw ParameterError(field: "\(path).task", value: stage.task, allowed: .oneOf(names))
      }
      guard let until = stage.until else {
        guard index == (sequence.stages?.count ?? 0) - 1 else {
          throw ParameterError(field: "\(path).until", value: "nothing", allowed: .stageEnd)
        }
        continue
      }
      guard until > last, until <= 1e6 else {
        throw ParameterError(
          field: "\(path).until", number: until,
          allowed: .numberIn(
            index == 0 ? "0" : ParameterValue.number(last).description, "1000000",
            includesLower: false, includesUpper: true))
      }
      last = until
    }
    for (index, name) in (sequence.known ?? []).enumerated() {
      guard names.contains(name) else {
        throw ParameterError(field: "known.\(index + 1)", value: name, allowed: .oneOf(names))
      }
      guard !(sequence.known ?? []).prefix(index).contains(name) else {
        throw ParameterError(field: "known.\(index + 1)", value: name, allowed: .eachOnce)
      }
    }
  }

  private func validateComponents(_ sequence: TaskSequence) throws(ParameterError) {
    for role in MixtureRole.allCases {
      let settings = self[keyPath: role.settings]
      if settings.oldWeight != nil || settings.old != ModeSettings()
        || settings.new != ModeSettings()
      {
        throw ParameterError(
          field: role.rawValue, value: "old and new", allowed: .componentsForTasks)
      }
      guard let list = settings.components else { continue }
      let most = role == .start ? sequence.tasks.count : componentCount
      guard role == .start ? (1...most).contains(list.count) : list.count == most else {
        throw ParameterError(
          field: "\(role.rawValue).components",
          value: "\(list.count) component\(list.count == 1 ? "" : "s")",
          allowed: role == .start ? .count(1...most) : .asManyAsStart(most))
      }
      for (index, component) in list.enumerated() {
        let path = "\(role.rawValue).components.\(index + 1)"
        if let weight = component.weight, !(weight >= 1e-12 && weight <= 1e9) {
          throw ParameterError(
            field: "\(path).weight", number: weight,
            allowed: .numberIn("1e-12", "1e9", includesLower: true, includesUpper: true))
        }
        try checkShape(component.mode, at: path)
      }
    }
    for (index, lane) in lanes.enumerated() {
      guard MethodCatalogue.type(for: lane.method.key)?.needsNewComponent == true else { continue }
      for stage in sequence.stageList {
        guard (sequence.index(of: stage.task) ?? 0) >= componentCount else { continue }
        throw ParameterError(
          field: "lanes.\(index + 1).method", value: lane.method.key,
          allowed: .componentOf(task: stage.task))
      }
    }
  }
}
