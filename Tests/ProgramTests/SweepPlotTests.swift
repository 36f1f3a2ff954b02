import Foundation
import Testing

/// `sweep plot` and maps from outside: pictures of a folder, that they open again, and what is refused.
@Suite struct SweepPlotTests {
  private static func folder() -> String {
    NSTemporaryDirectory() + "forgetscope-plot-\(UUID().uuidString)"
  }

  private func withFolder(
    _ arguments: [String], _ body: (_ folder: String) throws -> Void
  ) throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = try Program.run(
      ["sweep"] + arguments + ["--measure", "kept", "--measure", "max drift", "--until", "3"]
        + ["-o", folder])
    #expect(run.code == 0, "\(run.errors)")
    try body(folder)
  }

  @Test func twoAxesAreAMapThatOpensAgain() throws {
    try withFolder([
      "--over", "target.separation=2:6:9", "--over", "lanes.1.replay=0.001:0.5:5:log",
    ]) { folder in
      let picture = folder + "/map.svg"
      let plot = try Program.run(["sweep", "plot", folder, "-o", picture])
      #expect(plot.code == 0, "\(plot.errors)")
      let svg = try String(contentsOfFile: picture, encoding: .utf8)
      #expect(svg.contains("width=\"86mm\""))
      for word in [">separation δ<", ">replay λ, lane 1<", ">kept<", ">1e−3<", ">0.1<"] {
        #expect(svg.contains(word), "\(word)")
      }
      #expect(svg.contains("--map") && svg.contains("target.separation lanes.1.replay kept 1"))
      // Colours of more than a few values.
      #expect(svg.components(separatedBy: "<path fill=\"#").count > 20)
      let opened = try Program.run(
        ["explore", picture, "--script", "q", "--size", "80x24", "--no-session"])
      #expect(opened.code == 0 && opened.output.contains("MAP  kept"), "\(opened.output)")
      let again = try Program.run(["sweep", "plot", folder, "-o", picture])
      #expect(again.code != 0 && again.errors.contains("--force"), "\(again.errors)")

      let text = try Program.run(
        ["sweep", "plot", folder, "--lane", "2", "--measure", "max drift", "--format", "txt"])
      #expect(text.code == 0, "\(text.errors)")
      #expect(text.output.contains("▓") && text.output.contains("separation δ"), "\(text.output)")
    }
  }

  @Test func oneAxisAreLinesWithBands() throws {
    try withFolder([
      "starvation", "--over", "target.separation=2:6:5", "--seeds", "5",
    ]) { folder in
      let plot = try Program.run(["sweep", "plot", folder, "--size", "double"])
      #expect(plot.code == 0, "\(plot.errors)")
      #expect(plot.output.contains("width=\"180mm\""))
      #expect(plot.output.contains("80 % of the seeds"))
      #expect(!plot.output.contains("--map"))
    }
  }

  @Test func whatIsNoneIsRefusedInOneLine() throws {
    try withFolder(["--over", "target.separation=2:6:3"]) { folder in
      for (words, said) in [
        (["--measure", "keptt"], "--measure"), (["--lane", "3"], "--lane"),
        (["--x", "target.oldMass"], "--x"), (["--size", "3x3"], "--size"),
        (["--format", "html"], "--format"), (["--at", "nothing"], "--at"),
      ] {
        let run = try Program.run(["sweep", "plot", folder] + words)
        #expect(run.code == 2 && run.errors.contains(said), "\(words): \(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
      }
    }
    let nowhere = try Program.run(["sweep", "plot", "/nowhere/at/all"])
    #expect(nowhere.code != 0 && nowhere.errors.split(separator: "\n").count == 1)
    let map = try Program.run([
      "explore", "--map", "target.separatoin lanes.1.replay", "--script", "q",
    ])
    #expect(map.code == 2 && map.errors.contains("--map"), "\(map.errors)")
  }

  /// The map by itself, as a screen and on paper.
  @Test func snapshotsOfMaps() throws {
    let map = ["--map", "target.separation lanes.1.replay winner", "--set", "clock.until=4"]
    let screen = try Program.run(
      ["snapshot", "--view", "map", "--size", "80x24", "--format", "txt", "-o", "-"] + map)
    #expect(screen.code == 0 && screen.output.contains("MAP  who keeps most"), "\(screen.errors)")
    #expect(screen.output.contains("--map"))
    let figure = try Program.run(
      ["snapshot", "--view", "map", "--figure", "--size", "86x70", "-o", "-"] + map)
    #expect(figure.code == 0 && figure.output.contains("forward KL"), "\(figure.errors)")
  }
}
