import Cells
import Forgetting
import Simulation
import Words

/// Why a lane keeps the old task or does not, as its method and its goal tell: what the pane WHY, small
/// screens and F1 say, from one source.
package struct LaneReasons: Equatable {
  let mass: Reason
  package let place: Reason?

  /// nil where no task has been seen, since there is nothing to keep then, and of a lane that has stopped.
  package init?(_ lane: Snapshot.LaneView, _ snapshot: Snapshot) {
    // Why it has stopped stands elsewhere, and what it was on its way to counts no more.
    guard lane.failure == nil,
      let method = try? MethodCatalogue.method(for: lane.settings, at: "lane")
    else { return nil }
    if let tasks = snapshot.problem.tasks {
      guard !tasks.seen.isEmpty else { return nil }
      mass = LaneReasons.mass(
        method, snapshot.problem, lane, trained: tasks.names[tasks.current])
      place = nil
      return
    }
    mass = LaneReasons.mass(method, lane)
    switch mass {
    case .starved, .swapped: place = nil
    default: place = LaneReasons.place(method, drift: lane.meters.oldDrift)
    }
  }

  private static func place(_ method: any Method, drift: Double) -> Reason? {
    switch method.forceSplit {
    case .data: (method.forceSplit.oldDataShare ?? 0) > 0 ? .oldDataHold : .noSpring
    // That a spring holds it would contradict the number beside it.
    case .gates: isFar(drift) ? .pushedOff : .spring
    case .none: nil
    }
  }

  /// Whether a drift is one that an audience sees, by the digits that are shown: more than a quarter of a deviation.
  package static func isFar(_ drift: Double) -> Bool { (100 * drift).rounded() > 25 }

  private static func mass(_ method: any Method, _ lane: Snapshot.LaneView) -> Reason {
    let goal = lane.goal.value
    let words = goal.map { NumberText.significant($0, digits: 2) } ?? ""
    if lane.goal == .captured { return .gone }
    if lane.goal.isSwapped { return .swapped }
    if lane.goal == .outOfSight { return .outOfSight }
    if let share = method.forceSplit.oldDataShare {
      return share > 0 ? .oldData(goal: words) : .nothingOld
    }
    guard let goal else { return withoutGoal(method) }
    guard goal > leastGoal else { return .goalWithoutOld }
    if let chance = lane.batch?.starvationProbability, chance > 0.5 {
      return .starved(chance: NumberText.significant(chance, digits: 2))
    }
    return .goalHasOld(goal: words)
  }

  private static func mass(
    _ method: any Method, _ problem: Problem, _ lane: Snapshot.LaneView, trained: String
  ) -> Reason {
    if lane.model.count == 1 {
      switch method.forceSplit {
      case .data: return .oneComponentToMean
      case .gates: return .oneComponentStays
      case .none: return .oneComponentMoves
      }
    }
    if let share = method.forceSplit.oldDataShare {
      return share > 0
        ? .seenData(share: NumberText.significant(share, digits: 2)) : .nothingSeen(task: trained)
    }
    if let share = method.rememberedShare {
      return .rememberedData(share: NumberText.significant(share, digits: 2))
    }
    guard let goal = method.oldWeightGoal(problem, from: lane.model.logitWeight) else {
      return withoutGoal(method)
    }
    guard goal > leastGoal else { return .goalWithoutSeen(task: trained) }
    return isBlind(lane) ? .taskOutOfSight(task: trained) : .goalHasSeen
  }

  /// Whose teacher is itself has no goal; of others no formula is known.
  private static func withoutGoal(_ method: any Method) -> Reason {
    method.usesTeacher ? .noGoal : .unknownGoal
  }

  /// Whether a lane that learns from its own samples has none of the task that is trained.
  package static func isBlind(_ lane: Snapshot.LaneView) -> Bool {
    guard let learned = lane.meters.tasks?.learned, learned < leastGoal,
      let method = try? MethodCatalogue.method(for: lane.settings, at: "lane")
    else { return false }
    return method.forceSplit == .gates
  }

  /// What is less of the old task is nothing of it.
  private static let leastGoal = 0.005

  /// As much of both as fits into a width and so many lines.
  package func lines(width: Int, count: Int, _ painter: Painter) -> [String] {
    let both = place.map { place in
      [
        ["\(mass);", "\(place)"], ["\(mass.short);", place.short], ["\(mass.short);", place.tight],
        ["\(mass.tight);", place.tight],
      ]
    }
    for parts in both ?? [["\(mass)"], [mass.short], [mass.tight]] {
      let line = parts.joined(separator: " ")
      if painter.width(of: line) <= width { return [line] }
      guard count > 1 else { continue }
      // Mass and place have a line each, where that is enough.
      if parts.count <= count, parts.allSatisfy({ painter.width(of: $0) <= width }) { return parts }
      let wrapped = painter.wrap(line, width: width)
      if wrapped.count <= count { return wrapped }
    }
    return [painter.width(of: mass.short) <= width ? mass.short : mass.tight]
  }
}

/// Lanes that have the same reasons.
package struct ReasonGroup {
  package var lanes: [Int]
  package let reasons: LaneReasons

  /// In the order of the lanes; the focused lane's first, since where not all have room it is the one that is
  /// asked about.
  package static func groups(of state: ExplorerState) -> [ReasonGroup] {
    var groups: [ReasonGroup] = []
    for lane in state.visibleLanes {
      guard let reasons = LaneReasons(state.snapshot.lanes[lane], state.snapshot) else { continue }
      if let index = groups.firstIndex(where: { $0.reasons == reasons }) {
        groups[index].lanes.append(lane)
      } else {
        groups.append(ReasonGroup(lanes: [lane], reasons: reasons))
      }
    }
    guard let focused = state.focusedLane,
      let first = groups.firstIndex(where: { $0.lanes.contains(focused) })
    else { return groups }
    groups.insert(groups.remove(at: first), at: 0)
    return groups
  }
}
