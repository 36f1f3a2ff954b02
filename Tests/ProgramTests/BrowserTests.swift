import Foundation
import Testing

/// The SVG in a browser and in librsvg shows one picture. `make test-all` brings the browser.
@Suite(.serialized) struct BrowserTests {
  private static let browser: String? = {
    let environment = ProcessInfo.processInfo.environment
    guard environment["FORGETSCOPE_TEST_ALL"] == "1" else { return nil }
    if let path = environment["FORGETSCOPE_BROWSER"], !path.isEmpty { return path }
    return ["chromium", "chromium-browser", "google-chrome"].first(where: Program.isInPath)
  }()
  static let canCompare = browser != nil && SnapshotTests.hasConverter

  /// What differs, in per cent of the darkest to the brightest: on average, and the share of points
  /// that differ by more than a quarter, both at half the pictures' extent, where the edges of
  /// letters have been smoothed away.
  private struct Difference {
    var mean: Double
    var share: Double
  }

  @Test(
    .enabled(if: BrowserTests.canCompare),
    arguments: [
      ["forward-and-reverse", "--at", "12.4"], ["correlated", "--at", "5", "--palette", "light"],
      ["replay", "--at", "10", "--figure"],
      ["replay", "--at", "10", "--symbols", "quadrant", "--size", "80x24"],
    ])
  func browserAndConverterShowTheSame(arguments: [String]) throws {
    let folder = try SnapshotTests.Folder()
    let difference = try difference(arguments, and: arguments, folder)
    // Hatches are hairlines, which every program smooths in its own way: they tell on the mean, not on
    // the share.
    #expect(difference.mean < 2, "\(difference)")
    #expect(difference.share < 1.5, "\(difference)")
    // The measure tells pictures apart: another instant is another picture.
    let other = try self.difference(arguments, and: arguments + ["--at", "1"], folder)
    #expect(other.share > 1.5 * difference.share, "\(other) beside \(difference)")
  }

  @Test(.enabled(if: BrowserTests.canCompare))
  func thePageOpensAndShowsTheScreen() throws {
    let folder = try SnapshotTests.Folder()
    let name = folder.file("page.html")
    #expect(try Program.run(["snapshot", "--at", "3", "-o", name]).code == 0)
    let shown = try dump("file://" + name)
    #expect(shown.contains("Forward KL forgets, reverse KL remembers"))
    #expect(shown.contains("forgetscope explore forward-and-reverse --at 3"))
  }

  private func difference(
    _ first: [String], and second: [String], _ folder: SnapshotTests.Folder
  ) throws -> Difference {
    for (arguments, name) in [(first, "a.svg"), (second, "b.png")] {
      // The last --at counts.
      var arguments = arguments
      while arguments.count(where: { $0 == "--at" }) > 1 {
        let index = arguments.firstIndex(of: "--at")!
        arguments.removeSubrange(index...(index + 1))
      }
      let program = try Program.run(
        ["snapshot"] + arguments + ["--force", "-o", folder.file(name)])
      #expect(program.code == 0, "\(program.errors)")
    }
    let svg = Data(try folder.bytes("a.svg")).base64EncodedString()
    let png = Data(try folder.bytes("b.png")).base64EncodedString()
    let page = """
      <!DOCTYPE html><meta charset="utf-8"><body><script>
      function picture(source) {
        return new Promise((done, failed) => {
          const image = new Image();
          image.onload = () => done(image);
          image.onerror = () => failed("no picture");
          image.src = source;
        });
      }
      function points(image, width, height) {
        const canvas = document.createElement("canvas");
        canvas.width = width; canvas.height = height;
        const context = canvas.getContext("2d");
        context.imageSmoothingQuality = "high";
        context.drawImage(image, 0, 0, width, height);
        return context.getImageData(0, 0, width, height).data;
      }
      Promise.all([
        picture("data:image/svg+xml;base64,\(svg)"), picture("data:image/png;base64,\(png)")
      ]).then(([a, b]) => {
        const width = Math.round(a.width / 2), height = Math.round(a.height / 2);
        const p = points(a, width, height), q = points(b, width, height);
        let sum = 0, many = 0;
        for (let i = 0; i < p.length; i += 4) {
          const d = (Math.abs(p[i] - q[i]) + Math.abs(p[i + 1] - q[i + 1])
            + Math.abs(p[i + 2] - q[i + 2])) / 765;
          sum += d; if (d > 0.25) many += 1;
        }
        const count = p.length / 4;
        document.body.textContent =
          "result " + (100 * sum / count) + " " + (100 * many / count) + " end";
      }).catch(error => { document.body.textContent = "result " + error; });
      </script></body>
      """
    try Data(page.utf8).write(to: URL(fileURLWithPath: folder.file("compare.html")))
    let shown = try dump("file://" + folder.file("compare.html"))
    let words = shown[(shown.range(of: "result ")?.upperBound ?? shown.endIndex)...]
      .split(separator: " ")
    guard words.count > 2, let mean = Double(words[0]), let share = Double(words[1]) else {
      Issue.record("the browser said: \(shown.suffix(300))")
      return Difference(mean: .infinity, share: .infinity)
    }
    return Difference(mean: mean, share: share)
  }

  /// A page after its script has run, as HTML.
  private func dump(_ address: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      BrowserTests.browser!, "--headless", "--no-sandbox", "--disable-gpu",
      "--virtual-time-budget=10000", "--dump-dom", address,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}
