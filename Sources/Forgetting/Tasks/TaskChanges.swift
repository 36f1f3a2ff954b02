/// Which mixture of a scenario: the four that may list components.
enum MixtureRole: String, CaseIterable, Sendable {
  case start, reference, teacher, demonstrator

  var settings: WritableKeyPath<Scenario, MixtureSettings> & Sendable {
    switch self {
    case .start: \.start
    case .reference: \.reference
    case .teacher: \.teacher
    case .demonstrator: \.demonstrator
    }
  }

  var mixture: KeyPath<Scenario, Mixture> & Sendable {
    switch self {
    case .start: \.startMixture
    case .reference: \.referenceMixture
    case .teacher: \.teacherMixture
    case .demonstrator: \.demonstratorMixture
    }
  }
}

/// Changes of a scenario with tasks; nothing happens in the short form.
extension Scenario {
  /// C.
  public var componentCount: Int {
    guard let sequence else { return 2 }
    return start.components?.count ?? sequence.tasks.count
  }

  /// Place and spread of a task.
  subscript(taskMode index: Int) -> ModeSettings {
    get {
      guard let tasks = sequence?.tasks, tasks.indices.contains(index) else {
        return ModeSettings()
      }
      return ModeSettings(mean: tasks[index].mean, spread: tasks[index].spread)
    }
    set {
      guard sequence?.tasks.indices.contains(index) == true else { return }
      if let mean = newValue.mean { sequence?.tasks[index].mean = mean }
      sequence?.tasks[index].spread = newValue.spread
    }
  }

  /// A component of a mixture; written where the mixture follows, it lists them all.
  subscript(role: MixtureRole, component index: Int) -> ComponentSettings {
    get {
      guard let list = self[keyPath: role.settings].components, list.indices.contains(index) else {
        return ComponentSettings()
      }
      return list[index]
    }
    set {
      let following = Array(repeating: ComponentSettings(), count: componentCount)
      var list = self[keyPath: role.settings].components ?? following
      guard list.indices.contains(index) else { return }
      list[index] = newValue
      self[keyPath: role.settings].components = list
    }
  }

  /// Gives a task another share of all; the others keep their proportions.
  mutating func setShare(_ share: Double, ofTask index: Int) {
    guard let shares = sequence?.shares, shares.indices.contains(index) else { return }
    let others = 1 - shares[index]
    for task in shares.indices {
      sequence?.tasks[task].mass = task == index ? share : shares[task] * ((1 - share) / others)
    }
  }

  /// Gives a component another weight; the others keep their proportions.
  mutating func setWeight(_ weight: Double, of role: MixtureRole, component index: Int) {
    let now = self[keyPath: role.mixture]
    guard now.indices.contains(index), now.count > 1 else { return }
    let others = 1 - now.weight(of: index)
    for component in now.indices {
      self[role, component: component].weight =
        component == index ? weight : now.weight(of: component) * ((1 - weight) / others)
    }
  }

  /// The least distance of two tasks, in σ: what the separation of several tasks is. 0 in the short form.
  public var leastSeparation: Double {
    tasks.map { Scenario.leastSeparation(of: $0.gaussians) } ?? 0
  }

  private static func leastSeparation(of gaussians: [Gaussian]) -> Double {
    var least = Double.infinity
    for (index, one) in gaussians.enumerated() {
      for other in gaussians.dropFirst(index + 1) { least = min(least, separation(one, other)) }
    }
    return least
  }

  /// The same with those that share a place side by side, about it; their sum stays.
  private static func parted(_ gaussians: [Gaussian], by separation: Double) -> [Gaussian] {
    var parted = gaussians
    for (index, one) in gaussians.enumerated() {
      let together = gaussians.indices.filter { Forgetting.separation(one, gaussians[$0]) <= 1e-9 }
      guard let place = together.firstIndex(of: index), together.count > 1 else { continue }
      var aside = one
      aside.mean.x += 1
      let step = separation / Forgetting.separation(one, aside)
      parted[index].mean.x += (Double(place) - Double(together.count - 1) / 2) * step
    }
    return parted
  }

  /// Moves all tasks about their middle so that the nearest two stand δ apart; listed components go with
  /// their tasks. Tasks at one place have no line: they part along the first axis.
  mutating func setLeastSeparation(_ separation: Double) {
    guard let tasks else { return }
    let gaussians = Scenario.parted(tasks.gaussians, by: max(1, separation))
    let now = Scenario.leastSeparation(of: gaussians)
    guard now > 1e-9 else { return }
    let middle = gaussians.reduce(SIMD2<Double>(0, 0)) { $0 + $1.mean } / Double(tasks.count)
    for index in gaussians.indices {
      let mean = tasks.gaussians[index].mean
      let moved = middle + (gaussians[index].mean - middle) * (separation / now)
      sequence?.tasks[index].mean = (0..<dimension).map { moved[$0] }
      for role in MixtureRole.allCases {
        guard let own = self[role, component: index].mode.mean else { continue }
        self[role, component: index].mode.mean = own.indices.map {
          ((own[$0] + moved[$0] - mean[$0]) * 1e10).rounded() / 1e10
        }
      }
    }
  }

  /// How the tasks move from `before` to here when the change is one of separation: all, about a middle
  /// that stays; nil for any other change.
  public func taskShifts(from before: Scenario) -> [SIMD2<Double>]? {
    guard dimension == before.dimension, let here = tasks, let there = before.tasks,
      here.names == there.names
    else { return nil }
    let shifts = zip(here.gaussians, there.gaussians).map { $0.mean - $1.mean }
    let middle = shifts.reduce(SIMD2<Double>(0, 0), +)
    guard shifts.filter({ ($0 * $0).sum() > 0 }).count > 1, (middle * middle).sum() < 1e-18,
      zip(here.gaussians, there.gaussians).allSatisfy({ $0.scale == $1.scale })
    else { return nil }
    return shifts
  }

  /// Tasks and components in another number of dimensions.
  mutating func changeTasks(_ changed: (ModeSettings) -> ModeSettings) {
    for index in sequence?.tasks.indices ?? 0..<0 {
      self[taskMode: index] = changed(self[taskMode: index])
    }
    for role in MixtureRole.allCases {
      for index in self[keyPath: role.settings].components?.indices ?? 0..<0 {
        let mode = changed(self[role, component: index].mode)
        self[role, component: index].mode = mode
      }
    }
  }

  // MARK: - Tasks come and go

  /// Adds a task behind the others, as far from the last as that is from the one before, with an equal
  /// share; it gets a component where every task has one.
  mutating func addTask(_ name: String) {
    guard let tasks = sequence?.tasks, let last = tasks.last else { return }
    let before = tasks.count > 1 ? tasks[tasks.count - 2].mean : last.mean
    let deviation = self.tasks?.gaussians.last?.scale.l11 ?? 1
    var step = zip(last.mean, before).map { $0 - $1 }
    if step.allSatisfy({ $0 == 0 }) { step[0] = 4 * deviation }
    // Tasks in another order may stand where the way leads.
    var mean = last.mean
    repeat {
      mean = zip(mean, step).map { $0 + $1 }
    } while tasks.contains { task in
      zip(zip(task.mean, mean), step).allSatisfy { abs($0.0 - $0.1) <= 0.5 * abs($1) }
    }
    let total = tasks.reduce(0) { $0 + $1.mass }
    sequence?.tasks.append(
      TaskSettings(name: name, mass: total / Double(tasks.count), mean: mean))
    bringMasses(to: total)
    guard let components = start.components, components.count == tasks.count else { return }
    let weight = components.allSatisfy { $0.weight != nil } ? 0.05 : nil
    for role in MixtureRole.allCases where self[keyPath: role.settings].components != nil {
      let total = weightTotal(of: role)
      self[keyPath: role.settings].components?.append(ComponentSettings(weight: weight))
      bringWeights(of: role, to: total)
    }
  }

  /// Makes masses add up to what they did before: nobody has written others.
  private mutating func bringMasses(to total: Double) {
    guard let tasks = sequence?.tasks else { return }
    let factor = total / tasks.reduce(0) { $0 + $1.mass }
    for index in tasks.indices { sequence?.tasks[index].mass *= factor }
  }

  /// What the weights of a mixture that lists them all add up to.
  func weightTotal(of role: MixtureRole) -> Double? {
    let weights = self[keyPath: role.settings].components?.map(\.weight) ?? []
    guard weights.count > 1, !weights.contains(nil) else { return nil }
    return weights.reduce(0) { $0 + ($1 ?? 0) }
  }

  /// The same of weights.
  private mutating func bringWeights(of role: MixtureRole, to total: Double?) {
    guard let total, let now = weightTotal(of: role) else { return }
    let list = self[keyPath: role.settings].components ?? []
    for index in list.indices {
      self[role, component: index].weight = list[index].weight.map { $0 * (total / now) }
    }
  }

  /// Removes a task, its stages and, where every task has one, its component.
  mutating func removeTask(_ index: Int) {
    guard let tasks = sequence?.tasks, tasks.indices.contains(index) else { return }
    let name = tasks[index].name
    // Who follows the first task's spread keeps it.
    if index == 0, let spread = tasks[0].spread, tasks.count > 1, tasks[1].spread == nil {
      sequence?.tasks[1].spread = spread
    }
    let isOneEach = componentCount == tasks.count
    let total = tasks.reduce(0) { $0 + $1.mass }
    sequence?.tasks.remove(at: index)
    bringMasses(to: total)
    sequence?.stages?.removeAll { $0.task == name }
    if sequence?.stages?.isEmpty == true { sequence?.stages = nil }
    sequence?.known?.removeAll { $0 == name }
    for role in MixtureRole.allCases {
      guard let list = self[keyPath: role.settings].components, isOneEach else { continue }
      let total = weightTotal(of: role)
      if list.indices.contains(index) { self[keyPath: role.settings].components?.remove(at: index) }
      bringWeights(of: role, to: total)
    }
  }

  /// Puts a task at another place; its component goes with it.
  mutating func moveTask(_ index: Int, to place: Int) {
    guard let tasks = sequence?.tasks, tasks.indices.contains(index), tasks.indices.contains(place)
    else { return }
    let isOneEach = componentCount == tasks.count
    // Defaults follow the order: what they mean now is said.
    spellOutStages()
    let spread = tasks[0].spread
    for other in tasks.indices where tasks[other].spread == nil {
      sequence?.tasks[other].spread = spread
    }
    let task = sequence?.tasks.remove(at: index)
    if let task { sequence?.tasks.insert(task, at: place) }
    for role in MixtureRole.allCases {
      guard var list = self[keyPath: role.settings].components, isOneEach else { continue }
      list.insert(list.remove(at: index), at: place)
      self[keyPath: role.settings].components = list
    }
  }

  /// Another name of a task, wherever it is named.
  mutating func renameTask(_ index: Int, _ name: String) {
    guard let old = sequence?.tasks[index].name else { return }
    sequence?.tasks[index].name = name
    for stage in sequence?.stages?.indices ?? 0..<0 where sequence?.stages?[stage].task == old {
      sequence?.stages?[stage].task = name
    }
    let known = sequence?.known?.map { $0 == old ? name : $0 }
    sequence?.known = known
  }

  /// Writes the stages and what is known where they followed, as they are now.
  mutating func spellOutStages() {
    guard var changed = sequence else { return }
    changed.known = changed.knownNames
    changed.stages = changed.stageList
    sequence = changed
  }

  /// A name that a task may get besides those that there are.
  ///
  /// - Parameter path: where somebody wrote it.
  func checkTaskName(_ name: String, at path: String) throws(ParameterError) {
    guard TaskSettings.isName(name) else {
      throw ParameterError(field: path, value: name, allowed: .taskName)
    }
    guard !taskNames.contains(name) else {
      throw ParameterError(field: path, value: name, allowed: .eachOnce)
    }
  }

  /// Adds a stage behind the others, as long as the last one.
  mutating func addStage(_ task: String) {
    spellOutStages()
    guard var stages = sequence?.stages else { return }
    let last = stages.count - 1
    let end = stages[last].until ?? max(clock.until, last > 0 ? stages[last - 1].until ?? 0 : 0)
    let length = end - (last > 0 ? stages[last - 1].until ?? 0 : 0)
    stages[last].until = end
    stages.append(StageSettings(task: task, until: end + (length > 0 ? length : 20)))
    sequence?.stages = stages
  }

  /// Makes the model have so many components.
  mutating func setComponentCount(_ count: Int) {
    for role in MixtureRole.allCases {
      let isStart = role == .start
      guard isStart || self[keyPath: role.settings].components != nil else { continue }
      var list =
        self[keyPath: role.settings].components
        ?? Array(repeating: ComponentSettings(), count: componentCount)
      while list.count > count { list.removeLast() }
      while list.count < count { list.append(ComponentSettings()) }
      self[keyPath: role.settings].components = list
    }
  }
}
