/// Where the parameters of a method's fit end, as far as the noise tells.
extension MethodFitter {
  /// Runs after which no further end of an interval is looked for.
  private static let mostRuns = 3000

  /// The extent of all places that are as good as the noise allows, in every direction.
  ///
  /// - Parameter valleys: where descents have come to rest.
  func ends(
    _ best: inout LeastSquares.Result, _ valleys: [LeastSquares.Result], _ squares: LeastSquares
  ) -> [(low: Double, high: Double)] {
    var valleys = valleys
    var sides: [(index: Int, sign: Double)] = []
    for index in model.parameters.indices { sides += [(index, -1), (index, 1)] }
    var promised = sides.map { best.place[$0.index] }
    var reached = [[Double]?](repeating: nil, count: sides.count)
    for sweep in 0..<4 {
      var hasGrown = false
      for (number, side) in sides.enumerated() where curves.count < MethodFitter.mostRuns {
        // What two parameters' noise explains is looked at first: that tells whether one's will do.
        let largest = sweep == 0 ? widest(best) : self.largest(best, valleys)
        let ends = IntervalEnds(squares: squares, largest: largest, best: best.place)
        let before = visited.furthest(side.index, side.sign, within: ends.largest) ?? best.place
        // At first from the best place and other good ones, then from where others have come to or, where
        // nobody has come further, from a part of the valley far from there.
        var starts = [sweep == 0 ? best.place : before]
        if sweep == 0 {
          starts += others(than: best.place, among: valleys, within: ends.largest)
        } else if before == reached[number] {
          let other = visited.farFrom(
            before, side.index, side.sign, beyond: best.place, within: ends.largest)
          guard sweep < 3, let other else { continue }
          starts = [other]
        }
        for start in starts {
          let end = ends.end(of: side.index, sign: side.sign, from: start)
          if side.sign * (end - promised[number]) > 0 { promised[number] = end }
        }
        if let better = visited.best, better.sum < best.sum * (1 - 1e-3) {
          best = squares.minimum(from: better.place, rounds: 20, tolerance: 1e-4) ?? best
        }
        let after = visited.furthest(side.index, side.sign, within: ends.largest) ?? before
        reached[number] = after
        if abs(after[side.index] - before[side.index]) > 0.02 { hasGrown = true }
      }
      if sweep > 0, !hasGrown { break }
      guard sweep == 0 else { continue }
      valleys += beyond(widest(best), squares)
      if let better = valleys.min(by: { $0.sum < $1.sum }), better.sum < best.sum { best = better }
      guard self.largest(best, valleys) < widest(best) else { continue }
      promised = sides.map { best.place[$0.index] }
    }
    let largest = largest(best, valleys)
    let found = zip(sides, promised).map { side, promised in
      let end = visited.furthest(side.index, side.sign, within: largest) ?? best.place
      // What the last linearisation still promised is as good as reached.
      let left = side.sign * (promised - end[side.index])
      let near = 0.003 + 0.05 * abs(end[side.index] - best.place[side.index])
      return left > 0 && left < near ? promised : end[side.index]
    }
    return model.parameters.indices.map { (found[2 * $0], found[2 * $0 + 1]) }
  }

  /// The sum of squares that two parameters' noise explains.
  private func widest(_ best: LeastSquares.Result) -> Double {
    IntervalEnds.largest(best.sum, freedom: freedom, isOneOfMany: true)
  }

  /// The sum of squares that the noise explains, as far as is known of the valley by now: that of two parameters
  /// where the best place is one of many.
  func largest(
    _ best: LeastSquares.Result, _ valleys: [LeastSquares.Result]
  ) -> Double {
    let one = IntervalEnds.largest(best.sum, freedom: freedom, isOneOfMany: false)
    let two = widest(best)
    // Which of two valleys is the deeper one is chance, as the place along a valley without ends is.
    let isOneOfSeveral = valleys.contains {
      $0.sum <= two && isApart($0.place, best.place, by: 0.2)
    }
    return isOneOfSeveral || isLong(within: two, beside: one) ? two : one
  }

  /// Whether some parameter's valley is all that is allowed, or goes on where a parabola's walls would stand: that
  /// would become longer by a quarter.
  private func isLong(within two: Double, beside one: Double) -> Bool {
    model.parameters.indices.contains { index in
      guard let wide = visited.extent(of: index, within: two) else { return false }
      let length = visited.extent(of: index, within: one).map { $0.upperBound - $0.lowerBound } ?? 0
      return MethodFitter.isWhole(wide)
        || wide.upperBound - wide.lowerBound > 2 * max(MethodFitter.shortest, length)
    }
  }

  /// A shorter valley has no shape that differences could tell.
  private static let shortest = 0.02

  /// Places of small enough sums that are not nearly the same as the best one.
  private func others(
    than best: [Double], among valleys: [LeastSquares.Result], within largest: Double
  ) -> [[Double]] {
    valleys.filter { $0.sum <= largest && isApart($0.place, best, by: 0.05) }.map(\.place)
  }

  /// Whether it is all that is allowed, or nearly.
  static func isWhole(_ interval: ClosedRange<Double>) -> Bool {
    interval.upperBound - interval.lowerBound >= 0.95
  }

  // MARK: - Valleys that no start has led to

  /// Of a parameter's range so many values are held, each in the middle of its part.
  private static let scanned = 8

  /// Looks outside of what is known so far: every parameter is held at values across its range, the others
  /// begin where the best run near there was.
  ///
  /// - Parameter largest: the sum of squares that two parameters' noise explains.
  /// - Returns: where descents from there come to rest that are good enough.
  private func beyond(
    _ largest: Double, _ squares: LeastSquares
  ) -> [LeastSquares.Result] {
    var found: [LeastSquares.Result] = []
    let width = 1 / Double(MethodFitter.scanned)
    for index in model.parameters.indices {
      let known = visited.extent(of: index, within: largest)
      for part in 0..<MethodFitter.scanned where curves.count < MethodFitter.mostRuns {
        let range = (Double(part) * width)...(Double(part + 1) * width)
        guard let known, !known.overlaps(range),
          var start = visited.best(where: index, in: range)
        else { continue }
        start[index] = (range.lowerBound + range.upperBound) / 2
        guard
          let held = squares.minimum(from: start, rounds: 6, tolerance: 1e-2, holding: index),
          held.sum <= MethodFitter.worthDescending * largest,
          let rest = squares.minimum(from: held.place, rounds: 20, tolerance: 1e-4),
          rest.sum <= largest
        else { continue }
        found.append(rest)
      }
    }
    return found
  }

  /// What is held at a value between two valleys' bottoms may still lie high.
  private static let worthDescending = 1.5
}
