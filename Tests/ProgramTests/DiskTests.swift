import Foundation
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// What happens to files when a run is broken off, and when the disk is full.
@Suite(.serialized) struct DiskTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "forgetscope-disk-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func names(_ path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  /// Not even a temporary file, where the system has files without names.
  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/fd")),
    arguments: [SIGINT, SIGTERM, SIGHUP, SIGKILL])
  func anInterruptedRunLeavesNothing(signal: Int32) throws {
    let program = try TerminalProgram(
      ["run", "correlated", "--until", "100000", "-o", "\(folder)/run.csv"])
    // The bar of progress says that rows are being written.
    #expect(program.wait { $0.contains("%") }, "\(program.screen.text)")
    program.signal(signal)
    #expect(program.exitCode() == 128 + signal)
    #expect(names(folder) == [])
  }

  /// Whether every line of a recording is JSON, and the last one ends.
  private func linesAreWhole(_ path: String) -> Bool {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8), text.hasSuffix("\n") else {
      return false
    }
    return text.split(separator: "\n").allSatisfy {
      (try? JSONSerialization.jsonObject(with: Data($0.utf8))) != nil
    }
  }

  // MARK: - A full disk

  private func shell(_ command: String) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return -1 }
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Who may mount has a disk that can be filled.
  @Test func aFullDiskIsToldAndNothingIsLeft() throws {
    let disk = "\(folder)/disk"
    guard shell("mkdir '\(disk)' && mount -t tmpfs -o size=64k none '\(disk)'") == 0 else { return }
    defer { _ = shell("umount -l '\(disk)'") }
    #expect(shell("head -c 57344 /dev/zero > '\(disk)/filled'") == 0)
    for arguments in [
      ["run", "--until", "60", "-o", "\(disk)/a.csv"],
      ["snapshot", "--at", "1", "--size", "120x40", "-o", "\(disk)/a.svg"],
      ["snapshot", "--at", "1", "--format", "png", "-o", "\(disk)/a.png"],
    ] {
      let program = try Program.run(arguments)
      #expect(program.code == 74)
      #expect(
        program.errors.contains("\(disk)/a.") && program.errors.contains("no space left"),
        "\(program.errors)")
    }
    let recorded = try Program.run(["record", "--until", "20", "-o", "\(disk)/a.cast"])
    #expect(recorded.code == 74 && recorded.errors.contains("no space left"), "\(recorded.errors)")
    // A recording is written as it happens: its whole lines stay.
    #expect(names(disk) == ["a.cast", "filled"])
    #expect(linesAreWhole("\(disk)/a.cast"))
    _ = shell("head -c 100000 /dev/zero > '\(disk)/more'")
    // Where not even a line fits there is no file, and no folder.
    for arguments in [
      ["record", "--until", "1", "-o", "\(disk)/b.cast"],
      ["explore", "--script", "q", "--record", "\(disk)/b.cast"],
      ["sweep", "--over", "lanes.1.replay=0,0.2", "-o", "\(disk)/sweep"],
    ] {
      let program = try Program.run(arguments)
      #expect(program.code == 74 && program.errors.contains("no space left"), "\(program.errors)")
      #expect(names(disk) == ["a.cast", "filled", "more"], "\(arguments)")
    }

    let program = try TerminalProgram(
      ["-c", "cd '\(disk)' && exec '\(Program.path)' captured"], rows: 40, columns: 120,
      environment: ["XDG_STATE_HOME": disk], executable: "/bin/sh")
    #expect(program.wait { $0.contains("quit") })
    program.type("s")
    #expect(program.wait { $0.contains("no space left") })
    program.type("]]")
    #expect(program.wait { $0.contains("δ ") })
    program.type("q")
    #expect(program.exitCode() == 0)
  }

  /// Rows that a full disk has taken are whole, and the same command goes on where there is room again.
  @Test func aSweepOnAFullDiskGoesOn() throws {
    let disk = "\(folder)/disk"
    guard shell("mkdir '\(disk)' && mount -t tmpfs -o size=64k none '\(disk)'") == 0 else { return }
    defer { _ = shell("umount -l '\(disk)'") }
    let sweep = ["sweep", "--over", "target.separation=1:8:600", "--until", "0.5"]
    for _ in 0..<2 {
      let full = try Program.run(sweep + ["-o", "\(disk)/sweep"])
      #expect(full.code == 74 && full.errors.contains("no space left"), "\(full.errors)")
      let part = try Program.run(["sweep", "merge", "\(disk)/sweep"])
      #expect(part.code == 1 && part.output.split(separator: "\n").count > 100, "\(part.errors)")
    }
    #expect(shell("mount -o remount,size=1m '\(disk)'") == 0)
    let rest = try Program.run(sweep + ["-o", "\(disk)/sweep"])
    #expect(rest.code == 0 && !rest.errors.contains(" 0 were there"), "\(rest.errors)")
    let merged = try Program.run(["sweep", "merge", "\(disk)/sweep"])
    #expect(merged.output == (try Program.run(sweep).output))
  }

  // MARK: - A limit on files

  /// The system ends who writes beyond it, unless that is an error like others.
  @Test func aLimitOnFilesIsALine() throws {
    for arguments in ["run --until 60", "record --until 20", "snapshot --at 1 --size 120x40"] {
      let ending = arguments.hasPrefix("run") ? "csv" : arguments.hasPrefix("rec") ? "cast" : "svg"
      let program = try TerminalProgram(
        ["-c", "ulimit -f 1; exec '\(Program.path)' \(arguments) -o '\(folder)/a.\(ending)'"],
        executable: "/bin/sh")
      #expect(program.exitCode() == 74, "\(arguments)")
      let text = String(decoding: program.bytes, as: UTF8.self)
      #expect(
        text.contains("a.\(ending): ") && text.contains("larger than files may be"), "\(text)")
    }
    #expect(names(folder) == [])
    let program = try TerminalProgram(
      ["-c", "ulimit -f 20; exec '\(Program.path)' record --until 60 -o '\(folder)/b.cast'"],
      executable: "/bin/sh")
    #expect(program.exitCode() == 74)
    #expect(linesAreWhole("\(folder)/b.cast"))
    let size = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/b.cast")).count
    #expect(size > 1024 && size <= 20 * 1024, "\(size) bytes")
  }

  /// A device is no file that could be there already.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aDeviceIsWrittenTo() throws {
    let full = try Program.run(["record", "--until", "1", "-o", "/dev/full"])
    #expect(full.code == 74 && full.errors.contains("/dev/full: no space left"), "\(full.errors)")
    let null = try Program.run(["record", "--until", "1", "-o", "/dev/null"])
    #expect(null.code == 0 && null.errors.isEmpty, "\(null.errors)")
  }

  /// What could not be written is not promised, and is told at the end, whatever was pressed in between.
  @Test func aSessionThatIsNotSavedIsNotPromised() throws {
    let program = try TerminalProgram(
      ["-c", "ulimit -f 0; exec '\(Program.path)'"], rows: 40, columns: 120,
      environment: ["XDG_STATE_HOME": folder], executable: "/bin/sh")
    #expect(program.wait { $0.contains("quit") })
    program.type("]]v")
    #expect(program.wait { $0.contains("δ 4.5") })
    program.type("vv]")
    program.wait(seconds: 1) { _ in false }
    program.type("q")
    #expect(program.exitCode() == 0)
    let text = String(decoding: program.bytes, as: UTF8.self)
    #expect(text.contains("the session is not saved: "))
    #expect(!text.contains("takes this session up again"))
    #expect(names("\(folder)/forgetscope") == [])
  }
}
