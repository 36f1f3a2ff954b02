/// How a verb ends when it cannot do what was asked: one line and an exit code.
struct Failure: Error {
  /// Empty: what there was to say has been said.
  var line: String
  var code: Int32

  /// A check failed.
  static func check(_ line: String = "") -> Failure { Failure(line: line, code: 1) }
  /// Bad use or bad input.
  static func usage(_ line: String) -> Failure { Failure(line: line, code: 2) }
  /// A file could not be read or written.
  static func file(_ line: String) -> Failure { Failure(line: line, code: 74) }
}
