import Cells
import Simulation

/// Scenario, dimension, separation, state, time and speed: one line.
enum HeaderView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    let snapshot = state.snapshot
    var right: [Run] = []
    if !state.pace.isEmpty { right.append(Run(state.pace + "  ", ink: .warning)) }
    if snapshot.isInstant { right.append(Run("instant  ", ink: .warning)) }
    let separation = snapshot.lanes.first?.meters.separationTarget ?? 0
    let isWide = region.width >= 100
    let dimension = "\(state.scenario.dimension)-D"
    right.append(
      Run(
        (isWide ? "\(dimension)  " : state.scenario.dimension == 2 ? "2-D " : "")
          + "δ \(NumberText.fixed(separation, digits: 1))  exact  ", ink: .dim))
    let (glyph, word, ink) = stateWords(snapshot.state)
    right.append(Run(isWide ? "\(glyph) \(word)" : glyph, ink: ink, emphasis: .bold))
    right.append(
      Run(
        "\(isWide ? "  " : " ")t \(NumberText.fixed(snapshot.time, digits: timeDigits(state)))",
        ink: .strong, emphasis: .bold))
    let speed = NumberText.significant(state.scenario.clock.speed, digits: 2)
    right.append(Run(isWide ? "  \(speed) t/s" : "  \(speed)/s", ink: .dim))
    var width = painter.width(of: right)
    while width > region.width - 4, right.count > 2 {
      right.removeFirst()
      width = painter.width(of: right)
    }
    let room = region.width - width - 3
    painter.write(right, rightAlignedAt: region.endColumn - 1, row: region.row, clip: region)
    let name = state.scenario.name.isEmpty ? "forgetscope" : state.scenario.name
    painter.write(
      painter.fit(name, width: room), row: region.row, column: region.column + 1, ink: .title,
      emphasis: .bold, clip: region)
  }

  /// Hundredths would flicker at high speeds.
  private static func timeDigits(_ state: ExplorerState) -> Int {
    state.snapshot.state == .running ? 1 : 2
  }

  static func stateWords(_ state: Snapshot.RunState) -> (glyph: String, word: String, ink: Ink) {
    switch state {
    case .ready: ("■", "ready", .warning)
    case .running: ("▶", "running", .good)
    case .paused: ("‖", "paused", .warning)
    case .converged: ("✓", "converged", .good)
    case .diverged: ("✗", "diverged", .bad)
    case .ended: ("■", "end", .warning)
    }
  }
}
