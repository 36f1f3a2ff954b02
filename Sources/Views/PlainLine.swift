import Cells
import Explorer
import Simulation

/// A snapshot as one line of words and numbers, for screen readers, logs and dumb terminals.
public enum PlainLine {
  /// The instant as one line of numbers, for `--plain`.
  public static func text(for snapshot: Snapshot) -> String {
    let lanes = snapshot.lanes.map { lane in
      let verdict = Verdict(lane, time: snapshot.time)
      let beta = NumberText.shortest((lane.meters.oldWeight * 10_000).rounded() / 10_000)
      // Before any task has been seen nothing can have been kept.
      let mass = lane.meters.effectiveOldMass
      let kept = mass.isFinite ? "\(NumberText.shortest((mass * 100).rounded())) %" : "nothing yet"
      let moved =
        Verdict.worstDrift(lane).map {
          "\(NumberText.shortest(($0.drift * 1000).rounded() / 1000)) sigma"
        } ?? "nothing yet"
      return "\(lane.name): weight \(beta), kept \(kept), moved \(moved), \(verdict.rawValue)"
    }
    let time = NumberText.shortest((snapshot.time * 1e6).rounded() / 1e6)
    return "t \(time); " + lanes.joined(separator: "; ")
  }
}
