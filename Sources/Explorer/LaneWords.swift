import Cells
import Forgetting
import Simulation

/// How lanes are told apart in words: what all of them share belongs to the header, what one of them has
/// alone to its name.
struct LaneWords {
  /// "exact", "batch 64"; "exact, batch" where lanes differ.
  let sampling: String
  /// What all lanes share and is not the default: "adam", "natural".
  let shared: [String]
  private let isMixed: Bool

  init(_ snapshot: Snapshot) {
    let words = snapshot.lanes.map { LaneWords.sampling($0) }
    isMixed = Set(words).count > 1
    let kinds = Set(snapshot.lanes.map(\.sampling.isBatch))
    sampling = !isMixed ? words.first ?? "exact" : kinds.count > 1 ? "exact, batch" : "batches"
    let special = snapshot.lanes.map { LaneWords.special($0) }
    shared = special.first?.filter { word in special.allSatisfy { $0.contains(word) } } ?? []
  }

  private static func sampling(_ lane: Snapshot.LaneView) -> String {
    lane.sampling.batchSize.map { "batch \($0)" } ?? "exact"
  }

  /// How a lane steps, where that is not what is usual for its sampling, and in what coordinates.
  private static func special(_ lane: Snapshot.LaneView) -> [String] {
    let usual: [Clock.Integrator] =
      lane.sampling.isBatch ? [.euler] : [.rungeKutta, .dormandPrince]
    return (usual.contains(lane.integrator) ? [] : [lane.integrator.rawValue])
      + (lane.coordinates == .logit ? [] : [lane.coordinates.rawValue])
  }

  /// What tells a lane apart from others of its method: "batch 64", "natural".
  func own(_ lane: Snapshot.LaneView) -> [String] {
    (isMixed && lane.sampling.isBatch ? [LaneWords.sampling(lane)] : [])
      + LaneWords.special(lane).filter { !shared.contains($0) }
  }

  /// "reverse KL · batch 64".
  func name(_ name: String, of lane: Snapshot.LaneView) -> String {
    ([name] + own(lane)).joined(separator: " · ")
  }
}

/// What is worth knowing about a lane beyond its numbers.
enum LaneNote {
  /// In a few words, for the verdict line, in place of where its data come from.
  static func short(_ lane: Snapshot.LaneView) -> String? {
    if let remark = lane.remark { return remark }
    switch lane.settings.key {
    case "sdft" where number("anchor", lane) == 0: return "no anchor"
    case "alpha-divergence" where number("a", lane) ?? 0 >= 0.9: return "KL(p‖q)≠SFT"
    case "ttt-discover":
      guard let size = lane.sampling.batchSize, size > 1, size <= smallBatch else { return nil }
      return "reward ×>1"
    default: return nil
    }
  }

  /// As a sentence; nil where there is nothing to say.
  static func long(_ lane: Snapshot.LaneView) -> String? {
    if let failure = lane.failure { return failure }
    switch lane.settings.key {
    case "sdft":
      if number("anchor", lane) == 0 {
        return "no anchor: the teacher follows the model, nothing new is ever learned"
      }
      return emaRate(number("emaRate", lane) ?? 0, step: lane.step)
    case "alpha-divergence":
      let a = number("a", lane) ?? 0
      if a >= 0.9 { return "a → 1 is KL(p‖q) to the whole target, not SFT" }
      return a <= 0.1 ? "a → 0 is reverse KL" : nil
    case "ttt-discover":
      if lane.remark != nil { return "η saturated: the reward cannot be told apart any more" }
      guard let size = lane.sampling.batchSize else { return nil }
      if size == 1 { return "one sample has no advantage: the reward part is 0 at N = 1" }
      guard size <= smallBatch else { return nil }
      return "the reward part is the gradient times a factor > 1, more with β, at N = \(size)"
    case "oapl":
      if number("lag", lane) == .infinity { return "the reference is never refreshed" }
      let count = lane.refreshCount
      let sharesValue = lane.sampling.isBatch && lane.settings.choices["value"] != "step"
      return "reference refreshed \(count) \(count == 1 ? "time" : "times"), ┼ on the curve"
        + (sharesValue ? "; V* drawn once per window" : "")
    case "chen-reinforce":
      return lane.sampling.isBatch ? "its samples never see the old mode" : nil
    default: return nil
    }
  }

  /// "0.20 /time = 0.01 /step at h = 0.05": the rate of the flow, and as papers give it.
  static func emaRate(_ rate: Double, step: Double) -> String {
    func number(_ value: Double) -> String {
      value >= 1e-3 || value == 0
        ? NumberText.trimmed(value, digits: 4) : NumberText.significant(value, digits: 2)
    }
    return "EMA \(number(rate)) /time = \(number(rate * step)) /step at h = \(number(step))"
  }

  /// Up to here the factor is worth a word: it depends on the state, and is 1.49, 1.40 and 1.19 at
  /// N = 4 for β = 0.8, 0.5 and 0.3.
  private static let smallBatch = 32

  /// A number of the method, its default where none is given.
  static func number(_ key: String, _ lane: Snapshot.LaneView) -> Double? {
    lane.settings.numbers[key]
      ?? MethodCatalogue.type(for: lane.settings.key)?.description.numbers
      .first { $0.key == key }?.standard
  }
}
