import Foundation
import Testing

@testable import Explorer
@testable import Forgetting

/// What is added has its row in the documents that list its kind (docs/contributing.md).
@Suite struct DocumentedEntryTests {
  private static func missing(_ names: [String], in document: String) throws -> [String] {
    let folder = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: folder.appendingPathComponent("docs/\(document)"), encoding: .utf8)
    return names.filter { !text.contains("`\($0)`") }
  }

  @Test func columnsOfRun() throws {
    let names = MeasureCatalogue.columns(dimension: 2).map(\.id)
    #expect(try Self.missing(names, in: "command-line.md") == [])
    #expect(try Self.missing(["nothing"], in: "command-line.md") == ["nothing"])
  }

  @Test func methods() throws {
    #expect(try Self.missing(MethodCatalogue.descriptions.map(\.key), in: "scenario.md") == [])
  }

  @Test func views() throws {
    #expect(try Self.missing(ScreenView.allCases.map(\.name), in: "snapshots.md") == [])
  }
}
