import Forgetting
import Simulation

/// What every reducer does to a state: it sends, says, sets, seeks.
extension ExplorerState {
  /// Sends a command and counts it, as the thread does.
  mutating func send(_ command: Command) -> [Effect] {
    sentCommands += 1
    return [.simulate(command)]
  }

  @discardableResult
  mutating func say(_ text: String) -> [Effect] {
    message = .init(text: text, isError: false)
    return []
  }

  /// Sets a parameter here and in the simulation; a refused value becomes a message and changes nothing.
  mutating func set(
    _ path: String, _ value: ParameterValue
  ) -> [Effect] {
    do throws(ParameterError) {
      try scenario.set(path, to: value)
    } catch {
      message = .init(text: error.description, isError: true)
      return []
    }
    keepCursor()
    if path.hasPrefix("start."), snapshot.endTime > 0, !snapshot.isInstant {
      message = .init(text: "the start changes at the next restart: r", isError: false)
    }
    return send(.set(path: path, value: value))
  }

  /// Goes to an instant of the past at once, so that two quick presses go twice as far.
  mutating func seek(_ time: Double) -> [Effect] {
    stop()
    snapshot.time = min(max(0, time), snapshot.endTime)
    return send(.seek(snapshot.time))
  }

  /// Stepping and scrubbing pause a run: Space afterwards means go on.
  mutating func stop() {
    if snapshot.state == .running { snapshot.state = .paused }
  }

  func parameter(_ path: String) -> Parameter? {
    ParameterCatalogue.parameter(at: path, in: scenario)
  }

  mutating func playOrPause() -> [Effect] {
    let isRunning = snapshot.state == .running
    // Two quick presses must not be one: what was asked for counts at once.
    snapshot.state = isRunning ? .paused : .running
    return send(isRunning ? .pause : .play)
  }
}
