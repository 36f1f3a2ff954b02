import Words

/// Bad input, in one line: what, the value, what is allowed.
///
/// The field is the path of the scenario file (`target.old.deviation`, `lanes.1.replay`). Who reads
/// a file adds its line, who reads the command line its option.
public struct ParameterError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The field by its path, the value as it was given, and what could stand there.
  public var field: String
  public var value: String
  public var allowed: Allowed

  public init(field: String, value: String, allowed: Allowed) {
    self.field = field
    self.value = value
    self.allowed = allowed
  }

  /// Whether the field is none, whatever it was to be.
  public var blamesPath: Bool { value == "\(Given.thisPath)" }

  /// The same as something that can be said.
  public var remark: Remark { .refused(field: field, value: value, allowed) }

  /// The same, of an experiment that somebody else runs.
  public var shareProblem: ShareProblem { .refused(field: field, value: value, allowed) }

  public var description: String { remark.description }
}
