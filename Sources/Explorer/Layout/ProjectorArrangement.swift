import Cells

/// Where lanes and plot stand for the back row, and how much a lane is told in.
package struct ProjectorArrangement: Sendable {
  /// From the largest letters to a line of text.
  package enum Level: CaseIterable, Sendable {
    /// Number and word large, the drift below.
    case huge
    /// The number large, word and drift small.
    case large
    /// Everything small, the name above.
    case medium
    /// The same, two lanes side by side.
    case double
    /// Two lanes side by side: number small, the rest as text.
    case paired
    /// The lines of the other views.
    case lines

    package var isMedium: Bool { self == .medium || self == .double }

    var lanesPerRow: Int { self == .double || self == .paired ? 2 : 1 }
  }

  package var level: Level
  /// Lanes that stand in one row.
  package var lanesPerRow: Int { level.lanesPerRow }
  package var bands: Region
  /// nil where there is no room for it.
  var plot: Region?
}
