import Foundation
import Testing

/// `data` from outside: what it says, and what it refuses.
@Suite struct DataProgramTests {
  static let logs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("MeasuredTests/Logs").path

  @Test func saysWhatIsInALog() throws {
    let run = try Program.run(["data", Self.logs + "/wide.csv", "--chance", "0.25"])
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("\(Self.logs)/wide.csv: CSV, 13 rows, 4 columns, hash "))
    #expect(lines.contains("steps   step: 13 from 0 to 600, 50 apart"))
    #expect(lines.contains("note    ceiling 1 is assumed (--ceiling)"))
    #expect(
      lines.last
        == "mapping --x step --old 'eval/old, 0-shot' --new eval/new --chance 0.25 --ceiling 1")
  }

  /// Several event files of a run, and the folder that they are in.
  @Test func foldersAndPipes() throws {
    let folder = NSTemporaryDirectory() + "forgetscope-data-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/run", withIntermediateDirectories: true)
    for name in ["a.tfevents.1", "b.tfevents.2", "empty.tfevents.3"] {
      try FileManager.default.copyItem(
        atPath: Self.logs + "/" + name, toPath: folder + "/run/" + name)
    }
    let run = try Program.run(["data", folder + "/run"])
    #expect(run.output.contains("TensorBoard events, 26 rows"), "\(run.errors)")
    #expect(run.output.contains("old     eval/old: 13 scores"))
    let above = try Program.run(["data", folder])
    #expect(above.code == 2)
    #expect(above.errors.contains("a folder without event files; they are in run"))
    let pipe = try Program.run(["data", "-"], input: "step,old,new\n0,0.5,0.1\n")
    #expect(pipe.code == 0 && pipe.output.hasPrefix("standard input: CSV, 1 row, 3 columns"))
  }

  @Test func columnsOfOtherFiles() throws {
    let run = try Program.run([
      "data", Self.logs + "/wide.csv", "--new", Self.logs + "/metrics.jsonl:new.reward/mean@1",
    ])
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("new     data.val.new.reward/mean@1: 13 scores"))
  }

  @Test(arguments: [
    (["nothing.csv"], Int32(74), "nothing.csv: no such file"),
    (["/dev/zero"], 74, "/dev/zero: longer than 65536 kB"),
    ([logs + "/empty.tfevents.3"], 2, "empty.tfevents.3: no scalars in it"),
    ([logs + "/wide.csv", "--old", "odl"], 2, "wide.csv: --old: there is no column odl"),
    ([logs + "/wide.csv", "--where", "note"], 2, "--where: note is not allowed; COLUMN=VALUE"),
    ([logs + "/wide.csv", "--chance", "0.9"], 2, "is not above chance, 0.9"),
    ([logs + "/wide.csv", "--chance", "nan"], 2, "--chance: nan is not allowed; a finite number"),
    ([], 2, "--help"),
  ]) func refusedInOneLine(arguments: [String], code: Int32, words: String) throws {
    let run = try Program.run(["data"] + arguments)
    #expect(run.code == code && run.output.isEmpty || run.output.contains("mapping"))
    #expect(run.code == code, "\(run.errors)")
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1)
  }
}
