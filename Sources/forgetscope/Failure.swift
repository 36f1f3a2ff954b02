import Host
import Words

/// How a verb ends when it cannot do what was asked: one line and an exit code.
struct Failure: Error {
  /// Empty: what there was to say has been said.
  var line: String
  var code: Int32

  /// A check failed.
  static func check(_ line: String = "") -> Failure { Failure(line: line, code: 1) }
  /// A check failed, and why.
  static func check(_ complaint: Complaint) -> Failure { .check(complaint.description) }
  /// Bad use or bad input.
  static func usage(_ line: String) -> Failure { Failure(line: line, code: 2) }
  /// The same in the program's own words.
  static func usage(_ complaint: Complaint) -> Failure { .usage(complaint.description) }
  /// An option whose value is not allowed.
  static func refused(_ option: String, _ value: Any, _ allowed: Allowed) -> Failure {
    .usage(.refused(option: option, value: "\(value)", allowed))
  }
  /// A file could not be read or written.
  static func file(_ line: String) -> Failure { Failure(line: line, code: 74) }
  /// A file could not be written; where whoever read has read enough, that is no failure.
  static func writing(_ error: FileError) -> Failure {
    error.problem == .nobodyReads ? Failure(line: "", code: 0) : .file(error.description)
  }
}
