/// Paths that mean the same value: tasks by name and by number, and the words of two tasks.
extension Scenario {
  /// The path under which the catalogue has a parameter: `tasks.2.mean` is `tasks.code.mean` where the
  /// tasks have names and `target.new.mean` in the short form; `target.old.mean` is the first task's mean
  /// wherever that stands.
  public func canonicalPath(_ path: String) -> String {
    let words = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard words.count > 1 else { return path }
    return (sequence == nil ? shortPath(words) : taskPath(words)).joined(separator: ".")
  }

  /// One name for all paths of one value: the canonical path, and that of a share for what it leaves to the
  /// other one of two. Who changes two of these changes two things.
  public func valuePath(_ path: String) -> String {
    let path = canonicalPath(path)
    guard sequence == nil else { return path }
    if path == "tasks.2.mass" { return "target.oldMass" }
    let words = path.split(separator: ".").map(String.init)
    guard words.dropFirst() == ["components", "2", "weight"], MixtureRole(rawValue: words[0]) != nil
    else { return path }
    return words[0] + ".oldWeight"
  }

  private func shortPath(_ words: [String]) -> [String] {
    func place(_ word: String) -> String? {
      ["1": "old", "old": "old", "2": "new", "new": "new"][word]
    }
    func isSpread(_ word: String) -> Bool { word == "deviation" || word == "correlation" }
    if words[0] == "tasks", words.count > 2, let task = place(words[1]) {
      if words[2] == "mass" {
        return task == "old" ? ["target", "oldMass"] : ["tasks", "2", "mass"]
      }
      // The old task's spread is the target's.
      if task == "old", isSpread(words[2]) { return ["target"] + words.dropFirst(2) }
      return ["target", task] + words.dropFirst(2)
    }
    if MixtureRole(rawValue: words[0]) != nil, words.count > 3, words[1] == "components",
      let task = place(words[2])
    {
      if words[3] == "weight" {
        return task == "old" ? [words[0], "oldWeight"] : [words[0], "components", "2", "weight"]
      }
      return [words[0], task] + words.dropFirst(3)
    }
    return words
  }

  private func taskPath(_ words: [String]) -> [String] {
    func name(_ number: Int) -> String? {
      guard let tasks = sequence?.tasks, tasks.indices.contains(number) else { return nil }
      return tasks[number].name
    }
    if words[0] == "tasks", let number = Int(words[1]), let name = name(number - 1) {
      return ["tasks", name] + words.dropFirst(2)
    }
    if words[0] == "target" {
      switch words[1] {
      case "oldMass": return name(0).map { ["tasks", $0, "mass"] } ?? words
      case "deviation", "correlation":
        return name(0).map { ["tasks", $0] + words.dropFirst() } ?? words
      case "old", "new":
        return name(words[1] == "old" ? 0 : 1).map { ["tasks", $0] + words.dropFirst(2) } ?? words
      default: return words
      }
    }
    if MixtureRole(rawValue: words[0]) != nil {
      switch words[1] {
      case "oldWeight": return [words[0], "components", "1", "weight"]
      case "old": return [words[0], "components", "1"] + words.dropFirst(2)
      case "new": return [words[0], "components", "2"] + words.dropFirst(2)
      default: return words
      }
    }
    return words
  }

  /// Leaves out a value of a scenario with tasks.
  ///
  /// - Parameter words: of a canonical path.
  mutating func clearTaskValue(_ words: [String]) -> Bool {
    func isSpread(_ word: String) -> Bool { word == "deviation" || word == "correlation" }
    switch words[0] {
    case "tasks":
      // The first task's deviation is what others follow.
      guard words.count > 2, isSpread(words[2]), let index = sequence?.index(of: words[1]),
        index > 0
      else { return false }
      sequence?.tasks[index].spread = nil
    case "stages":
      guard words.count > 2, words[2] == "until", let number = Int(words[1]),
        number == sequence?.stages?.count
      else { return false }
      sequence?.stages?[number - 1].until = nil
    default:
      guard let role = MixtureRole(rawValue: words[0]), words[1] == "components" else {
        return false
      }
      if words.count == 2 {
        self[keyPath: role.settings].components = nil
        return true
      }
      guard words.count > 3, let number = Int(words[2]),
        let list = self[keyPath: role.settings].components, list.indices.contains(number - 1)
      else { return false }
      switch words[3] {
      case "weight": self[role, component: number - 1].weight = nil
      case "mean": self[role, component: number - 1].mode.mean = nil
      case let word where isSpread(word): self[role, component: number - 1].mode.spread = nil
      default: return false
      }
    }
    return true
  }

  /// Changes that are not a parameter's: tasks and stages that come and go.
  ///
  /// - Returns: whether the path is one of these.
  mutating func makeTaskChange(
    _ path: String, _ value: ParameterValue
  ) throws(ParameterError) -> Bool {
    guard let sequence else { return false }
    func task(_ text: String) throws(ParameterError) -> Int {
      if let index = sequence.index(of: text) { return index }
      if let number = Int(text), sequence.tasks.indices.contains(number - 1) { return number - 1 }
      throw ParameterError(field: path, value: text, allowed: .oneOf(sequence.names))
    }
    switch StructureChange(path: path) {
    case .addTask:
      guard sequence.tasks.count < TaskSequence.largestTaskCount else {
        throw ParameterError(
          field: "tasks", value: "\(sequence.tasks.count + 1) tasks",
          allowed: .atMost(TaskSequence.largestTaskCount))
      }
      try checkTaskName(value.description, at: path)
      addTask(value.description)
    case .removeTask:
      let index = try task(value.description)
      guard sequence.tasks.count > 2 else {
        throw ParameterError(field: "tasks", value: "remove \(value)", allowed: .count(2...8))
      }
      removeTask(index)
    case .moveTask:
      let parts = value.description.split(separator: ":").map(String.init)
      guard parts.count == 2, let place = Int(parts[1]), sequence.tasks.indices.contains(place - 1)
      else {
        throw ParameterError(field: path, value: value.description, allowed: .taskMove)
      }
      moveTask(try task(parts[0]), to: place - 1)
    case .addStage:
      guard sequence.stageList.count < TaskSequence.largestStageCount else {
        throw ParameterError(
          field: "stages", value: "\(sequence.stageList.count + 1) stages",
          allowed: .atMost(TaskSequence.largestStageCount))
      }
      addStage(sequence.names[try task(value.description)])
    case .removeStage:
      guard case .number(let number) = value, let index = Int(exactly: number),
        let stages = sequence.stages, stages.indices.contains(index - 1), stages.count > 1
      else {
        throw ParameterError(
          field: "stages", value: "remove \(value)",
          allowed: .wholeNumber(1...max(1, sequence.stageList.count)))
      }
      self.sequence?.stages?.remove(at: index - 1)
    case .renameTask:
      let words = path.split(separator: ".").map(String.init)
      let index = try task(words[1])
      if sequence.names[index] != value.description {
        try checkTaskName(value.description, at: path)
      }
      renameTask(index, value.description)
    case .addLane, .removeLane, nil: return false
    }
    return true
  }
}
