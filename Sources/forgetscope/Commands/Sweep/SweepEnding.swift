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

  static func failure(_ error: SweepFolderError) -> Failure {
    switch error {
    case .file(let error): .file(error.description)
    case .other(let text): .usage(text)
    }
  }
}
