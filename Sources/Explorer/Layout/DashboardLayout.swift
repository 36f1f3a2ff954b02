import Cells

/// The panes side by side, as many as there is room for.
enum DashboardLayout {
  /// A column of further views at the right of a large screen, one below the other.
  ///
  /// - Returns: what is left for the panes, and the views.
  static func sides(
    of main: Region, ofTasks: Bool
  ) -> (rest: Region, sides: [(side: Layout.Side, region: Region)]) {
    guard main.width >= 180, main.height >= 36 else { return (main, []) }
    let all: [Layout.Side] =
      [.kept, .tradeOff] + (main.height < 60 ? [] : ofTasks ? [.tasks] : [.phase, .drift])
    let (rest, column) = main.split(left: main.width - min(100, main.width * 3 / 10))
    var left = column.inset(left: 1)
    var sides: [(side: Layout.Side, region: Region)] = []
    for (index, side) in all.enumerated() {
      let (region, below) = left.split(top: left.height / (all.count - index))
      sides.append((side, region))
      left = below
    }
    return (rest, sides)
  }

  static func panes(
    in main: Region, hasSamples: Bool, laneCount: Int
  ) -> [(pane: Pane, region: Region)] {
    // Large screens have room for what the sentences take.
    let more = main.height < 60 ? 0 : 2
    let lowerHeight =
      main.height < 17 ? 0 : max(5, main.height - max(13, main.height * 3 / 5) + more)
    let (plots, lower) = main.split(top: main.height - lowerHeight)
    let leftWidth = (main.width * 59 + 50) / 100
    let (density, right) = plots.split(left: leftWidth)
    let curves = right.inset(left: 1)
    let (mass, place) = curves.split(top: (curves.height + 1) / 2)
    var panes: [(Pane, Region)] = [
      (.density, density), (.mass, mass), (.place, place),
    ]
    guard lowerHeight > 0 else { return panes.map { (pane: $0.0, region: $0.1) } }
    let (parameters, lowerRight) = lower.split(left: leftWidth)
    panes.append((.parameters, parameters))
    let facts = lowerRight.inset(left: 1)
    // The reasons come first, a line for each lane, as a rule; their forces where there is room for more.
    let least = lowerHeight >= 12 ? 7 : lowerHeight >= 9 ? 5 : 3
    // In words that a narrow pane breaks.
    let isNarrow = facts.width < 44
    let wanted = 1 + laneCount * (isNarrow ? 2 : 1)
    if hasSamples {
      let most = lowerHeight >= 13 ? 5 : 3
      let (why, rest) = facts.split(top: min(1 + laneCount, most))
      let forSamples = lowerHeight >= 13 ? min(11, max(6, rest.height / 2)) : 5
      panes.append((.why, why))
      if rest.height - forSamples >= 3 {
        let (samples, theory) = rest.split(top: forSamples)
        panes += [(.samples, samples), (.theory, theory)]
      } else {
        // On a small screen the batch is what was asked for; the theory is a key away.
        panes.append((.samples, rest))
      }
    } else {
      let height = max(least, min(wanted, facts.height))
      if facts.height - height >= 2 {
        let (why, theory) = facts.split(top: height)
        panes += [(.why, why), (.theory, theory)]
      } else {
        panes.append((.why, facts))
      }
    }
    return panes.map { (pane: $0.0, region: $0.1) }
  }
}
