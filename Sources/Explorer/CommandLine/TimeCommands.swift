import Forgetting
import Simulation
import Words

/// Commands that speak to the clock.
enum TimeCommands {
  static func pause(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    if rest.isEmpty {
      return state.now.state == .running
        ? FunctionReducer.perform(&state, .playOrPause) : []
    }
    if rest == "never" { return pause(&state, when: nil) }
    // `pause-when β < 0.1` is the flag's form.
    let text = rest.hasPrefix("when ") ? String(rest.dropFirst(5)) : rest
    guard let condition = Condition(text: text, lane: state.focusedLane ?? 0) else {
      throw CommandReader.refusal("pause when", text, .condition)
    }
    if let allowed = condition.refusal(in: state.scenario) {
      throw CommandReader.refusal("pause when", text, allowed)
    }
    return pause(&state, when: condition)
  }

  private static func pause(
    _ state: inout ExplorerState, when condition: Condition?
  ) -> [Effect] {
    state.pending.pauseCondition = condition
    let remark: Remark =
      condition.map { condition -> Remark in
        condition.holds(in: state.snapshot)
          ? .pauseHoldsAlready("\(condition)") : .pauses("\(condition)")
      } ?? .pausesAtUntil
    return state.say(remark)
      + state.send(.pauseWhen(condition))
  }

  static func seek(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    let endTime = state.now.endTime
    var time: Double
    if rest.hasSuffix("ticks"), let ticks = Int(rest.dropLast(5)), (0...20_000_000).contains(ticks)
    {
      time = state.snapshot.experiment.time(ofTick: ticks)
    } else {
      time = try CommandReader.number(rest, "seek", .instant, in: 0...1e9)
    }
    guard time > endTime else { return state.seek(time) }
    let furthest =
      endTime + state.scenario.clock.step * Double(Simulation.largestJump)
    guard time <= furthest else {
      throw CommandReader.refusal(
        "seek", rest, .jump(furthest: "\(ParameterValue.number(furthest))"))
    }
    state.stop()
    time = min(time, furthest)
    return state.send(.runTo(time))
  }

  static func step(
    _ state: inout ExplorerState, _ rest: String, sign: Int
  ) throws(ParameterError) -> [Effect] {
    let word = sign > 0 ? "step" : "back"
    let count = rest.isEmpty ? 1 : try CommandReader.whole(rest, word, in: 1...100_000)
    // Many steps are computed in slices, so that they can be watched and ended.
    guard sign > 0, count > 1000 else {
      return FunctionReducer.perform(&state, .step(sign * count))
    }
    let time = state.now.time + Double(count) * state.scenario.clock.step
    state.stop()
    return state.send(.runTo(time))
  }

  static func forget(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    let letters = state.ghosts.map { String($0.letter) } + ["all"]
    guard !state.ghosts.isEmpty else {
      throw CommandReader.refusal("forget", rest, .ghost)
    }
    let word = try CommandReader.one(of: letters, rest, "forget")
    state.ghosts.removeAll { word == "all" || String($0.letter) == word }
    return state.say(word == "all" ? .ghostsGone : .ghostGone(word))
  }
}
