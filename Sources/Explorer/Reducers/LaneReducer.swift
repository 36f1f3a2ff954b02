import Cells
import Forgetting
import Simulation

/// Keys that speak to lanes: focus, methods, adding, removing, batches.
enum LaneReducer {
  static func focusLane(_ state: inout ExplorerState, _ lane: Int) {
    guard lane < state.scenario.lanes.count else {
      let count = state.scenario.lanes.count
      _ = state.say(.lanes(count: count, isFull: count >= Scenario.largestLaneCount))
      return
    }
    state.isSolo = state.focusedLane == lane ? !state.isSolo : false
    state.focusedLane = lane
    state.keepCursor()
    if let view = state.snapshot.lanes[safe: lane], let note = LaneNote.long(view) {
      _ = state.say(
        .lane(mark: "\(Glyphs.laneMark(lane))", nickname: view.nickname, note: note))
    }
  }

  static func changeMethod(_ state: inout ExplorerState, by step: Int) -> [Effect] {
    let lane = state.focusedLane ?? 0
    let all = MethodCatalogue.descriptions
    guard state.scenario.lanes.indices.contains(lane),
      let index = all.firstIndex(where: { $0.key == state.scenario.lanes[lane].method.key })
    else { return [] }
    let next = all[(index + step + all.count) % all.count]
    let effects = state.set("lanes.\(lane + 1).method", .word(next.key))
    if !effects.isEmpty {
      _ = state.say(
        .method(
          mark: "\(Glyphs.laneMark(lane))", name: next.name, nickname: next.nickname,
          about: next.about))
    }
    return effects
  }

  /// Opens the menu at the first method that no lane has yet.
  static func addLane(_ state: inout ExplorerState) -> [Effect] {
    guard state.scenario.lanes.count < Scenario.largestLaneCount else {
      return state.say(.mostLanes)
    }
    let there = Set(state.scenario.lanes.map(\.method.key))
    let missing = MethodCatalogue.descriptions.firstIndex { !there.contains($0.key) }
    state.overlay = .methods(selection: missing ?? 0)
    return []
  }

  static func removeLane(_ state: inout ExplorerState) -> [Effect] {
    guard state.scenario.lanes.count > 1 else { return state.say(.oneLaneStays) }
    guard let lane = state.focusedLane else {
      return state.say(.laneToRemove(count: state.scenario.lanes.count))
    }
    let effects = state.set("lanes.remove", .number(Double(lane + 1)))
    if !effects.isEmpty {
      state.focusedLane = nil
      state.isSolo = false
      state.keepCursor()
    }
    return effects
  }

  /// Batches for the focused lane or for all; exact integrals again where all of them have batches.
  static func toggleBatch(_ state: inout ExplorerState) -> [Effect] {
    let scenario = state.scenario
    let lanes = state.focusedLane.map { [$0] } ?? Array(scenario.lanes.indices)
    let isOn = lanes.allSatisfy { scenario.sampling(ofLane: $0).isBatch }
    let word = ParameterValue.word(isOn ? "population" : "batch")
    var effects: [Effect] = []
    if state.focusedLane == nil, scenario.lanes.allSatisfy({ $0.sampling == nil }) {
      // One intervention for all, and one to undo.
      effects = state.set("sampling", word)
    } else {
      for lane in lanes where scenario.sampling(ofLane: lane).isBatch == isOn {
        effects += state.set("lanes.\(lane + 1).sampling", word)
      }
    }
    guard !effects.isEmpty else { return [] }
    let sizes = Set(lanes.compactMap { state.scenario.sampling(ofLane: $0).batchSize })
    let mark = state.focusedLane.map { "\(Glyphs.laneMark($0))" }
    return effects
      + state.say(
        isOn
          ? .exactAgain(mark: mark)
          : .batches(mark: mark, size: sizes.count == 1 ? sizes.first : nil))
  }
}
