/// A line for the user, until the next key.
public struct Message: Equatable, Sendable {
  public var text: String
  public var isError: Bool
}
