import Cells

/// Where a scene's notes and panes stand.
enum LectureLayout {
  /// Lines of notes that a small screen shows at least.
  private static let leastNotes = 4
  private static let paneHeight = 7
  private static let paneWidth = 30

  /// Arranges notes, panes and time in the body of the screen.
  ///
  /// - Returns: false where the explorer's own arrangement is to be used.
  static func arrange(
    _ layout: inout Layout, _ body: Region, for state: ExplorerState
  ) -> Bool {
    guard let scene = state.shownScene, let panes = scene.panes, !state.isZoomed else {
      return false
    }
    // Who follows sees questions, and no notes.
    let hasText = state.lecture?.showsNotes ?? (scene.question != nil)
    var main = body
    let isProjected = panes == .view(.projector)
    if state.rows >= 20, !isProjected {
      let (upper, timeline) = body.split(top: body.height - 1)
      main = upper
      layout.timeline = timeline
    }
    switch panes {
    case .shown(let shares):
      let isBeside = main.width >= 100 && state.lecture != nil
      let rest = hasText ? takeNotes(&layout, from: main, isBeside: isBeside, state) : main
      layout.panes = Self.panes(shares, in: rest)
    case .view(let view):
      let rest = hasText ? takeNotes(&layout, from: main, isBeside: false, state) : main
      switch view {
      case _ where view.fillsScreen: layout.survey = rest
      case .tasks: layout.tasks = rest
      case .curves: layout.panes = Self.panes([.init(.mass), .init(.place)], in: rest)
      case .projector: layout.project(into: rest, state)
      default:
        layout.panes = DashboardLayout.panes(
          in: rest, hasSamples: !state.batchLanes.isEmpty, laneCount: state.visibleLanes.count)
      }
    }
    return true
  }

  /// Notes to the left, or above at the height that they need, as long as a pane has room under them.
  private static func takeNotes(
    _ layout: inout Layout, from main: Region, isBeside: Bool, _ state: ExplorerState
  ) -> Region {
    if isBeside {
      let (notes, rest) = main.split(left: min(64, max(40, main.width * 2 / 5)))
      layout.notes = notes
      return rest.inset(left: 1)
    }
    let needed = NotesText.lineCount(state, width: main.width - 2) + 1
    let most = max(leastNotes + 1, main.height - paneHeight - 1)
    let (notes, rest) = main.split(top: min(needed, most))
    layout.notes = notes
    return rest
  }

  /// Panes one under the other; side by side where they would be too low. What still has no room is
  /// left out, the last first.
  private static func panes(
    _ shares: [Scene.Share], in region: Region
  ) -> [(pane: Pane, region: Region)] {
    var shares = shares
    while shares.count > 1, lengths(shares, of: region.height).contains(where: { $0 < paneHeight }),
      lengths(shares, of: region.width).contains(where: { $0 < paneWidth })
    {
      shares.removeLast()
    }
    let isStacked = lengths(shares, of: region.height).allSatisfy { $0 >= paneHeight }
    var rest = region
    var placed: [(pane: Pane, region: Region)] = []
    let extents = lengths(shares, of: isStacked ? region.height : region.width)
    for (index, share) in shares.enumerated() {
      let isLast = index == shares.count - 1
      if isStacked {
        let (pane, below) = rest.split(top: isLast ? rest.height : extents[index])
        placed.append((share.pane, pane))
        rest = below
      } else {
        let (pane, right) = rest.split(left: isLast ? rest.width : extents[index])
        placed.append((share.pane, isLast ? pane : pane.inset(right: 1)))
        rest = right
      }
    }
    return placed
  }

  private static func lengths(_ shares: [Scene.Share], of whole: Int) -> [Int] {
    let sum = shares.reduce(0) { $0 + $1.height }
    return shares.map { Int((Double(whole) * $0.height / sum).rounded()) }
  }
}
