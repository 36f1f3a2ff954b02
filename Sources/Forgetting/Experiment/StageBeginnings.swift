/// Where a stage of training begins in a run.
public struct StageBeginning: Hashable, Sendable {
  /// Flow time.
  public var time: Double
  /// The name of the task that is trained from there on, as it is called now.
  public var task: String
}

extension Experiment {
  /// The stages of the run in their order: as they were trained up to the last edit, whatever has become of
  /// the list since, and from there on as the list has them. Empty in the short form.
  ///
  /// - Complexity: O(n) for a journal of n edits, of which those of tasks and stages are made.
  public var stageBeginnings: [StageBeginning] {
    var scenario = self.scenario
    let edits = journal.filter(\.change.concernsStages)
    guard scenario.sequence != nil || !edits.isEmpty else { return [] }
    var found = StageList()
    var from = 0.0
    for edit in edits {
      let now = time(ofTick: edit.tick)
      found.train(scenario, from: from, to: now)
      let before = scenario
      try? scenario.apply(edit.change)
      if let renamed = scenario.renamedTask(since: before) { found.rename(renamed) }
      from = now
    }
    found.train(scenario, from: from, to: .infinity)
    return found.stages
  }
}

extension Edit.Change {
  /// Whether it may change what is trained when: the names of tasks, or the list of stages.
  fileprivate var concernsStages: Bool {
    switch self {
    case .replace: true
    case .set(let path, _):
      path.hasPrefix("stages.") || StructureChange(path: path)?.isOfTasks == true
    }
  }
}

/// Stages as they follow each other.
private struct StageList {
  var stages: [StageBeginning] = []

  /// What a scenario trains between two flow times. A stage that would begin at the second one has not begun.
  mutating func train(_ scenario: Scenario, from start: Double, to end: Double) {
    guard let sequence = scenario.sequence else {
      stages = []
      return
    }
    let list = sequence.stageList
    let begins = [0] + list.dropLast().map { $0.until ?? .infinity }
    let first = begins.lastIndex { $0 <= start } ?? 0
    if stages.last?.task != list[first].task {
      stages.append(StageBeginning(time: start, task: list[first].task))
    }
    for (begin, stage) in zip(begins, list).dropFirst(first + 1) where begin < end {
      stages.append(StageBeginning(time: begin, task: stage.task))
    }
  }

  mutating func rename(_ names: (old: String, new: String)) {
    for index in stages.indices where stages[index].task == names.old {
      stages[index].task = names.new
    }
  }
}

extension Scenario {
  /// The task that has another name than before, where that is all that has changed of them.
  public func renamedTask(since before: Scenario) -> (old: String, new: String)? {
    let (old, new) = (before.taskNames, taskNames)
    guard old.count == new.count else { return nil }
    let others = old.indices.filter { old[$0] != new[$0] }
    guard others.count == 1, let index = others.first, !old.contains(new[index]) else { return nil }
    return (old[index], new[index])
  }
}
