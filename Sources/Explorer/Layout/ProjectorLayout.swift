import Cells

/// How large lanes are told for the back row, and where they and the plot stand.
package enum ProjectorLayout {
  private static let leastPlot = 6
  /// Many curves are told apart in more rows, where lanes can stand side by side.
  private static let fewLanes = 4
  private static let plotOfMany = 14

  static func arrange(_ state: ExplorerState, in region: Region) -> ProjectorArrangement {
    let symbols = state.display.symbols
    let lanes = state.visibleLanes.count
    for level in ProjectorArrangement.Level.allCases {
      let height = height(level, lanes: lanes, symbols)
      let spare = region.height - height
      let wanted =
        switch level {
        case .huge: max(leastPlot, region.height / 2)
        case .large: 8
        case .medium where lanes > fewLanes && region.width >= leastWidth(.double): plotOfMany
        default: region.height < 16 ? 0 : leastPlot
        }
      guard region.width >= leastWidth(level), spare >= wanted || level == .lines else { continue }
      let (bands, rest) = region.split(top: min(height, region.height))
      return ProjectorArrangement(
        level: level, bands: bands, plot: rest.height >= leastPlot - 1 ? rest : nil)
    }
    return ProjectorArrangement(level: .lines, bands: region, plot: nil)
  }

  private static func leastWidth(_ level: ProjectorArrangement.Level) -> Int {
    switch level {
    case .huge: 110
    case .large, .medium: 76
    case .double: 118
    case .paired: 72
    case .lines: 0
    }
  }

  private static func height(_ level: ProjectorArrangement.Level, lanes: Int, _ symbols: Symbols)
    -> Int
  {
    (lanes + level.lanesPerRow - 1) / level.lanesPerRow * bandHeight(level, symbols)
  }

  package static func bandHeight(_ level: ProjectorArrangement.Level, _ symbols: Symbols) -> Int {
    let small = BlockText.height(.small, in: symbols)
    return switch level {
    case .huge: BlockText.height(.large, in: symbols) + 1 + small
    case .large: max(2 * small + 1, BlockText.height(.large, in: symbols) + 2)
    case .medium, .double: small + 1
    case .paired: small
    case .lines: 1
    }
  }
}

extension Layout {
  /// Lanes in large letters, and mass or place under them.
  mutating func project(into region: Region, _ state: ExplorerState) {
    let arrangement = ProjectorLayout.arrange(state, in: region)
    projector = arrangement
    verdicts = arrangement.bands
    if let plot = arrangement.plot { panes = [(projectedPane(state), plot)] }
  }

  /// One plot: that of mass, unless another is asked for that says more from afar than numbers do.
  private func projectedPane(_ state: ExplorerState) -> Pane {
    state.focus == .place || state.focus == .density ? state.focus : .mass
  }
}
