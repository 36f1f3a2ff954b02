import Forgetting

/// The pieces of messages that only tasks with names have, each beside its way back.
extension ByteWriter {
  /// The tasks of earlier times; lanes mostly share them, so each is said once.
  mutating func write(tasksOf lanes: [LaneState]) {
    var known: [TaskStage: Int] = [:]
    var all: [TaskStage] = []
    for lane in lanes {
      for tasks in lane.pastTasks where known.updateValue(all.count, forKey: tasks) == nil {
        all.append(tasks)
      }
    }
    write(count: all.count)
    for (index, tasks) in all.enumerated() {
      known[tasks] = index
      write(tasks)
    }
    for lane in lanes {
      write(count: lane.stageTasks.count)
      for tasks in lane.stageTasks { write(count: known[tasks] ?? 0) }
      write(lane.origin != nil)
      guard let origin = lane.origin else { continue }
      write(origin.model)
      write(count: known[origin.tasks] ?? 0)
    }
  }

  private mutating func write(_ tasks: TaskStage) {
    write(UInt8(tasks.dimension))
    write(count: tasks.number)
    write(count: tasks.count)
    for index in 0..<tasks.count {
      write(tasks.names[index])
      write(tasks.masses[index])
      write(tasks.gaussians[index])
    }
    write(count: tasks.current)
    write(count: tasks.seen.count)
    for index in tasks.seen { write(count: index) }
  }
}

extension ByteReader {
  mutating func readTasks(of lanes: inout [LaneState]) throws(Refusal) {
    let largest = Scenario.largestLaneCount * (TaskSequence.largestStageCount + 1)
    var all: [TaskStage] = []
    for _ in 0..<(try count(upTo: largest)) { all.append(try taskStage()) }
    for lane in lanes.indices {
      for _ in 0..<(try count(upTo: lanes[lane].stageEnds.count)) {
        lanes[lane].stageTasks.append(try one(of: all))
      }
      guard try flag() else { continue }
      lanes[lane].origin = LaneState.Origin(model: try mixture(), tasks: try one(of: all))
    }
  }

  private mutating func one(of all: [TaskStage]) throws(Refusal) -> TaskStage {
    let index = try count(upTo: Int(UInt32.max))
    guard index < all.count else { throw Refusal() }
    return all[index]
  }

  private mutating func taskStage() throws(Refusal) -> TaskStage {
    let dimension = Int(try byte())
    guard (1...2).contains(dimension) else { throw Refusal() }
    let stage = try count(upTo: TaskSequence.largestStageCount)
    let taskCount = try count(upTo: TaskSequence.largestTaskCount)
    var names: [String] = []
    var masses: [Double] = []
    var gaussians: [Gaussian] = []
    for _ in 0..<taskCount {
      let name = try text(upTo: Self.largestLine)
      let mass = try number()
      guard TaskSettings.isName(name), !names.contains(name), mass > 0, mass <= 1 else {
        throw Refusal()
      }
      names.append(name)
      masses.append(mass)
      gaussians.append(try gaussian())
    }
    func task(_ index: Int) throws(Refusal) -> Int {
      guard index < taskCount else { throw Refusal() }
      return index
    }
    let current = try task(try count(upTo: taskCount))
    var seen: [Int] = []
    for _ in 0..<(try count(upTo: taskCount)) { seen.append(try task(try count(upTo: taskCount))) }
    return TaskStage(
      dimension: dimension, names: names, masses: masses, gaussians: gaussians, number: stage,
      current: current, seen: seen)
  }
}
