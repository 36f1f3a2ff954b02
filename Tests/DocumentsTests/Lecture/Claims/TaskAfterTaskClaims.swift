@testable import Explorer
@testable import Forgetting
@testable import Simulation
@testable import Views

/// What `One task after another` says.
enum TaskAfterTaskClaims {
  static let all: [Claim] = [
    Claim(1, "has {0.9} of its mass there", .weight(1, 0, 0)),
    Claim(1, "Code lies {4} deviations away", .setting("target.separation")),
    Claim(1, "small, {0.05} each", .weight(1, 1, 0)),
    Claim(1, "stand {1} short of their places", .taskDrift(1, 1, 0)),
    Claim(
      1, "until t = {20}, then poetry until t = {40}", .setting("stages.1.until"),
      .setting("stages.2.until")),
    Claim(1, "maths, code, poetry") {
      try $0.snapshot($1, at: 0).scenario.taskNames == ["maths", "code", "poetry"]
    },

    Claim(
      2, "At t = {20} it has {100} % of code, and {13} % of maths", .time(20), .taskKept(1, 1, 20),
      .taskKept(1, 0, 20)),
    Claim(
      2, "at t = {40} it has {28} % of code and {7} % of maths", .time(40), .taskKept(1, 1, 40),
      .taskKept(1, 0, 40)),
    Claim(2, "since t = {20}", .time(20)),
    Claim(
      2, "Code: {72} points, maths {6}", .difference(.taskKept(1, 1, 20), .taskKept(1, 1, 40)),
      .difference(.taskKept(1, 0, 20), .taskKept(1, 0, 40))),

    Claim(
      3, "At t = {40} it has {100} % of maths and {100} % of code", .time(40),
      .taskKept(2, 0, 40), .taskKept(2, 1, 40)),
    Claim(
      3, "of poetry it has {38} %, where ● has {100} %", .taskKept(2, 2, 40), .taskKept(1, 2, 40)),
    Claim(
      3, "down to its share: {0.50}, on the way to {0.4}", .weight(2, 0, 40),
      .setting("tasks.maths.mass")),

    Claim(4, "λ = {0.3}", .setting("lanes.3.replay")),
    Claim(4, "{45} % of maths and {59} % of code", .taskKept(3, 0, 40), .taskKept(3, 1, 40)),
    Claim(
      4, "{100} %, {89} % and {59} % of the three", .taskKept(4, 0, 40), .taskKept(4, 1, 40),
      .taskKept(4, 2, 40)),

    Claim(
      5, "● {0.45}, ○ {0.79}, ■ {0.68}, □ {0.83}.", .retention(1, 40) { $0.average },
      .retention(2, 40) { $0.average }, .retention(3, 40) { $0.average },
      .retention(4, 40) { $0.average }),
    Claim(
      5, "● {0.83}, ■ {0.48}, ○ and □ {0.00}", .retention(1, 40) { $0.forgetting },
      .retention(3, 40) { $0.forgetting }, .retention(2, 40) { $0.forgetting }),
    Claim(
      5, "● {−0.83}, ○ +{0.11}", .retention(1, 40) { $0.backwardTransfer },
      .retention(2, 40) { $0.backwardTransfer }),
    Claim(5, "● {−0.03}", .retention(1, 40) { $0.forwardTransfer }),

    Claim(6, "Five tasks, {8} deviations apart", .setting("target.separation")),
    Claim(
      6, "At t = {240} ● has {0.029} of its weight on the four seen ones", .time(240),
      .seenWeight(1, 240)),
    Claim(6, "with λ = {0.1}", .setting("lanes.2.replay")),
    Claim(6, "with λ = {0.3}", .setting("lanes.3.replay")),
    Claim(
      6, "give them λ together: {0.10} and {0.30}", .seenWeight(2, 240), .seenWeight(3, 240)),
    Claim(6, "give them λ together") { stage, scene in
      try [(2, 0.1), (3, 0.3)].allSatisfy { lane, share in
        let weight = try stage.snapshot(scene, at: 240).problem.oldWeight(
          of: stage.lane(lane, scene, 240).model)
        return abs(weight - share) < 0.01
      }
    },
    Claim(
      6, "it has {0.04} % of the last task, {1.0} % of code, {0.4} % of poetry",
      .taskKept(4, 4, 240),
      .taskKept(4, 1, 240), .taskKept(4, 2, 240)),
    Claim(6, "less than at the start") { stage, scene in
      let lane = try stage.lane(4, scene, 240)
      guard let retention = lane.retention else { return false }
      return (1...3).allSatisfy {
        retention.rows[retention.rows.count - 1][$0] < retention.bestBefore($0)
      }
    },

    Claim(
      7,
      "At t = {40} ● has kept {39} % of the two before, ○ with replay {59} %, ■, reverse KL, {96} %",
      .time(40), .kept(1, 40), .kept(2, 40), .kept(3, 40)),
    Claim(
      7, "● {20} %, ○ {59} %, ■ {89} %", .farLast { $0.lanes[0].meters.effectiveOldMass },
      .farLast { $0.lanes[1].meters.effectiveOldMass },
      .farLast { $0.lanes[2].meters.effectiveOldMass }),
    Claim(
      7, "■ has {4} % of the far task, where it had {86} %",
      .farLast { $0.lanes[2].meters.effectiveNewMass }, .taskKept(3, 2, 20)),

    Claim(
      8, "at step {443} it has gained {0.90} and dropped {0.64}", .time(443), .gain(1, 443),
      .loss(1, 443)),
    Claim(
      8, "at step {214} it has gained {0.90} and dropped {0.90}", .time(214), .gain(2, 214),
      .loss(2, 214)),
    Claim(8, "in scene 3 reverse KL kept {100} % of maths, forward KL {7} %", .inRow(2), .inRow(1)),
    Claim(8, "in scene {3}", .init { _, _ in 3 }),

    Claim(9, "the largest loses most") { stage, scene in
      let start = try stage.lane(1, scene - 7, 20).meters.tasks?.kept ?? []
      let end = try stage.lane(1, scene - 7, 40).meters.tasks?.kept ?? []
      guard let maths = start[0], let code = start[1], let lateMaths = end[0],
        let lateCode = end[1]
      else { return false }
      return code > maths && code - lateCode > maths - lateMaths
    },
  ]
}

/// Tasks count from 0.
extension Quantity {
  fileprivate static func task(
    _ lane: Int, _ time: Double, _ value: @escaping @Sendable (TaskMeters) -> Double?
  ) -> Quantity {
    Quantity { stage, scene in
      try stage.lane(lane, scene, time).meters.tasks.flatMap(value) ?? .nan
    }
  }
  /// Per cent of a task.
  fileprivate static func taskKept(_ lane: Int, _ task: Int, _ time: Double) -> Quantity {
    .task(lane, time) { $0.kept[task].map { 100 * $0 } }
  }
  fileprivate static func taskDrift(_ lane: Int, _ task: Int, _ time: Double) -> Quantity {
    .task(lane, time) { $0.drift[task] }
  }
  fileprivate static func weight(_ lane: Int, _ task: Int, _ time: Double) -> Quantity {
    .task(lane, time) { $0.weights[task] }
  }
  /// Of all seen tasks together.
  fileprivate static func seenWeight(_ lane: Int, _ time: Double) -> Quantity {
    Quantity { stage, scene in
      try stage.snapshot(scene, at: time).problem.oldWeight(of: stage.lane(lane, scene, time).model)
    }
  }
  fileprivate static func retention(
    _ lane: Int, _ time: Double, _ value: @escaping @Sendable (Retention) -> Double?
  ) -> Quantity {
    Quantity { stage, scene in
      try stage.lane(lane, scene, time).retention.flatMap(value) ?? .nan
    }
  }
  fileprivate static func gain(_ lane: Int, _ time: Double) -> Quantity {
    Quantity { try $0.lane(lane, $1, time).change.gain }
  }
  fileprivate static func loss(_ lane: Int, _ time: Double) -> Quantity {
    Quantity { try $0.lane(lane, $1, time).change.drop }
  }
  /// Per cent at the end of the other order.
  fileprivate static func farLast(
    _ value: @escaping @Sendable (Snapshot) -> Double
  ) -> Quantity {
    Quantity { _, _ in
      var run = try Simulation(Presets.preset("far-last")!.scenario)
      while run.time < 40 - 0.01 { run.advance() }
      return 100 * value(run.snapshot())
    }
  }
  /// Per cent of maths at the end of three tasks.
  fileprivate static func inRow(_ lane: Int) -> Quantity {
    Quantity { stage, _ in
      100 * (try stage.lane(lane, 2, 40).meters.tasks?.kept[0] ?? .nan)
    }
  }
}
