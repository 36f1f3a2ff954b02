import Cells

/// How large lanes are told for the back row, and where they and the plot stand.
package enum ProjectorLayout {
  /// How much a lane is told in, from the largest letters to a line of text.
  package enum Level: CaseIterable {
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

  /// Where lanes and plot stand in a region.
  package struct Arrangement {
    package var level: Level
    package var bands: Region
    /// nil where there is no room for it.
    package var plot: Region?
  }

  private static let leastPlot = 6

  package static func arrange(_ state: ExplorerState, in region: Region) -> Arrangement {
    let symbols = state.display.symbols
    let lanes = state.visibleLanes.count
    for level in Level.allCases {
      let height = height(level, lanes: lanes, symbols)
      let spare = region.height - height
      let wanted =
        switch level {
        case .huge: max(leastPlot, region.height / 2)
        case .large: 8
        default: region.height < 16 ? 0 : leastPlot
        }
      guard region.width >= leastWidth(level), spare >= wanted || level == .lines else { continue }
      let (bands, rest) = region.split(top: min(height, region.height))
      return Arrangement(
        level: level, bands: bands, plot: rest.height >= leastPlot - 1 ? rest : nil)
    }
    return Arrangement(level: .lines, bands: region, plot: nil)
  }

  private static func leastWidth(_ level: Level) -> Int {
    switch level {
    case .huge: 110
    case .large, .medium: 76
    case .paired: 72
    case .lines: 0
    }
  }

  private static func height(_ level: Level, lanes: Int, _ symbols: Symbols) -> Int {
    level == .paired
      ? (lanes + 1) / 2 * bandHeight(level, symbols) : lanes * bandHeight(level, symbols)
  }

  package static func bandHeight(_ level: Level, _ symbols: Symbols) -> Int {
    let small = BlockText.height(.small, in: symbols)
    return switch level {
    case .huge: BlockText.height(.large, in: symbols) + 1 + small
    case .large: max(2 * small + 1, BlockText.height(.large, in: symbols) + 2)
    case .medium: small + 1
    case .paired: small
    case .lines: 1
    }
  }
}
