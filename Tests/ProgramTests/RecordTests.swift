import Foundation
import ScreenEmulation
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// Recordings, scripts, series in files, settings: what is written, and what is refused.
@Suite(.serialized) struct RecordTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "forgetscope-record-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
  }

  /// The screen after a recording has been played.
  private func played(_ name: String) throws -> ScreenEmulator {
    let lines = try text(name).split(separator: "\n")
    let first = try #require(lines.first, "\(name) is empty")
    let header = try #require(
      try JSONSerialization.jsonObject(with: Data(first.utf8)) as? [String: Any])
    var screen = ScreenEmulator(
      rows: try #require(header["height"] as? Int), columns: try #require(header["width"] as? Int))
    var last = 0.0
    for line in lines.dropFirst() {
      let event = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
      let time = try #require(event[0] as? Double)
      #expect(time >= last)
      last = time
      if event[1] as? String == "o" { screen.feed(Array((event[2] as! String).utf8)) }
    }
    #expect(screen.unknown.isEmpty)
    return screen
  }

  @Test func twoRecordingsAreTheSameBytes() throws {
    let arguments = ["record", "replay", "--until", "2", "--fps", "5", "--size", "80x24", "-o"]
    for name in ["a.cast", "b.cast"] {
      let program = try Program.run(arguments + ["\(folder)/\(name)"])
      #expect(program.code == 0, "\(program.errors)")
      #expect(program.output == "" && program.errors == "")
    }
    #expect(try text("a.cast") == text("b.cast"))
    // Speed 0.5: two units of flow time are four seconds.
    let last = try #require(try text("a.cast").split(separator: "\n").last)
    #expect(last.hasPrefix("[4,\"o\","))
    #expect(try played("a.cast").text.contains("t 2.00"))
    let again = try Program.run(arguments + ["\(folder)/a.cast"])
    #expect(again.code == 74)
    #expect(
      again.errors == "forgetscope: \(folder)/a.cast: is there already; --force replaces it\n")
    #expect(try Program.run(arguments + ["\(folder)/a.cast", "--force"]).code == 0)
  }

  private static let canPlay =
    ProcessInfo.processInfo.environment["FORGETSCOPE_TEST_ALL"] == "1"
    && Program.isInPath("asciinema")

  /// The player that recordings are made for writes out what our own reading of the file gives.
  @Test(.enabled(if: RecordTests.canPlay)) func asciinemaEndsOnTheSameScreen() throws {
    let file = "\(folder)/played.cast"
    let arguments = ["record", "replay", "--until", "3", "--fps", "5", "--size", "100x30", "-o"]
    #expect(try Program.run(arguments + [file]).code == 0)
    let player = try TerminalProgram(
      ["asciinema", "play", "--speed", "20", file], rows: 30, columns: 100,
      executable: "/usr/bin/env")
    #expect(player.exitCode(seconds: 30) == 0)
    let screen = player.screen
    #expect(screen.text.contains("t 3.00"))
    #expect(screen.text == (try played("played.cast").text))
  }

  /// A script's recording ends on the screen that the script prints.
  @Test func scriptsAreTheSameBytesAndTheirRecordingEndsOnTheirScreen() throws {
    let script = "]]<Space><Wait 1.5><Right>a1<Space>m?<Esc>"
    // Without colours shades are letters in both.
    let arguments = ["explore", "--script", script, "--size", "100x30", "--palette", "mono"]
    let first = try Program.run(arguments)
    #expect(first.code == 0, "\(first.errors)")
    #expect(first.output == (try Program.run(arguments).output))
    #expect(first.output.contains("δ 4.75"))
    let recorded = try Program.run(arguments + ["--record", "\(folder)/s.cast"])
    #expect(recorded.code == 0)
    #expect(try played("s.cast").text + "\n" == first.output)
  }

  @Test func aLiveRecordingIsWholeAfterAKill() throws {
    let program = try TerminalProgram(["--play", "--record", "\(folder)/live.cast"])
    #expect(program.wait { $0.contains("t 0.5") })
    program.signal(SIGKILL)
    #expect(program.exitCode() == 128 + SIGKILL)
    #expect(try played("live.cast").text.contains("Forward KL forgets"))
  }

  @Test func aLiveRecordingEndsOnTheSameScreen() throws {
    let program = try TerminalProgram(["--record", "\(folder)/live.cast"])
    #expect(program.wait { $0.contains("q quit") })
    program.type("]?")
    #expect(program.wait { $0.contains("┌ keys") })
    program.wait(seconds: 0.3) { _ in false }
    let shown = program.screen.text
    program.signal(SIGTERM)
    #expect(program.exitCode() == 128 + SIGTERM)
    #expect(try played("live.cast").text == shown)
  }

  @Test func seriesGoToFilesWholeOrNotAtAll() throws {
    let path = folder + "/run.csv"
    let arguments = ["run", "--until", "1", "--every", "0.5"]
    let printed = try Program.run(arguments)
    #expect(try Program.run(arguments + ["-o", path]).output == "")
    #expect(try text("run.csv") == printed.output)
    let again = try Program.run(arguments + ["-o", path])
    #expect(again.code == 74)
    #expect(try Program.run(arguments + ["-o", path, "--force"]).code == 0)
    for (bad, words) in [
      ("/dev/full", "no space left"), ("/nowhere/x", "no such folder"), (folder, "is a folder"),
    ] {
      let program = try Program.run(arguments + ["-o", bad])
      #expect(program.code == 74)
      #expect(program.errors.contains(words) && program.errors.contains(bad), "\(program.errors)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["run.csv"])
  }

  /// What is written reads back as the same doubles, in both formats.
  @Test func bothFormatsHoldTheSameDoubles() throws {
    let arguments = ["run", "captured", "--until", "2", "--every", "0.5", "--format"]
    let csv = try Program.run(arguments + ["csv"]).output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let jsonl = try Program.run(arguments + ["jsonl"]).output.split(separator: "\n")
    #expect(csv.count == jsonl.count + 1)
    for (row, line) in zip(csv.dropFirst(), jsonl) {
      // Foundation's reader of JSON is off by an ulp: the digits are read as they stand.
      _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
      for (column, field) in zip(csv[0], row) where column != "method" {
        let start = try #require(line.range(of: "\"\(column)\":")).upperBound
        let digits = line[start...].prefix { $0 != "," && $0 != "}" }
        #expect(field.isEmpty ? digits == "null" : Double(digits) == Double(field), "\(column)")
        #expect(field.isEmpty || Double(field) != nil)
      }
    }
  }

  @Test func anEnsembleOfOneLawIsThatLaw() throws {
    let single = try Program.run(["run", "--until", "0.5"]).output.split(separator: "\n")
    let several = try Program.run(["run", "--until", "0.5", "--ensemble", "3"])
    #expect(
      several.output == (try Program.run(["run", "--until", "0.5", "--ensemble", "3"]).output))
    let rows = several.output.split(separator: "\n")
    #expect(rows.count == single.count)
    for (row, one) in zip(rows.dropFirst(), single.dropFirst()) {
      let columns = row.split(separator: ",", omittingEmptySubsequences: false)
      #expect(columns[3] == "3")
      #expect(columns[4] == one.split(separator: ",")[3])
      #expect(columns[6] == columns[4])
    }
    #expect(try Program.run(["run", "--ensemble", "0"]).code == 2)
  }

  @Test func editsAndInstantsWorkInEveryVerb() throws {
    let options = ["--edit", "20:target.oldMass=0.3", "--at", "2"]
    let run = try Program.run(["run", "--until", "2.1"] + options)
    #expect(run.output.split(separator: "\n")[1].hasPrefix("2,1,forward-kl,"))
    let evaluate = try Program.run(["evaluate"] + options)
    #expect(evaluate.code == 0 && evaluate.output.contains("\"meters\""))
    #expect(try Program.run(["verify"] + options).code == 0)
    let screen = try Program.run(["explore", "--script", ""] + options)
    #expect(screen.output.contains("t 2.00"))
    let bad = try Program.run(["verify", "--edit", "20:target.oldMass=3"])
    #expect(bad.code == 2)
    #expect(bad.errors.hasPrefix("forgetscope: --edit: target.oldMass: 3 is not allowed"))
  }

  @Test func settingsComeBeforeEnvironmentBeforeFlags() throws {
    let config = folder + "/forgetscope"
    try FileManager.default.createDirectory(atPath: config, withIntermediateDirectories: true)
    let path = config + "/config.yaml"
    func screen(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> Program
    {
      try Program.run(
        ["explore", "--script", ""] + arguments,
        environment: environment.merging(["XDG_CONFIG_HOME": folder]) { $1 })
    }
    try "symbols: ascii\n".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try screen().output.utf8.allSatisfy { $0 < 128 })
    #expect(try screen([], ["FORGETSCOPE_SYMBOLS": "block"]).output.contains("█"))
    let flag = try screen(["--symbols", "braille"], ["FORGETSCOPE_SYMBOLS": "block"]).output
    #expect(flag.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
    let environment = try screen([], ["FORGETSCOPE_MOUSE": "maybe"])
    #expect(environment.code == 2)
    #expect(
      environment.errors
        == "forgetscope: FORGETSCOPE_MOUSE: mouse: \"maybe\" is not allowed; on, off\n")
    // Who means a variable of ours is told; others are none of our business.
    let variable = try screen([], ["FORGETSCOPE_SYMBOL": "block"])
    #expect(variable.code == 2)
    #expect(
      variable.errors
        == "forgetscope: FORGETSCOPE_SYMBOL: is no setting; did you mean FORGETSCOPE_SYMBOLS?\n")
    #expect(try screen([], ["FORGETSCOPE_SOMETHING": "block"]).code == 0)
    try "mouse: on\nsymbol: x\n".write(toFile: path, atomically: true, encoding: .utf8)
    let bad = try screen()
    #expect(bad.code == 2)
    #expect(bad.errors.hasPrefix("forgetscope: \(path):2: unknown key \"symbol\", did you mean"))
    #expect(bad.errors.split(separator: "\n").count == 1)
    // What every other verb refuses stands in a bug report.
    let doctor = try Program.run(["doctor"], environment: ["XDG_CONFIG_HOME": folder])
    #expect(doctor.code == 0)
    #expect(doctor.output.contains("settings: \(path):2: unknown key \"symbol\""))
    try "mouse: on\n".write(toFile: path, atomically: true, encoding: .utf8)
    let good = try Program.run(["doctor"], environment: ["XDG_CONFIG_HOME": folder])
    #expect(good.output.contains("settings: \(path)\n"))
  }
}
