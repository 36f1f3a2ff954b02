import Cells
import Forgetting
import Simulation

/// How lanes are told apart in words: what all of them share belongs to the header, what one of them has
/// alone to its name.
package struct LaneWords {
  /// "exact", "batch 64"; "exact, batch" where lanes differ.
  package let sampling: String
  /// What all lanes share and is not the default: "adam", "natural".
  package let shared: [String]
  private let isMixed: Bool
  private let paces: [String: [Pace]]
  /// Of every method that several lanes have, the parameters in which they differ: name, key, default.
  private let differences: [String: [Difference]]

  /// Methods and differences that several lanes share.
  private var ambiguous: Set<[String]> = []

  private struct Difference {
    var name: String
    var key: String
    /// What a lane has that says nothing.
    var standard: String

    init(label: String, key: String, standard: String, of nickname: String) {
      let words = label.split(separator: " ").map(String.init)
      // "λ" of "replay λ", but "demonstrator" of "demonstrator β_D" and "lag" of "lag L"; "a" of the "dial a" of
      // a method that is called the dial.
      name =
        words.last.map {
          $0.count == 1 && !$0.utf8.allSatisfy { $0 < 128 } || words[0] == nickname ? $0 : words[0]
        } ?? label
      (self.key, self.standard) = (key, standard)
    }

    func text(_ settings: MethodSettings) -> String {
      settings.choices[key] ?? settings.numbers[key].map(LaneWords.short) ?? standard
    }
  }

  package init(_ snapshot: Snapshot) {
    differences = LaneWords.differences(snapshot)
    let words = snapshot.lanes.map { LaneWords.sampling($0) }
    isMixed = Set(words).count > 1
    let kinds = Set(snapshot.lanes.map(\.sampling.isBatch))
    sampling = !isMixed ? words.first ?? "exact" : kinds.count > 1 ? "exact, batch" : "batches"
    let special = snapshot.lanes.map { LaneWords.special($0) }
    let everywhere =
      special.first?.filter { word in special.allSatisfy { $0.contains(word) } } ?? []
    // One integrator for all tells nobody apart, where it is usual for some, too.
    let integrators = Set(snapshot.lanes.map(\.integrator.rawValue))
    let unusual = integrators.count == 1 ? integrators.intersection(special.joined()) : []
    shared = unusual.subtracting(everywhere) + everywhere
    paces = LaneWords.paces(snapshot)
    var counts: [[String]: Int] = [:]
    for lane in snapshot.lanes { counts[[lane.settings.key] + differing(lane), default: 0] += 1 }
    ambiguous = Set(counts.filter { $0.value > 1 }.keys)
  }

  /// By method, in which of their own steps and rates several lanes of it differ.
  private static func paces(_ snapshot: Snapshot) -> [String: [Pace]] {
    let (rates, clock) = (snapshot.scenario.rates, snapshot.scenario.clock)
    let all = [
      Pace(name: "step", value: \.step, usual: clock.step),
      Pace(name: "rate", value: \.rates.weight, usual: rates.weight),
      Pace(name: "old rate", value: \.rates.oldMean, usual: rates.oldMean),
      Pace(name: "new rate", value: \.rates.newMean, usual: rates.newMean),
      Pace(name: "Σ_o rate", value: \.rates.oldCovariance, usual: rates.oldCovariance),
      Pace(name: "Σ_n rate", value: \.rates.newCovariance, usual: rates.newCovariance),
    ]
    return Dictionary(grouping: snapshot.lanes, by: \.settings.key).mapValues { lanes in
      all.filter { pace in Set(lanes.map { $0[keyPath: pace.value] }).count > 1 }
    }
  }

  /// A step or a rate of a lane's own, and the scenario's, which goes without saying.
  private struct Pace {
    var name: String
    var value: KeyPath<Snapshot.LaneView, Double>
    var usual: Double
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

  /// What tells a lane apart from others of its method: "batch 64", "natural", "demonstrator .02".
  package func own(_ lane: Snapshot.LaneView) -> [String] {
    sampled(lane) + differing(lane)
  }

  /// "batch 64", "natural".
  package func sampled(_ lane: Snapshot.LaneView) -> [String] {
    (isMixed && lane.sampling.isBatch ? [LaneWords.sampling(lane)] : [])
      + LaneWords.special(lane).filter { !shared.contains($0) }
      + (pace(lane).map { ["\($0.name) \($0.text)"] } ?? [])
  }

  /// "rate", "7.5e−4": the first in which the lane is not like the others of its method.
  private func pace(_ lane: Snapshot.LaneView) -> (name: String, text: String)? {
    (paces[lane.settings.key] ?? []).first { lane[keyPath: $0.value] != $0.usual }
      .map { ($0.name, LaneWords.short(lane[keyPath: $0.value])) }
  }

  /// "λ .3": the values of this lane in which lanes of its method differ.
  package func differing(_ lane: Snapshot.LaneView) -> [String] {
    (differences[lane.settings.key] ?? []).map { "\($0.name) \($0.text(lane.settings))" }
  }

  /// Those values without what they are of; how fast the lane is where it is that alone.
  func values(_ lane: Snapshot.LaneView) -> [String] {
    guard let differences = differences[lane.settings.key], !differences.isEmpty else {
      return pace(lane).map { [$0.text] } ?? []
    }
    return differences.map { $0.text(lane.settings) }
  }

  /// What tells a lane apart from those of its method alone; how it is sampled only where nothing else does.
  func apart(_ lane: Snapshot.LaneView) -> [String] {
    let own = differing(lane)
    return ambiguous.contains([lane.settings.key] + own) ? sampled(lane) + own : own
  }

  private static func differences(_ snapshot: Snapshot) -> [String: [Difference]] {
    var result: [String: [Difference]] = [:]
    for description in MethodCatalogue.descriptions {
      let settings = snapshot.lanes.map(\.settings).filter { $0.key == description.key }
      guard settings.count > 1 else { continue }
      let all =
        description.numbers.map {
          Difference(
            label: $0.label, key: $0.key, standard: short($0.standard), of: description.nickname)
        }
        + description.choices.map {
          Difference(
            label: $0.label, key: $0.key, standard: $0.values.first ?? "", of: description.nickname)
        }
      result[description.key] = telling(all, settings)
    }
    return result
  }

  /// What tells lanes of a method apart: two values at most where that is enough, since names are read from afar.
  private static func telling(
    _ all: [Difference], _ settings: [MethodSettings]
  ) -> [Difference] {
    func count(_ some: [Difference]) -> Int {
      Set(settings.map { lane in some.map { $0.text(lane) } }).count
    }
    let differing = all.filter { count([$0]) > 1 }
    let first = Array(differing.prefix(2))
    if count(first) == count(differing) { return first }
    return differing.reduce(into: []) { chosen, next in
      if count(chosen + [next]) > count(chosen) { chosen.append(next) }
    }
  }

  /// ".02", "3", "7.5e−4": without the zero that nobody says.
  static func short(_ value: Double) -> String {
    if value != 0, value.magnitude < 0.001 {
      let texts = [0, 1].map { NumberText.scientific(value, digits: $0) }
      return texts[1].hasPrefix(texts[0].prefix(1) + ".0") ? texts[0] : texts[1]
    }
    let text = NumberText.trimmed(value, digits: 3)
    return text.hasPrefix("0.") ? String(text.dropFirst()) : text
  }

  /// "reverse KL · batch 64".
  package func name(_ name: String, of lane: Snapshot.LaneView) -> String {
    ([name] + own(lane)).joined(separator: " · ")
  }
}

/// What is worth knowing about a lane beyond its numbers, as its method tells.
package enum LaneNote {
  /// In a few words, for the verdict line, in place of where its data come from.
  package static func short(_ lane: Snapshot.LaneView) -> String? {
    (lane.remark ?? note(lane).short)?.description
  }

  /// Its formula, or a shorter one where there is less room; empty where neither fits: half a formula says something
  /// else.
  package static func formula(
    _ lane: Snapshot.LaneView, width: Int, _ painter: Painter
  ) -> String {
    if painter.width(of: lane.formula) <= width { return lane.formula }
    guard let method = try? MethodCatalogue.method(for: lane.settings, at: "lane"),
      painter.width(of: method.shortFormula) <= width
    else { return "" }
    return method.shortFormula
  }

  /// As a sentence; nil where there is nothing to say.
  package static func long(_ lane: Snapshot.LaneView) -> String? {
    if let failure = lane.failure { return failure.description }
    switch note(lane).long {
    case .sentence(let note): return note.description
    case .rate(let name, let rate): return Self.rate(name, rate, step: lane.step)
    case nil: return nil
    }
  }

  /// What of its numbers no batch averages out; nil where all of them do.
  package static func window(_ lane: Snapshot.LaneView) -> String? {
    guard case .sentence(let note) = note(lane).long, case .valuePerWindow = note else {
      return nil
    }
    return note.description
  }

  private static func note(_ lane: Snapshot.LaneView) -> MethodNote {
    guard let method = try? MethodCatalogue.method(for: lane.settings, at: "lane") else {
      return MethodNote()
    }
    return method.note(
      LaneCircumstances(
        batchSize: lane.sampling.batchSize, refreshCount: lane.refreshCount, remark: lane.remark))
  }

  /// "EMA 0.20 /time = 0.01 /step at h = 0.05": the rate of the flow, and as papers give it.
  package static func rate(_ name: String, _ rate: Double, step: Double) -> String {
    func number(_ value: Double) -> String {
      value >= 1e-3 || value == 0
        ? NumberText.trimmed(value, digits: 4) : NumberText.significant(value, digits: 2)
    }
    return "\(name) \(number(rate)) /time = \(number(rate * step)) /step at h = \(number(step))"
  }
}
