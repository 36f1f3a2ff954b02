import Foundation
import Testing

/// The pictures of every view, which `make pictures` draws into docs/figures/views.
@Suite struct PictureTests {
  private static let folder = GoldenFigure.folder.path + "/views"

  /// Each view that `snapshot` has stands there at three sizes, dark and light, and on the page.
  @Test func everyViewHasItsPictures() throws {
    let help = try Program.run(["snapshot", "--help"]).output
    let words = help.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    let start = try #require(words.range(of: "(values: dashboard"))
    let values = words[start.lowerBound...].dropFirst("(values: ".count).prefix { $0 != ")" }
    let views = values.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(views.count > 10)
    let page = try String(contentsOfFile: Self.folder + "/README.md", encoding: .utf8)
    for view in views {
      for size in ["80x24", "120x40", "200x50"] {
        for palette in ["default", "light"] {
          let name = "\(view)-\(size)-\(palette).svg"
          #expect(FileManager.default.fileExists(atPath: Self.folder + "/" + name), "\(name)")
          #expect(page.contains("<img src=\"\(name)\""), "\(name)")
        }
      }
    }
  }

  /// Each still carries the command that opens it, and opens.
  @Test func picturesOpen() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder).sorted()
    for name in names where name.hasSuffix("-80x24-light.svg") {
      let drawn = try Program.run([
        "snapshot", Self.folder + "/" + name, "--format", "txt", "-o", "-",
      ])
      #expect(drawn.code == 0, "\(name): \(drawn.errors)")
    }
  }
}
