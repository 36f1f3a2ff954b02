import Foundation
import Testing

/// What shells and systems do to a program: full devices, narrow limits, names in other encodings, pipes.
@Suite struct ShellTests {
  /// Runs a command line in which `$F` is the program.
  private func shell(
    _ line: String, in folder: String = NSTemporaryDirectory(), environment: [String: String] = [:]
  ) throws -> Program {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(Program.folders) { $1 }
      .merging(["F": Program.path, "SWIFT_BACKTRACE": "enable=no"]) { $1 }
      .merging(environment) { $1 }
    let stdout = Pipe()
    let stderr = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    let output = stdout.fileHandleForReading.readDataToEndOfFile()
    let errors = stderr.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Program(
      code: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      output: String(decoding: output, as: UTF8.self),
      errors: String(decoding: errors, as: UTF8.self))
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
    arguments: ["--version", "--help", "run --help", "help run", "presets list", "manual"])
  func whatNobodyGotIsNoSuccess(words: String) throws {
    let program = try shell("$F \(words) > /dev/full")
    #expect(program.code == 74)
    #expect(
      program.errors == "forgetscope: standard output: No space left on device\n",
      "\(program.errors)")
  }

  @Test func helpAndVersionStayOnStandardOutput() throws {
    let version = try shell("$F --version")
    #expect(version.code == 0 && version.errors == "")
    #expect(version.output.hasPrefix("forgetscope ") && version.output.hasSuffix("\n"))
    #expect(version.output.split(separator: "\n").count == 1)
    #expect(try shell("$F help run").output == shell("$F run --help").output)
    // Whoever reads has read enough.
    let cut = try shell("$F --help | head -1")
    #expect(cut.code == 0 && cut.errors == "")
  }

  @Test func namesInOtherEncodingsAreTold() throws {
    let program = try shell("$F run \"$(printf 'caf\\351.yaml')\" --until 0")
    #expect(program.code == 2)
    #expect(
      program.errors
        == "forgetscope: argument 2: caf\u{FFFD}.yaml is not allowed; text in UTF-8 "
        + "(a file of any name can be read as -)\n")
  }

  @Test func aNarrowStackIsWidenedOrTold() throws {
    let soft = try shell(
      "ulimit -S -s 128 && exec $F snapshot --at 1 --size 80x24 --format txt -o -")
    #expect(soft.code == 0, "\(soft.errors)")
    let hard = try shell("ulimit -s 128 && exec $F run --until 0")
    #expect(hard.code == 2)
    #expect(
      hard.errors
        == "forgetscope: ulimit -s: 128 is not allowed; a stack of 1024 kB or more\n")
    // The least is enough for everything that has more than a pair.
    let least = try shell("ulimit -s 1024 && exec $F verify one-over-t --set clock.until=2")
    #expect(least.code == 0, "\(least.errors)")
  }

  @Test func aRecordingGoesToStandardOutput() throws {
    let folder = try SnapshotTests.Folder()
    let program = try shell("$F record --until 0.2 --size 80x24 -o - | head -c 12", in: folder.path)
    #expect(program.output == "{\"version\":2")
    #expect(folder.names == [])
    // Whoever reads has read enough.
    let cut = try shell("$F record --until 5 -o - | head -1 >/dev/null; exit ${PIPESTATUS[0]}")
    #expect(cut.code == 0 && cut.errors == "", "\(cut.errors)")
    let file = try shell(
      "$F record --until 0.2 --size 80x24 -o a.cast && "
        + "$F record --until 0.2 --size 80x24 -o - | cmp - a.cast", in: folder.path)
    #expect(file.code == 0, "\(file.output)\(file.errors)")
    #expect(folder.names == ["a.cast"])
  }

  @Test func aScenarioFromAPipeLeavesTheKeysToTheTerminal() throws {
    let program = try TerminalProgram(
      ["-c", "$F presets show replay | $F explore - --no-session"],
      environment: ["F": Program.path], executable: "/bin/bash")
    #expect(program.wait { $0.contains("quit") }, "\(program.screen.text)")
    program.type("q")
    #expect(program.exitCode() == 0)
  }

  /// Without a font the converter draws boxes and says nothing.
  @Test(.enabled(if: SnapshotTests.hasConverter), arguments: ["png", "pdf"])
  func aFigureWithoutLettersIsNone(format: String) throws {
    let folder = try SnapshotTests.Folder()
    try "<?xml version=\"1.0\"?><fontconfig></fontconfig>".write(
      toFile: folder.file("fonts.conf"), atomically: true, encoding: .utf8)
    let program = try shell(
      "$F snapshot --at 1 -o figure.\(format)", in: folder.path,
      environment: ["FONTCONFIG_FILE": folder.file("fonts.conf")])
    #expect(program.code == 69)
    #expect(
      program.errors == "forgetscope: rsvg-convert finds no font (Debian's fonts-dejavu-core); "
        + "the figure is in figure.svg\n", "\(program.errors)")
    #expect(folder.names == ["figure.svg", "fonts.conf"])
  }

  /// What stands behind a link is replaced, and the link stays one.
  @Test func forceWritesThroughLinks() throws {
    let folder = try SnapshotTests.Folder()
    try "old".write(toFile: folder.file("real.csv"), atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link.csv"), withDestinationPath: "real.csv")
    let program = try shell("$F run --until 0 -o link.csv --force", in: folder.path)
    #expect(program.code == 0, "\(program.errors)")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link.csv"))
        == "real.csv")
    #expect(String(decoding: try folder.bytes("real.csv"), as: UTF8.self).hasPrefix("time,"))
  }

  /// A link that leads to nothing yet stays one, and what it leads to comes to be.
  @Test func aLinkMayLeadToWhatIsMade() throws {
    let folder = try SnapshotTests.Folder()
    for (link, target) in [("first.csv", "second.csv"), ("second.csv", "real.csv")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.file(link), withDestinationPath: target)
    }
    let program = try shell("$F run --until 0 -o first.csv --force", in: folder.path)
    #expect(program.code == 0, "\(program.errors)")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("first.csv"))
        == "second.csv")
    #expect(String(decoding: try folder.bytes("real.csv"), as: UTF8.self).hasPrefix("time,"))
  }

  /// As the program's own files write it.
  @Test func aLagMayBeInfinite() throws {
    let file = try shell(
      "$F presets show lag | sed 's/lag: .*/lag: .inf/' | $F run - --until 0.1 --every 0.1")
    #expect(file.code == 0, "\(file.errors)")
    for text in [".inf", ".INF", "inf", "∞"] {
      let option = try shell("$F run lag --set lanes.1.lag=\(text) --until 0.1 --every 0.1")
      #expect(option.code == 0 && option.output == file.output, "\(text): \(option.errors)")
    }
    let steps = try shell(
      "$F presets show lag | sed 's/lag: .*/lag: {steps: .inf}/' | $F run - --until 0.1 --every 0.1"
    )
    #expect(steps.code == 0 && steps.output == file.output, "\(steps.errors)")
    let refused = try shell("$F run lag --set lanes.1.lag=-1 --until 0.1")
    #expect(refused.errors.contains("a number in (0, 1000000] or .inf"), "\(refused.errors)")
  }
}
