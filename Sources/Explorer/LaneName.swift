import Cells
import Forgetting
import Simulation

/// What a lane is called where there is little room.
package enum LaneName {
  package static func short(_ lane: Snapshot.LaneView, _ snapshot: Snapshot) -> String {
    let name = word(lane)
    // A share of old data is worth saying of any lane; all else where lanes of one method differ in it.
    let replay = lane.settings.replay
    let words = LaneWords(snapshot)
    let differing = words.differing(lane)
    let own =
      (replay > 0 && !differing.contains { $0.hasPrefix("λ ") }
        ? ["λ \(LaneWords.short(replay))"] : []) + words.sampled(lane) + differing
    return ([name] + own).joined(separator: " ")
  }

  /// One word that is a name: "forward" of "forward KL"; "PG" of "policy gradient", of which "policy" is none.
  package static func word(_ lane: Snapshot.LaneView) -> String {
    let words = lane.name.split(separator: " ")
    return words.count > 1 && words.last != "KL" ? lane.nickname : String(words.first ?? "")
  }

  /// "SFT λ .2": where there is less.
  package static func shortest(_ lane: Snapshot.LaneView, _ words: LaneWords) -> String {
    ([lane.nickname] + words.own(lane)).joined(separator: " ")
  }

  /// "λ .2" among lanes of one method, "RL" of one alone.
  package static func apart(_ lane: Snapshot.LaneView, _ words: LaneWords) -> String {
    let own = words.apart(lane)
    return own.isEmpty ? lane.nickname : own.joined(separator: " ")
  }

  /// "DPO deterministic".
  private static func valued(_ lane: Snapshot.LaneView, _ words: LaneWords) -> String {
    ([lane.nickname] + words.values(lane)).joined(separator: " ")
  }

  /// "deterministic": the values alone, where nothing else has room.
  private static func bare(_ lane: Snapshot.LaneView, _ words: LaneWords) -> String {
    let values = words.values(lane)
    return values.isEmpty ? apart(lane, words) : values.joined(separator: " ")
  }

  /// The first form in which every lane has room for its name and none has another's; where there is none,
  /// what tells them apart, whose end is cut only where nothing else helps.
  package static func fitting(
    _ lanes: [Snapshot.LaneView], width: Int, _ snapshot: Snapshot, _ painter: Painter,
    forms: [(Snapshot.LaneView) -> String]
  ) -> [String] {
    let words = LaneWords(snapshot)
    // Two lanes with the same settings have one name.
    let distinct = Set(lanes.map { shortest($0, words) }).count
    let all =
      forms + [
        { shortest($0, words) }, { valued($0, words) }, { apart($0, words) }, { bare($0, words) },
      ]
    for form in all {
      let names = lanes.map(form)
      if names.allSatisfy({ painter.width(of: $0) <= width }), Set(names).count >= distinct {
        return names
      }
    }
    return lanes.map { painter.fit(apart($0, words), width: width) }
  }
}
