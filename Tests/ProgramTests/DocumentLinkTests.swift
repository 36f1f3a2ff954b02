import Foundation
import Testing

/// Every link in README and docs leads to something that `make install` puts in place with them.
@Suite struct DocumentLinkTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  @Test func linksLeadToWhatIsInstalled() throws {
    let docs = try #require(FileManager.default.subpaths(atPath: Self.root + "/docs"))
    let files = ["README.md", "CHANGELOG.md", "LICENSE"] + docs.map { "docs/" + $0 }
    #expect(DocumentLinks.dead(in: Self.root, among: files) == [])
  }

  /// The test sees what it should.
  @Test func linksAreFound() {
    let text = "a [b](c.md), `[d](e.md)` and ![f](../g.svg)\n```sh\n[h](i.md)\n```\n[j](#k)"
    #expect(DocumentLinks.links(in: text) == ["c.md", "../g.svg", "#k"])
    let folder = NSTemporaryDirectory() + "forgetscope-links-\(UUID().uuidString)"
    let files = FileManager.default
    defer { try? files.removeItem(atPath: folder) }
    #expect(throws: Never.self) {
      try files.createDirectory(atPath: folder + "/docs", withIntermediateDirectories: true)
      try "# One, two\n[a](#one-two) [b](#two) [c](../x.md#y) [d](z.svg)"
        .write(toFile: folder + "/docs/a.md", atomically: true, encoding: .utf8)
      try "## Y".write(toFile: folder + "/x.md", atomically: true, encoding: .utf8)
    }
    #expect(
      DocumentLinks.dead(in: folder, among: ["docs/a.md", "x.md"])
        == ["docs/a.md: #two", "docs/a.md: z.svg"])
  }
}
