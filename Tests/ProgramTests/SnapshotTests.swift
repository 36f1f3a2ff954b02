import Foundation
import ScreenEmulation
import Testing

/// Snapshots as a person takes them: the program from outside.
@Suite(.serialized) struct SnapshotTests {
  /// A folder of its own for each test, gone afterwards.
  final class Folder {
    let path = NSTemporaryDirectory() + "forgetscope-snapshots-\(UUID().uuidString)"
    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }
    func file(_ name: String) -> String { path + "/" + name }
    func bytes(_ name: String) throws -> [UInt8] {
      Array(try Data(contentsOf: URL(fileURLWithPath: file(name))))
    }
    var names: [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
    }
  }

  static let hasConverter = Program.isInPath("rsvg-convert")

  // MARK: - Golden files

  /// Every text format, byte by byte, in docs/figures; FORGETSCOPE_RECORD=1 writes them.
  @Test(
    arguments: ["txt", "ansi", "html", "svg"],
    [("80x24", "braille"), ("80x24", "ascii"), ("120x40", "braille"), ("120x40", "ascii")])
  func screensAreTheGoldenOnes(format: String, look: (size: String, symbols: String)) throws {
    let output = try Program.snapshot([
      "forward-and-reverse", "--at", "12.4", "--size", look.size, "--symbols", look.symbols,
      "--format", format, "-o", "-",
    ])
    try GoldenFigure.expect(output, "screen-\(look.symbols)-\(look.size).\(format)")
  }

  @Test(arguments: ["forward-and-reverse", "correlated"])
  func paperFiguresAreTheGoldenOnes(preset: String) throws {
    let output = try Program.snapshot([preset, "--at", "12.4", "--figure", "-o", "-"])
    try GoldenFigure.expect(output, "paper-\(preset).svg")
  }

  /// Paper and screen show the same of tasks: what is kept of the seen ones.
  @Test func figuresOfTasksShowWhatIsKept() throws {
    for view in ["dashboard", "curves", "mass"] {
      let svg = try Program.snapshot([
        "three-tasks", "--at", "4", "--figure", "--view", view, "-o", "-",
      ])
      #expect(svg.contains("kept of the seen tasks"), "\(view)")
      #expect(!svg.contains("weight β of the seen tasks"), "\(view)")
      #expect(svg.contains("How much of the tasks seen before each method keeps"))
      #expect(svg.contains("; stage code; "))
    }
  }

  /// For slides: on a dark ground nothing that is drawn is as dark, the colours of a map stay, and words that look
  /// like colours are words.
  @Test func figuresHaveADarkGround() throws {
    for arguments in [
      ["--set", "name=fill=#ffffff", "--at", "8"], ["--view", "map", "--set", "clock.until=4"],
    ] {
      let light = try Program.snapshot(arguments + ["--figure", "-o", "-"])
      let dark = try Program.snapshot(arguments + ["--figure", "--background", "dark", "-o", "-"])
      func colors(_ svg: String) -> Set<String> {
        Set(svg.components(separatedBy: "=\"#").dropFirst().map { String($0.prefix(6)) })
      }
      #expect(light.contains("height=\"100%\" fill=\"#ffffff\""))
      #expect(!dark.contains("height=\"100%\" fill=\"#ffffff\""))
      #expect(!colors(dark).contains("000000") && !colors(dark).contains("0072b2"))
      #expect(colors(dark).contains("d55e00") || arguments.contains("map"))
      if arguments.contains("map") {
        #expect(colors(light).intersection(colors(dark)).count > 20)
      } else {
        #expect(dark.contains("fill=#ffffff"))
      }
    }
  }

  /// What no run shows, in one column; it opens again.
  @Test(arguments: [
    ("drift", [">separation δ<", "to t 60", "as the overlap"]),
    ("phase", ["old weight β", "flow of forward KL", "#bbbbbb"]),
  ])
  func surveysAreFigures(view: String, words: [String]) throws {
    let folder = try Folder()
    let name = folder.file("\(view).svg")
    _ = try Program.snapshot([
      "--at", "20", "--figure", "--view", view, "--size", "single", "-o", name,
    ])
    let svg = try String(contentsOfFile: name, encoding: .utf8)
    #expect(svg.contains("width=\"86mm\""))
    for word in words { #expect(svg.contains(word), "\(word)") }
    let opened = try Program.run(["evaluate", name])
    #expect(opened.code == 0, "\(opened.errors)")
    // Both speak of two tasks.
    let tasks = try Program.run([
      "snapshot", "three-tasks", "--figure", "--view", view, "-o", "-",
    ])
    #expect(tasks.code == 2 && tasks.errors.contains("--view: \(view)"), "\(tasks.errors)")
  }

  /// Bands over seeds, as a screen and on paper.
  @Test func bandsOverSeeds() throws {
    let words = ["starvation", "--at", "10", "--set", "clock.until=10", "--ensemble", "9"]
    let pane = try Program.snapshot(
      words + ["--view", "mass", "--size", "80x20", "--format", "txt", "-o", "-"])
    #expect(pane.contains("80 % of 9 seeds"))
    let figure = try Program.snapshot(words + ["--view", "kept", "--figure", "-o", "-"])
    #expect(figure.contains("80 % of the seeds") && figure.contains("--view kept --ensemble 9"))
    let plain = try Program.snapshot([
      "forward-and-reverse", "--at", "10", "--set", "sampling=batch", "--view", "kept", "--figure",
      "-o", "-",
    ])
    #expect(!plain.contains("seeds"))
    // A scenario's own need no word.
    let own = try Program.snapshot([
      "starvation", "--at", "10", "--set", "clock.until=10", "--view", "kept", "--figure", "-o",
      "-",
    ])
    #expect(own.contains("80 % of the seeds"))
    let refused = try Program.run(["snapshot", "--ensemble", "1", "-o", "-"])
    #expect(refused.code == 2 && refused.errors.contains("--ensemble"), "\(refused.errors)")
  }

  /// A figure opens on the view that it is of, at its instant and with its bands.
  @Test(arguments: [
    ("--view trade-off --across kl-start-q", "TRADE-OFF  kept over KL(start‖q)"),
    ("--view phase", "PHASE"), ("--view drift", "DRIFT over δ"), ("--view kept", "MASS"),
  ])
  func figuresOpenOnTheirView(view: String, words: String) throws {
    let folder = try Folder()
    for figure in [[], ["--figure"]] {
      let name = folder.path + "/view\(figure.count).svg"
      let options = view.split(separator: " ").map(String.init)
      _ = try Program.snapshot(["replay", "--at", "4"] + options + figure + ["-o", name])
      let svg = try String(contentsOfFile: name, encoding: .utf8)
      #expect(svg.contains("explore replay --at 4 \(view)<"), "\(view)")
      let opened = try Program.run(
        ["explore", name, "--script", "q", "--size", "120x40", "--no-session"])
      #expect(opened.output.contains(words) && opened.output.contains("t 4.00"), "\(opened.output)")
    }
    let refused = try Program.run(["explore", "--view", "nothing", "--script", "q"])
    #expect(refused.code == 2, "\(refused.errors)")
  }

  @Test func aLightPaneIsTheGoldenOne() throws {
    let output = try Program.snapshot([
      "replay", "--at", "10", "--view", "mass", "--size", "60x16", "--palette", "light", "-o", "-",
    ])
    try GoldenFigure.expect(output, "mass-light-60x16.svg")
  }

  // MARK: - Laws

  @Test func twoRunsGiveTheSameBytes() throws {
    let folder = try Folder()
    for format in ["txt", "ansi", "html", "svg", "png", "pdf"] {
      if ["png", "pdf"].contains(format), !SnapshotTests.hasConverter { continue }
      for run in 1...2 {
        _ = try Program.snapshot(["captured", "--at", "4", "-o", folder.file("\(run).\(format)")])
      }
      #expect(try folder.bytes("1.\(format)") == folder.bytes("2.\(format)"), "\(format)")
    }
  }

  /// A terminal shows the ANSI figure as the text figure says; half blocks are patterns there.
  @Test func aTerminalShowsTheAnsiFigure() throws {
    let text = try Program.snapshot([
      "--at", "3", "--size", "80x24", "--palette", "mono", "--format", "txt", "-o", "-",
    ])
    let ansi = try Program.snapshot([
      "--at", "3", "--size", "80x24", "--palette", "mono", "--format", "ansi", "-o", "-",
    ])
    var screen = ScreenEmulator(rows: 30, columns: 80)
    screen.feed(Array(ansi.replacingOccurrences(of: "\n", with: "\r\n").utf8))
    #expect(screen.unknown == [])
    let shown = screen.text.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(Array(shown.prefix(lines.count - 1)) == Array(lines.dropLast()))
  }

  /// Every format opens again: the same numbers, and the same screen once more.
  @Test(arguments: ["txt", "ansi", "html", "svg", "png", "pdf"])
  func everyFormatOpensAgain(format: String) throws {
    if ["png", "pdf"].contains(format), !SnapshotTests.hasConverter { return }
    let folder = try Folder()
    let name = folder.file("figure.\(format)")
    let edits = [
      "replay", "--set", "target.separation=5", "--edit", "40:lanes.1.replay=0.3", "--at", "4",
    ]
    _ = try Program.snapshot(edits + ["--size", "100x30", "-o", name])
    let again = try Program.snapshot([name, "--size", "100x30", "--format", "txt", "-o", "-"])
    #expect(
      again == (try Program.snapshot(edits + ["--size", "100x30", "--format", "txt", "-o", "-"])))
    let numbers = try Program.run(["evaluate", name])
    #expect(numbers.code == 0, "\(numbers.errors)")
    #expect(numbers.output == (try Program.run(["evaluate"] + edits)).output)
    // Another instant of the same experiment.
    let later = try Program.snapshot([
      name, "--at", "6", "--size", "100x30", "--format", "txt", "-o", "-",
    ])
    #expect(later != again && later.contains("t 6.00"))
  }

  @Test func figuresComeFromStandardInputToo() throws {
    let text = try Program.snapshot(["captured", "--at", "2", "--format", "svg", "-o", "-"])
    let program = try Program.run(["evaluate", "-"], input: text)
    #expect(program.code == 0, "\(program.errors)")
    #expect(program.output == (try Program.run(["evaluate", "captured", "--at", "2"])).output)
  }

  // MARK: - Pictures and documents

  @Test(.enabled(if: SnapshotTests.hasConverter))
  func picturesHaveTheirSizeAndCaption() throws {
    let folder = try Folder()
    _ = try Program.snapshot(["--at", "3", "--size", "80x24", "-o", folder.file("screen.png")])
    _ = try Program.snapshot([
      "--at", "3", "--figure", "--size", "86x90", "-o", folder.file("paper.png"),
    ])
    let screen = try folder.bytes("screen.png")
    // Two dots a pixel: (80 · 8 + 16) · 2 by (24 · 16 + 16) · 2.
    #expect(PNG.size(screen) == [1312, 800])
    #expect(PNG.chunks(screen).prefix(5) == ["IHDR", "iTXt", "iTXt", "iTXt", "iTXt"])
    #expect(PNG.chunks(screen).last == "IEND")
    // 86 mm at 300 dots an inch.
    let paper = PNG.size(try folder.bytes("paper.png"))
    #expect(abs(paper[0] - 1016) <= 1 && abs(paper[1] - 1063) <= 1, "\(paper)")
    // So a document that places it without a word about its size gets 86 mm: 11,811 dots a metre.
    #expect(PNG.dotsPerMetre(try folder.bytes("paper.png")) == [11_811, 11_811])
  }

  @Test(.enabled(if: SnapshotTests.hasConverter))
  func documentsHaveTheirSizeAndCaption() throws {
    let folder = try Folder()
    _ = try Program.snapshot([
      "--at", "3", "--figure", "--size", "180x62", "-o", folder.file("paper.pdf"),
    ])
    let text = String(decoding: try folder.bytes("paper.pdf"), as: UTF8.self)
    let box = try #require(text.range(of: "/MediaBox [ 0 0 "))
    let width = text[box.upperBound...].prefix { $0 != " " }
    // 180 mm in points.
    #expect(abs((Double(width) ?? 0) - 510.24) < 0.01, "\(width)")
    #expect(text.hasSuffix("%%EOF\n"))
    #expect(text.contains("/ForgetscopeState <FEFF0066006F0072"))
    #expect(!text.contains("2026"), "a time of day stands in the document")
  }

  @Test(arguments: ["png", "pdf"])
  func withoutTheConverterTheSVGIsLeft(format: String) throws {
    let folder = try Folder()
    let program = try Program.run(
      ["snapshot", "--at", "1", "-o", folder.file("figure.\(format)")],
      environment: ["PATH": folder.path])
    #expect(program.code == 69)
    #expect(program.errors.split(separator: "\n").count == 1)
    #expect(program.errors.contains("rsvg-convert is not installed"))
    #expect(program.errors.contains(folder.file("figure.svg")))
    #expect(folder.names == ["figure.svg"])
  }

  /// Whoever waits for a figure does not wait for a minute, nor twice.
  @Test func aConverterThatHangsIsGivenUp() throws {
    let folder = try Folder()
    let bin = folder.file("bin")
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    try "#!/bin/sh\nexec sleep 1000\n".write(
      toFile: bin + "/rsvg-convert", atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: bin + "/rsvg-convert")
    let program = try Program.run(
      ["snapshot", "--at", "1", "-o", folder.file("figure.png")],
      environment: ["PATH": bin + ":/bin:/usr/bin"])
    #expect(program.code == 69)
    #expect(program.errors.contains("rsvg-convert: no answer within 10 s"), "\(program.errors)")
    #expect(folder.names == ["bin", "figure.svg"])
  }

  /// The explorer goes on meanwhile, and ends when it is told to.
  @Test func aConverterThatHangsStopsNoScreen() throws {
    let folder = try Folder()
    let bin = folder.file("bin")
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    try "#!/bin/sh\nexec sleep 1000\n".write(
      toFile: bin + "/rsvg-convert", atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: bin + "/rsvg-convert")
    let program = try TerminalProgram(
      ["--play", "--no-session", "--set", "clock.speed=2"],
      environment: ["PATH": bin + ":/bin:/usr/bin"])
    #expect(program.wait { $0.contains("t 1.") })
    program.type(":snapshot \(folder.file("a.png"))\r")
    #expect(program.wait(seconds: 2) { $0.contains("the figure is being made") })
    #expect(program.wait(seconds: 4) { $0.contains("t 3.") }, "\(program.screen.text)")
    program.type("]")
    #expect(program.wait(seconds: 2) { $0.contains("δ 4.25") }, "\(program.screen.text)")
    program.signal(SIGTERM)
    #expect(program.exitCode() == 128 + SIGTERM)
    #expect(program.leftovers == [] && folder.names == ["bin"])
  }

  @Test func aConverterThatFailsIsToldAndTheSVGIsLeft() throws {
    let folder = try Folder()
    let bin = folder.file("bin")
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    let script = "#!/bin/sh\necho 'out of ink' >&2\nexit 3\n"
    try script.write(toFile: bin + "/rsvg-convert", atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: bin + "/rsvg-convert")
    let program = try Program.run(
      ["snapshot", "--at", "1", "-o", folder.file("figure.png")],
      environment: ["PATH": bin + ":/bin:/usr/bin"])
    #expect(program.code == 69)
    #expect(
      program.errors
        == "forgetscope: rsvg-convert: out of ink; the figure is in \(folder.file("figure.svg"))\n")
    #expect(folder.names == ["bin", "figure.svg"])
  }

  // MARK: - Bad use

  @Test(arguments: [
    (["--size", "80"], "--size: 80 is not allowed; columns and rows as in 120x40"),
    (["--size", "0x24"], "--size: 0x24 is not allowed"),
    (["--size", "1001x24"], "--size: 1001x24 is not allowed"),
    (["--size", "80.5x24"], "--size: 80.5x24 is not allowed"),
    (["--figure", "--size", "10x10"], "--size: 10 is not allowed; millimetres from 30 to 1200"),
    (["--figure", "--format", "txt"], "--format: txt is not allowed with --figure"),
    (["--figure", "--view", "why"], "--view: why is not allowed with --figure"),
    (["--view", "everything"], "view"), (["--format", "gif"], "format"),
    (["--at", "-1"], "--at"),
  ])
  func badUseIsOneLine(arguments: [String], words: String) throws {
    let program = try Program.run(["snapshot", "-o", "-"] + arguments)
    #expect(program.code == 2, "\(program.errors)")
    #expect(program.output == "")
    #expect(program.errors.contains(words), "\(program.errors)")
    #expect(program.errors.split(separator: "\n").count == 1)
  }

  /// What is offered in place of a view without a figure has one.
  @Test(arguments: [("three-tasks", ["drift", "phase"]), ("captured", ["tasks"])])
  func whatIsOfferedIsDrawn(preset: String, views: [String]) throws {
    for view in views + ["projector", "help", "why"] {
      let refused = try Program.run(["snapshot", preset, "--figure", "--view", view, "-o", "-"])
      let line = try #require(refused.errors.split(separator: "\n").first)
      #expect(refused.code == 2 && line.contains("--view: \(view) is not allowed"), "\(line)")
      let offered = line.split(separator: ";").dropFirst().joined()
        .split(whereSeparator: { $0 == "," || $0 == " " || $0 == "(" }).prefix {
          $0 != "forgetscope"
        }
      #expect(offered.count >= 8 && !offered.contains { views.contains(String($0)) }, "\(line)")
      guard view == views[0] else { continue }
      // A map of many runs takes its time.
      for other in offered where other != "map" {
        let drawn = try Program.run([
          "snapshot", preset, "--at", "1", "--figure", "--view", String(other), "-o", "-",
        ])
        #expect(drawn.code == 0 && drawn.output.contains("<svg"), "\(other): \(drawn.errors)")
      }
    }
  }

  @Test func filesAreNotOverwrittenUnlessAsked() throws {
    let folder = try Folder()
    let name = folder.file("figure.txt")
    _ = try Program.snapshot(["--at", "1", "-o", name])
    let before = try folder.bytes("figure.txt")
    let second = try Program.run(["snapshot", "--at", "2", "-o", name])
    #expect(second.code == 74)
    #expect(second.errors == "forgetscope: \(name): is there already; --force replaces it\n")
    #expect(try folder.bytes("figure.txt") == before)
    _ = try Program.snapshot(["--at", "2", "-o", name, "--force"])
    #expect(try folder.bytes("figure.txt") != before)
    let nowhere = try Program.run(["snapshot", "-o", folder.file("no/such/figure.svg")])
    #expect(nowhere.code == 74)
    #expect(nowhere.errors.contains("no such folder"))
    #expect(folder.names == ["figure.txt"])
  }

  @Test func aFileThatIsNoneOfOursIsRefused() throws {
    let folder = try Folder()
    try Data(repeating: 0x41, count: 40 << 20).write(to: URL(fileURLWithPath: folder.file("a.svg")))
    let huge = try Program.run(["run", folder.file("a.svg")])
    #expect(huge.code == 74)
    #expect(huge.errors.contains("longer than 16384 kB"))
    try Data("garbage".utf8).write(to: URL(fileURLWithPath: folder.file("b.png")))
    let garbage = try Program.run(["explore", folder.file("b.png")])
    #expect(garbage.code == 2)
    #expect(garbage.errors.contains("b.png: no figure of forgetscope"), "\(garbage.errors)")
    #expect(try Program.run(["run", folder.file("c.pdf")]).code == 74)
  }
}
