/// Why there is no figure in a format that another program makes.
public enum ConverterProblem: Error, Hashable {
  /// The program is not installed.
  case missing
  /// It is there, and every letter would be the same box.
  case noFont
  case noTemporaryFile(reason: String)
  case noAnswer(seconds: Int)
  case endedWith(status: Int32)
  case file(FileProblem)
  /// What it has said itself, or a system says of it.
  case told(String)
}
