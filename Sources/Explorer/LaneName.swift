import Cells
import Forgetting
import Simulation

/// What a lane is called where there is little room.
package enum LaneName {
  package static func short(_ lane: Snapshot.LaneView, _ snapshot: Snapshot) -> String {
    let name = lane.name.split(separator: " ").first.map(String.init) ?? lane.name
    // Two lanes of one method differ by their replay, or by how they sample and step.
    let replay = lane.settings.numbers["replay"] ?? 0
    let own =
      (replay > 0 ? ["λ \(NumberText.trimmed(replay, digits: 2))"] : [])
      + LaneWords(snapshot).own(lane)
    return ([name] + own).joined(separator: " ")
  }
}
