import Cells

/// What the mouse has hold of.
enum Grip: Equatable, Sendable {
  case slider(path: String, region: Region)
  /// A true mean, by the path of its parameters.
  case mean(path: String)
  case timeline(Region)
  /// A stage's end on the timeline, by the path of its parameter: let go where it was taken it is an instant like
  /// any other.
  case stageEnd(path: String, Region, hasMoved: Bool)
  /// A place of the map.
  case map
}
