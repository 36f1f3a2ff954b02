import Forgetting
import Testing

@testable import Simulation

/// Maps: what a sweep gives at the same values, coarsely first and from the cursor outwards.
@Suite struct MapSurveyTests {
  private static func request(
    _ question: MapRequest.Question, columns: Int = 7, rows: Int = 5,
    near: SIMD2<Double> = SIMD2(0.5, 0.5)
  ) throws -> MapRequest {
    var scenario = try #require(Presets.preset("forward-and-reverse")).scenario
    scenario.clock.until = 12
    return MapRequest(
      scenario,
      x: .init(
        path: "target.separation", range: ValueRange(from: 1, to: 7, count: columns),
        isWhole: false),
      y: .init(
        path: "lanes.1.replay", range: ValueRange(from: 0, to: 0.8, count: rows), isWhole: false),
      question, near: near)
  }

  private static func whole(_ request: MapRequest) throws -> MapPicture {
    var job = SurveyJob(.map(request))
    while !job.isDone { job.advance() }
    guard case .map(let picture)? = job.picture else { throw Missing() }
    return picture
  }
  private struct Missing: Error {}

  /// The same as a run of every point by itself, stepped as the scenario says.
  @Test func everyValueIsThatOfARun() throws {
    let kept = try #require(MeasureCatalogue.measure(named: "kept"))
    let picture = try Self.whole(try Self.request(.measure(kept, lane: 0)))
    #expect(picture.isComplete)
    let scenario = try #require(Presets.preset("forward-and-reverse")).scenario
    for row in 0..<picture.rows {
      for column in 0..<picture.columns {
        var one = scenario
        try one.set("target.separation", to: .number(Double(column) + 1))
        try one.set("lanes.1.replay", to: .number(0.2 * Double(row)))
        var simulation = try Simulation(one)
        while simulation.time < 12 - 1e-9 { simulation.advance() }
        let wanted = try #require(kept.value(of: LaneMeasurer().lane(0, of: simulation)))
        let found = try #require(picture.values[row * picture.columns + column])
        #expect(abs(found - wanted) < 1e-3, "\(column), \(row): \(found) for \(wanted)")
      }
    }
  }

  /// Forward KL with replay 0 keeps nothing that reverse KL does not; before 0.9 is learned nobody wins.
  @Test func winnersAreThoseThatKeepMost() throws {
    let picture = try Self.whole(try Self.request(.winner))
    let kept = try #require(MeasureCatalogue.measure(named: "kept"))
    let learned = try #require(MeasureCatalogue.measure(named: "learned"))
    let numbers = try (0..<2).map { lane in
      (
        try Self.whole(try Self.request(.measure(kept, lane: lane))).values,
        try Self.whole(try Self.request(.measure(learned, lane: lane))).values
      )
    }
    var winners: Set<Double> = []
    for (index, value) in picture.values.enumerated() {
      let able = (0..<2).filter { numbers[$0].1[index]! >= 0.9 }
      let best = able.max { numbers[$0].0[index]! < numbers[$1].0[index]! - 1e-5 }
      let found = try #require(value)
      #expect(found.isNaN == able.isEmpty, "\(index)")
      if let best, !found.isNaN {
        #expect(numbers[Int(found)].0[index]! >= numbers[best].0[index]! - 2e-3, "\(index)")
        winners.insert(found)
      }
    }
    #expect(!winners.isEmpty)
    let isTie = numbers[0].0.indices.contains { index in
      numbers.allSatisfy { $0.1[index]! >= 0.901 }
        && abs(numbers[0].0[index]! - numbers[1].0[index]!) < 5e-4
    }
    #expect(picture.hasTies || !isTie)
  }

  /// Where lanes keep alike the first one is shown, and the map knows that.
  @Test(arguments: [(["reverse-kl", "reverse-kl"], true), (["forward-kl", "reverse-kl"], false)])
  func tiesAreKnown(methods: [String], isTie: Bool) throws {
    var scenario = Presets.standard.scenario
    scenario.clock.until = 20
    for (lane, method) in methods.enumerated() {
      try scenario.set("lanes.\(lane + 1).method", text: method)
    }
    let picture = try Self.whole(
      MapRequest(
        scenario, x: .init(path: "target.separation", values: [4, 5]),
        y: .init(path: "target.oldMass", values: [0.5, 0.6]), .winner, near: SIMD2(0, 0)))
    #expect(picture.hasTies == isTie)
    #expect(picture.values == Array(repeating: isTie ? 0 : 1, count: 4))
  }

  /// Where a side is the length of runs, one run tells of a whole line: the same as a run for each point, to
  /// the last bit where it is stepped in ticks.
  @Test(arguments: [true, false], [0, 1]) func oneRunTellsOfAllShorterOnes(
    timesAcross: Bool, lane: Int
  ) throws {
    var scenario = try #require(Presets.preset("forward-and-reverse")).scenario
    try scenario.set("lanes.2.batch", to: .number(8))
    let time = MapRequest.Side(
      path: "clock.until", range: ValueRange(from: 0.5, to: 9, count: 4, isLogarithmic: true),
      isWhole: false)
    let apart = MapRequest.Side(
      path: "target.separation", range: ValueRange(from: 1, to: 5, count: 3), isWhole: false)
    let kept = try #require(MeasureCatalogue.measure(named: "kept"))
    let (x, y) = timesAcross ? (time, apart) : (apart, time)
    let request = MapRequest(
      scenario, x: x, y: y, .measure(kept, lane: lane), near: SIMD2(0, 0))
    var job = SurveyJob(.map(request))
    var pieces = 0
    while !job.isDone {
      job.advance()
      pieces += 1
    }
    #expect(pieces == 3)
    guard case .map(let picture)? = job.picture else { throw Missing() }
    #expect(picture.isComplete)
    for row in 0..<picture.rows {
      for column in 0..<picture.columns {
        var one = scenario
        try one.set(x.path, to: .number(x.values[column]))
        try one.set(y.path, to: .number(y.values[row]))
        var sweep = Sweep(Experiment(scenario: one))
        sweep.measures = [try SweepMeasure(text: "kept", in: one)]
        let wanted = try #require(SweepRunner(sweep).rows(ofRun: 0)[lane].values[0])
        let found = try #require(picture.values[row * picture.columns + column])
        #expect(
          lane == 1 ? found == wanted : abs(found - wanted) < 1e-4,
          "\(column), \(row): \(found) for \(wanted)")
      }
    }
  }

  /// Points that are known without a run have the value of one.
  @Test func whatIsSettledIsNotRunAndIsRight() throws {
    var scenario = try #require(Presets.preset("batch-boundary")).scenario
    scenario.clock.until = 2
    let starved = try #require(MeasureCatalogue.measure(named: "starvedSteps"))
    let request = MapRequest(
      scenario,
      x: .init(
        path: "lanes.2.batch", range: ValueRange(from: 1, to: 300, count: 19, isLogarithmic: true),
        isWhole: true),
      y: .init(
        path: "lanes.2.replay", range: ValueRange(from: 0, to: 0.6, count: 18), isWhole: false),
      .measure(starved, lane: 1), near: SIMD2(0, 0))
    var job = SurveyJob(.map(request))
    while !job.isDone { job.advance() }
    guard case .map(let picture)? = job.picture else { throw Missing() }
    var sweep = Sweep(
      Experiment(scenario: scenario),
      axes: [request.y, request.x].map { Sweep.Axis($0.path, $0.values) })
    sweep.measures = [try SweepMeasure(text: "starvedSteps", in: scenario)]
    let runner = SweepRunner(sweep)
    var settled = 0
    for point in 0..<sweep.runCount {
      #expect(runner.rows(ofRun: point)[1].values[0] == picture.values[point], "\(point)")
      let one = try runner.scenario(ofRun: point)
      guard Starvation.isImpossible(one, lane: 1) else { continue }
      settled += 1
      #expect(picture.values[point] == 0)
    }
    #expect(settled > sweep.runCount / 4 && settled < sweep.runCount)
    #expect(
      !Starvation.isImpossible(scenario, lane: 0) && !Starvation.isImpossible(scenario, lane: 1))
  }

  @Test func coarseComesBeforeFineAndNearBeforeFar() throws {
    let kept = try #require(MeasureCatalogue.measure(named: "kept"))
    let request = try Self.request(
      .measure(kept, lane: 0), columns: 33, rows: 17, near: SIMD2(1, 1))
    let order = MapSurvey.order(request)
    #expect(Set(order) == Set(0..<33 * 17))
    // Corners and the middle of the long side first, the one at the cursor before all.
    #expect(order.first == 33 * 17 - 1)
    #expect(Set(order.prefix(6)) == [0, 16, 32, 33 * 16, 33 * 16 + 16, 33 * 16 + 32])
    let fine = order.suffix(33 * 17 - 9 * 17)
    #expect(fine.allSatisfy { ($0 / 33) % 2 == 1 || ($0 % 33) % 2 == 1 })
    #expect(fine.last.map { $0 / 33 + $0 % 33 } ?? 99 <= 2)
  }

  /// The cursor, speed, and names do not make another map; other things do.
  @Test func walkingAsksForTheSameMap() throws {
    let kept = try #require(MeasureCatalogue.measure(named: "kept"))
    func request(_ change: (inout Scenario) throws -> Void) throws -> MapRequest {
      var scenario = try #require(Presets.preset("correlated")).scenario
      try change(&scenario)
      let side = ValueRange(from: 1, to: 7, count: 4)
      return MapRequest(
        scenario, x: .init(path: "target.separation", range: side, isWhole: false),
        y: .init(
          path: "target.oldMass", range: ValueRange(from: 0.1, to: 0.9, count: 4), isWhole: false),
        .measure(kept, lane: 0), near: SIMD2(0, 0))
    }
    let first = try request { _ in }
    #expect(
      try first
        == request {
          try $0.set("target.separation", to: .number(3.3))
          try $0.set("target.oldMass", to: .number(0.42))
          $0.clock.speed = 3
          $0.name = "other"
        })
    #expect(try first != request { $0.clock.until += 1 })
  }
}
