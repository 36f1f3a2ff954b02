/// Where the line on which a field has a value crosses a square: the rule of marching squares that
/// every picture shares.
struct ContourSquare {
  /// At the corners, one after another around the square, relative to the level: upper left, upper
  /// right, lower right, lower left.
  private let corners: (Double, Double, Double, Double)

  init(_ first: Double, _ second: Double, _ third: Double, _ fourth: Double) {
    corners = (first, second, third, fourth)
  }

  /// Calls `body` for the pieces of the contour, each from side to side; side 0 is the one between
  /// the first corner and the second. Nothing where a corner is not finite.
  func forEachSegment(_ body: (_ from: Int, _ to: Int) -> Void) {
    let pattern =
      (corners.0 > 0 ? 1 : 0) | (corners.1 > 0 ? 2 : 0) | (corners.2 > 0 ? 4 : 0)
      | (corners.3 > 0 ? 8 : 0)
    if pattern == 0 || pattern == 15 { return }
    let sum = corners.0 + corners.1 + corners.3 + corners.2
    guard sum.isFinite else { return }
    switch pattern {
    case 1, 14: body(3, 0)
    case 2, 13: body(0, 1)
    case 4, 11: body(1, 2)
    case 8, 7: body(2, 3)
    case 3, 12: body(3, 1)
    case 6, 9: body(0, 2)
    default:
      // A saddle: the mean decides which corners are connected.
      if (sum > 0) == (pattern == 5) {
        body(0, 1)
        body(2, 3)
      } else {
        body(3, 0)
        body(1, 2)
      }
    }
  }

  /// How far along a side the crossing is, from its first corner.
  func share(_ side: Int) -> Double {
    switch side {
    case 0: corners.0 / (corners.0 - corners.1)
    case 1: corners.1 / (corners.1 - corners.2)
    case 2: corners.2 / (corners.2 - corners.3)
    default: corners.3 / (corners.3 - corners.0)
    }
  }

  /// The crossing of a side in units of the square, y downwards.
  func place(_ side: Int) -> (x: Double, y: Double) {
    switch side {
    case 0: (corners.0 / (corners.0 - corners.1), 0)
    case 1: (1, corners.1 / (corners.1 - corners.2))
    case 2: (corners.3 / (corners.3 - corners.2), 1)
    default: (0, corners.0 / (corners.0 - corners.3))
    }
  }
}
