import Words

/// A line for the user, until the next key.
public struct Message: Equatable, Sendable {
  var remark: Remark
  /// Whether something was refused or has failed.
  public var isError: Bool

  /// In the program's language, one line.
  public var text: String { remark.description }
}
