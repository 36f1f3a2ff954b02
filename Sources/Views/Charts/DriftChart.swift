import Cells
import Explorer
import Forgetting
import Simulation

extension Chart {
  /// The largest drift of every lane over the separation, on a logarithmic axis, beside the line
  /// e^(−δ²/8): the drift dies like the overlap of the tasks.
  ///
  /// - Parameters:
  ///   - picture: as far as it has been computed; nil: not at all.
  ///   - before: the one before the last change, drawn as a ghost.
  ///   - lanes: which, in the order drawn.
  ///   - anchor: the point that the line goes through; nil: no line.
  init(
    driftOver picture: DriftPicture?, before: DriftPicture? = nil, lanes: [Int],
    through anchor: (separation: Double, peak: Double)?
  ) {
    self.init(
      x: Axis(lower: DriftPicture.range.lowerBound, upper: DriftPicture.range.upperBound),
      y: Chart.decades([picture, before].compactMap { $0 }, lanes), xLabel: "separation δ",
      yLabel: "largest old drift in σ")
    if let before {
      series += lanes.map { lane in
        let points = Chart.points(before, lane)
        return Series(points.map(\.separation), points.map(\.peak), .ghost)
      }
    }
    if let anchor {
      let xs = stride(from: x.lower, through: x.upper, by: 0.125).map { $0 }
      let factor = anchor.peak / DriftDecay.overlap(anchor.separation)
      series.append(Series(xs, xs.map { factor * DriftDecay.overlap($0) }, .overlap))
    }
    guard let picture else { return }
    series += lanes.map { lane in
      let points = Chart.points(picture, lane)
      return Series(points.map(\.separation), points.map(\.peak), .lane(lane), isMarked: true)
    }
  }

  /// Whole decades around all that is drawn.
  private static func decades(_ pictures: [DriftPicture], _ lanes: [Int]) -> Axis {
    let peaks = pictures.flatMap { picture in lanes.flatMap { points(picture, $0).map(\.peak) } }
    guard let least = peaks.min(), let most = peaks.max(), peaks.count > 1 else {
      return Axis(lower: 1e-6, upper: 10, isLogarithmic: true)
    }
    return Axis.rounded(covering: least...most, isLogarithmic: true)
  }

  /// The points of a lane that a logarithmic axis has a place for.
  private static func points(
    _ picture: DriftPicture, _ lane: Int
  ) -> [(separation: Double, peak: Double)] {
    picture.points.compactMap { point in
      guard let peak = point.peaks[safe: lane] ?? nil, peak > 0 else { return nil }
      return (point.separation, peak)
    }
  }
}

extension ExplorerState {
  /// The largest drift over δ as far as it has been computed.
  package var driftChart: Chart {
    Chart(
      driftOver: surveys.drift, before: surveys.driftBefore, lanes: visibleLanes,
      through: driftAnchor.map { ($0.separation, $0.peak) })
  }

  /// The line goes through the last point of the focused lane, else of one of which statement 6 speaks,
  /// else of the first that has one.
  var driftAnchor: (lane: Int, separation: Double, peak: Double)? {
    guard let picture = surveys.drift ?? surveys.driftBefore else { return nil }
    let lanes = visibleLanes
    let known = lanes.filter { DriftDecay.speaks(of: snapshot.lanes[$0].settings) }
    for lane in (focusedLane.map { [$0] } ?? []) + known + lanes {
      if let anchor = picture.anchor(lane: lane) { return (lane, anchor.separation, anchor.peak) }
    }
    return nil
  }
}
