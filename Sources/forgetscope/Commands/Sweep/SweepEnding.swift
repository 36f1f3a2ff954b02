import Host
import Words

/// How the verbs of sweeps end, and how they open a folder.
enum SweepEnding {
  /// What a sweep with lanes that failed ends with.
  static func failed(_ count: Int) -> Failure { .check(.failedRows(count)) }

  /// A folder of a sweep, for the verbs that look into one.
  static func folder(_ path: String) throws(Failure) -> SweepFolder {
    do throws(SweepFolderError) {
      return try SweepFolder(existing: path)
    } catch {
      throw failure(error)
    }
  }

  /// Writes a folder's table, whole or not at all.
  ///
  /// - Parameter path: nil: standard output.
  static func merge(
    _ folder: SweepFolder, into path: String?, isForced: Bool
  ) throws(Failure) -> (missing: RunSet, processors: Set<String>) {
    var output = try SeriesOutput(path: path, isForced: isForced)
    let found: (missing: RunSet, failures: Int, processors: Set<String>)
    do {
      found = try folder.merge { (bytes) throws(Failure) in try output.write(bytes) }
    } catch let failure as Failure {
      throw failure
    } catch let error as FileError {
      throw .file(error.description)
    } catch {
      throw .usage("\(error)")
    }
    try output.finish()
    return (found.missing, found.processors)
  }

  static func failure(_ error: SweepFolderError) -> Failure {
    switch error {
    case .file(let error): .file(error.description)
    case .other(let text): .usage(text)
    }
  }
}
