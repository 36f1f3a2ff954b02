import Cells
import Forgetting
import Simulation

/// A lecture's part of what happens: scenes come and go, the script is left and taken up again.
enum LectureReducer {
  // MARK: - Scenes

  static func go(to scene: Int, _ state: inout ExplorerState) -> [Effect] {
    guard var lecture = state.lecture else { return [] }
    lecture.scene = scene
    lecture.departure = nil
    lecture.showsAnswer = false
    lecture.notesScroll = 0
    lecture.menu = nil
    let experiment = lecture.beginning()
    state.lecture = lecture
    return open(experiment, plays: lecture.current.plays, &state)
  }

  /// The run as it was when the script was left, and the scene's panes.
  private static func returnToScript(_ state: inout ExplorerState) -> [Effect] {
    guard let departure = state.lecture?.departure else { return [] }
    state.lecture?.departure = nil
    return takeUp(departure, &state) + state.say(.backInScript)
  }

  /// A run as it was when it was left.
  static func takeUp(
    _ departure: LectureState.Departure, _ state: inout ExplorerState
  ) -> [Effect] {
    var effects = open(departure.experiment, plays: departure.wasRunning, &state)
    state.ghosts = departure.ghosts
    if let condition = departure.pauseCondition {
      state.pending.pauseCondition = condition
      effects += state.send(.pauseWhen(condition))
    }
    return effects
  }

  private static func open(
    _ experiment: Experiment, plays: Bool, _ state: inout ExplorerState
  ) -> [Effect] {
    let effects = state.open(experiment, plays: plays)
    state.ghosts = []
    state.overlay = nil
    state.entry = nil
    state.message = nil
    state.isMassLogarithmic = false
    state.isPlaceLogarithmic = false
    state.showScene()
    let sent = state.sentCommands
    state.lecture?.firstCommand = sent
    return effects
  }

  // MARK: - Keys

  /// Keys that mean something else while the screen is blank, the list of scenes is open, or the
  /// script has been left; nil: the key has its usual meaning.
  static func intercept(_ state: inout ExplorerState, _ key: Key) -> [Effect]? {
    guard let lecture = state.lecture else { return nil }
    let function = KeysInForce.function(of: key, in: state)
    if lecture.isBlank {
      state.lecture?.isBlank = false
      switch function {
      case .quit, .suspend, .redraw, .lecture(.next), .lecture(.previous), .lecture(.scenes):
        return nil
      default:
        guard lecture.resumesAfterBlank, state.now.state != .running else { return [] }
        return state.playOrPause()
      }
    }
    guard state.overlay == nil, state.entry == nil else { return nil }
    if let selection = lecture.menu { return choose(&state, key, selection) }
    if state.arrowsStep {
      switch key {
      case .right, .down: return perform(&state, .next)
      case .left, .up: return perform(&state, .previous)
      default: break
      }
    }
    switch function {
    case .close where lecture.hasLeftScript: return returnToScript(&state)
    case .close where SurveyReducer.canCancel(state): return nil
    case .close:
      state.focusedLane = nil
      state.isSolo = false
      state.message = nil
      state.showScene()
      state.keepCursor()
      return []
    case .nextView:
      // The scene's own panes are one more view.
      if lecture.showsScene {
        state.lecture?.showsScene = false
        state.isZoomed = false
        state.view = .dashboard
        return []
      }
      guard state.view == state.availableViews.last else { return nil }
      state.showScene()
      return []
    default: return nil
    }
  }

  static func perform(_ state: inout ExplorerState, _ function: LectureFunction) -> [Effect] {
    guard let lecture = state.lecture else { return [] }
    switch function {
    case .next:
      if lecture.awaitsAnswer {
        state.lecture?.showsAnswer = true
        // Where the notes do not fit, the answer is at their end.
        scroll(&state, to: .max)
        let plays = lecture.current.question?.plays == true && state.now.state != .running
        return plays ? state.playOrPause() : []
      }
      guard !lecture.isLast else {
        return state.say(lecture.isHosted ? .lastSceneOfTour : .lastScene)
      }
      return go(to: lecture.scene + 1, &state)
    case .previous:
      guard lecture.scene > 0 else {
        return state.say(.firstScene)
      }
      return go(to: lecture.scene - 1, &state)
    case .start: return go(to: 0, &state)
    case .again: return go(to: lecture.scene, &state)
    case .scenes: state.lecture?.menu = lecture.scene
    case .blank:
      let isRunning = state.now.state == .running
      state.lecture?.isBlank = true
      state.lecture?.resumesAfterBlank = isRunning
      return isRunning ? state.playOrPause() : []
    case .scroll(let lines):
      scroll(&state, to: lecture.notesScroll + lines)
    }
    return []
  }

  private static func scroll(_ state: inout ExplorerState, to line: Int) {
    let last = NotesText.lastScroll(state, in: state.layout.notes)
    state.lecture?.notesScroll = min(max(0, line), last)
  }

  private static func choose(
    _ state: inout ExplorerState, _ key: Key, _ selection: Int
  ) -> [Effect] {
    let count = state.lecture?.lecture.scenes.count ?? 0
    state.message = nil
    let typed = state.lecture?.typedScene ?? 0
    state.lecture?.typedScene = nil
    switch key {
    case .control("c"): return [.quit]
    case .control("z"): return [.suspend]
    case .control("l"): return [.redraw]
    case .escape, .character("q"), .character("S"): state.lecture?.menu = nil
    case .down, .character("j"), .pageDown: state.lecture?.menu = min(selection + 1, count - 1)
    case .up, .character("k"), .pageUp: state.lecture?.menu = max(0, selection - 1)
    case .home: state.lecture?.menu = 0
    case .end: state.lecture?.menu = count - 1
    case .enter: return go(to: selection, &state)
    case .character(let digit):
      // "1" may be the beginning of "12": then Enter or another digit says which.
      guard let value = digit.wholeNumberValue else { break }
      let number = [10 * typed + value, value].first { (1...count).contains($0) }
      guard let number else { break }
      if 10 * number > count { return go(to: number - 1, &state) }
      state.lecture?.menu = number - 1
      state.lecture?.typedScene = number
    default: break
    }
    return []
  }

  // MARK: - What follows

  /// Notes where the script was left, and goes on where the scene's time has come.
  ///
  /// - Parameters:
  ///   - before: the state before the action; nil without a lecture.
  ///   - effects: what the action has brought about.
  static func follow(
    _ state: inout ExplorerState, _ action: ExplorerAction, from before: ExplorerState?,
    _ effects: [Effect]
  ) -> [Effect] {
    guard let before, let lecture = state.lecture else { return [] }
    if !lecture.hasLeftScript, effects.contains(where: leavesScript) {
      state.lecture?.departure = departure(from: before, lecture)
    }
    guard case .snapshotArrived = action, isDue(state) else { return [] }
    return go(to: lecture.scene + 1, &state)
  }

  /// Leaves the script by a command that would not tell: another experiment is opened.
  static func leave(_ state: inout ExplorerState) {
    guard let lecture = state.lecture, !lecture.hasLeftScript else { return }
    let departure = departure(from: state, lecture)
    state.lecture?.departure = departure
  }

  private static func departure(
    from state: ExplorerState, _ lecture: LectureState
  ) -> LectureState.Departure {
    let isNew = state.snapshot.commandCount < lecture.firstCommand
    var script = lecture
    return LectureState.Departure(
      isNew ? script.beginning() : state.snapshot.experiment, state)
  }

  /// Running, pausing and the speed are the lecturer's; everything else is not in the script.
  private static func leavesScript(_ effect: Effect) -> Bool {
    guard case .simulate(let command) = effect else { return false }
    switch command {
    case .play, .pause, .pauseWhen, .open, .clearGhost, .set("clock.speed", _): return false
    default: return true
    }
  }

  /// Whether the next scene comes by itself now: not while somebody is busy with something else.
  private static func isDue(_ state: ExplorerState) -> Bool {
    guard let lecture = state.lecture, !lecture.isLast, !lecture.hasLeftScript, !lecture.isBlank,
      !lecture.awaitsAnswer, lecture.menu == nil, state.overlay == nil, state.entry == nil,
      state.isAnswered, state.snapshot.commandCount >= lecture.firstCommand
    else { return false }
    switch lecture.current.ending {
    case .key: return false
    case .time(let time): return state.now.time >= time - 1e-9
    case .condition(let condition): return condition.holds(in: state.snapshot)
    }
  }
}

extension LectureState.Departure {
  /// The run as it is on the screen, with its experiment.
  init(_ experiment: Experiment, _ state: ExplorerState) {
    self.init(
      experiment: experiment, wasRunning: state.now.state == .running, ghosts: state.ghosts,
      pauseCondition: state.now.pauseCondition)
  }
}

extension LectureState {
  /// Seconds go by.
  mutating func clockMoved(to now: Double) {
    if let clock { spent[scene] += max(0, now - clock) }
    clock = now
  }
}
