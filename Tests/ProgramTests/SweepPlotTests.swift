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
      ["sweep"] + arguments + ["--measure", "kept", "--measure", "max drift"]
        + ["--measure", "kept at 2", "--until", "3", "-o", folder])
    #expect(run.code == 0, "\(run.errors)")
    try body(folder)
  }

  /// Lanes are called what they are at the values that are looked at, not what the scenario has.
  @Test func theLegendIsOfThePointThatIsDrawn() throws {
    try withFolder([
      "replay", "--over", "target.separation=2:6:3", "--over", "lanes.2.replay=0.05:0.4:2",
    ]) { folder in
      for (at, words, others) in [
        ([], "replay 0.05", "replay 0.4"),
        (["--at", "lanes.2.replay=0.4"], "replay 0.4", "replay 0.05"),
      ] {
        let plot = try Program.run(
          ["sweep", "plot", folder, "--y", "none", "--force", "-o", folder + "/lines.svg"] + at)
        #expect(plot.code == 0, "\(plot.errors)")
        let svg = try String(contentsOfFile: folder + "/lines.svg", encoding: .utf8)
        #expect(svg.contains(words) && !svg.contains(others))
      }
    }
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
      for word in [">separation δ<", ">replay λ, lane 1<", ">kept at t 3<", ">1e−3<", ">0.1<"] {
        #expect(svg.contains(word), "\(word)")
      }
      #expect(
        svg.contains("--map")
          && svg.contains("target.separation=2:6 lanes.1.replay=0.001:0.5:log kept 1"))
      #expect(svg.contains("clock.until=3"))
      // Where the numbers are looked at, not at the start.
      #expect(svg.contains("--at 3 --map") && svg.contains("t = 3</title>"))
      // Colours of more than a few values.
      #expect(svg.components(separatedBy: "<path fill=\"#").count > 20)
      let opened = try Program.run(
        ["explore", picture, "--script", "q", "--size", "80x24", "--no-session"])
      #expect(opened.code == 0 && opened.output.contains("MAP  kept"), "\(opened.output)")
      let again = try Program.run(["sweep", "plot", folder, "-o", picture])
      #expect(again.code != 0 && again.errors.contains("--force"), "\(again.errors)")

      // Of an instant before the end a map that ends there.
      let early = try Program.run(["sweep", "plot", folder, "--measure", "kept at 2"])
      #expect(early.output.contains("clock.until=2 --at 2 --map"), "\(early.errors)")

      // Of a whole run the measure that remembers it, where there is one.
      let largest = try Program.run(["sweep", "plot", folder, "--measure", "max drift"])
      #expect(largest.output.contains(":log maxOldDrift 1"), "\(largest.errors)")

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

  /// A lane whose own parameter is the axis is not called by one of its values, exact lanes have no band of
  /// seeds, and each of a few points has its mark on an axis of doublings.
  @Test func linesSayWhatTheyAreOf() throws {
    try withFolder(["batch-boundary", "--over", "lanes.2.batch=2,4,8,16", "--seeds", "3"]) {
      folder in
      let plot = try Program.run(["sweep", "plot", folder])
      #expect(plot.code == 0, "\(plot.errors)")
      #expect(plot.output.contains("80 % of the seeds") && !plot.output.contains("KL, batch 16"))
    }
    try withFolder(["--over", "target.separation=2:6:5", "--seeds", "3"]) { folder in
      let plot = try Program.run(["sweep", "plot", folder])
      #expect(plot.code == 0 && !plot.output.contains("80 % of the seeds"))
    }
    try withFolder(["--over", "lanes.1.method=[forward-kl, sdft]"]) { folder in
      let plot = try Program.run(["sweep", "plot", folder])
      #expect(plot.output.contains(">lane 1<") && !plot.output.contains(">forward KL"))
    }
  }

  /// Methods stand at their ticks, up in a heat map and across where they are all there is; the trade-off of all runs
  /// has its front.
  @Test func wordsAndTradeOffs() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = try Program.run([
      "sweep", "--over", "lanes.1.method=forward-kl,reverse-kl,sdft", "--over",
      "target.separation=2:6:3", "--until", "2", "-o", folder,
    ])
    #expect(run.code == 0, "\(run.errors)")
    for words in [[], ["--y", "none"], ["--x", "lanes.1.method", "--y", "target.separation"]] {
      let plot = try Program.run(["sweep", "plot", folder] + words)
      #expect(plot.code == 0, "\(plot.errors)")
      for method in ["forward-kl", "reverse-kl", "sdft"] {
        #expect(plot.output.contains(">\(method)<"), "\(words)")
      }
    }
    for format in ["svg", "txt"] {
      let plot = try Program.run([
        "sweep", "plot", folder, "--trade-off", "--format", format,
      ])
      #expect(plot.code == 0 && plot.output.contains("Pareto front"), "\(plot.errors)")
      #expect(plot.output.contains("learned at t 2"))
    }
  }

  /// What no map of the explorer shows is opened as no map.
  @Test func firstTimesOpenAsNoMap() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = try Program.run([
      "sweep", "--over", "target.separation=2:4:3", "--over", "lanes.1.replay=0.001:0.5:3:log",
      "--measure", "first kept < 0.9", "--until", "10", "-o", folder,
    ])
    #expect(run.code == 0, "\(run.errors)")
    let plot = try Program.run(["sweep", "plot", folder])
    #expect(plot.code == 0 && plot.output.contains("height=\"74mm\""), "\(plot.errors)")
    #expect(!plot.output.contains("--map"))
  }

  /// Where another axis is looked at is one of its values, or refused.
  @Test func placesAreValuesOfTheirAxis() throws {
    try withFolder([
      "--over", "target.separation=2:6:3", "--over", "lanes.1.replay=0.01:0.5:5:log",
    ]) { folder in
      for (at, said) in [
        ("lanes.1.replay=0.3", "--at: lanes.1.replay=0.3 is not allowed; one of 0.01"),
        ("target.separation=4", "an axis that is not drawn: lanes.1.replay"),
      ] {
        let run = try Program.run(["sweep", "plot", folder, "--y", "none", "--at", at])
        #expect(run.code == 2 && run.errors.contains(said), "\(run.errors)")
      }
      for at in ["lanes.1.replay=0.5", "lanes.1.replay=0.0707"] {
        let run = try Program.run(["sweep", "plot", folder, "--y", "none", "--at", at])
        #expect(run.code == 0, "\(run.errors)")
      }
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
    #expect(screen.output.contains("--at 4 --map") && screen.output.contains("t 4.00"))
    let figure = try Program.run(
      ["snapshot", "--view", "map", "--figure", "--size", "86x70", "-o", "-"] + map)
    #expect(figure.code == 0 && figure.output.contains("forward KL"), "\(figure.errors)")
  }

  /// The runs of a sweep stand in the trade-off, and the front goes through the best of them.
  @Test func aSweepAddsItsRunsToTheTradeOff() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = try Program.run(
      ["sweep", "--over", "lanes.1.replay=0:0.9:10", "--until", "12", "-o", folder])
    #expect(run.code == 0, "\(run.errors)")
    let view = ["snapshot", "--at", "12", "--view", "trade-off", "-o", "-"]
    let plain = try Program.run(view + ["--format", "txt"])
    let points = try Program.run(view + ["--format", "txt", "--points", folder])
    #expect(points.code == 0, "\(points.errors)")
    #expect(
      points.output.filter { $0 == "·" }.count >= plain.output.filter { $0 == "·" }.count + 5,
      "\(points.output)")
    #expect(points.output.contains("Pareto front"))
    let figure = try Program.run(view + ["--figure", "--size", "single", "--points", folder])
    #expect(figure.code == 0 && figure.output.contains("Pareto front"), "\(figure.errors)")
    #expect(figure.output.contains("<path fill=\"#d55e00\" d=\"M"))

    // It opens with the same runs, and so does the sweep's own picture.
    #expect(figure.output.contains("--view trade-off --points \(folder)"), "\(figure.output)")
    let own = folder + "/front.svg"
    #expect(try Program.run(["sweep", "plot", folder, "--trade-off", "-o", own]).code == 0)
    let keys = ["--script", "q", "--size", "80x24", "--no-session"]
    let opened = try Program.run(["explore", own] + keys)
    #expect(opened.output.contains("TRADE-OFF  kept over learned"), "\(opened.errors)")
    #expect(opened.errors.isEmpty)
    // Where the folder has gone the rest is shown.
    try String(contentsOfFile: own, encoding: .utf8).replacing(folder, with: "/nowhere/at/all")
      .write(toFile: own, atomically: true, encoding: .utf8)
    let rest = try Program.run(["explore", own] + keys)
    #expect(rest.code == 0 && rest.output.contains("TRADE-OFF"), "\(rest.errors)")
    #expect(rest.errors.hasPrefix("forgetscope: note: /nowhere/at/all"), "\(rest.errors)")

    let other = try Program.run(view + ["--points", "/nowhere/at/all"])
    #expect(other.code != 0 && other.errors.split(separator: "\n").count == 1, "\(other.errors)")
    try withFolder(["--over", "target.separation=2:6:3"]) { folder in
      let none = try Program.run(view + ["--points", folder])
      #expect(none.code == 2 && none.errors.contains("--points"), "\(none.errors)")
    }
  }

  /// A scenario opens on its map where it has not begun; one that lacks the map's lanes says so.
  @Test func aScenarioOpensOnItsMap() throws {
    let keys = ["--script", "q", "--size", "80x24", "--no-session"]
    let preset = try Program.run(
      ["explore", "replay-boundary", "--set", "clock.until=2"] + keys)
    #expect(preset.code == 0 && preset.output.contains("MAP  kept"), "\(preset.output)")
    // A snapshot of it shows what the explorer would.
    let shown = try Program.run(
      ["snapshot", "replay-boundary", "--set", "clock.until=2", "--format", "txt", "-o", "-"])
    #expect(shown.output.contains("MAP  kept at t 2"), "\(shown.errors)")
    let panes = try Program.run(
      ["snapshot", "replay-boundary", "--view", "dashboard", "--format", "txt", "-o", "-"])
    #expect(!panes.output.contains("MAP") && panes.output.contains("theory"))
    // So does the command, in a script: a file that is named is written.
    let name = NSTemporaryDirectory() + "forgetscope-map-\(UUID().uuidString).txt"
    defer { try? FileManager.default.removeItem(atPath: name) }
    let script = try Program.run(
      [
        "explore", "replay-boundary", "--set", "clock.until=2", "--size", "80x24", "--no-session",
        "--script", ":snapshot \(name)<Enter>",
      ])
    #expect(
      try String(contentsOfFile: name, encoding: .utf8).contains("MAP  kept"), "\(script.errors)")
    let later = try Program.run(["explore", "replay-boundary", "--at", "2"] + keys)
    #expect(later.code == 0 && !later.output.contains("MAP  "), "\(later.output)")
    let yaml = try Program.run(["presets", "show", "replay-boundary"]).output
    #expect(yaml.contains("map: target.separation lanes.1.replay kept 1"))
    let lost = try Program.run(
      ["explore", "-"] + keys,
      input: yaml.replacing("lanes.1.replay kept", with: "lanes.3.replay kept"))
    #expect(lost.code == 0 && !lost.output.contains("MAP  "), "\(lost.output)")
    #expect(lost.errors.hasPrefix("forgetscope: note: map: lanes.3.replay"), "\(lost.errors)")
  }

  /// How much replay keeps nine tenths is the picture of a folder that was solved.
  @Test func whatWasSolvedForIsThePicture() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = try Program.run([
      "sweep", "replay", "--over", "target.separation=3:6:4", "--solve", "lanes.1.replay=0.001:0.5",
      "--for", "lane 1: kept = 0.9", "--until", "20", "-o", folder,
    ])
    #expect(run.code == 0, "\(run.errors)")
    for measure in [[], ["--measure", "lanes.1.replay"]] {
      let plot = try Program.run(["sweep", "plot", folder] + measure)
      #expect(plot.code == 0 && plot.errors.isEmpty, "\(plot.errors)")
      #expect(plot.output.contains(">replay λ for lane 1: kept = 0.9 at t 20<"), "\(plot.output)")
      #expect(plot.output.contains(">forward KL") && !plot.output.contains(">reverse KL"))
    }
    let kept = try Program.run(["sweep", "plot", folder, "--measure", "kept"])
    #expect(kept.code == 0 && kept.output.contains(">kept at t 20<"), "\(kept.errors)")
    let other = try Program.run(["sweep", "plot", folder, "--measure", "drift"])
    #expect(
      other.code == 2 && other.errors.contains("one of lanes.1.replay, kept, learned"),
      "\(other.errors)")
  }

  /// A picture of a part says so, and on which part it is.
  @Test func missingRunsAreTold() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let sweep = [
      "sweep", "--over", "target.separation=2:6:5", "--until", "2", "-o", folder, "--shard",
    ]
    #expect(try Program.run(sweep + ["1/2"]).code == 0)
    for options in [["--format", "txt", "--size", "80x24"], [], ["--trade-off"]] {
      let plot = try Program.run(["sweep", "plot", folder] + options)
      #expect(plot.code == 0 && plot.output.contains("3 of 5 runs"), "\(plot.output)")
      #expect(
        plot.errors
          == "forgetscope: note: 2 of 5 runs are missing; the same command as before goes on\n")
    }
    // A damaged number is no run.
    let file = folder + "/rows-1-of-2.csv"
    let rows = try String(contentsOfFile: file, encoding: .utf8)
    let line = try #require(rows.split(separator: "\n").last).split(separator: ",")
    try rows.replacing(",\(line[5]),\(line[6]),", with: ",xx3118,\(line[6]),")
      .write(toFile: file, atomically: true, encoding: .utf8)
    let merge = try Program.run(["sweep", "merge", folder])
    #expect(merge.code == 1 && merge.errors.contains("3 of 5 runs are missing"), "\(merge.errors)")
    for shard in ["1/2", "2/2"] { #expect(try Program.run(sweep + [shard]).code == 0) }
    let whole = try Program.run(["sweep", "plot", folder])
    #expect(whole.errors.isEmpty && !whole.output.contains(" of 5 runs"))
    #expect(try Program.run(["sweep", "merge", folder]).code == 0)
  }
}
