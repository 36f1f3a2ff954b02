import Cells
import Forgetting
import Simulation

/// The one switch: what happened goes in, the state changes, and what should be done comes out.
public enum ExplorerReducer {
  public static func reduce(_ state: inout ExplorerState, _ action: ExplorerAction) -> [Effect] {
    // Nobody else needs to know how it was.
    let isFree = state.lecture == nil && state.permissions == .all
    let before = isFree ? nil : state
    var effects = react(&state, action)
    if let before, let why = effects.lazy.compactMap({ before.permissions.refusal(of: $0) }).first {
      if case .keyPressed = action {
        // What may not be done leaves no trace: the key has only been answered.
        state = before
        state.overlay = nil
        state.entry = nil
        state.message = .init(text: why, isError: false)
        return []
      }
      // What has arrived counts all the same.
      effects.removeAll { before.permissions.refusal(of: $0) != nil }
      state.sentCommands = before.sentCommands
    }
    AudienceReducer.noteOwnView(&state, action)
    effects += LectureReducer.follow(&state, action, from: before, effects)
    return effects + SurveyReducer.follow(&state)
  }

  private static func react(_ state: inout ExplorerState, _ action: ExplorerAction) -> [Effect] {
    switch action {
    case .terminalResized(let rows, let columns):
      state.rows = rows
      state.columns = columns
      return []
    case .paceMeasured(let pace):
      state.pace = pace
      return []
    case .snapshotArrived(let snapshot):
      return snapshotArrived(&state, snapshot)
    case .surveyArrived(let report):
      SurveyReducer.reportArrived(&state, report)
      return []
    case .stateLineWritten(let lines, let isOffered):
      state.overlay = .stateLine(lines: lines, isOffered: isOffered, scroll: 0)
      return []
    case .reported(let text, let isError):
      if isError, let line = state.lineAtWork, state.overlay == nil {
        CommandReducer.reopen(&state, line, text)
      } else {
        state.message = .init(text: text, isError: isError)
      }
      state.lineAtWork = nil
      return []
    case .clockMoved(let now):
      state.lecture?.clockMoved(to: now)
      return []
    case .runAsked(let runs):
      return runs == (state.snapshot.state == .running) ? [] : playOrPause(&state)
    case .pauseAsked(let condition):
      state.snapshot.pauseCondition = condition
      return send(&state, .pauseWhen(condition))
    case .keyPressed(let key):
      return keyPressed(&state, key)
    case .lecturerShows(let shown): AudienceReducer.follow(shown, &state)
    case .lecturerLeft: AudienceReducer.lecturerLeft(&state)
    case .forked: AudienceReducer.fork(&state)
    }
    return []
  }

  private static func snapshotArrived(
    _ state: inout ExplorerState, _ snapshot: Snapshot
  ) -> [Effect] {
    let asked = state.snapshot
    state.snapshot = snapshot
    if snapshot.commandCount >= state.sentCommands {
      state.scenario = snapshot.scenario
    } else {
      // While commands are on their way the interface is ahead of the simulation.
      state.snapshot.state = asked.state
      state.snapshot.isInstant = asked.isInstant
      state.snapshot.pauseCondition = asked.pauseCondition
      if asked.state != .running {
        state.snapshot.time = min(asked.time, snapshot.endTime)
      }
    }
    if let refusal = snapshot.refusal, refusal.command > state.seenRefusal {
      state.seenRefusal = refusal.command
      state.message = .init(text: refusal.error.description, isError: true)
    }
    if let condition = snapshot.pauseCondition, snapshot.hasMetCondition, !asked.hasMetCondition {
      _ = say(&state, "paused: \(condition); Space goes on")
    }
    ApproachReducer.tell(&state, asked)
    if let lane = state.focusedLane, lane >= state.scenario.lanes.count {
      state.focusedLane = nil
      state.isSolo = false
    }
    keepCursor(&state)
    return []
  }

  /// The cursor stays on its parameter, or goes to the first where that has gone.
  static func keepCursor(_ state: inout ExplorerState) {
    let parameters = state.parameters
    guard !parameters.contains(where: { $0.path == state.cursor }) else { return }
    // `target.old.mean` becomes `target.old.mean.x` with the dimension, and back.
    let near = parameters.first {
      $0.path.hasPrefix(state.cursor + ".") || state.cursor.hasPrefix($0.path + ".")
    }
    state.cursor = (near ?? parameters.first)?.path ?? ""
  }

  static func keyPressed(_ state: inout ExplorerState, _ key: Key) -> [Effect] {
    state.lineAtWork = nil
    if let effects = ApproachReducer.intercept(&state, key) { return effects }
    if let effects = LectureReducer.intercept(&state, key) { return effects }
    if let effects = AudienceReducer.intercept(&state, key) { return effects }
    if case .mouse(let mouse) = key { return MouseReducer.reduce(&state, mouse) }
    state.grip = nil
    if TooSmallView.isOn(state), state.overlay != nil {
      // What cannot be seen must not hold keys; the command line is drawn everywhere.
      if case .command = state.overlay {} else { state.overlay = nil }
    }
    if TourReducer.intercept(&state, key) { return [] }
    if state.entry != nil { return EntryReducer.reduce(&state, key) }
    state.message = nil
    if state.overlay != nil { return OverlayReducer.reduce(&state, key) }
    guard let function = KeyTable.function(of: key, in: state) else {
      if case .paste = key { return [] }
      if case .character(let character) = key, character.isLetter || character.isSymbol {
        state.message = .init(
          text: "\(character) does nothing here; ? shows the keys", isError: false)
      }
      return []
    }
    return perform(&state, function)
  }

  // MARK: - Functions

  static func perform(_ state: inout ExplorerState, _ function: KeyFunction) -> [Effect] {
    switch function {
    case .previousParameter: moveCursor(&state, by: -1)
    case .nextParameter: moveCursor(&state, by: 1)
    case .previousGroup: moveGroup(&state, by: -1)
    case .nextGroup: moveGroup(&state, by: 1)
    case .change(let presses): return change(&state, by: presses)
    case .lowest: return goToEnd(&state, upper: false)
    case .highest: return goToEnd(&state, upper: true)
    case .typeValue: EntryReducer.start(&state)
    case .resetValue: return resetValue(&state)
    case .separation(let presses):
      return changeParameter(&state, "target.separation", by: presses)
    case .playOrPause: return playOrPause(&state)
    case .step(let count):
      stop(&state)
      return send(&state, .step(count))
    case .scrub(let share):
      return seek(&state, state.snapshot.time + share * state.snapshot.horizon)
    case .faster: return changeParameter(&state, "clock.speed", by: 2)
    case .slower: return changeParameter(&state, "clock.speed", by: -2)
    case .restart: return send(&state, .restart)
    case .reset: return send(&state, .reset)
    case .toggleInstant:
      let instant = !state.snapshot.isInstant
      state.snapshot.isInstant = instant
      state.message = .init(
        text: !instant
          ? "instant off: edits act from now on"
          : state.snapshot.endTime > 0
            ? "instant: every edit recomputes the run; the curve before stays as a ghost"
            : "instant: run first (Space); then every edit recomputes the run up to now",
        isError: false)
      return send(&state, .setInstant(instant))
    case .undo:
      return state.snapshot.canUndo ? send(&state, .undo) : say(&state, "nothing to undo")
    case .redo:
      return state.snapshot.canRedo ? send(&state, .redo) : say(&state, "nothing to redo")
    case .focusLane(let lane): focusLane(&state, lane)
    case .allLanes:
      state.focusedLane = nil
      state.isSolo = false
      keepCursor(&state)
    case .nextMethod: return changeMethod(&state, by: 1)
    case .previousMethod: return changeMethod(&state, by: -1)
    case .addLane: return addLane(&state)
    case .removeLane: return removeLane(&state)
    case .toggleBatch: return toggleBatch(&state)
    case .presets: state.overlay = .presets(PresetMenu())
    case .toggleDimension:
      return set(&state, "dimension", .number(state.scenario.dimension == 1 ? 2 : 1))
    case .nextPane: movePane(&state, by: 1)
    case .previousPane: movePane(&state, by: -1)
    case .zoom: state.isZoomed.toggle()
    case .nextView:
      state.isZoomed = false
      state.view =
        ExplorerState.View(rawValue: (state.view.rawValue + 1) % ExplorerState.View.allCases.count)!
    case .showTheory:
      let isShown = state.isZoomed && state.focus == .theory
      state.focus = isShown ? .parameters : .theory
      state.isZoomed = !isShown
    case .toggleLogAxis: toggleLogAxis(&state)
    case .nextSymbols:
      let all = state.display.availableSymbols
      guard all.count > 1, let index = all.firstIndex(of: state.display.symbols) else {
        return say(&state, "this terminal shows \(state.display.symbols.rawValue) only")
      }
      state.display.symbols = all[(index + all.count - 1) % all.count]
      state.message = .init(text: "symbols: \(state.display.symbols.rawValue)", isError: false)
      return [.applyDisplay(state.display)]
    case .nextPalette:
      let all = Palette.allCases
      let index = all.firstIndex(of: state.display.palette) ?? 0
      state.display.palette = all[(index + 1) % all.count]
      state.message = .init(text: "palette: \(state.display.palette.rawValue)", isError: false)
      return [.applyDisplay(state.display)]
    case .toggleMouse:
      state.display.usesMouse.toggle()
      state.message = .init(
        text: state.display.usesMouse
          ? "mouse on: drag sliders, means and time" : "mouse off: the terminal selects text",
        isError: false)
      return [.applyDisplay(state.display)]
    case .keepGhost: return GhostReducer.keep(&state)
    case .showGhosts: state.overlay = .ghosts(selection: 0)
    case .fork: return GhostReducer.fork(&state)
    case .commandLine: CommandReducer.open(&state)
    case .actions: state.overlay = .actions(ActionPalette())
    case .explain:
      state.overlay = .explanation(topic: Explanations.topicUnderCursor(state), scroll: 0)
    case .tour: return TourReducer.start(&state)
    case .snapshot: return [.snapshot(path: nil)]
    case .stateLine: return [.writeStateLine(state.snapshot.experiment)]
    case .writeScenario: return [.writeScenario(state.scenario, path: nil)]
    case .help: state.overlay = .help(scroll: 0)
    case .close: return close(&state)
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .quit: return [.quit]
    case .lecture(let function): return LectureReducer.perform(&state, function)
    }
    return []
  }

  /// Sends a command and counts it, as the thread does.
  static func send(_ state: inout ExplorerState, _ command: Command) -> [Effect] {
    state.sentCommands += 1
    return [.simulate(command)]
  }

  static func say(_ state: inout ExplorerState, _ text: String) -> [Effect] {
    state.message = .init(text: text, isError: false)
    return []
  }

  /// Sets a parameter here and in the simulation; a refused value becomes a message and changes nothing.
  static func set(
    _ state: inout ExplorerState, _ path: String, _ value: ParameterValue
  ) -> [Effect] {
    do throws(ParameterError) {
      try state.scenario.set(path, to: value)
    } catch {
      state.message = .init(text: error.description, isError: true)
      return []
    }
    keepCursor(&state)
    if path.hasPrefix("start."), state.snapshot.endTime > 0, !state.snapshot.isInstant {
      state.message = .init(text: "the start changes at the next restart: r", isError: false)
    }
    return send(&state, .set(path: path, value: value))
  }

  private static func playOrPause(_ state: inout ExplorerState) -> [Effect] {
    let isRunning = state.snapshot.state == .running
    // Two quick presses must not be one: what was asked for counts at once.
    state.snapshot.state = isRunning ? .paused : .running
    return send(&state, isRunning ? .pause : .play)
  }

  /// Goes to an instant of the past at once, so that two quick presses go twice as far.
  static func seek(_ state: inout ExplorerState, _ time: Double) -> [Effect] {
    stop(&state)
    state.snapshot.time = min(max(0, time), state.snapshot.endTime)
    return send(&state, .seek(state.snapshot.time))
  }

  /// Stepping and scrubbing pause a run: Space afterwards means go on.
  static func stop(_ state: inout ExplorerState) {
    if state.snapshot.state == .running { state.snapshot.state = .paused }
  }

  // MARK: - Parameters

  /// Where the pane of the parameters is not on the screen, the footer says what was chosen or changed.
  private static func announce(_ state: inout ExplorerState, _ path: String) {
    guard state.message == nil, let parameter = parameter(state, path),
      !Dashboard.layout(for: state).panes.contains(where: { $0.pane == .parameters })
    else { return }
    let value = ParametersView.text(of: parameter, in: state.scenario)
    state.message = .init(text: "\(parameter.label) \(value)", isError: false)
  }

  private static func moveCursor(_ state: inout ExplorerState, by step: Int) {
    let paths = state.parameters.map(\.path)
    guard let index = paths.firstIndex(of: state.cursor) else { return keepCursor(&state) }
    state.cursor = paths[min(max(0, index + step), paths.count - 1)]
    state.focus = .parameters
    announce(&state, state.cursor)
  }

  private static func moveGroup(_ state: inout ExplorerState, by step: Int) {
    let parameters = state.parameters
    guard let index = parameters.firstIndex(where: { $0.path == state.cursor }) else { return }
    let group = { (parameter: Parameter) in "\(parameter.group)\(parameter.lane ?? -1)" }
    let here = group(parameters[index])
    var next = index
    while parameters.indices.contains(next), group(parameters[next]) == here { next += step }
    state.cursor = parameters[min(max(0, next), parameters.count - 1)].path
    state.focus = .parameters
    announce(&state, state.cursor)
  }

  static func parameter(_ state: ExplorerState, _ path: String) -> Parameter? {
    ParameterCatalogue.parameter(at: path, in: state.scenario)
  }

  private static func change(_ state: inout ExplorerState, by presses: Double) -> [Effect] {
    changeParameter(&state, state.cursor, by: presses)
  }

  private static func changeParameter(
    _ state: inout ExplorerState, _ path: String, by presses: Double
  ) -> [Effect] {
    guard let parameter = parameter(state, path) else { return [] }
    let now = parameter.value(in: state.scenario)
    let next = parameter.moved(now, by: presses)
    guard next != now else {
      return say(&state, "\(parameter.label): this is the end of its range")
    }
    let effects = set(&state, path, next)
    announce(&state, path)
    return effects
  }

  private static func goToEnd(_ state: inout ExplorerState, upper: Bool) -> [Effect] {
    guard let parameter = parameter(state, state.cursor) else { return [] }
    switch parameter.kind {
    case .number(let number):
      let end =
        !upper
        ? number.slider.lowerBound : number.includesInfinity ? .infinity : number.slider.upperBound
      return set(&state, parameter.path, .number(parameter.clamped(end)))
    case .choice(let choice):
      return set(
        &state, parameter.path,
        .word(upper ? choice.values[choice.values.count - 1] : choice.values[0]))
    }
  }

  private static func resetValue(_ state: inout ExplorerState) -> [Effect] {
    let original = state.snapshot.original
    guard let parameter = ParameterCatalogue.parameter(at: state.cursor, in: original) else {
      return say(&state, "the scenario as loaded has no such value")
    }
    return set(&state, state.cursor, parameter.value(in: original))
  }
}
