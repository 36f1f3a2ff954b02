import Forgetting

/// When the runs of a sweep end. Where an axis says it, and nothing else changes along that axis, one run tells
/// of all ends: a longer one has passed those of all shorter ones.
struct SweepEnds {
  /// The axis; nil where every run is made by itself.
  let axis: Int?
  /// Ascending, each once; empty where every run is made by itself.
  let times: [Double]

  /// More ends than these are runs of their own: what is known of a run stays in memory.
  private static let mostTimes = 4096

  init(_ sweep: Sweep) {
    let axis = sweep.axes.firstIndex {
      $0.paths == ["clock.until"] && $0.count <= SweepEnds.mostTimes
    }
    guard let axis, sweep.goal == nil else {
      (self.axis, times) = (nil, [])
      return
    }
    self.axis = axis
    let values = sweep.axes[axis].values.compactMap { (values) -> Double? in
      if case .number(let time) = values[0] { time } else { nil }
    }
    times = Set(values).sorted()
  }

  /// Which of the ends is a run's.
  func place(of time: Double) -> Int { times.firstIndex(of: time) ?? 0 }
}

extension Sweep {
  /// How many points one run tells of.
  public var pointsPerRun: Int { SweepEnds(self).axis.map { axes[$0].count } ?? 1 }
}
