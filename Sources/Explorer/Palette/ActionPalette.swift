import Cells
import Forgetting

/// The palette of all actions while it is open.
public struct ActionPalette: Equatable, Sendable {
  public var editor = LineEditor(limit: LineEditor.largestQuery)
  /// Counted among what is found.
  public var selection = 0

  init() {}
}
