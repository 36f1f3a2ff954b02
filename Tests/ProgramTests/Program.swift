import Foundation
import Testing

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
  ///
  /// - Parameter folder: where it is started; nil: here.
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    in folder: String? = nil
  ) throws -> Program {
    let process = Process()
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
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
    send(input, to: stdin.fileHandleForWriting.fileDescriptor)
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

  /// What `snapshot` writes to its standard output.
  static func snapshot(_ arguments: [String]) throws -> String {
    let program = try run(["snapshot"] + arguments)
    #expect(program.code == 0, "\(program.errors)")
    return program.output
  }

  /// Writes to a program that may have ended without reading, which must not end the tests.
  static func send(_ text: String, to descriptor: Int32) {
    // Ignored altogether, the signal would be ignored in whatever the tests start, shells included: it is
    // held back in this thread, and taken away if it came.
    var broken = sigset_t()
    sigemptyset(&broken)
    sigaddset(&broken, SIGPIPE)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &broken, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        var pending = sigset_t()
        sigpending(&pending)
        var signal: Int32 = 0
        if sigismember(&pending, SIGPIPE) == 1 { sigwait(&broken, &signal) }
        return
      }
      rest = rest.dropFirst(count)
    }
  }
}
