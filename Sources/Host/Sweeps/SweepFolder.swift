import Documents
import Forgetting
import Simulation
import Words

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Why a folder is not taken for a sweep's.
public enum SweepFolderError: Error, CustomStringConvertible {
  /// It cannot be read or written.
  case file(FileError)
  /// It is another sweep's, or of another version, or none at all.
  case other(String)

  public var description: String {
    switch self {
    case .file(let error): error.description
    case .other(let text): text
    }
  }
}

/// A folder with a sweep: `sweep.yaml`, which says what its rows are of, and one file of rows for each
/// shard that has been begun.
public struct SweepFolder {
  /// Where it is, and the table that is made there.
  public let path: String
  public let table: SweepTable
  /// What is swept: `sweep.yaml` in the folder.
  public var sweep: Sweep { table.sweep }

  private static func description(_ path: String) -> String { path + "/sweep.yaml" }

  /// The file that says what is swept in a folder; nil where `path` is no folder of a sweep.
  public static func begun(_ path: String) -> String? {
    let file = description(trimmed(path))
    return FileReading.exists(file) ? file : nil
  }

  /// Makes the folder, or finds that it is this sweep's.
  ///
  /// - Parameter program: the version of this program.
  public init(
    _ path: String, for sweep: Sweep, program: String
  ) throws(SweepFolderError) {
    self.path = SweepFolder.trimmed(path)
    table = SweepTable(sweep)
    let text = yaml(of: sweep, program: program)
    let description = SweepFolder.description(self.path)
    do throws(FileError) {
      let isNew = try Folders.make(self.path)
      if !FileReading.exists(description), RowsFile.all(in: self.path).isEmpty {
        do throws(FileError) {
          try AtomicFile.write(Array(text.utf8), to: description)
        } catch {
          // Another shard may have written it at the same time.
          guard FileReading.exists(description) else {
            if isNew { Folders.removeEmpty(self.path) }
            throw error
          }
        }
      }
    } catch {
      throw .file(error)
    }
    try check(text, description)
  }

  /// Refuses a folder of another sweep, or of another version of this program.
  private func check(_ text: String, _ description: String) throws(SweepFolderError) {
    let there: String
    do throws(FileError) {
      guard FileReading.exists(description) else {
        throw FileError(path: path, problem: .rowsWithoutSweep)
      }
      there = String(decoding: try FileReading.bytes(of: description), as: UTF8.self)
    } catch {
      throw .file(error)
    }
    guard there != text else { return }
    let ours = text.split(separator: "\n")
    let theirs = there.split(separator: "\n")
    func program(_ lines: [Substring]) -> Substring {
      lines.first { $0.hasPrefix("program:") }?.dropFirst("program: ".count) ?? "?"
    }
    func rest(_ lines: [Substring]) -> [Substring] { lines.filter { !$0.hasPrefix("program:") } }
    if rest(ours) == rest(theirs) {
      let problem = FileProblem.otherVersion("\(program(theirs))", own: "\(program(ours))")
      throw .other("\(path): \(problem)")
    }
    let place = zip(rest(ours), rest(theirs)).prefix { $0 == $1 }.count
    func line(_ lines: [Substring]) -> String? {
      place < rest(lines).count ? SweepFolder.plain(String(rest(lines)[place].prefix(60))) : nil
    }
    throw .other("\(path): \(FileProblem.otherSweep(line(theirs), own: line(ours)))")
  }

  /// Without what only a parser needs: `sweep: Kill me`, `sweep: none`.
  private static func plain(_ text: String) -> String {
    let words = text.filter { $0 != "\"" }.split(separator: " ").joined(separator: " ")
    return words.hasSuffix(":") && text.hasSuffix("\"\"") ? words + " none" : words
  }

  /// Opens a folder that is there.
  public init(existing path: String) throws(SweepFolderError) {
    self.path = SweepFolder.trimmed(path)
    let description = SweepFolder.description(self.path)
    let bytes: [UInt8]
    do throws(FileError) {
      guard FileReading.exists(self.path) else {
        throw FileError(path: self.path, problem: .noSuchFolder)
      }
      bytes = try FileReading.bytes(of: description)
    } catch {
      if FileReading.exists(self.path), !FileReading.exists(description) {
        throw .other("\(self.path): \(FileProblem.noSweep)")
      }
      throw .file(error)
    }
    do throws(DocumentError) {
      let document = try SweepDocument(bytes, source: description)
      guard case .written(let scenario) = document.base else {
        throw DocumentError(
          source: description, line: nil, problem: .other(.scenarioElsewhere))
      }
      let experiment = try ExperimentOptions(set: document.set, edit: document.edit)
        .experiment(from: Experiment(scenario: scenario))
      table = SweepTable(try document.sweep(of: experiment))
    } catch {
      throw .other(error.description)
    }
    do throws(ParameterError) {
      try table.sweep.validate()
    } catch {
      throw .other("\(description): \(error)")
    }
  }

  private static func trimmed(_ path: String) -> String {
    var path = Substring(path)
    while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    return String(path)
  }

  /// The shards that have been begun, in the order of their names.
  var files: [RowsFile] { RowsFile.all(in: path) }

  // MARK: - Merging

  /// The table of all rows, sorted, with every run once; and which runs are missing.
  ///
  /// - Parameter write: gets it in pieces.
  public func merge<Problem: Error>(
    _ write: ([UInt8]) throws(Problem) -> Void
  ) throws -> (missing: RunSet, failures: Int, processors: Set<String>) {
    var places = [RunPlace?](repeating: nil, count: sweep.runCount)
    var failures = 0
    let files = files
    guard files.count <= RunPlace.largestFileCount else {
      throw FileError(path: path, problem: .manyRows(files: RunPlace.largestFileCount))
    }
    for (number, file) in files.enumerated() {
      try file.scan(table) { run in
        guard places[run.index] == nil else { return }
        places[run.index] = RunPlace(file: number, run)
        failures += run.failureCount
      }
    }
    var readers = try files.map { (file) throws(FileError) in try RowsReader(file) }
    var missing = RunSet(count: places.count)
    var processors: Set<String> = []
    try write(Array(table.header.utf8))
    var piece: [UInt8] = []
    for (run, place) in places.enumerated() {
      guard let place else {
        missing.insert(run)
        continue
      }
      let bytes = try readers[Int(place.file)].bytes(at: Int(place.start), count: Int(place.length))
      for line in bytes.split(separator: 0x0A) {
        guard let comma = line.lastIndex(of: UInt8(ascii: ",")) else { continue }
        piece += line[..<comma]
        piece.append(0x0A)
        processors.insert(String(decoding: line[line.index(after: comma)...], as: UTF8.self))
      }
      if piece.count > 1 << 16 {
        try write(piece)
        piece.removeAll(keepingCapacity: true)
      }
    }
    try write(piece)
    return (missing, failures, processors)
  }
}

extension RowsFile {
  static func all(in folder: String) -> [RowsFile] {
    let files = (FileListing.names(in: folder) ?? []).compactMap {
      RowsFile(folder: folder, name: $0)
    }
    return files.sorted { ($0.shardCount, $0.shard) < ($1.shardCount, $1.shard) }
  }
}

/// Where the rows of a run are, in sixteen bytes: a table of a million is merged in little memory.
private struct RunPlace {
  let start: UInt64
  let length: UInt32
  let file: UInt16

  static let largestFileCount = 1 << 16

  init(file: Int, _ run: RowsFile.Run) {
    start = UInt64(run.start)
    length = UInt32(run.length)
    self.file = UInt16(file)
  }
}
