import Explorer
import Forgetting
import Measured
import Words

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Logs from the disk.
public enum DataFiles {
  /// Why a log was not read: the file, or what is in it.
  public enum Failure: Error {
    case file(FileError)
    case data(DataError)

    /// In one line.
    public var line: String {
      switch self {
      case .file(let error): error.description
      case .data(let error): error.description
      }
    }
  }

  /// One log: a file, several event files of one run, a folder that has them, or - for standard input.
  public static func table(_ paths: [String]) throws(Failure) -> DataTable {
    var table: DataTable?
    for path in paths {
      for file in try files(of: path) {
        let next = try read(file)
        if table == nil {
          table = next
          continue
        }
        do throws(DataError) {
          try table?.append(next)
        } catch {
          throw .data(error)
        }
      }
    }
    guard var table else { throw .file(FileError(path: paths.first ?? "", problem: .noSuchFile)) }
    // Opened again by this name it is the same.
    if paths.count == 1, isFolder(paths[0]) { table.source = paths[0] }
    if table.isEmpty { throw .data(DataError(table.source, .noScalars)) }
    return table
  }

  /// Whether a path names a folder.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The table of the file that a mapping names before a column; nil where there is no such file.
  public static func other(_ path: String) throws(DataError) -> DataTable? {
    guard FileReading.exists(path) else { return nil }
    do throws(Failure) {
      return try table([path])
    } catch {
      switch error {
      case .data(let error): throw error
      case .file: return nil
      }
    }
  }

  /// The run of a log as an experiment names it.
  public static func run(_ source: DataSource) throws(Failure) -> MeasuredRun {
    let files = [source.file] + source.mapping.also
    guard files.count <= MeasuredRun.mostRuns else {
      throw .data(DataError(source.file, .manyRuns(files.count, most: MeasuredRun.mostRuns)))
    }
    var tables: [DataTable] = []
    for file in files { tables.append(try table([file])) }
    do throws(DataError) {
      return try MeasuredRun(several: tables, source.mapping, other: other)
    } catch {
      throw .data(error)
    }
  }

  /// The same for the screen.
  public static func shown(_ source: DataSource) -> ShownData {
    do throws(Failure) {
      return ShownData(source.unscaled, .success(try run(source)))
    } catch {
      return ShownData(source.unscaled, .failure(DataRefusal(error.line)))
    }
  }

  private static func read(_ path: String) throws(Failure) -> DataTable {
    let bytes: [UInt8]
    do throws(FileError) {
      if let own = ShippedLog.bytes(of: path) {
        bytes = own
      } else {
        bytes = try FileReading.bytes(of: path, limit: DataTable.largestSize)
      }
    } catch {
      throw .file(error)
    }
    do throws(DataError) {
      return try DataTable(bytes, source: path == "-" ? "standard input" : path)
    } catch {
      throw .data(error)
    }
  }

  /// The file itself, or the logs of a folder in the order of their names.
  private static func files(of path: String) throws(Failure) -> [String] {
    // The program's own are nobody's files.
    if ShippedLog.bytes(of: path) != nil { return [path] }
    do throws(FileError) {
      try Confinement.check()
    } catch {
      throw .file(error)
    }
    guard isFolder(path) else { return [path] }
    let found = logs(in: path)
    if !found.isEmpty { return found }
    let below = entries(of: path).filter { name in
      isFolder(path + "/" + name) && !logs(in: path + "/" + name).isEmpty
    }
    throw .data(DataError(path, .noLogs(below: Array(below.prefix(8)))))
  }

  private static func logs(in folder: String) -> [String] {
    let names = entries(of: folder)
    let events = names.filter { name in
      name.indices.contains { name[$0...].hasPrefix("tfevents") }
    }
    if !events.isEmpty { return events.map { folder + "/" + $0 } }
    let states = names.filter { $0 == "trainer_state.json" }
    // lm-evaluation-harness writes one of each model.
    let results = names.filter { $0.hasPrefix("results") && $0.hasSuffix(".json") }
    return (states.isEmpty ? results : states).map { folder + "/" + $0 }
  }

  private static func entries(of folder: String) -> [String] {
    (FileListing.names(in: folder) ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }
}
