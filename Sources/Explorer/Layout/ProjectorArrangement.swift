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
    /// Two lanes side by side: number small, the rest as text.
    case paired
    /// The lines of the other views.
    case lines
  }

  package var level: Level
  package var bands: Region
  /// nil where there is no room for it.
  var plot: Region?
}
