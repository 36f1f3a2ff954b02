import Cells

/// A kept ghost in words.
package enum GhostText {
  /// "a replay λ 0.2: ● β 0.20 drift 0.01 σ  ○ β 0.53 drift 0.00 σ".
  static func summary(_ ghost: KeptGhost) -> String {
    "\(ghost.letter) \(ghost.name): " + values(ghost, word: " drift ")
  }

  package static func values(_ ghost: KeptGhost, word: String) -> String {
    ghost.lanes.indices.compactMap { lane in
      ghost.final(lane: lane).map { final in
        "\(Glyphs.laneMark(lane)) \(final.symbol) \(NumberText.fixed(final.mass, digits: 2))"
          // Where nothing has a place nothing has moved.
          + (final.drift.isFinite ? "\(word)\(NumberText.fixed(final.drift, digits: 2)) σ" : "")
      }
    }.joined(separator: "  ")
  }
}
