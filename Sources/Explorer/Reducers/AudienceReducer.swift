import Cells

/// Following a lecturer: the screen shows what the lecturer shows until a key takes it elsewhere.
enum AudienceReducer {
  /// The lecturer shows something else.
  static func follow(_ shown: ShownView, _ state: inout ExplorerState) {
    guard var audience = state.audience else { return }
    let hasMoved = shown.cursor != audience.shown.cursor
    // What was said of another scene is over; who looks elsewhere is told so until a key.
    if shown.title != audience.shown.title, !audience.hasOwnView { state.message = nil }
    audience.shown = shown
    state.audience = audience
    guard !audience.hasOwnView else { return }
    let cursor = state.cursor
    state.show(shown)
    // Who reads other parameters is not called back.
    if !hasMoved {
      state.cursor = cursor
      state.keepCursor()
    }
  }

  /// Another run has come: what is shown may be of this one.
  static func runChanged(_ state: inout ExplorerState) {
    guard let audience = state.audience, !audience.hasOwnView else { return }
    state.show(audience.shown)
  }

  static func lecturerLeft(_ state: inout ExplorerState) {
    state.audience?.isGone = true
    state.message = nil
  }

  /// The same one or another; who looked elsewhere goes on doing so.
  static func lecturerCame(_ state: inout ExplorerState) {
    state.audience?.isGone = false
    state.message = nil
  }

  /// Keys that mean something else while somebody is followed; nil: the key has its usual meaning.
  static func intercept(_ state: inout ExplorerState, _ key: Key) -> [Effect]? {
    guard let audience = state.audience, state.overlay == nil, state.entry == nil else {
      return nil
    }
    switch key {
    case .character("f"): return [.forkWatched]
    case _
    where audience.shown.scene != nil && !audience.hasOwnView
      && KeysInForce.function(of: key, in: state) == .nextView:
      // Behind the scene come the explorer's own views, from the first one on.
      state.audience?.hasOwnView = true
      state.isZoomed = false
      state.view = .dashboard
      state.message = .init(remark: .ownView, isError: false)
      return []
    case .escape where audience.hasOwnView && !SurveyReducer.canCancel(state):
      state.audience?.hasOwnView = false
      state.show(audience.shown)
      state.message = .init(remark: .viewOfLecturer, isError: false)
      return []
    default: return nil
    }
  }

  /// Notes that a key has taken the screen elsewhere.
  static func noteOwnView(_ state: inout ExplorerState, _ action: ExplorerAction) {
    guard case .keyPressed = action, var audience = state.audience, !audience.hasOwnView,
      state.overlay == nil
    else { return }
    var now = state.shownView
    now.title = audience.shown.title
    now.scene = audience.shown.scene
    now.cursor = audience.shown.cursor
    // A lane that is gone here is not focused.
    var shown = audience.shown
    if let lane = shown.focusedLane, !state.snapshot.lanes.indices.contains(lane) {
      shown.focusedLane = nil
      shown.isSolo = false
    }
    guard now != shown else { return }
    audience.hasOwnView = true
    state.audience = audience
    if state.message == nil {
      state.message = .init(
        remark: .ownView, isError: false)
    }
  }

  /// The watched run becomes the explorer's own.
  static func fork(_ state: inout ExplorerState) {
    state.audience = nil
    state.permissions.isAudience = false
    state.sentCommands = 0
    state.seenRefusal = 0
    state.pending = Pending()
    state.message = .init(
      remark: .forked, isError: false)
  }
}
