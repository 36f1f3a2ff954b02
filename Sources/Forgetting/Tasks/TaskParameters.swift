/// The parameters of a scenario with tasks, and those of the short form under the tasks' names.
extension ParameterCatalogue {
  static func tasks(_ scenario: Scenario) -> [Parameter] {
    guard let sequence = scenario.sequence else { return [] }
    var list = [
      number(
        "target.separation", .target,
        NumberDescription(
          key: "separation", label: "separation δ",
          about:
            "distance of the nearest two tasks in σ; moves all, and the model with them. Less overlap, less pull",
          range: 0...100, slider: 0.5...12, increment: 0.25, standard: 4),
        read: { $0.leastSeparation }, write: { $0.setLeastSeparation($1) })
    ]
    for (index, task) in sequence.tasks.enumerated() {
      let path = "tasks.\(task.name)"
      list.append(
        number(
          "\(path).mass", .target,
          weight(
            "mass", "\(task.name): mass α",
            "the task's share of all; the others keep their proportions"),
          read: { $0.sequence?.shares[index] ?? 0 }, write: { $0.setShare($1, ofTask: index) }))
      list += means(
        "\(path).mean", .target, "\(task.name): mean μ", "where the task is",
        \.[taskMode: index], scenario,
        default: { $0.tasks?.gaussians[index].mean ?? SIMD2(0, 0) })
      list += spreads(
        path, .target, "\(task.name): deviation σ",
        index == 0
          ? "the task's deviation, and that of all that have none of their own"
          : "the task's own deviation; unties it from the first one's",
        \.[taskMode: index], scenario,
        default: { $0.tasks?.gaussians[index].scale ?? CholeskyFactor(l11: 1) })
    }
    return list + stages(sequence)
  }

  private static func stages(_ sequence: TaskSequence) -> [Parameter] {
    var list: [Parameter] = []
    for (index, stage) in sequence.stageList.enumerated() {
      list.append(
        Parameter(
          path: "stages.\(index + 1).task", group: .target,
          kind: .choice(
            ChoiceDescription(
              key: "task", label: "stage \(index + 1): task", about: "which task is trained then",
              values: sequence.names)),
          lane: nil, read: { .word($0.sequence?.stageList[index].task ?? "") },
          write: { scenario, value in
            scenario.spellOutStages()
            scenario.sequence?.stages?[index].task = value.description
          }))
      guard stage.until != nil else { continue }
      list.append(
        number(
          "stages.\(index + 1).until", .target,
          NumberDescription(
            key: "until", label: "stage \(index + 1): until",
            about: index < sequence.stageList.count - 1
              ? "the flow time at which the next task's turn comes"
              : "the flow time at which the last stage ends, and the run with it", range: 0...1e6,
            includesLower: false, slider: 1...200, isLogarithmic: true,
            increment: 1.0905077326652577, standard: 20),
          read: { $0.sequence?.stageList[index].until ?? 0 },
          write: { $0.sequence?.stages?[index].until = $1 }))
    }
    for name in sequence.names {
      list.append(
        Parameter(
          path: "tasks.\(name).known", group: .target,
          kind: .choice(
            ChoiceDescription(
              key: "known", label: "\(name): known",
              about: "whether the task was seen before the first stage", values: ["yes", "no"])),
          lane: nil,
          read: { .word($0.sequence?.knownNames.contains(name) == true ? "yes" : "no") },
          write: { scenario, value in
            var known = scenario.sequence?.knownNames ?? []
            known.removeAll { $0 == name }
            if value.description == "yes" { known.append(name) }
            let names = scenario.taskNames.filter { known.contains($0) }
            scenario.sequence?.known = names
          }))
    }
    list.append(
      Parameter(
        path: "stages.reference", group: .target,
        kind: .choice(
          ChoiceDescription(
            key: "reference", label: "stages: reference",
            about: "model: at the start of a stage q_ref becomes the model; start: it stays",
            values: ["model", "start"])),
        lane: nil, read: { .word($0.sequence?.keepsReference == true ? "start" : "model") },
        write: { $0.sequence?.keepsReference = $1.description == "start" }))
    return list
  }

  /// The components of a start or of another mixture.
  static func components(_ role: MixtureRole, _ scenario: Scenario) -> [Parameter] {
    let count = scenario[keyPath: role.mixture].count
    var list: [Parameter] = []
    if role == .start {
      list.append(
        number(
          "start.components.count", .start,
          NumberDescription(
            key: "count", label: "components C",
            about: "how many the model has; 1 is the uni-modal model",
            range: 1...Double(max(2, scenario.taskNames.count)), isWhole: true, increment: 1,
            standard: 2),
          read: { Double($0.componentCount) }, write: { $0.setComponentCount(Int($1)) }))
    }
    let mixture = role.mixture
    for index in 0..<count {
      let path = "\(role.rawValue).components.\(index + 1)"
      let name = "\(role.rawValue) \(index + 1)"
      let mode: WritableKeyPath<Scenario, ModeSettings> & Sendable = \.[role, component: index].mode
      if count > 1 {
        list.append(
          number(
            "\(path).weight", .start,
            weight(
              "weight", "\(name): weight β", "the component's weight; the others share the rest"),
            read: { $0[keyPath: mixture].weight(of: index) },
            write: { $0.setWeight($1, of: role, component: index) }))
      }
      list += means(
        "\(path).mean", .start, "\(name): mean", "where the component is", mode, scenario,
        default: { $0[keyPath: mixture][index].mean })
      list += spreads(
        path, .start, "\(name): σ", "the component's deviation", mode, scenario,
        default: { $0[keyPath: mixture][index].scale })
    }
    return list
  }

  /// Of the short form: what `tasks` and `components` name and its own words do not.
  static func complement(_ path: String) -> Parameter? {
    if path == "tasks.2.mass" {
      return number(
        path, .target, weight("mass", "new mass 1 − α", "the new task's share of the target"),
        read: { 1 - $0.target.oldMass }, write: { $0.target.oldMass = 1 - $1 })
    }
    let words = path.split(separator: ".").map(String.init)
    guard words.count == 4, let role = MixtureRole(rawValue: words[0]),
      words.dropFirst() == ["components", "2", "weight"]
    else { return nil }
    let settings = role.settings
    let mixture = role.mixture
    return number(
      path, .start, weight("weight", "\(role.rawValue): new weight", "the weight on the new mode"),
      read: { 1 - ($0[keyPath: settings].oldWeight ?? $0[keyPath: mixture].oldWeight) },
      write: { $0[keyPath: settings].oldWeight = 1 - $1 })
  }
}
