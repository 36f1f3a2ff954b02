import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// The built program, run from outside without a terminal.
struct Program {
  var code: Int32
  var output: String
  var errors: String

  /// The binary under test: FORGETSCOPE_BINARY, or the one that was built with the tests.
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["FORGETSCOPE_BINARY"] { return path }
    // The tests lie beside the products.
    return URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("forgetscope").path
  }()

  /// Whether a program can be run by its name.
  static func isInPath(_ name: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
    }
  }

  /// Folders of the test's own, so that nobody's sessions and settings take part.
  static let folders: [String: String] = {
    let folder = NSTemporaryDirectory() + "forgetscope-tests-\(getpid())"
    return [
      "XDG_STATE_HOME": folder + "/state", "XDG_CONFIG_HOME": folder + "/config",
    ]
  }()

  /// Runs it to its end.
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Program {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(folders) { $1 }
      .merging(environment) { $1 }
    let stdin = Pipe()
    let stdout = Pipe()
    let stderr = Pipe()
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    stdin.fileHandleForWriting.write(Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let output = stdout.fileHandleForReading.readDataToEndOfFile()
    let errors = stderr.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let code =
      process.terminationReason == .exit
      ? process.terminationStatus : 128 + process.terminationStatus
    return Program(
      code: code, output: String(decoding: output, as: UTF8.self),
      errors: String(decoding: errors, as: UTF8.self))
  }
}
