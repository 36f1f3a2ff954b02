import Cells

/// Frames as lines of an asciicast of version 2: a header, then an event per frame, each a line of its
/// own, so that a recording that ends early is whole up to its last frame.
public struct Asciicast: Sendable {
  private let title: String
  private let command: String
  private let timestamp: Int?
  private var encoder: GridEncoder
  private var size: (rows: Int, columns: Int)?

  /// - Parameters:
  ///   - title: what players show.
  ///   - command: the command that opens what is shown.
  ///   - timestamp: seconds since 1970 when it was recorded; nil for a recording that is to be the
  ///     same whenever it is made.
  public init(
    title: String, command: String, timestamp: Int? = nil, palette: Palette = .standard,
    depth: ColorDepth = .colors256
  ) {
    self.title = PlainText.cleaned(title)
    self.command = command
    self.timestamp = timestamp
    encoder = GridEncoder(palette: palette, depth: depth)
  }

  /// The lines for a frame; empty where nothing has changed. The first has the header before it.
  ///
  /// - Parameter time: seconds since the recording's beginning, never decreasing.
  public mutating func lines(for grid: CellGrid, at time: Double) -> String {
    var text = ""
    if size == nil {
      text = header(grid)
    } else if size! != (grid.rows, grid.columns) {
      text = event("r", "\(grid.columns)x\(grid.rows)", at: time)
    }
    size = (grid.rows, grid.columns)
    let change = encoder.text(for: grid)
    return change.isEmpty ? text : text + event("o", change, at: time)
  }

  /// The line that makes a recording last until a time, for pictures that stand. Whoever plays it in
  /// a terminal gets that back: plain, with its cursor, and the prompt below the picture.
  public func end(at time: Double) -> String {
    event("o", "\u{1b}[0m\u{1b}[\(size?.rows ?? 1);1H\u{1b}[?25h", at: time)
  }

  private func header(_ grid: CellGrid) -> String {
    var entries: [(String, JSONValue)] = [
      ("version", .integer(2)), ("width", .integer(grid.columns)), ("height", .integer(grid.rows)),
    ]
    if let timestamp { entries.append(("timestamp", .integer(timestamp))) }
    if !title.isEmpty { entries.append(("title", .text(title))) }
    entries.append(("command", .text(command)))
    entries.append(("env", .object([("TERM", .text("xterm-256color"))])))
    return JSONText.compact(.object(entries)) + "\n"
  }

  private func event(_ kind: String, _ data: String, at time: Double) -> String {
    // Microseconds are what players know.
    let time = (time * 1e6).rounded() / 1e6
    return JSONText.compact(.array([.number(time), .text(kind), .text(data)])) + "\n"
  }
}
