import Forgetting
import Measured

/// The log that stands beside the run, as far as it could be read.
public enum ShownData: Sendable {
  case none
  /// Asked for, and not there yet.
  case awaited(DataSource)
  indirect case run(MeasuredRun, DataSource)
  /// Why it cannot be shown, in one line.
  case missing(DataSource, String)

  /// What was read.
  public var run: MeasuredRun? {
    if case .run(let run, _) = self { run } else { nil }
  }

  /// Why it is missing.
  public var refusal: String? {
    if case .missing(_, let line) = self { line } else { nil }
  }

  /// What is asked for and not there yet.
  var awaited: DataSource? {
    if case .awaited(let source) = self { source } else { nil }
  }

  /// What was asked for, however it is stretched.
  var source: DataSource? {
    switch self {
    case .none: nil
    case .awaited(let source), .run(_, let source), .missing(let source, _): source
    }
  }

  /// A log that has been read, or why it has not.
  public init(_ source: DataSource, _ result: Result<MeasuredRun, DataRefusal>) {
    switch result {
    case .success(let run): self = .run(run, source)
    case .failure(let refusal): self = .missing(source, refusal.line)
    }
  }
}

/// Why a log is not shown.
public struct DataRefusal: Error {
  let line: String

  /// - Parameter line: without line ends.
  public init(_ line: String) { self.line = line }
}

extension DataSource {
  /// The source with what was read: hash and columns.
  public func taken(_ run: MeasuredRun) -> DataSource {
    var mapping = run.mapping
    mapping.stepsPerTime = self.mapping.stepsPerTime
    return DataSource(file: file, hash: run.hash, mapping: mapping)
  }
}
