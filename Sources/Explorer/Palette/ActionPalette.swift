/// The palette of all actions while it is open.
public struct ActionPalette: Equatable, Sendable {
  /// The query, and where the cursor is in it.
  public var editor = LineEditor(limit: LineEditor.largestQuery)
  /// Counted among what is found.
  public var selection = 0

  init() {}
}
