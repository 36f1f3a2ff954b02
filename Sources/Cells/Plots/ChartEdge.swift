extension Chart {
  /// Where a dot lies that the axes do not reach.
  public enum Side: CaseIterable, Sendable {
    case above, below, right, left

    /// What stands at the edge in its place, and in front of their number.
    public var mark: Character {
      switch self {
      case .above: "▲"
      case .below: "▼"
      case .right: "▶"
      case .left: "◀"
      }
    }
  }

  /// The dots that are shown: those beyond an axis at the edge, with the side that they lie on. Beyond the end of
  /// a time there is nothing to see yet, and they are left out.
  ///
  /// - Parameter reach: what an axis has room for.
  public func shownDots(
    _ reach: (Axis) -> ClosedRange<Double> = \.range
  ) -> [(dot: Dot, side: Side?)] {
    let across = hasDotsAtSides ? reach(x) : x.range
    let up = reach(y)
    return dots.compactMap { dot in
      guard dot.x.isFinite, dot.y.isFinite else { return nil }
      let isInside = (across: across.holds(dot.x), up: up.holds(dot.y))
      guard isInside.across || hasDotsAtSides else { return nil }
      guard isInside != (true, true) else { return (dot, nil) }
      var shown = dot
      if !isInside.across {
        shown.x = min(max(dot.x, x.range.lowerBound), x.range.upperBound)
        // At the edge its band would be another point's.
        (shown.low, shown.high) = (dot.y, dot.y)
      }
      guard !isInside.up else { return (shown, dot.x > across.upperBound ? .right : .left) }
      shown.y = min(max(dot.y, y.range.lowerBound), y.range.upperBound)
      return (shown, dot.y > up.upperBound ? .above : .below)
    }
  }

  /// How many of a run's dots lie beyond each side, or of all runs': nothing where there are none.
  public func beyondText(
    ofRun run: Int? = nil, _ reach: (Axis) -> ClosedRange<Double> = \.range
  ) -> String {
    let shown = shownDots(reach).filter { run == nil || $0.dot.run == run }
    return Side.allCases.map { side in
      let count = shown.count { $0.side == side }
      return count > 0 ? " \(side.mark)\(count)" : ""
    }.joined()
  }
}

extension Axis {
  /// From end to end, whichever way it runs.
  public var range: ClosedRange<Double> { min(lower, upper)...max(lower, upper) }
}

extension ClosedRange<Double> {
  /// Whether a value lies in it but for rounding.
  fileprivate func holds(_ value: Double) -> Bool {
    let rounding = 1e-9 * (upperBound - lowerBound)
    return value >= lowerBound - rounding && value <= upperBound + rounding
  }
}
