import Cells
import Forgetting
import Simulation
import Words

/// The one switch: what happened goes in, the state changes, and what should be done comes out.
enum ExplorerReducer {
  static func reduce(_ state: inout ExplorerState, _ action: ExplorerAction) -> [Effect] {
    state.layout = ScreenLayout.layout(for: state)
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
        state.message = .init(remark: why, isError: false)
        return []
      }
      // What has arrived counts all the same.
      effects.removeAll { before.permissions.refusal(of: $0) != nil }
      state.sentCommands = before.sentCommands
      state.pending = before.pending
    }
    effects = HoldReducer.hold(&state, effects)
    AudienceReducer.noteOwnView(&state, action)
    effects += LectureReducer.follow(&state, action, from: before, effects)
    return effects + MapReducer.follow(&state) + SurveyReducer.follow(&state)
      + DataReducer.follow(&state)
  }

  private static func react(_ state: inout ExplorerState, _ action: ExplorerAction) -> [Effect] {
    switch action {
    case .terminalResized(let rows, let columns):
      state.rows = rows
      state.columns = columns
      if case .stateLine = state.overlay { return [.writeStateLine] }
      return []
    case .resumed(let rows, let columns):
      state.rows = rows
      state.columns = columns
      return HoldReducer.goOn(&state)
    case .suspendAsked: return [.suspend]
    case .displayApplied(let display):
      state.display = display
      return []
    case .hintEnded:
      state.namesSymbols = false
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
    case .reported(let remark, let isError):
      report(&state, remark, isError)
      return []
    case .pictureTaken:
      state.message = .init(remark: .figureBegun, isError: false)
      return HoldReducer.goOn(&state)
    case .pictureMade(let remark, let isError):
      report(&state, remark, isError)
      return HoldReducer.goOn(&state)
    case .lectureOpened(let lecture): return TourReducer.opened(lecture, &state)
    case .dataArrived(let data): return DataReducer.arrived(&state, data)
    case .clockMoved(let now):
      state.lecture?.clockMoved(to: now)
      return []
    case .playAsked: return state.now.state == .running ? [] : state.playOrPause()
    case .openingAsked(let opening): return PresetReducer.open(&state, opening)
    case .pauseAsked(let condition):
      state.pending.pauseCondition = condition
      return state.send(.pauseWhen(condition))
    case .keyPressed(let key):
      return keyPressed(&state, key)
    case .lecturerShows(let shown): AudienceReducer.follow(shown, &state)
    case .lecturerLeft: AudienceReducer.lecturerLeft(&state)
    case .lecturerCame: AudienceReducer.lecturerCame(&state)
    case .forked: AudienceReducer.fork(&state)
    }
    return []
  }

  private static func snapshotArrived(
    _ state: inout ExplorerState, _ snapshot: Snapshot
  ) -> [Effect] {
    let hadMetCondition = state.snapshot.hasMetCondition
    let before = state.now
    let isOtherRun = state.audience != nil && state.snapshot.scenario != snapshot.scenario
    let deeds = state.take(snapshot)
    if isOtherRun { AudienceReducer.runChanged(&state) }
    if let refusal = snapshot.refusal, refusal.command > state.seenRefusal {
      state.seenRefusal = refusal.command
      state.message = .init(remark: refusal.error.remark, isError: true)
    }
    if let condition = snapshot.pauseCondition, snapshot.hasMetCondition, !hadMetCondition {
      _ = state.say(.paused("\(condition)"))
    }
    ApproachReducer.tell(&state, before)
    if let lane = state.focusedLane, lane >= state.scenario.lanes.count {
      state.focusedLane = nil
      state.isSolo = false
    }
    state.keepCursor()
    return deeds
  }

  private static func report(_ state: inout ExplorerState, _ remark: Remark, _ isError: Bool) {
    if isError, let line = state.lineAtWork, state.overlay == nil {
      CommandReducer.reopen(&state, line, remark.description)
    } else {
      state.message = .init(remark: remark, isError: isError)
    }
    state.lineAtWork = nil
  }

  static func keyPressed(_ state: inout ExplorerState, _ key: Key) -> [Effect] {
    state.lineAtWork = nil
    if let effects = ApproachReducer.intercept(&state, key) { return effects }
    if let effects = DataReducer.intercept(&state, key) { return effects }
    if GuessReducer.intercept(&state, key) { return [] }
    if let effects = LectureReducer.intercept(&state, key) { return effects }
    if let effects = AudienceReducer.intercept(&state, key) { return effects }
    if case .mouse(let mouse) = key { return MouseReducer.reduce(&state, mouse, press: keyPressed) }
    state.grip = nil
    if state.size.isTooSmall, state.overlay != nil {
      // What cannot be seen must not hold keys; the command line is drawn everywhere.
      if case .command = state.overlay {} else { state.overlay = nil }
    }
    if state.entry != nil { return EntryReducer.reduce(&state, key, press: keyPressed) }
    state.message = nil
    if state.overlay != nil { return OverlayReducer.reduce(&state, key, press: keyPressed) }
    guard let function = KeysInForce.function(of: key, in: state) else {
      if case .paste = key { return [] }
      if case .character(let character) = key, character.isLetter || character.isSymbol {
        state.message = .init(
          remark: .nothingOnKey("\(character)"), isError: false)
      }
      return []
    }
    return FunctionReducer.perform(&state, function)
  }
}
