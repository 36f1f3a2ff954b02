import Cells
import Forgetting
import Simulation

/// What a lane is called where there is little room.
package enum LaneName {
  package static func short(_ lane: Snapshot.LaneView, _ snapshot: Snapshot) -> String {
    let name = lane.name.split(separator: " ").first.map(String.init) ?? lane.name
    // A share of old data is worth saying of any lane; all else where lanes of one method differ in it.
    let replay = lane.settings.numbers["replay"] ?? 0
    let words = LaneWords(snapshot)
    let differing = words.differing(lane)
    let own =
      (replay > 0 && !differing.contains { $0.hasPrefix("λ ") }
        ? ["λ \(LaneWords.short(replay))"] : []) + words.sampled(lane) + differing
    return ([name] + own).joined(separator: " ")
  }

  /// "SFT λ .2": where there is less.
  package static func shortest(_ lane: Snapshot.LaneView, _ words: LaneWords) -> String {
    ([lane.nickname] + words.own(lane)).joined(separator: " ")
  }

  /// "λ .2" among lanes of one method, "RL" of one alone.
  package static func apart(_ lane: Snapshot.LaneView, _ words: LaneWords) -> String {
    let differing = words.differing(lane)
    return differing.isEmpty ? lane.nickname : differing.joined(separator: " ")
  }
}
