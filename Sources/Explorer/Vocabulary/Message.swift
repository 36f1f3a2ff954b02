import Words

/// A line for the user, until the next key.
public struct Message: Equatable, Sendable {
  var remark: Remark
  public var isError: Bool

  public var text: String { remark.description }
}
