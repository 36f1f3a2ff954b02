import Words

/// A scenario with tasks: its stages, and the mixtures that they mean.
extension Scenario {
  /// The names of its tasks; empty in the short form, which has an old and a new one.
  public var taskNames: [String] { sequence?.names ?? [] }

  /// How many stages it has; the short form has one.
  public var stageCount: Int { sequence?.stageList.count ?? 1 }

  /// Whether it has two tasks with a component each, whatever they are called: the first is known, and only the
  /// second is ever trained.
  public var isAboutPairs: Bool {
    guard let sequence else { return true }
    return sequence.tasks.count == 2 && componentCount == 2
      && sequence.stageList.allSatisfy { sequence.index(of: $0.task) == 1 }
      && sequence.knownNames.contains(sequence.names[0])
  }

  /// The same in one stage: what the short form says of one old and one new task.
  public var isOfOldAndNew: Bool { isAboutPairs && stageCount == 1 }

  /// The stage that the step from a flow time on belongs to, from 0.
  ///
  /// A stage lasts to the first tick at or behind its end, and the next one begins with the step from
  /// there: what is measured at that tick is the end of the stage.
  public func stage(from time: Double) -> Int {
    guard let sequence else { return 0 }
    let slack = 1e-9 * clock.step
    let ends = sequence.stageList.dropLast().prefix { time >= ($0.until ?? .infinity) - slack }
    return ends.count
  }

  /// The tasks as a stage sees them; nil in the short form.
  package func tasks(inStage number: Int) -> TaskStage? {
    guard let sequence else { return nil }
    let stages = sequence.stageList
    let number = min(max(0, number), stages.count - 1)
    let before = sequence.knownNames + stages.prefix(number).map(\.task)
    let first = scale(sequence.tasks[0].spread, default: CholeskyFactor(l11: 1))
    return TaskStage(
      dimension: dimension, names: sequence.names, masses: sequence.shares,
      gaussians: sequence.tasks.map {
        Gaussian(mean: vector($0.mean), scale: scale($0.spread, default: first))
      },
      number: number, current: sequence.index(of: stages[number].task) ?? 0,
      seen: Array(Set(before.compactMap { sequence.index(of: $0) })))
  }

  /// The tasks in the stage in force; nil in the short form.
  public var tasks: TaskStage? { tasks(inStage: stage) }

  /// The same without what a run's clock has put into it: in its first stage.
  var atFirstStage: Scenario {
    var copy = self
    copy.stage = 0
    return copy
  }

  // MARK: - Mixtures

  /// The start of tasks: one component for each task, at its task, unless components are listed.
  func startMixture(of tasks: TaskStage) -> Mixture {
    components(start, default: tasks.allTasks)
  }

  /// Components with what they leave out from another mixture, at the same place.
  func components(_ settings: MixtureSettings, default base: Mixture) -> Mixture {
    guard let list = settings.components, !list.isEmpty else { return base }
    return Mixture(
      dimension: dimension,
      components: list.prefix(base.count).enumerated().map { index, item in
        let own = base[index]
        return (
          item.weight.map { logarithm($0) } ?? base.logWeight(of: index),
          Gaussian(
            mean: item.mode.mean.map { vector($0) } ?? own.mean,
            scale: scale(item.mode.spread, default: own.scale))
        )
      })
  }

  /// D where nothing is said of it: p of the stage in the model's components and with its covariances.
  /// Components of tasks that are not in p stay as at the start; a single component stands at the mean
  /// of p.
  func demonstratorMixture(of tasks: TaskStage) -> Mixture {
    let start = startMixture(of: tasks)
    if let list = demonstrator.components, !list.isEmpty {
      return components(demonstrator, default: start)
    }
    let members = tasks.members.filter { $0 < start.count }
    guard start.count > 1 else {
      let p = tasks.target
      var mean = SIMD2<Double>(0, 0)
      for index in 0..<p.count { mean += p.weight(of: index) * p[index].mean }
      return Mixture(
        dimension: dimension, components: [(0, Gaussian(mean: mean, scale: start.old.scale))])
    }
    let rest = (0..<start.count).reduce(0.0) {
      members.contains($1) ? $0 : $0 + start.weight(of: $1)
    }
    let total = members.reduce(0.0) { $0 + tasks.masses[$1] }
    return Mixture(
      dimension: dimension,
      components: (0..<start.count).map { index in
        guard members.contains(index) else { return (start.logWeight(of: index), start[index]) }
        return (
          logarithm((1 - rest) * tasks.masses[index] / total),
          Gaussian(mean: tasks.gaussians[index].mean, scale: start[index].scale)
        )
      })
  }
}

extension Scenario {
  /// What does not add up to 1, where that is worth saying: masses of tasks and weights of components.
  public var oddTotals: [Remark.OddTotal] {
    guard let sequence else { return [] }
    func text(_ total: Double) -> String {
      ParameterValue.number((total * 1e6).rounded() / 1e6).description
    }
    var totals =
      sequence.oddTotal.map {
        [Remark.OddTotal("tasks", areMasses: true, text($0))]
      } ?? []
    for role in MixtureRole.allCases {
      // A component without a weight has its task's share: only where all are given are they a list of parts.
      guard let total = weightTotal(of: role), abs(total - 1) > 1e-9 else { continue }
      totals.append(
        Remark.OddTotal("\(role.rawValue).components", areMasses: false, text(total)))
    }
    return totals
  }

  /// The same, each to be said by itself.
  public var remarks: [Remark] { oddTotals.map { .normalised([$0]) } }
}
