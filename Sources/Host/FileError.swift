import Words

/// A file or stream that could not be read or written, in one line with its path.
public struct FileError: Error, CustomStringConvertible, Sendable {
  var path: String
  /// What is wrong with it.
  public var problem: FileProblem

  public var description: String {
    // A file's name may hold anything; what steers a terminal is not repeated.
    let steering = path.unicodeScalars.contains { $0.properties.generalCategory == .control }
    let name =
      steering
      ? String(
        String.UnicodeScalarView(
          path.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
      : path
    return "\(name.isEmpty ? "\"\"" : name): \(problem)"
  }
}
