extension English {
  static func words(for remark: Remark) -> String {
    switch remark {
    case .refused(let field, let value, let allowed):
      "\(field): \(refusal(of: value, allowed))"
    case .runOfLecturer: "the run is the lecturer's; f forks it into one of your own"
    case .kioskWritesNothing: "not in a kiosk: nothing is written here; y shows the state line"
    case .kioskStays: "not in a kiosk; q ends it"
    case .nobodyWatched: "nobody is watched"

    case .normalised(let totals): oddTotals(totals) + "; each counts as its share of that"

    case .noLog: "no log beside the run: data FILE shows one"
    case .changedLog(let file): "\(file) is not what it was when this was written"
    case .reading(let file): "reading \(file) …; Esc gives it up"
    case .readingGivenUp(let file): "\(file) is not read"
    case .nothingToUndo: "nothing to undo"
    case .nothingToRedo: "nothing to redo"
    case .instantOff: "instant off: edits act from now on"
    case .instantOn: "instant: every edit recomputes the run; the curve before stays as a ghost"
    case .instantAwaitsRun:
      "instant: run first (Space); then every edit recomputes the run up to now"
    case .startAwaitsRestart: "the start changes at the next restart: r"
    case .onTheWay(let percent): "on the way to the instant: \(percent) %; any key stops it"
    case .stoppedOnTheWay: "stopped on the way; Space goes on from here"
    case .paused(let condition): "paused: \(condition); Space goes on"
    case .pauses(let condition): "pauses when \(condition)"
    case .pauseHoldsAlready(let condition):
      "\(condition) holds already: pauses when it begins to hold again"
    case .pausesAtUntil: "pauses at until alone"

    case .nothingOnKey(let key): "\(key) does nothing here; ? shows the keys"
    case .symbolsOnly(let symbols): "this terminal shows \(symbols) only"
    case .symbols(let symbols): "symbols: \(symbols)"
    case .palette(let palette): "palette: \(palette)"
    case .onlyInThePlane: "q − p is drawn in the plane: d goes there"
    case .mouse(let isOn):
      isOn ? "mouse on: drag sliders, means and time" : "mouse off: the terminal selects text"

    case .firstScene: "this is the first scene"
    case .lastScene: "this is the last scene; S lists them, q quits"
    case .backInScript: "back in the script"
    case .lastSceneOfTour: "this is the last scene; T goes back to your run"
    case .tourOver: "the tour is over: this is your run again"
    case .noTour: "no tour in a lecture; forgetscope alone has it"
    case .viewOfLecturer: "the lecturer's view again"
    case .ownView: "a view of your own; Esc shows the lecturer's again"
    case .forked: "forked: from here the run is yours; Space goes on"

    case .nothingToKeep: "no curves to keep yet: Space runs"
    case .kept(let summary): "kept: " + summary
    case .nothingToBranch: "nothing to branch from yet: Space runs"
    case .branchedHere(let ghost):
      "the run up to here is ghost \(ghost); change something, Space goes on"
    case .branched(let time, let ghost):
      "branched at t \(time): the future that was there is ghost \(ghost)"
    case .ghostRuns(let ghost): "ghost \(ghost) is the run now"
    case .ghostGone(let ghost): "ghost \(ghost) is gone"
    case .ghostsGone: "no ghosts"

    case .lanes(let count, let isFull):
      (count == 1 ? "there is 1 lane" : "there are \(count) lanes") + (isFull ? "" : "; a adds one")
    case .lane(let mark, let nickname, let note): "\(mark) \(nickname): \(note)"
    case .method(let mark, let name, let nickname, let about):
      "\(mark) \(name) (\(nickname)): \(about)"
    case .mostLanes: "eight lanes are the most"
    case .oneLaneStays: words(for: Allowed.oneLaneStays)
    case .laneToRemove(let count): "focus the lane to remove first: 1–\(count)"
    case .exactAgain(let mark):
      behind(mark) + "exact integrals again: the limit of infinite samples"
    case .batches(let mark, let size):
      behind(mark) + "batches of \(size.map { "\($0) " } ?? "")samples a step; "
        + "b again: exact integrals"

    case .value(let label, let value): "\(label) \(value)"
    case .changes(let changes):
      changes.map { "\($0.label) \($0.from.map { "\($0) → " } ?? "")\($0.to)" }
        .joined(separator: "; ")
    case .endOfRange(let label): "\(label): this is the end of its range"
    case .unknownAtStart: "the scenario as loaded has no such value"
    case .choices(let words): "← and → choose: \(words)"
    case .idle(let label, let path): "\(label) changes nothing now; :set \(path)=… sets it"

    case .figureBegun: "the figure is being made …"
    case .figureWritten(let path): "\(path); forgetscope explore opens it"
    case .noFigure(let problem): "no snapshot: \(problem)"
    case .scenarioWritten(let path): "wrote \(path); forgetscope \(path) opens it"
    case .nothingWritten: "without a terminal only files that are named are written"
    case .notForked(let problem): "cannot be forked: \(problem)"
    case .sessionNotSaved(let problem): "the session is not saved: \(problem)"
    case .sessionDamaged(let name, let line):
      "session \(name): line \(line) is damaged; it and what follows are left, and a new session goes on"
    case .sessionPassedOver(let name, let taken):
      "session \(name) cannot be read; this is \(taken)"
    case .noPlaceForSession:
      "the session is not saved: neither XDG_STATE_HOME nor HOME says where"
    case .recordingStopped(let problem): "the recording has stopped: \(problem)"
    case .endsUnused(let seconds):
      "no key for long: this ends in \(seconds) s; any key keeps it"

    case .runsMissing(let count, let all):
      "\(count) of \(all) runs are missing; the same command as before goes on"

    case .told(let text): text
    }
  }

  /// "tasks: the masses add up to 2"; several of them shorter, "tasks add up to 2, start.components to 10".
  private static func oddTotals(_ totals: [Remark.OddTotal]) -> String {
    guard totals.count > 1 else {
      return totals.map {
        "\($0.field): the \($0.areMasses ? "masses" : "weights") add up to \($0.total)"
      }.joined()
    }
    return totals.enumerated().map { index, total in
      "\(total.field) \(index == 0 ? "add up to" : "to") \(total.total)"
    }.joined(separator: ", ")
  }

  private static func behind(_ mark: String?) -> String { mark.map { "\($0) " } ?? "" }
}
