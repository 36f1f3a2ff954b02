import Cells
import Explorer
import Simulation

/// Marks and names of lanes in a pane's rule: all of them or none, a part would be taken for the whole.
enum LaneLegend {
  /// "   ● forward   ○ reverse".
  ///
  /// - Parameter width: what the rule has beside its other words.
  static func runs(
    _ lanes: [Int], _ state: ExplorerState, _ painter: Painter, width: Int
  ) -> [Run] {
    guard !lanes.isEmpty else { return [] }
    let label = LaneLabel(state, painter)
    let runs = lanes.flatMap { lane in
      let text = "\(Glyphs.laneMark(lane)) \(label.name(lane))"
      return [Run("   "), Run(text, ink: .lane(lane), emphasis: .bold)]
    }
    // Ends of the rule, and spaces around its words.
    return painter.width(of: runs) + 7 <= width ? runs : []
  }
}
