/// What changes a scenario's lanes, tasks and stages themselves: they come, go, change places or get another name.
/// Everything else is the value of a parameter.
///
/// Whoever offers, reads or tells of these changes walks the cases: command line, palette, help and manuals.
public enum StructureChange: CaseIterable, Sendable {
  case addLane
  case removeLane
  case addTask
  case removeTask
  case moveTask
  case renameTask
  case addStage
  case removeStage

  /// The path as manuals print it; NAME stands for the name of a task.
  public var pattern: String {
    switch self {
    case .addLane: "lanes.add"
    case .removeLane: "lanes.remove"
    case .addTask: "tasks.add"
    case .removeTask: "tasks.remove"
    case .moveTask: "tasks.move"
    case .renameTask: "tasks.NAME.name"
    case .addStage: "stages.add"
    case .removeStage: "stages.remove"
    }
  }

  /// What is given, as printed.
  public var argument: String {
    switch self {
    case .addLane: "METHOD"
    case .removeLane, .removeStage: "NUMBER"
    case .addTask, .renameTask: "NAME"
    case .removeTask, .addStage: "TASK"
    case .moveTask: "TASK:PLACE"
    }
  }

  /// A few words, without an article of its own where one is enough: "add a task".
  public var title: String {
    switch self {
    case .addLane: "add a lane"
    case .removeLane: "remove a lane"
    case .addTask: "add a task"
    case .removeTask: "remove a task"
    case .moveTask: "move a task to another place"
    case .renameTask: "rename a task"
    case .addStage: "add a stage"
    case .removeStage: "remove a stage"
    }
  }

  /// What it does, in one line.
  public var about: String {
    switch self {
    case .addLane: "a lane more, trained with this method"
    case .removeLane: "the lane of this number goes"
    case .addTask: "a task more, behind the others, with a component of its own"
    case .removeTask: "the task goes, with its component and its stages"
    case .moveTask: "the task gets this place among the others; 1 is the first"
    case .renameTask: "the task gets another name, everywhere"
    case .addStage: "a stage more, behind the others, that trains this task"
    case .removeStage: "the stage of this number goes"
    }
  }

  /// Whether only scenarios have it that name their tasks.
  public var isOfTasks: Bool { self != .addLane && self != .removeLane }

  /// The change that a path makes; nil for that of a parameter, and for an unknown one.
  public init?(path: String) {
    let words = path.split(separator: ".", omittingEmptySubsequences: false)
    let isName = words.count == 3 && words[0] == "tasks" && words[2] == "name"
    guard let change = isName ? .renameTask : Self.allCases.first(where: { $0.pattern == path })
    else { return nil }
    self = change
  }

  /// The paths under which a scenario has it.
  public func paths(in scenario: Scenario) -> [String] {
    if isOfTasks, scenario.sequence == nil { return [] }
    return self == .renameTask ? scenario.taskNames.map { "tasks.\($0).name" } : [pattern]
  }

  /// The values that may be given now; none where a name is free to choose.
  public func values(in scenario: Scenario) -> [String] {
    let names = scenario.taskNames
    switch self {
    case .addLane: return MethodCatalogue.descriptions.map(\.key)
    case .removeLane: return scenario.lanes.count > 1 ? numbers(scenario.lanes.count) : []
    case .addTask, .renameTask: return []
    case .removeTask: return names.count > 2 ? names : []
    case .moveTask:
      return names.enumerated().flatMap { index, name in
        numbers(names.count).filter { $0 != String(index + 1) }.map { "\(name):\($0)" }
      }
    case .addStage: return names
    case .removeStage:
      let count = scenario.sequence?.stages?.count ?? 0
      return count > 1 ? numbers(count) : []
    }
  }

  private func numbers(_ count: Int) -> [String] { (1...max(1, count)).map(String.init) }

  /// Whether a number is given.
  var takesNumber: Bool { argument == "NUMBER" }
}
