/// What turns a gradient into a step, with what it remembers: part of a lane's state.
public struct OptimiserMemory: Hashable, Sendable {
  /// The running mean of gradients: the velocity of momentum, Adam's first moment.
  var first = Coordinates(repeating: 0)
  /// Adam's running mean of squares.
  var second = Coordinates(repeating: 0)
  /// Both for more components than `Coordinates` has room for; empty until they are used.
  var wide: [WideCoordinates] = []
  /// Steps taken, for Adam's correction of the start.
  var count = 0

  public init() {}
}
