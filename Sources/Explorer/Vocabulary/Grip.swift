import Cells

/// What the mouse has hold of.
enum Grip: Equatable, Sendable {
  case slider(path: String, region: Region)
  /// A true mean, by the path of its parameters.
  case mean(path: String)
  case timeline(Region)
  /// A place of the map.
  case map
}
