import Foundation

@testable import Forgetting
@testable import Measured

/// Logs of the tests, written in the shapes of real tools.
enum Logs {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Logs")

  static var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  static func table(_ name: String) throws -> DataTable {
    try DataTable(try bytes(name), source: name)
  }

  static func table(text: String) throws -> DataTable {
    try DataTable(Array(text.utf8), source: "log")
  }

  /// The run of a log; `change` says what its mapping leaves open.
  static func run(
    _ table: DataTable, _ change: (inout DataMapping) throws -> Void = { _ in }
  ) throws -> MeasuredRun {
    var mapping = DataMapping()
    try change(&mapping)
    return try MeasuredRun(table, mapping)
  }

  static func run(
    text: String, _ change: (inout DataMapping) throws -> Void = { _ in }
  ) throws -> MeasuredRun {
    try run(try table(text: text), change)
  }

  /// The line that says why a text cannot be read.
  static func refusal(
    text: String, _ change: (inout DataMapping) throws -> Void = { _ in }
  ) -> String {
    do {
      _ = try run(text: text, change)
      return "read"
    } catch { return "\(error)" }
  }
}
