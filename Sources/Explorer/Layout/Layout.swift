import Cells

/// The screen's regions; nil or missing what has no room. The root makes one of state and size before
/// reducing (`ExplorerState.layout`) and before drawing: reducers read it, views draw by it.
package struct Layout: Sendable {
  /// What large screens have room for besides.
  package enum Side: Sendable {
    /// What is kept over time; the weight where the pane of mass shows that.
    case kept
    case tradeOff
    /// The plane of old weight and old drift.
    case phase
    /// Drift over separation.
    case drift
    /// What each stage has left of every task.
    case tasks
  }

  package var header: Region
  package var verdicts: Region
  package var panes: [(pane: Pane, region: Region)] = []
  /// Whether there is one pane, which is that of the focus.
  var followsFocus = false
  /// The panes that Tab visits.
  var tabOrder: [Pane] = []
  /// Drift over separation, or the phase plane: in place of the panes.
  package var survey: Region?
  /// Further views beside the panes, where the screen is large.
  package var sides: [(side: Side, region: Region)] = []
  /// Retention, weights and gates of tasks that have names: in place of the panes.
  package var tasks: Region?
  /// How the lanes are told for the back row, in place of the verdicts.
  package var projector: ProjectorArrangement?
  /// A lecture's notes.
  package var notes: Region?
  package var timeline: Region?
  package var footer: Region?
  /// Of what lies over the screen.
  var scroll = ScrollLimit()

  func pane(row: Int, column: Int) -> (pane: Pane, region: Region)? {
    panes.first { $0.region.contains(row: row, column: column) }
  }

  /// The regions in the order in which a slow line should see them: words first, then the focus.
  package func priority(focus: Pane) -> [Region] {
    var order = [header, verdicts]
    if let footer { order.append(footer) }
    if let notes { order.append(notes) }
    if let survey { order.append(survey) }
    if let tasks { order.append(tasks) }
    if let focused = region(of: focus) { order.append(focused) }
    order += panes.filter { $0.pane != focus }.map(\.region)
    order += sides.map(\.region)
    if let timeline { order.append(timeline) }
    return order
  }

  package func region(of pane: Pane) -> Region? { panes.first { $0.pane == pane }?.region }

  /// Before there is a screen.
  static let none = {
    let nowhere = Region(row: 0, column: 0, height: 0, width: 0)
    return Layout(header: nowhere, verdicts: nowhere)
  }()

  /// One pane alone.
  mutating func show(_ focus: Pane, in region: Region) {
    panes = [(focus, region)]
    followsFocus = true
  }
}
