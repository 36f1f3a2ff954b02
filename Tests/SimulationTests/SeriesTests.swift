import Testing

@testable import Forgetting
@testable import Simulation

/// The record of a long run: bounded, in order, and with its whole shape.
@Suite struct SeriesTests {
  @Test func longRecordsAreThinned() throws {
    var scenario = Runs.standard
    scenario.lanes = [scenario.lanes[0]]
    var simulation = try Simulation(scenario)
    var largest = 0
    var trueWeights = [simulation.lanes[0].model.oldWeight]
    for _ in 0..<5000 {
      simulation.advance()
      trueWeights.append(simulation.lanes[0].model.oldWeight)
      largest = max(largest, simulation.visibleSeries.times.count)
    }
    expectInvariants(simulation)
    let series = simulation.visibleSeries
    #expect(largest <= Series.capacity)
    #expect(series.times.count > Series.capacity / 2)
    #expect(series.isThinned && series.stride == 4)
    #expect(series.times.first == 0)
    #expect(simulation.time - series.times.last! < 4 * 0.05)
    for (index, weight) in series.lanes[0][.oldWeight].enumerated() {
      #expect(weight == trueWeights[4 * index])
      #expect(abs(series.times[index] - 0.2 * Double(index)) <= 1e-9)
    }
  }

  /// The curve of what is kept: at its instants the number that the meters have there, under edits, in
  /// the plane and for tasks with names, and gaps between.
  @Test(arguments: ["forward-and-reverse", "correlated", "three-tasks", "covariances"])
  func whatIsKeptIsSampled(_ id: String) throws {
    var simulation = try Simulation(try #require(Presets.preset(id)).scenario)
    let reader = LaneMeasurer()
    var expected: [Double: [(Double, Double)]] = [:]
    func note() {
      expected[simulation.time] = simulation.lanes.indices.map { lane in
        let measured = reader.lane(lane, of: simulation)
        return (
          Measure.kept.value(of: measured) ?? .nan, Measure.learned.value(of: measured) ?? .nan
        )
      }
    }
    note()
    for tick in 1...48 {
      simulation.advance()
      note()
      if tick == 20, simulation.problem.tasks == nil {
        try simulation.perform(.set(path: "target.oldMass", value: .number(0.3)))
      }
    }
    // No step waits for it.
    #expect(simulation.visibleSeries.curve(of: .kept, lane: 0).times.isEmpty)
    #expect(simulation.hasSamplesToRead)
    simulation.readSamples()
    #expect(!simulation.hasSamplesToRead)
    let series = simulation.visibleSeries
    for lane in simulation.lanes.indices {
      for (measure, isKept) in [(Measure.kept, true), (.learned, false)] {
        let curve = series.curve(of: measure, lane: lane)
        let isMissing = expected.values.allSatisfy {
          isKept ? $0[lane].0.isNaN : $0[lane].1.isNaN
        }
        #expect(
          curve.times.count
            == (isMissing ? 0 : 13))
        for (time, value) in zip(curve.times, curve.values) {
          let (kept, learned) = try #require(expected[time]?[lane])
          #expect(abs(value - (isKept ? kept : learned)) < 1e-9, "\(id) lane \(lane) t \(time)")
        }
        #expect(series.lanes[lane][measure].count == series.times.count)
      }
    }
  }

  /// Samples wait through everything that happens to a record: what is read late is what would have been
  /// read at once.
  @Test func lateSamplesAreThoseOfTheirInstants() throws {
    func run(readsAtOnce: Bool) throws -> Simulation {
      var simulation = try Simulation(Presets.preset("forward-and-reverse")!.scenario)
      func advance(_ count: Int) {
        for _ in 0..<count {
          simulation.advance()
          if readsAtOnce { simulation.readSamples() }
        }
      }
      advance(40)
      // A future that is dropped, another that takes its place, and lanes that go and come.
      try simulation.perform(.seek(1))
      while !simulation.catchUp(ticks: 100) {}
      try simulation.perform(.set(path: "target.oldMass", value: .number(0.3)))
      advance(20)
      try simulation.perform(.set(path: "lanes.add", value: .word("jeffreys")))
      advance(10)
      try simulation.perform(.set(path: "lanes.remove", value: .number(1)))
      advance(2100)
      simulation.readSamples()
      return simulation
    }
    let late = try run(readsAtOnce: false).visibleSeries
    let atOnce = try run(readsAtOnce: true).visibleSeries
    #expect(late == atOnce)
    #expect(late.isThinned && late.lanes.count == 2)
    for lane in late.lanes.indices {
      let curve = late.curve(of: .kept, lane: lane)
      #expect(curve.times.count > 200 && curve.times.count == (late.times.count + 3) / 4)
    }
  }

  /// Time that is not there is not taken: reading stops after one model and goes on where it was.
  @Test func samplesAreReadInPieces() throws {
    var simulation = try Simulation(Presets.preset("forward-and-reverse")!.scenario)
    for _ in 0..<16 { simulation.advance() }
    var calls = 0
    while simulation.hasSamplesToRead {
      simulation.readSamples { false }
      calls += 1
    }
    #expect(calls == 5 * simulation.lanes.count)
    #expect(simulation.visibleSeries.curve(of: .kept, lane: 1).times.count == 5)
  }

  @Test func thinnedRecordsGoOnAfterABranch() throws {
    var series = Series(laneCount: 1)
    let target = Mixture(
      dimension: 1, logitWeight: 0,
      old: Gaussian(mean: SIMD2(0, 0), scale: CholeskyFactor(l11: 1)),
      new: Gaussian(mean: SIMD2(4, 0), scale: CholeskyFactor(l11: 1)))
    func record(_ ticks: ClosedRange<Int>) {
      for tick in ticks {
        series.record(
          tick: tick, time: Double(tick), models: [target.with(logitWeight: Double(tick))],
          problem: Problem(target: target, reference: target))
      }
    }
    record(0...100_000)
    #expect(series.times.count <= Series.capacity)
    #expect(series.stride == 64)
    series.truncate(after: 50_000)
    #expect(series.times.last! <= 50_000)
    record(50_001...60_000)
    #expect(zip(series.times, series.times.dropFirst()).allSatisfy { $1 - $0 == 64 })
    #expect(series.lanes[0][.oldWeight].count == series.times.count)
    #expect(series.lanes[0][.oldDrift].allSatisfy { $0 == 0 })
  }

  @Test func historyIsBounded() {
    var history = History()
    for tick in 0...200_000 where history.wants(tick) {
      history.record(
        History.Keyframe(
          tick: tick, anchor: (0, 0), scenario: Runs.standard, lanes: [],
          laneIDs: [], nextLaneID: 0, stretchTime: 0, stretchModels: []))
    }
    #expect(history.keyframes.count <= 256)
    #expect(history.keyframes.count > 100)
    #expect(history.keyframes.first?.tick == 0)
    #expect(history.keyframe(atOrBefore: 77_777)?.tick == 77_777 / history.stride * history.stride)
    #expect(history.keyframe(atOrBefore: -1) == nil)
    history.truncate(after: 1000)
    #expect(history.keyframes.last!.tick <= 1000)
  }

  /// A lane that ran for a part of the record is found again, and the common part has equal lengths.
  @Test func absentLanesAreKept() {
    var series = Series(laneCount: 2)
    let target = Runs.standard.targetMixture
    func record(_ ticks: ClosedRange<Int>, _ count: Int) {
      for tick in ticks {
        series.record(
          tick: tick, time: Double(tick), models: Array(repeating: target, count: count),
          problem: Problem(target: target, reference: target))
      }
    }
    record(0...9, 2)
    series.arrange([1])
    #expect(series.lanes.count == 1 && series.holds(0))
    record(10...19, 1)
    #expect(series.common.times.count == 20)
    series.arrange([0, 1])
    #expect(series.lanes.map(\.count) == [10, 20])
    #expect(series.common.times.count == 10)
    #expect(series.common.lanes.map(\.count) == [10, 10])
    series.truncate(after: 4)
    #expect(series.common == series)
    series.arrange([1])
    series.forget(from: 0)
    #expect(!series.holds(0))
  }

  @Test func refreshesAreRemembered() throws {
    var scenario = Presets.standard.scenario
    scenario.lanes = [
      LaneSettings(method: MethodSettings("oapl", numbers: ["lag": 2])),
      LaneSettings(method: MethodSettings("reverse-kl")),
    ]
    var simulation = try Simulation(scenario)
    while simulation.time < 7 - 1e-9 { simulation.advance() }
    let series = simulation.snapshot().series
    let times = series.lanes[0].refreshTimes(series.times)
    #expect(times.count == 3)
    for (time, wanted) in zip(times, [2.0, 4, 6]) { #expect(abs(time - wanted) < 1e-9) }
    #expect(series.lanes[1].refreshTimes(series.times).isEmpty)
    #expect(simulation.snapshot().lanes[0].refreshCount == 3)
  }
}
