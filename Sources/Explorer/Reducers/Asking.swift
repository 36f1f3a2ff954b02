import Forgetting
import Simulation
import Words

/// What every reducer does to a state: it sends, says, sets, seeks.
extension ExplorerState {
  /// Sends a command and counts it, as the thread does.
  mutating func send(_ command: Command) -> [Effect] {
    sentCommands += 1
    return [.simulate(command)]
  }

  @discardableResult
  mutating func say(_ remark: Remark) -> [Effect] {
    message = .init(remark: remark, isError: false)
    return []
  }

  /// Sets a parameter here and in the simulation; a refused value becomes a message and changes nothing.
  mutating func set(
    _ path: String, _ value: ParameterValue
  ) -> [Effect] {
    do throws(ParameterError) {
      try scenario.set(path, to: value)
    } catch {
      message = .init(remark: error.remark, isError: true)
      return []
    }
    keepCursor()
    // How many components there are changes at once.
    if path.hasPrefix("start."), path != "start.components.count", now.endTime > 0, !now.isInstant {
      message = .init(remark: .startAwaitsRestart, isError: false)
    }
    return send(.set(path: path, value: value))
  }

  /// Goes to an instant of the past at once, so that two quick presses go twice as far.
  mutating func seek(_ time: Double) -> [Effect] {
    stop()
    let time = min(max(0, time), now.endTime)
    pending.time = time
    return send(.seek(time))
  }

  /// Stepping and scrubbing pause a run: Space afterwards means go on.
  mutating func stop() {
    let now = now
    guard now.state == .running else { return }
    isHeld = false
    pending.state = .paused
    pending.time = now.time
  }

  /// Another experiment becomes the run, at its instant.
  mutating func open(_ experiment: Experiment, plays: Bool) -> [Effect] {
    scenario = experiment.scenario(atTick: experiment.tick)
    isHeld = false
    let deeds = pending.deeds
    pending = Pending(opening: experiment, plays: plays)
    pending.deeds = deeds
    focusedLane = nil
    isSolo = false
    return send(.open(experiment)) + (plays ? send(.play) : [])
  }

  func parameter(_ path: String) -> Parameter? {
    ParameterCatalogue.parameter(at: path, in: scenario)
  }

  mutating func playOrPause() -> [Effect] {
    if now.state == .running {
      stop()
      return send(.pause)
    }
    pending.state = .running
    pending.time = nil
    return send(.play)
  }
}
