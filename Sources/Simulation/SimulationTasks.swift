import Forgetting

/// How lanes follow tasks and components that come and go while they run.
extension Simulation {
  /// Gives the lanes' mixtures the components that the scenario has now: those that stay keep their
  /// state, new ones begin as at the start.
  mutating func carryTasks(_ before: Scenario) {
    guard before.sequence != nil, scenario.sequence != nil else { return }
    series.record(MeasureCatalogue.recorded(tasks: scenario.taskNames))
    let renamed = scenario.renamedTask(since: before)
    if let renamed {
      for index in lanes.indices { lanes[index].renameTask(renamed.old, to: renamed.new) }
    }
    let count = scenario.componentCount
    let isOneEach =
      count == scenario.taskNames.count && before.componentCount == before.taskNames.count
    let sources: [Int?] = (0..<count).map { index in
      guard isOneEach else { return index < before.componentCount ? index : nil }
      let name = scenario.taskNames[index]
      return before.sequence?.index(of: name == renamed?.new ? renamed?.old ?? name : name)
    }
    guard sources != (0..<before.componentCount).map({ $0 }) else { return }
    let start = scenario.startMixture
    for index in lanes.indices {
      for mixture in [\LaneState.model, \.teacher, \.reference] {
        lanes[index][keyPath: mixture] = lanes[index][keyPath: mixture].rearranged(
          sources, start: start)
      }
      lanes[index].optimiser = OptimiserMemory()
    }
  }
}
