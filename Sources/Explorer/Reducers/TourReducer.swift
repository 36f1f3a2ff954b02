import Simulation

/// A lecture inside the explorer: the run that was there waits until it is over.
enum TourReducer {
  /// The tour, as `lecture` calls it.
  private static let id = "tour"

  /// Begins the tour, or ends it.
  static func toggle(_ state: inout ExplorerState) -> [Effect] {
    guard let lecture = state.lecture else { return [.openLecture(id)] }
    guard let host = lecture.host else { return state.say(.noTour) }
    state.lecture = nil
    let effects = LectureReducer.takeUp(host.run, &state)
    state.show(host.shown)
    state.cursor = host.cursor
    state.keepCursor()
    return effects + state.say(.tourOver)
  }

  /// A lecture is there.
  static func opened(_ lecture: Lecture, _ state: inout ExplorerState) -> [Effect] {
    guard state.lecture == nil, state.audience == nil else { return [] }
    var given = LectureState(lecture)
    given.host = LectureState.Host(
      run: LectureState.Departure(state.snapshot.experiment, state), shown: state.shownView,
      cursor: state.cursor)
    state.lecture = given
    return LectureReducer.go(to: 0, &state)
  }
}
