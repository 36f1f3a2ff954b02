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
      [.kept, .tradeOff] + (main.height < 60 || ofTasks ? [] : [.phase])
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
    in main: Region, hasSamples: Bool
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
    if hasSamples, lowerHeight >= 13 {
      let (why, rest) = facts.split(top: 3)
      let (samples, theory) = rest.split(top: min(11, max(6, rest.height / 2)))
      panes += [(.why, why), (.samples, samples), (.theory, theory)]
    } else if hasSamples, lowerHeight >= 9 {
      let (samples, theory) = facts.split(top: 5)
      panes += [(.samples, samples), (.theory, theory)]
    } else if hasSamples {
      // On a small screen the batch is what was asked for; the theory is a key away.
      panes.append((.samples, facts))
    } else {
      // The sentences first, the forces where there is room for more.
      let (why, theory) = facts.split(top: lowerHeight >= 14 ? 7 : lowerHeight >= 9 ? 5 : 3)
      panes.append((.why, why))
      panes.append((.theory, theory))
    }
    return panes.map { (pane: $0.0, region: $0.1) }
  }
}
