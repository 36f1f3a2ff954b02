import Explorer
import Forgetting
import Measured
import Words

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
  ///
  /// - Parameter isWanted: asked while it is read; where it says no, reading ends with an error.
  public static func table(
    _ paths: [String], isWanted: @escaping @Sendable () -> Bool = { true }
  ) throws(Failure) -> DataTable {
    var table: DataTable?
    for path in paths {
      for file in try files(of: path) {
        let next = try read(file, isWanted)
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
    if paths.count == 1, LogFolder.isFolder(paths[0]) { table.source = paths[0] }
    if table.isEmpty { throw .data(DataError(table.source, .noScalars)) }
    return table
  }

  /// The table of the file that a mapping names before a column; nil where there is no such file.
  public static func other(_ path: String) throws(DataError) -> DataTable? {
    try other(path) { true }
  }

  private static func other(
    _ path: String, isWanted: @escaping @Sendable () -> Bool
  ) throws(DataError) -> DataTable? {
    guard FileReading.exists(path) else { return nil }
    do throws(Failure) {
      return try table([path], isWanted: isWanted)
    } catch {
      switch error {
      case .data(let error): throw error
      case .file: return nil
      }
    }
  }

  /// The run of a log as an experiment names it.
  public static func run(
    _ source: DataSource, isWanted: @escaping @Sendable () -> Bool = { true }
  ) throws(Failure) -> MeasuredRun {
    let files = [source.file] + source.mapping.also
    guard files.count <= MeasuredRun.mostRuns else {
      throw .data(DataError(source.file, .manyRuns(files.count, most: MeasuredRun.mostRuns)))
    }
    var tables: [DataTable] = []
    for file in files { tables.append(try table([file], isWanted: isWanted)) }
    do throws(DataError) {
      return try MeasuredRun(several: tables, source.mapping) { path throws(DataError) in
        try other(path, isWanted: isWanted)
      }
    } catch {
      throw .data(error)
    }
  }

  /// The same for the screen.
  public static func shown(
    _ source: DataSource, isWanted: @escaping @Sendable () -> Bool = { true }
  ) -> ShownData {
    do throws(Failure) {
      return ShownData(source.unscaled, .success(try run(source, isWanted: isWanted)))
    } catch {
      return ShownData(source.unscaled, .failure(DataRefusal(error.line)))
    }
  }

  private static func files(of path: String) throws(Failure) -> [String] {
    // The program's own are nobody's files.
    if ShippedLog.bytes(of: path) != nil { return [path] }
    do throws(FileError) {
      try Confinement.check()
    } catch {
      throw .file(error)
    }
    do throws(DataError) {
      return try LogFolder.files(of: path)
    } catch {
      throw .data(error)
    }
  }

  private static func read(
    _ path: String, _ isWanted: @escaping @Sendable () -> Bool
  ) throws(Failure) -> DataTable {
    let bytes: [UInt8]
    do throws(FileError) {
      if let own = ShippedLog.bytes(of: path) {
        bytes = own
      } else {
        bytes = try FileReading.bytes(
          of: path, limit: DataTable.largestSize, isWanted: isWanted)
      }
    } catch {
      // What is in it is too much: the same line however that was found.
      if case .longer = error.problem {
        throw .data(DataError(path, .longer(megabytes: DataTable.largestSize >> 20)))
      }
      throw .file(error)
    }
    do throws(DataError) {
      return try DataTable(
        bytes, source: path == "-" ? "standard input" : path, isWanted: isWanted)
    } catch {
      throw .data(error)
    }
  }
}
