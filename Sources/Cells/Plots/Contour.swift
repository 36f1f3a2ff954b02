/// Lines on which a field has a value, by marching squares.
public enum Contour {
  /// The lines, each as its points in order; a closed one ends where it begins.
  ///
  /// - Parameters:
  ///   - low: a corner of the rectangle that is searched; `high` is the opposite one.
  ///   - steps: squares along each side.
  ///   - field: values at many points.
  /// - Complexity: O(steps²).
  public static func lines(
    level: Double, from low: SIMD2<Double>, to high: SIMD2<Double>, steps: Int,
    field: ([SIMD2<Double>]) -> [Double]
  ) -> [[SIMD2<Double>]] {
    let side = steps + 1
    let points = (0..<side * side).map { index in
      low + (high - low) * SIMD2(Double(index % side), Double(index / side)) / Double(steps)
    }
    let values = field(points).map { $0 - level }
    // A crossing is named by the edge it is on, so that squares meet in it.
    var crossings: [Int: SIMD2<Double>] = [:]
    var pieces: [(Int, Int)] = []
    for row in 0..<steps {
      for column in 0..<steps {
        let corner = row * side + column
        let around = [corner, corner + 1, corner + side + 1, corner + side]
        let square = ContourSquare(
          values[around[0]], values[around[1]], values[around[2]], values[around[3]])
        square.forEachSegment { first, second in
          let found = [min(first, second), max(first, second)].map { index in
            let here = around[index]
            let next = around[(index + 1) % 4]
            let edge = 2 * min(here, next) + (abs(here - next) == 1 ? 0 : 1)
            crossings[edge] = points[here] + square.share(index) * (points[next] - points[here])
            return edge
          }
          pieces.append((found[0], found[1]))
        }
      }
    }
    return joined(pieces).map { line in line.compactMap { crossings[$0] } }
  }

  /// Pieces with common ends as long lines.
  private static func joined(_ pieces: [(Int, Int)]) -> [[Int]] {
    var ends: [Int: [Int]] = [:]
    for (index, piece) in pieces.enumerated() {
      ends[piece.0, default: []].append(index)
      ends[piece.1, default: []].append(index)
    }
    var isUsed = [Bool](repeating: false, count: pieces.count)
    func extended(_ line: [Int]) -> [Int] {
      var line = line
      while let end = line.last, let next = ends[end]?.first(where: { !isUsed[$0] }) {
        isUsed[next] = true
        line.append(pieces[next].0 == end ? pieces[next].1 : pieces[next].0)
      }
      return line
    }
    var lines: [[Int]] = []
    for (index, piece) in pieces.enumerated() where !isUsed[index] {
      isUsed[index] = true
      let forward = extended([piece.0, piece.1])
      lines.append(extended(forward.reversed()))
    }
    return lines
  }
}
