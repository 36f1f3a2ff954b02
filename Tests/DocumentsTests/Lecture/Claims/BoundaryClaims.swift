@testable import Explorer
@testable import Forgetting
@testable import Simulation

/// What `Where the boundary runs` says.
enum BoundaryClaims {
  static let all: [Claim] = [
    Claim(
      1, "At t = {40} ● keeps {27} % of the old task, ○ {100} %", .time(40), .kept(1, 40),
      .kept(2, 40)),
    Claim(
      1, "tasks {4} apart, λ = {0.1}", .setting("target.separation"), .setting("lanes.1.replay")),
    Claim(1, "keep {90} % of the old task here?", .init { _, _ in 90 }),
    Claim(1, "λ = {0.44}", .replay(for: 0.9, apart: 4)),

    Claim(
      2, "a run of ● to t = {40}", .setting("clock.until")),
    Claim(
      2, "The line {0.9} runs at λ = {0.39} for tasks {2} apart, {0.44} at {4}, {0.45} at {8}",
      .init { _, _ in 0.9 }, .replay(for: 0.9, apart: 2), .init { _, _ in 2 },
      .replay(for: 0.9, apart: 4), .init { _, _ in 4 }, .replay(for: 0.9, apart: 8),
      .init { _, _ in 8 }),
    Claim(2, "level off at {0.45}", .replay(for: 0.9, apart: 8)),
    Claim(2, "the target wants {0.5}", .setting("target.oldMass")),
    Claim(2, "Forward KL ends at β = λ") { stage, scene in
      try stage.snapshot(scene, at: nil).lanes[0].goal == .tends(0.1)
    },

    Claim(3, "have learned {0.9}", .init { _, _ in MapRequest.Question.leastLearned }),
    Claim(3, "nobody before {2.0}", .learned(1, apart: 4)),
    Claim(3, "has learned at {2.7}", .learned(2, apart: 4)),
    Claim(3, "from {10.6} on ■", .learned(3, apart: 4)),
    Claim(3, "Two apart ■ needs until {28}", .learned(3, apart: 2)),
    Claim(3, "that keeps most") { stage, scene in
      // Each is ahead of those before it once it has learned.
      let at = try [3.0, 11, 20].map { time in
        try (1...3).map { try Boundary.value(.kept, stage, scene, lane: $0, apart: 4, until: time) }
      }
      return at[0][1] > at[0][0] && at[1][2] > at[1][1] && at[2][2] > at[2][1]
    },

    Claim(4, "● and ■ step by {0.05}, ○ and □ by {1.5}", .setting("clock.step"), .step(2)),
    Claim(4, "thirty times the learning rate") { stage, scene in
      let scenario = try stage.snapshot(scene, at: 0).scenario
      return scenario.lanes[3].step == 1.5 && scenario.clock.step == 0.05
    },
    Claim(
      4, "At t = {20} forward KL keeps {18} % and {17} %, reverse KL {100} % and {100} %",
      .time(20), .kept(1, 20), .kept(2, 20), .kept(3, 20), .kept(4, 20)),
    Claim(
      4, "The old mean of ● is off by {0.85} σ at most, that of ○ by {1.05}", .largestDrift(1, 20),
      .largestDrift(2, 20)),

    Claim(
      5, "One answer in {100} is old",
      .init { try 1 / $0.snapshot($1, at: 0).scenario.startMixture.oldWeight }),
    Claim(5, "reverse KL makes {50} steps", .steps(5)),
    Claim(5, "{62} without replay", .samples(near: 62, replay: 0)),
    Claim(5, "{11} with {5} %", .samples(near: 11, replay: 0.05), .init { _, _ in 5 }),
    Claim(5, "{2} with {30} %", .samples(near: 2, replay: 0.3), .init { _, _ in 30 }),
    Claim(5, "half of the steps see something") { stage, scene in
      // The map's own run is near to that of the many.
      abs(try Boundary.starved(stage, scene, batch: 62, replay: 0, seeds: 1)[0] - 25) <= 1
    },

    Claim(
      6, "○ has {4} samples a step, ■ {64}, □ {4} with {30} % replay", .setting("lanes.2.batch"),
      .setting("lanes.3.batch"), .setting("lanes.4.batch"),
      .setting("lanes.4.replay", times: 100)),
    Claim(6, "At t = {20} β of ● is {0.039}", .time(20), .beta(1, 20)),
    Claim(
      6, "eight are between {0.020} and {0.088}", .ofMany(0.1, .beta, 2, 20),
      .ofMany(0.9, .beta, 2, 20)),
    Claim(
      6, "of ■ between {0.033} and {0.048}", .ofMany(0.1, .beta, 3, 20),
      .ofMany(0.9, .beta, 3, 20)),
    Claim(
      6, "of □ between {0.034} and {0.046}", .ofMany(0.1, .beta, 4, 20),
      .ofMany(0.9, .beta, 4, 20)),
    Claim(6, "In the middle of many runs ○ has {0.036}", .ofMany(0.5, .beta, 2, 20)),
    Claim(
      6, "Replay with {4} samples does what {64} do", .setting("lanes.4.batch"),
      .setting("lanes.3.batch")),

    Claim(7, "■ reverse KL has {100} % and {100} %", .kept(3, 40), .covered(3, 40)),
    Claim(7, "□ self-distillation {100} % and {97} %", .kept(4, 40), .covered(4, 40)),
    Claim(7, "keeps all and has learned {44} %", .covered(6, 40)),
    Claim(7, "keeps all and has learned") {
      try $0.lane(6, $1, 40).meters.effectiveOldMass > 0.995
    },
    Claim(7, "has learned all and keeps {12} %", .kept(1, 40)),
    Claim(7, "has learned all") { try $0.lane(1, $1, 40).meters.effectiveNewMass > 0.995 },
    Claim(7, "○ with replay {45} %", .kept(2, 40)),
    Claim(
      7, "◆ TTT-Discover {19} %, ▲ policy gradient {9} %", .kept(5, 40), .kept(7, 40)),
    Claim(7, "Nobody but ■ and □ bends round the corner") { stage, scene in
      try (1...7).allSatisfy { lane in
        let meters = try stage.lane(lane, scene, 40).meters
        let both = min(meters.effectiveOldMass, meters.effectiveNewMass)
        return lane == 3 || lane == 4 ? both > 0.9 : both < 0.5
      }
    },

    Claim(8, "Who learns nothing forgets nothing") { _, _ in true },
  ]
}

/// Numbers over many runs, made as a sweep makes them.
enum Boundary {
  /// A measure of a lane, counted from 1, of a scene's scenario at another distance.
  static func value(
    _ measure: Measure, _ stage: Stage, _ scene: Int,
    lane: Int, apart: Double, until: Double, replay: Double? = nil
  ) throws -> Double {
    var scenario = try stage.snapshot(scene, at: 0).scenario
    try scenario.set("target.separation", to: .number(apart))
    if let replay { try scenario.set("lanes.1.replay", to: .number(replay)) }
    var sweep = Sweep(Experiment(scenario: scenario), end: until)
    sweep.measures = [SweepMeasure(measure, .end, name: measure.id)]
    return SweepRunner(sweep).rows(ofRun: 0)[lane - 1].values[0] ?? .nan
  }

  /// Steps without an old sample of the second lane, by seed.
  static func starved(
    _ stage: Stage, _ scene: Int, batch: Int, replay: Double, seeds: Int = 41
  ) throws -> [Double] {
    var scenario = try stage.snapshot(scene, at: 0).scenario
    try scenario.set("lanes.2.batch", to: .number(Double(batch)))
    try scenario.set("lanes.2.replay", to: .number(replay))
    var sweep = Sweep(Experiment(scenario: scenario), seedCount: seeds)
    sweep.measures = [SweepMeasure(.starvedSteps, .end, name: "starved")]
    let runner = SweepRunner(sweep)
    return (0..<sweep.runCount).map { runner.rows(ofRun: $0)[1].values[0] ?? .nan }
  }
}

extension Quantity {
  /// The share of old data with which the first lane keeps so much at t = 40, to a thousandth.
  static func replay(for kept: Double, apart: Double) -> Quantity {
    Quantity { stage, scene in
      var (low, high) = (0.0, 0.9)
      for _ in 0..<11 {
        let middle = (low + high) / 2
        let value = try Boundary.value(
          .kept, stage, scene, lane: 1, apart: apart, until: 40, replay: middle)
        if value < kept { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }
  }

  /// When a lane has learned 0.9.
  static func learned(_ lane: Int, apart: Double) -> Quantity {
    Quantity { stage, scene in
      var (low, high) = (0.0, 60.0)
      for _ in 0..<14 {
        let middle = (low + high) / 2
        let value = try Boundary.value(
          .learned, stage, scene, lane: lane, apart: apart, until: middle)
        if value < MapRequest.Question.leastLearned { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }
  }

  static func step(_ lane: Int) -> Quantity {
    Quantity { try $0.snapshot($1, at: 0).scenario.step(ofLane: lane - 1) }
  }

  static func largestDrift(_ lane: Int, _ time: Double) -> Quantity {
    Quantity { try $0.lane(lane, $1, time).largestDrift }
  }

  /// The fewest samples with which no more than half of the steps of the second lane see no old one, in the mean of
  /// many runs; not a number where that is not near.
  static func samples(near count: Int, replay: Double) -> Quantity {
    Quantity { stage, scene in
      let half = try stage.snapshot(scene, at: 0).scenario.clock
      for batch in count - 1...count + 1 {
        let starved = try Boundary.starved(stage, scene, batch: batch, replay: replay)
        let mean = starved.reduce(0, +) / Double(starved.count)
        if mean <= half.until / half.step / 2 { return Double(batch) }
      }
      return .nan
    }
  }
}
