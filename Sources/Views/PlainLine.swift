import Cells
import Explorer
import Forgetting
import Simulation

/// A snapshot as one line of words and numbers, for screen readers, logs and dumb terminals.
public enum PlainLine {
  /// The instant as one line of numbers, for `--plain`.
  public static func text(for snapshot: Snapshot) -> String {
    let names = LaneWords(snapshot)
    let lanes = snapshot.lanes.map { lane in
      // In ASCII, and without the points between words, which are read aloud.
      let own = names.own(lane).map { Glyphs.ascii($0) }
      return "\(([lane.name] + own).joined(separator: " ")): " + words(of: lane, snapshot)
    }
    let stage = snapshot.problem.tasks.map { "; stage \($0.names[$0.current])" } ?? ""
    return "t \(rounded(snapshot.time, 1e6))\(stage); " + lanes.joined(separator: "; ")
  }

  private static func words(of lane: Snapshot.LaneView, _ snapshot: Snapshot) -> String {
    let verdict = Verdict(lane, time: snapshot.time).rawValue
    let weight = "weight \(rounded(lane.meters.oldWeight, 1e4))"
    let kept = "kept \(percent(lane.meters.effectiveOldMass) ?? "nothing yet")"
    guard let tasks = lane.meters.tasks else {
      return "\(weight), \(kept), moved \(rounded(lane.meters.oldDrift, 1e3)) sigma, \(verdict)"
    }
    var parts = [weight, kept]
    if let learned = percent(tasks.learned) { parts.append("learned \(learned)") }
    if let moved = Verdict.worstDrift(lane) {
      let name = moved.task.map { tasks.stage.names[$0] + " " } ?? ""
      parts.append("\(name)moved \(rounded(moved.drift, 1e3)) sigma")
    }
    if case .neverHadIt = Verdict(lane, time: snapshot.time),
      let missed = lane.retention?.neverLearned
    {
      parts.append(
        "\(tasks.stage.names[missed.task]) never over \(percent(missed.best) ?? "-")")
    } else if let loss = lane.retention?.greatestLoss {
      parts.append(
        loss.isSeen
          ? "\(tasks.stage.names[loss.task]) from \(percent(loss.best) ?? "-") to \(percent(loss.now) ?? "-")"
          : "none suffers")
    }
    return (parts + [verdict]).joined(separator: ", ")
  }

  private static func rounded(_ value: Double, _ scale: Double) -> String {
    NumberText.shortest((value * scale).rounded() / scale)
  }

  private static func percent(_ share: Double) -> String? {
    share.isFinite ? "\(NumberText.shortest((share * 100).rounded())) %" : nil
  }
}
