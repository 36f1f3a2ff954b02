import Forgetting
import Words

/// Commands that speak to lanes.
enum LaneCommands {
  static func focus(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    if rest == "all" { return FunctionReducer.perform(&state, .allLanes) }
    let lane = try CommandReader.lane(rest, "lane", state)
    state.focusedLane = nil
    return FunctionReducer.perform(&state, .focusLane(lane))
  }

  static func solo(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    let lane = try CommandReader.lane(rest, "solo", state)
    state.focusedLane = lane
    state.isSolo = false
    return FunctionReducer.perform(&state, .focusLane(lane))
  }

  static func method(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    let lane = state.focusedLane ?? 0
    let key = try CommandReader.one(
      of: MethodCatalogue.descriptions.map(\.key), rest, "method")
    return try ParameterCommands.set(&state, [("lanes.\(lane + 1).method", key)])
  }

  static func add(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    let key = try CommandReader.one(of: MethodCatalogue.descriptions.map(\.key), rest, "add")
    let effects = try ParameterCommands.set(&state, [("lanes.add", key)])
    state.focusedLane = state.scenario.lanes.count - 1
    state.isSolo = false
    state.keepCursor()
    return effects
  }

  static func remove(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    let lane = try CommandReader.lane(rest, "remove", state)
    let effects = try ParameterCommands.set(&state, [("lanes.remove", String(lane + 1))])
    state.focusedLane = nil
    state.isSolo = false
    state.keepCursor()
    return effects
  }

  static func batch(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    let isOff = rest == "off"
    if !isOff { _ = try CommandReader.whole(rest, "batch", in: 1...Sampling.largestBatch) }
    let key = isOff ? "sampling" : "batch"
    let value = isOff ? "population" : rest
    let paths: [String]
    if let lane = state.focusedLane {
      paths = ["lanes.\(lane + 1).\(key)"]
    } else if state.scenario.lanes.allSatisfy({ $0.sampling == nil }) {
      // One intervention for all, and one to undo.
      paths = [key]
    } else {
      paths = state.scenario.lanes.indices.map { "lanes.\($0 + 1).\(key)" }
    }
    return try ParameterCommands.set(&state, paths.map { ($0, value) })
  }

  static func preset(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    guard let preset = Presets.preset(rest) else {
      let guess = nearestName(to: rest, among: Presets.all.map(\.id))
      throw CommandReader.refusal("preset", rest, .preset(nearest: guess))
    }
    return PresetReducer.load(&state, preset)
  }
}
