import Cells

/// The screen's regions; nil or missing what has no room.
package struct Layout {
  package var header: Region
  package var verdicts: Region
  package var panes: [(pane: Pane, region: Region)] = []
  /// Drift over separation, or the phase plane: in place of the panes.
  package var survey: Region?
  /// How the lanes are told for the back row, in place of the verdicts.
  package var projector: ProjectorLayout.Arrangement?
  /// A lecture's notes.
  package var notes: Region?
  package var timeline: Region?
  package var footer: Region?

  package func pane(row: Int, column: Int) -> (pane: Pane, region: Region)? {
    panes.first { $0.region.contains(row: row, column: column) }
  }

  /// The regions in the order in which a slow line should see them: words first, then the focus.
  package func priority(focus: Pane) -> [Region] {
    var order = [header, verdicts]
    if let footer { order.append(footer) }
    if let notes { order.append(notes) }
    if let survey { order.append(survey) }
    if let focused = region(of: focus) { order.append(focused) }
    order += panes.filter { $0.pane != focus }.map(\.region)
    if let timeline { order.append(timeline) }
    return order
  }

  package func region(of pane: Pane) -> Region? { panes.first { $0.pane == pane }?.region }

  /// Lanes in large letters, and mass or place under them.
  package mutating func project(into region: Region, _ state: ExplorerState) {
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
