import Forgetting
import Words

/// A document that cannot be read, in one line: where, what, the value, what is allowed.
///
/// `scenario.yaml:12: target.old.deviation: -1 is not allowed; a number > 0`
public struct DocumentError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, without the place.
  public enum Problem: Equatable, Sendable, CustomStringConvertible {
    /// A field whose value is not allowed.
    case parameter(ParameterError)
    /// Anything else: bad YAML, an unknown key. One line without control characters.
    case other(DocumentProblem)

    public var description: String {
      switch self {
      case .parameter(let error): error.description
      case .other(let problem): problem.description
      }
    }
  }

  /// What the user calls the document: a file name, `-` for standard input, a preset's id.
  var source: String
  /// Counted from 1; nil where no line is to blame, such as for a key that is missing at the top.
  var line: Int?
  /// What is wrong there.
  public var problem: Problem

  public init(source: String, line: Int?, problem: Problem) {
    self.source = source
    self.line = line
    self.problem = problem
  }

  public var description: String {
    let place = line.map { "\(source):\($0)" } ?? source
    return "\(place): \(problem)"
  }
}
