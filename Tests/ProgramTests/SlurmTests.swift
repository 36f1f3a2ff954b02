import Foundation
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// `sweep --on slurm` with a real Slurm of one node, which the test starts for itself (`make test-all`
/// brings it), and what is said where there is none.
@Suite(.serialized) struct SlurmTests {
  static let isThere =
    ProcessInfo.processInfo.environment["FORGETSCOPE_TEST_ALL"] == "1" && getuid() == 0
    && ["/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/sbin/munged"].allSatisfy {
      FileManager.default.isExecutableFile(atPath: $0)
    } && Program.isInPath("sbatch")

  private static let sweep = [
    "sweep", "--over", "target.separation=2:6:31", "--over", "lanes.1.replay=0:0.5:11",
    "--measure", "kept", "--until", "12",
  ]
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Slurm/one-node").path

  @discardableResult
  private func shell(_ words: [String], _ environment: [String: String] = [:]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // A cluster that does not come up must not hold the tests up.
    process.arguments = ["timeout", "60"] + words
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Not a pipe: daemons that a command starts would hold its other end for ever.
    let file = NSTemporaryDirectory() + "forgetscope-shell-\(UUID().uuidString)"
    _ = FileManager.default.createFile(atPath: file, contents: nil)
    defer { try? FileManager.default.removeItem(atPath: file) }
    process.standardOutput = FileHandle(forWritingAtPath: file)
    try process.run()
    process.waitUntilExit()
    return try String(contentsOfFile: file, encoding: .utf8)
  }

  /// Submitted, one task killed, submitted again, merged: the table of one machine. Then interrupted.
  @Test(.enabled(if: isThere)) func anArrayMakesTheSameTable() throws {
    let home = NSTemporaryDirectory() + "forgetscope-slurm-\(getpid())"
    let folder = home + "/boundary"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    let slurm = ["SLURM_CONF": home + "/slurm/slurm.conf"]
    defer {
      _ = try? shell([Self.script, "stop", home + "/slurm"])
      try? FileManager.default.removeItem(atPath: home)
    }
    try shell([Self.script, home + "/slurm"])
    let arguments = Self.sweep + ["--on", "slurm", "--tasks", "3", "-o", folder]

    let written = try Program.run(arguments + ["--dry-run"], environment: slurm)
    #expect(written.code == 0, "\(written.errors)")
    #expect(written.output.contains("job.sbatch is written, nothing submitted; sbatch --parsable"))
    #expect(try shell(["squeue", "--noheader"], slurm) == "")

    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments + ["--sbatch", "--comment='a b'"]
    process.environment = ProcessInfo.processInfo.environment.merging(Program.folders) { $1 }
      .merging(slurm) { $1 }
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    var killed = false
    for _ in 0..<400 where !killed {
      usleep(50_000)
      let jobs = try shell(["squeue", "--noheader", "--array", "--format=%i"], slurm)
      let last = jobs.split(separator: "\n").map(String.init).first { $0.hasSuffix("_3") }
      if let last {
        try shell(["scancel", last], slurm)
        killed = true
      }
    }
    #expect(killed)
    process.waitUntilExit()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(process.terminationStatus == 1, "\(said)")
    #expect(said.contains("is over with") && said.contains("of 341 runs"), "\(said)")

    let again = try Program.run(arguments, environment: slurm)
    #expect(again.code == 0, "\(again.errors)")
    #expect(again.errors.contains("all runs are there"))
    let table = try String(contentsOfFile: folder + "/table.csv", encoding: .utf8)
    #expect(try Program.run(Self.sweep).output == table)
    try anInterruptionLeavesTheJob(home, slurm)
  }

  /// Ctrl-C, of all that the terminal runs, leaves the job and says how to follow and how to end it.
  private func anInterruptionLeavesTheJob(_ home: String, _ slurm: [String: String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments =
      Self.sweep + ["--on", "slurm", "--sbatch", "--hold", "-o", home + "/held"]
    process.environment = ProcessInfo.processInfo.environment.merging(Program.folders) { $1 }
      .merging(slurm) { $1 }
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    var job = ""
    for _ in 0..<200 where job.isEmpty {
      usleep(50_000)
      let jobs = try shell(["squeue", "--noheader", "--format=%A"], slurm)
      job = jobs.split(separator: "\n").first.map { $0.filter(\.isNumber) } ?? ""
    }
    #expect(!job.isEmpty)
    usleep(300_000)
    process.interrupt()
    // A run that does not end is a failure and no wait.
    for _ in 0..<300 where process.isRunning { usleep(100_000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(process.terminationStatus == 130, "\(said)")
    #expect(
      said.contains("job \(job) goes on; forgetscope sweep status \(home)/held follows it"),
      "\(said)")
    #expect(said.contains("scancel \(job) ends it"), "\(said)")
    #expect(try shell(["squeue", "--noheader", "--format=%A"], slurm).contains(job))
    try shell(["scancel", job], slurm)
  }

  @Test func withoutSlurmThatIsSaid() throws {
    let folder = NSTemporaryDirectory() + "forgetscope-noslurm-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let none = try Program.run(
      Self.sweep + ["--on", "slurm", "-o", folder], environment: ["PATH": "/nowhere"])
    #expect(none.code == 69)
    #expect(none.errors.contains("there is no sbatch here"), "\(none.errors)")
    #expect(none.errors.split(separator: "\n").count == 1)
    #expect(!FileManager.default.fileExists(atPath: folder))
    let homeless = try Program.run(Self.sweep + ["--on", "slurm"])
    #expect(homeless.code == 2 && homeless.errors.contains("-o"), "\(homeless.errors)")
    let many = try Program.run(Self.sweep + ["--on", "slurm", "--tasks", "0", "-o", folder])
    #expect(many.code == 2 && many.errors.contains("--tasks"), "\(many.errors)")
  }
}
