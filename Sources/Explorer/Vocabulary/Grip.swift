import Cells

/// What the mouse has hold of.
enum Grip: Equatable, Sendable {
  /// A stage's end on the timeline.
  struct StageEnd: Equatable, Sendable {
    /// Of its parameter.
    var path: String
    var bar: Region
    /// The flow time at the bar's end when it was taken.
    var horizon: Double
    /// Let go where it was taken it is an instant like any other.
    var hasMoved = false
  }

  case slider(path: String, region: Region)
  /// A true mean, by the path of its parameters.
  case mean(path: String)
  case timeline(Region)
  case stageEnd(StageEnd)
  /// A place of the map.
  case map
}
