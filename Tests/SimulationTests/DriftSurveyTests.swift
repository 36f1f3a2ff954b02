import Testing

@testable import Forgetting
@testable import Simulation

/// Drift over separation: what a point is, the order of the points, and that it is the run's own drift.
@Suite struct DriftSurveyTests {
  static let brief: Scenario = {
    var scenario = Runs.standard
    scenario.clock.until = 4
    return scenario
  }()

  static func finished(_ scenario: Scenario) -> DriftPicture {
    var survey = DriftSurvey(scenario)
    while !survey.isDone { survey.advance() }
    return survey.picture
  }

  @Test func separationsCoverTheRangeCoarselyFirst() {
    let order = DriftSurvey.separations
    #expect(order.count == 37)
    #expect(order.sorted() == (0...36).map { 1 + 0.25 * Double($0) })
    #expect(Array(order.prefix(10)) == [1, 10, 5, 3, 7, 2, 4, 6, 8, 9])
    #expect(order[10..<19].allSatisfy { $0.truncatingRemainder(dividingBy: 1) == 0.5 })
    // Ends first, and then always the widest gap: after any number of points none is twice another.
    for count in 2...10 {
      let sorted = order.prefix(count).sorted()
      let gaps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }
      #expect(gaps.max()! <= 2 * gaps.min()! + 1, "\(gaps) after \(count) points")
    }
    #expect(DriftSurvey.bisecting(0) == [] && DriftSurvey.bisecting(1) == [0])
    #expect(DriftSurvey.bisecting(5) == [0, 4, 2, 1, 3])
  }

  @Test func pointsArriveOneByOneAndStay() throws {
    var survey = DriftSurvey(Self.brief)
    var seen: [DriftPicture.Point] = []
    var count = 0
    while !survey.isDone, count < 6 {
      let before = survey.picture
      if survey.advance() {
        #expect(survey.picture.points.count == before.points.count + 1)
        #expect(!survey.picture.isComplete)
        count += 1
      } else {
        #expect(survey.picture == before)
      }
      for point in seen { #expect(survey.picture.points.contains(point)) }
      seen = survey.picture.points
    }
    #expect(survey.picture.points.map(\.separation) == [1, 2, 3, 5, 7, 10])
    #expect(survey.picture.total == 37)
    #expect(survey.picture.points.allSatisfy { $0.peaks.count == 2 })
  }

  /// What the theory pane says beside statement 6: the default lane starts with its new mean aside.
  @Test func theDefaultLanesOwnSlope() {
    let slope = Self.finished(Presets.standard.scenario).slope(lane: 1)
    #expect(abs((slope ?? 0) - 0.61) <= 0.01, "\(slope ?? 0)")
  }

  @Test func sameScenarioSameBits() {
    let first = Self.finished(Self.brief)
    let second = Self.finished(Self.brief)
    #expect(first == second)
    #expect(first.isComplete)
    var survey = DriftSurvey(Self.brief)
    while !survey.isDone { survey.advance() }
    let end = survey.picture
    let isChanged = survey.advance()
    #expect(!isChanged && survey.picture == end)
  }

  /// A point is what the run itself would record at that separation, whatever its integrator.
  @Test(arguments: [3.0, 4, 6])
  func peakIsTheRunsLargestDrift(separation: Double) throws {
    var scenario = Runs.standard
    scenario.clock.until = 12
    try scenario.set("target.separation", to: .number(separation))
    var simulation = try Simulation(scenario)
    while simulation.time < 12 - 1e-9 { simulation.advance() }
    for lane in 0..<2 {
      var run = try PeakRun(SurveyFlow.scenario(scenario), lane: lane)
      var steps = 0
      while !run.isDone {
        run.advance()
        steps += 1
      }
      let peak = try #require(run.peak)
      let expected = simulation.lanes[lane].largestDrift
      let error = abs(peak - expected) / expected
      #expect(error < 2e-4, "δ \(separation) lane \(lane + 1): \(peak) for \(expected)")
      #expect(steps <= 160, "\(steps) steps for 12 units of time")
    }
  }

  @Test func driftIsCountedFromTheStartsOwn() throws {
    var scenario = Self.brief
    // Half a deviation towards the new task; the spring of reverse KL takes it back.
    scenario.start.old.mean = [-1.5]
    let picture = Self.finished(scenario)
    #expect(abs(picture.startDrift - 0.5) < 1e-9)
    let far = try #require(picture.points.last)
    #expect(far.separation == 10 && far.peaks[1] == 0)
    #expect(picture.anchor(lane: 1).map { $0.separation < 10 } ?? true)
    // Frozen, a mean never goes anywhere.
    scenario.rates.oldMean = 0
    #expect(Self.finished(scenario).points.allSatisfy { $0.peaks == [0, 0] })
    #expect(Self.finished(scenario).anchor(lane: 0) == nil)
    #expect(Self.finished(Self.brief).startDrift == 0)
  }

  /// Where the modes change places the old one's way is no drift: nothing is drawn, and it is said up to where.
  @Test func swappedModesHaveNoDrift() throws {
    let picture = Self.finished(Presets.standard.scenario)
    let last = try #require(picture.lastSwap(lane: 1))
    // What new data draw to their task sorts itself; only from one spot on does it swap, too.
    #expect((1.75...3).contains(last) && picture.lastSwap(lane: 0) ?? 0 < 1.5, "\(last)")
    for point in picture.points {
      #expect(point.swapped.contains(1) == (point.separation <= last), "\(point.separation)")
      #expect((point.peaks[1] == nil) == (point.separation <= last), "\(point.separation)")
      #expect(point.peaks[1] ?? 0 < 1, "\(point.separation)")
    }
  }

  @Test func separationStepAndNameDoNotMatter() throws {
    let request = DriftSurvey.request(for: Runs.standard)
    var other = Runs.standard
    for delta in [4.25, 7, 0.5, 12, 3.75] {
      try other.set("target.separation", to: .number(delta))
      #expect(DriftSurvey.request(for: other) == request, "δ \(delta)")
    }
    other.name = "another"
    other.clock.step = 0.01
    other.clock.integrator = .euler
    other.clock.speed = 3
    other.lanes[0].step = 0.2
    #expect(DriftSurvey.request(for: other) == request)
    for (path, value) in [
      ("target.oldMass", 0.4), ("start.oldWeight", 0.7), ("start.new.mean", 1), ("rates.weight", 2),
      ("lanes.1.replay", 0.1), ("clock.until", 30), ("target.new.mean", 3),
    ] {
      var changed = Runs.standard
      try changed.set(path, to: .number(value))
      let differs = DriftSurvey.request(for: changed) != request
      #expect(differs, "\(path) makes no difference")
    }
  }

  /// In the plane δ is measured in deviations, along the line of the means.
  @Test func planeOfOneAxisIsTheLine() throws {
    var scenario = Self.brief
    scenario.clock.until = 1
    let line = Self.finished(scenario)
    try scenario.set("dimension", to: .number(2))
    let plane = Self.finished(scenario)
    for (a, b) in zip(line.points, plane.points) {
      #expect(a.separation == b.separation)
      #expect(a.swapped == b.swapped)
      for (lane, (x, y)) in zip(a.peaks, b.peaks).enumerated() where !a.swapped.contains(lane) {
        let difference = abs(try #require(x) - (try #require(y)))
        #expect(difference < 1e-7, "δ \(a.separation): \(difference)")
      }
    }
  }

  @Test func longAndFastRunsAreBounded() throws {
    var scenario = Runs.standard
    scenario.clock.until = 1e5
    scenario.rates = Rates(weight: 3, oldMean: 3, newMean: 3)
    var run = try PeakRun(SurveyFlow.scenario(scenario), lane: 1)
    var steps = 0
    while !run.isDone, steps < 5000 {
      run.advance()
      steps += 1
    }
    #expect(run.isDone && steps < 800, "\(steps) steps")
    #expect(run.peak.map { $0 > 0 && $0 < 10 } == true)
  }
}
