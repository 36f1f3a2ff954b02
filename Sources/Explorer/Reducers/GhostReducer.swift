import Cells
import Forgetting
import Simulation

/// Keeping curves, branching a run, and the list of ghosts.
enum GhostReducer {
  /// Keeps the curves that are on the screen, those beyond the instant shown too.
  ///
  /// - Parameter name: empty: what was changed.
  static func keep(_ state: inout ExplorerState, name: String = "") -> [Effect] {
    guard state.now.endTime > 0 else {
      return state.say(.nothingToKeep)
    }
    let ghost = add(&state, name: name)
    return state.say(.kept(summary: GhostText.summary(ghost)))
  }

  @discardableResult
  private static func add(_ state: inout ExplorerState, name: String) -> KeptGhost {
    if state.ghosts.count >= KeptGhost.largestCount { state.ghosts.removeFirst() }
    let used = Set(state.ghosts.map(\.letter))
    let letter = KeptGhost.letters.first { !used.contains($0) } ?? "a"
    let snapshot = state.snapshot
    let ghost = KeptGhost(
      letter: letter, name: name.isEmpty ? change(state) : String(name.prefix(40)),
      experiment: snapshot.experiment, series: snapshot.series,
      lanes: snapshot.lanes.map(\.name))
    state.ghosts.append(ghost)
    return ghost
  }

  /// What tells this run from the scenario as loaded, in a few words.
  private static func change(_ state: ExplorerState) -> String {
    let snapshot = state.snapshot
    var words: [String] = []
    for parameter in ParameterOrder.parameters(of: snapshot.scenario, lane: nil)
    where !ParameterCatalogue.presentation.contains(parameter.path) {
      let value = parameter.value(in: snapshot.scenario)
      let original = ParameterCatalogue.parameter(at: parameter.path, in: snapshot.original)?
        .value(in: snapshot.original)
      guard value != original else { continue }
      let mark = parameter.lane.map { "\(Glyphs.laneMark($0)) " } ?? ""
      words.append("\(mark)\(parameter.label) \(ParameterText.text(value, digits: 3))")
      if words.count == 2 { break }
    }
    return words.isEmpty ? "as loaded" : words.joined(separator: ", ")
  }

  /// The run branches at the instant shown: what came after it, or everything up to now, stays as a
  /// ghost, and the run goes on from here.
  static func fork(_ state: inout ExplorerState) -> [Effect] {
    guard state.now.endTime > 0 else {
      return state.say(.nothingToBranch)
    }
    let time = NumberText.fixed(state.now.time, digits: 2)
    let wasInPast = state.now.isInPast
    let ghost = add(&state, name: wasInPast ? "before the fork at t \(time)" : "up to t \(time)")
    guard wasInPast else {
      return state.say(
        .branchedHere(ghost: String(ghost.letter)))
    }
    state.pending.endTime = state.now.time
    return state.say(.branched(time: time, ghost: String(ghost.letter)))
      + state.send(.fork)
  }

  // MARK: - The list

  static func reduce(_ state: inout ExplorerState, _ selection: Int, _ key: Key) -> [Effect] {
    var selection = selection
    switch key {
    case .escape, .character("q"), .character("O"):
      state.overlay = nil
      return []
    case .up, .character("k"): selection -= 1
    case .down, .character("j"): selection += 1
    case .character("x"), .delete, .backspace:
      if state.ghosts.indices.contains(selection) { state.ghosts.remove(at: selection) }
    case .enter:
      guard let ghost = state.ghosts[safe: selection] else { break }
      return open(&state, ghost)
    default: break
    }
    state.overlay = .ghosts(selection: min(max(0, selection), max(0, state.ghosts.count - 1)))
    return []
  }

  /// The ghost's experiment becomes the run.
  private static func open(_ state: inout ExplorerState, _ ghost: KeptGhost) -> [Effect] {
    state.overlay = nil
    LectureReducer.leave(&state)
    let effects = state.open(ghost.experiment, plays: false)
    state.keepCursor()
    return state.say(.ghostRuns(String(ghost.letter))) + effects
  }
}
