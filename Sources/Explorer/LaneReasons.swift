import Cells
import Forgetting
import Simulation
import Words

/// Why a lane keeps the old task or does not, as its method and its goal tell: what the pane WHY, small
/// screens and F1 say, from one source.
package struct LaneReasons {
  let mass: Reason
  package let place: Reason?

  /// nil where the tasks have names: then it is a matter of each of them.
  package init?(_ lane: Snapshot.LaneView, _ snapshot: Snapshot) {
    guard snapshot.problem.tasks == nil,
      let method = try? MethodCatalogue.method(for: lane.settings, at: "lane")
    else { return nil }
    let goal = lane.goal.value
    let words = goal.map { NumberText.significant($0, digits: 2) } ?? ""
    let keeps = (goal ?? 0) > 0.005
    if lane.goal == .captured {
      mass = .gone
    } else if lane.goal == .outOfSight {
      mass = .outOfSight
    } else if let share = method.forceSplit.oldDataShare {
      mass = share > 0 ? .oldData(goal: words) : .nothingOld
    } else if goal == nil {
      mass = .noGoal
    } else {
      mass = keeps ? .goalHasOld(goal: words) : .goalWithoutOld
    }
    switch method.forceSplit {
    case .data: place = (method.forceSplit.oldDataShare ?? 0) > 0 ? .oldDataHold : .noSpring
    case .gates: place = .spring
    case .none: place = nil
    }
  }

  /// As much of both as fits into a width.
  package func text(fitting width: Int, _ painter: Painter) -> String {
    let both: [String] =
      place.map { ["\(mass); \($0)", "\(mass.short); \($0)", "\(mass.short); \($0.short)"] } ?? []
    let all = both + ["\(mass)", mass.short]
    return all.first { painter.width(of: $0) <= width } ?? mass.short
  }
}
