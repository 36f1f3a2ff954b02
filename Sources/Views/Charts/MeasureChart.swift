import Cells
import Explorer
import Forgetting
import Simulation

extension ExplorerState {
  /// What the panes show of a measure.
  func chart(of measure: Measure, y: Axis) -> Chart {
    let now = now
    var chart = Chart(
      measure, of: snapshot, lanes: visibleLanes, at: now.time, y: y, showsFuture: now.isInPast)
    if let ensemble = shownEnsemble { chart.addBands(of: measure, ensemble, visibleLanes) }
    if case .run(let run, _) = data {
      chart.dots = DataDots.dots(run, measure, snapshot, stepsPerTime: stepsPerTime(run))
    }
    if concealed.contains(.goals) { chart.leaveOutTheory() }
    return chart
  }
}

extension ExplorerState {
  /// The bands that belong to the run that is shown: those of one before, of a scene that had some, do not.
  fileprivate var shownEnsemble: EnsemblePicture? { ensembleCount > 1 ? surveys.ensemble : nil }

  /// What the bands around curves are, behind what else a title says; nothing where there are none.
  var bandRuns: [Run] {
    guard let ensemble = shownEnsemble else { return [] }
    let count = ensemble.request.count
    let run =
      ensemble.isComplete
      ? Run("· 80 % of \(count) seeds", ink: .dim)
      : Run("\(ensemble.count) of \(count) seeds", ink: .warning)
    return [Run("  "), run]
  }
}

extension Chart {
  /// What the theory says would answer a question that is still open.
  fileprivate mutating func leaveOutTheory() {
    goals = []
    series.removeAll {
      switch $0.role {
      case .law, .bound: true
      default: false
      }
    }
  }

  /// A measure over time: a curve for each lane up to now, what the theory says of it, and where
  /// somebody intervened.
  ///
  /// - Parameters:
  ///   - measure: one that is recorded.
  ///   - lanes: which, in the order drawn.
  ///   - now: the flow time shown.
  ///   - y: what is above it is left out of what the theory says.
  ///   - showsFuture: whether what comes after now stays, as a ghost.
  package init(
    _ measure: Measure, of snapshot: Snapshot, lanes: [Int], at now: Double, y: Axis,
    showsFuture: Bool = false
  ) {
    self.init(
      x: Axis(lower: 0, upper: snapshot.horizon), y: y, xLabel: "flow time t",
      yLabel: Chart.title(of: measure, snapshot))
    events = snapshot.marks.map(\.time)
    beginnings = Chart.beginnings(of: snapshot)
    addTheory(measure, snapshot, lanes)
    for lane in lanes where snapshot.series.lanes.indices.contains(lane) {
      var curve = snapshot.series.curve(of: measure, lane: lane)
      // What tasks a place is of depends on what the lane has learned.
      let places = measure == .oldDrift ? TaskPlaces.curve(of: lane, snapshot) : nil
      if let places { curve.values = places }
      if Chart.isOfStage(measure) { curve = Chart.brokenOff(curve, at: beginnings) }
      let isLate = Chart.isLate(measure, curve.times, snapshot, now)
      add(
        curve, to: now,
        measure == .oldDrift && snapshot.problem.tasks != nil
          ? Verdict.worstDrift(snapshot.lanes[lane])?.drift ?? 0
          : isLate ? nil : snapshot.value(of: measure, lane: lane), .lane(lane),
        showsFuture: showsFuture)
    }
  }

  /// Whether it is of the tasks that have been seen, or of the one that is trained.
  private static func isOfStage(_ measure: Measure) -> Bool {
    [.oldWeight, .kept, .learned, .oldDrift].contains(measure)
  }

  /// What costs integrals is measured less often than it is drawn: while the run goes on its curve ends where it was
  /// sampled last.
  static func isLate(
    _ measure: Measure, _ times: [Double], _ snapshot: Snapshot, _ now: Double
  ) -> Bool {
    measure.isSampled && snapshot.state == .running && times.first.map { $0 < now } == true
  }

  /// What most runs are between that differ in their seeds alone: behind the curves.
  package mutating func addBands(
    of measure: Measure, _ picture: EnsemblePicture, _ lanes: [Int]
  ) {
    for lane in lanes.reversed() {
      guard let band = picture.band(measure, lane: lane) else { continue }
      for edge in [band.low, band.high] {
        series.insert(Series(band.times, edge, .band(lane)), at: 0)
      }
    }
  }

  /// A record up to an instant, with the value there; what comes after it stays as a ghost where that is
  /// wanted.
  ///
  /// - Parameter value: nil: the curve ends where it was recorded last.
  mutating func add(
    _ curve: (times: [Double], values: [Double]), to now: Double, _ value: Double?, _ role: Role,
    showsFuture: Bool
  ) {
    let (times, values) = curve
    if showsFuture {
      let first = max(0, times.prefix { $0 <= now + 1e-9 }.count - 1)
      series.append(Series(Array(times[first...]), Array(values.dropFirst(first)), .ghost))
    }
    let count = times.prefix { $0 < now }.count
    series.append(
      Series(
        times.prefix(min(count, values.count)) + (value == nil ? [] : [now]),
        values.prefix(count) + (value.map { [$0] } ?? []), role, isMarked: true))
  }

  /// Where tasks have names "old" is what has been seen; one component for all of them is no task's.
  private static func title(of measure: Measure, _ snapshot: Snapshot) -> String {
    let ofTasks = snapshot.problem.tasks != nil
    switch measure {
    case .oldWeight where ofTasks: return "weight β of the seen tasks"
    case .oldDrift where ofTasks && snapshot.start.count == 1:
      return "drift of the one component in σ"
    case .oldDrift where ofTasks: return "largest drift of a learned task in σ"
    case .kept where ofTasks: return "kept of the seen tasks"
    case .learned where ofTasks: return "learned of the present task"
    default: return measure.axisTitle
    }
  }

  /// Laws and goals of β, bounds of the drift: what the theory says over time is known of these two.
  private mutating func addTheory(_ measure: Measure, _ snapshot: Snapshot, _ lanes: [Int]) {
    for lane in lanes {
      let view = snapshot.lanes[lane]
      switch measure {
      case .oldWeight:
        if let law = view.law { series.append(Series(law.times, law.oldWeights, .law(lane))) }
        if let goal = view.goal.value { goals.append(Mark(x: x.upper, y: goal, lane: lane)) }
      case .oldDrift:
        guard let bound = view.driftBound, bound > 0, bound <= y.upper else { continue }
        series.append(Series([0, snapshot.horizon], [bound, bound], .bound(lane)))
      default: break
      }
    }
  }
}
