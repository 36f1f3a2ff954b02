/// What a cell's colour means. Views speak in roles; a palette turns a role into a colour, and
/// nothing is ever told by colour alone.
public enum Ink: UInt8, CaseIterable, Sendable {
  /// The terminal's own foreground.
  case plain
  /// Axes, rules, units: there, but behind.
  case dim
  /// Numbers and words that should be read first.
  case strong
  /// The titles of panes and the header.
  case title
  /// The control under the cursor.
  case focus
  /// A statement that holds, a lane that keeps.
  case good
  /// Not yet, needs something, be careful.
  case warning
  /// Fails, forgets, diverged.
  case bad
  /// The target p.
  case target
  /// The start q₀.
  case start
  /// The run before the edit.
  case ghost
  /// The old mode and the new mode on the density's axis.
  case oldMode, newMode
  case lane1, lane2, lane3, lane4, lane5, lane6, lane7, lane8
  /// Shades of a density map, from faint to full. Few, so that a moving map costs few colour codes.
  case heat1, heat2, heat3, heat4

  /// The ink of a lane.
  ///
  /// - Parameter index: 0 for the first lane; wraps after eight.
  public static func lane(_ index: Int) -> Ink {
    Ink(rawValue: Ink.lane1.rawValue + UInt8(index & 7))!
  }

  var isLane: Bool { (Ink.lane1.rawValue...Ink.lane8.rawValue).contains(rawValue) }

  /// The ink of a task: those of the lanes from the last one backwards, and between them the one that no lane has,
  /// so that four lanes and five tasks on one screen share none.
  ///
  /// - Parameter index: 0 for the first task; wraps after eight.
  public static func task(_ index: Int) -> Ink {
    let task = index & 7
    return task == 4 ? .plain : lane(task < 4 ? 7 - task : 8 - task)
  }
}

/// How a cell's glyph is emphasised; every terminal of the last forty years has these three.
public struct Emphasis: OptionSet, Hashable, Sendable {
  /// One bit for each way, as `CellGrid` and the terminal keep it.
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// The three ways that every terminal has; none of them moves.
  public static let bold = Emphasis(rawValue: 1)
  public static let reverse = Emphasis(rawValue: 2)
  public static let underline = Emphasis(rawValue: 4)
}
