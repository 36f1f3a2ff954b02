/// What a key does; the reducer knows how.
enum KeyFunction: Hashable, Sendable {
  case previousParameter, nextParameter
  /// Presses, negative to the left.
  case change(Double)
  case lowest, highest
  case typeValue, resetValue
  case previousGroup, nextGroup
  case nextPane, previousPane, zoom, nextView
  case focusLane(Int)
  case allLanes
  case separation(Double)
  case playOrPause
  case step(Int)
  /// Scrubs by this share of the time axis.
  case scrub(Double)
  case faster, slower
  case restart, reset, toggleInstant, undo, redo
  case nextMethod, previousMethod, addLane, removeLane, toggleBatch
  case presets
  /// Stretches the log's points by presses.
  case stretchData(Double)
  case toggleDimension, toggleLogAxis, toggleDifference, showTheory, nextSymbols, nextPalette
  case toggleMouse, nextMassCurve
  case keepGhost, showGhosts, fork
  case snapshot, stateLine, writeScenario
  case commandLine, actions, explain, tour
  case help, close, redraw, suspend, quit
  /// While a lecture is given.
  case lecture(LectureFunction)
}

/// What the keys of a lecture do.
enum LectureFunction: Hashable, Sendable {
  /// The answer where one is hidden, else the next scene.
  case next
  case previous
  /// The first scene, and this one from its beginning.
  case start, again
  case scenes
  case blank
  /// Scrolls the notes by lines.
  case scroll(Int)
}
