/// The formats that a figure can be kept in; the raw value is the file name's ending.
public enum FigureFormat: String, CaseIterable, Sendable {
  case txt, ansi, html, svg, png, pdf

  /// Whether the format is made from the SVG by another program.
  public var isConverted: Bool { self == .png || self == .pdf }

  /// The format that a file's ending names; nil where it names none.
  public init?(endingOf path: String) {
    let name = path.lowercased()
    guard let format = Self.allCases.first(where: { name.hasSuffix(".\($0.rawValue)") }) else {
      return nil
    }
    self = format
  }

  /// ".txt, .ansi, …", for errors.
  public static var endings: String {
    allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
  }
}
