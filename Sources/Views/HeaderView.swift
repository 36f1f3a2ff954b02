import Cells
import Explorer
import Simulation

/// Scenario, dimension, separation, sampling, state, time and speed: one line.
enum HeaderView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    let name = state.heading
    // What gives way first: the sampling, the speed, the separation, the rest.
    let choices = (0...4).map { runs(state, isWide: region.width >= 100, dropped: $0) }
    let room = region.width - 3
    // A name that can be whole is; one that cannot be is cut before more than the sampling goes.
    let whole = painter.width(of: name)
    let least = [whole, 16, 12, 8, 0]
    let right =
      choices.prefix(4).first { painter.width(of: $0) + whole <= room }
      ?? zip(choices, least).first { painter.width(of: $0) + $1 <= room }?.0 ?? choices[4]
    painter.write(right, rightAlignedAt: region.endColumn - 1, row: region.row, clip: region)
    painter.write(
      painter.fit(name, width: room - painter.width(of: right)), row: region.row,
      column: region.column + 1, ink: .title, emphasis: .bold, clip: region)
  }

  private static func runs(_ state: ExplorerState, isWide: Bool, dropped: Int) -> [Run] {
    let snapshot = state.snapshot
    let now = state.now
    var right: [Run] = []
    if dropped < 4 {
      if !state.pace.isEmpty { right.append(Run(state.pace + "  ", ink: .warning)) }
      if let condition = now.pauseCondition {
        right.append(Run("stop \(text(condition))  ", ink: .warning))
      }
      if now.isInstant { right.append(Run("instant  ", ink: .warning)) }
    }
    if dropped < 3 {
      // Of several tasks it is the parameter's: the nearest two of all.
      let separation =
        snapshot.scenario.sequence != nil
        ? snapshot.scenario.leastSeparation : snapshot.lanes.first?.meters.separationTarget ?? 0
      let dimension =
        isWide
        ? "\(state.scenario.dimension)-D  " : state.scenario.dimension == 2 ? "2-D " : ""
      right.append(Run("\(dimension)δ \(text(separation))  ", ink: .dim))
    }
    let words = LaneWords(snapshot)
    let isBatch = snapshot.lanes.contains { $0.sampling.isBatch }
    // What is as usual goes before the speed, what is not after it.
    let isUsual = !isBatch && words.shared.isEmpty
    if dropped < (isUsual ? 1 : 2) {
      right.append(Run("\(words.sampling)  ", ink: isBatch ? .warning : .dim))
      for word in words.shared { right.append(Run("\(word)  ", ink: .warning)) }
    }
    let (glyph, word, ink) = stateWords(now.state)
    right.append(Run(isWide ? "\(glyph) \(word)" : glyph, ink: ink, emphasis: .bold))
    right.append(
      Run(
        "\(isWide ? "  " : " ")t \(NumberText.fixed(now.time, digits: timeDigits(state)))",
        ink: .strong, emphasis: .bold))
    if dropped < (isUsual ? 2 : 1) {
      let speed = NumberText.significant(state.scenario.clock.speed, digits: 2)
      right.append(Run(isWide ? "  \(speed) t/s" : "  \(speed)/s", ink: .dim))
      // An audience has no use for the machine's speed.
      let isAudience =
        state.audience != nil || state.lecture != nil || state.view == .projector
      if isWide, !isAudience, now.state == .running, snapshot.stepsPerSecond >= 1 {
        // Two digits: the rate is never the same twice.
        let rate = NumberText.compact(snapshot.stepsPerSecond)
        right.append(Run("  up to \(rate) steps/s", ink: .dim))
      }
    }
    return right
  }

  /// "4.0", and "4.25" where a tenth would hide a step of the key.
  private static func text(_ separation: Double) -> String {
    let short = NumberText.trimmed(separation, digits: 2)
    return short.contains(".") ? short : NumberText.fixed(separation, digits: 1)
  }

  /// "● β < 0.1".
  private static func text(_ condition: Condition) -> String {
    let text = "\(condition)"
    let words = text.lastIndex(of: ":").map { String(text[$0...].dropFirst(2)) } ?? text
    return condition.quantity == .time ? words : "\(Glyphs.laneMark(condition.lane)) \(words)"
  }

  /// Hundredths would flicker at high speeds.
  private static func timeDigits(_ state: ExplorerState) -> Int {
    state.now.state == .running ? 1 : 2
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
