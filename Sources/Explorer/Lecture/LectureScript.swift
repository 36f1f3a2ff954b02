import Forgetting
import Simulation

/// The experiments of a lecture's scenes: where each begins and where it ends.
///
/// They follow from the lecture alone, not from when somebody pressed a key: a scene that goes on with
/// the one before begins where that one ends by itself. So every scene can be had again, with the same
/// numbers, bit for bit, from wherever the lecture is.
public struct LectureScript: Sendable {
  let lecture: Lecture
  /// By scene, as far as they have been asked for.
  private var beginnings: [Int: Experiment] = [:]
  private var ends: [Int: Experiment] = [:]

  /// A condition that is not met by then is given up, and so is a time: the scene ends there.
  public static let largestTickCount = 100_000

  public init(_ lecture: Lecture) { self.lecture = lecture }

  /// What a scene begins with, its changes made.
  ///
  /// A lecture's changes are checked when it is read; one that is refused all the same is left out.
  mutating func beginning(of scene: Int) -> Experiment {
    if let known = beginnings[scene] { return known }
    let description = lecture.scenes[scene]
    var experiment: Experiment
    if var scenario = description.scenario {
      // What stands at the top of a scene belongs to the start.
      for change in description.changes { try? scenario.set(change.path, to: change.value) }
      experiment = Experiment(scenario: scenario)
      experiment.tick =
        experiment.tick(nearest: description.start, limit: Self.largestTickCount) ?? 0
    } else {
      experiment = end(of: scene - 1)
      experiment.make(description.changes)
    }
    beginnings[scene] = experiment
    return experiment
  }

  /// Where a scene leaves the run when nobody touches it: at its flow time, when its condition is first
  /// met, at the end of the run, or where it began if it does not play.
  ///
  /// - Complexity: all the steps from the start of the run.
  public mutating func end(of scene: Int) -> Experiment {
    if let known = ends[scene] { return known }
    let beginning = beginning(of: scene)
    let end = lecture.scenes[scene].isPlayed ? played(scene, from: beginning) : beginning
    ends[scene] = end
    return end
  }

  private func played(_ scene: Int, from beginning: Experiment) -> Experiment {
    guard var simulation = try? Simulation(beginning) else { return beginning }
    try? simulation.perform(.play)
    let last = beginning.tick + Self.largestTickCount
    let ending = lecture.scenes[scene].ending
    while simulation.isRunning, simulation.tick < last, !Self.isReached(ending, simulation) {
      simulation.advance()
    }
    var end = beginning
    end.tick = simulation.tick
    return end
  }

  private static func isReached(_ ending: Scene.Ending, _ simulation: Simulation) -> Bool {
    switch ending {
    case .key: false
    case .time(let time): simulation.time >= time - simulation.scenario.clock.step / 2
    case .condition(let condition): condition.holds(in: simulation)
    }
  }
}

extension Experiment {
  /// Makes changes at the instant; before the first step they belong to the start.
  mutating func make(_ changes: [ParameterChange]) {
    for change in changes {
      // How it is shown is no edit either.
      if tick == 0 || ParameterCatalogue.presentation.contains(change.path) {
        try? scenario.set(change.path, to: change.value)
      } else {
        journal.append(Edit(tick: tick, change: .set(path: change.path, value: change.value)))
      }
    }
  }
}
