/// What the interface remembers of a lecturer that is followed.
public struct AudienceState: Equatable, Sendable {
  /// What the lecturer shows.
  public internal(set) var shown: ShownView
  /// Whether the screen has left it, by a key.
  var hasOwnView = false
  /// Whether the lecturer is gone; the last picture stays.
  public internal(set) var isGone = false

  init(_ shown: ShownView = ShownView()) { self.shown = shown }
}
