/// What the interface remembers of a lecturer that is followed.
public struct AudienceState: Equatable, Sendable {
  /// What the lecturer shows.
  public internal(set) var shown: ShownView
  /// Whether the screen has left it, by a key.
  public internal(set) var hasOwnView = false
  /// Whether the lecturer is gone; the last picture stays.
  public internal(set) var isGone = false

  public init(_ shown: ShownView = ShownView()) { self.shown = shown }
}
