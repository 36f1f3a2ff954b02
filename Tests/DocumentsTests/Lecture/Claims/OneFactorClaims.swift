@testable import Explorer
@testable import Forgetting
@testable import Simulation

/// What `One factor of 0.005` says.
enum OneFactorClaims {
  /// Weight, old mean and old deviation, of a lane.
  private static func slowRate(_ lane: Int, _ stage: Stage, _ scene: Int) throws -> [Double] {
    let rates = try stage.snapshot(scene, at: 0).scenario.lanes[lane - 1].rates
    return [rates?.weight, rates?.oldMean, rates?.oldCovariance].compactMap { $0 }
  }

  static let all: [Claim] = [
    Claim(1, "in 2025") { _, _ in true },
    Claim(1, "{75} % of the target is old", .setting("target.oldMass", times: 100)),
    Claim(1, "at {−3}", .setting("target.old.mean")),
    Claim(1, "the rest is new, at {3.5}", .setting("target.new.mean")),
    Claim(1, "narrower") { stage, scene in
      let target = try stage.snapshot(scene, at: 0).target
      return target.new.scale.l11 < target.old.scale.l11
    },
    Claim(1, "old hill starts {0.5} σ off", .drift(1, 0)),
    Claim(1, "its new one at {0.5}", .setting("start.new.mean")),
    Claim(1, "there are {200}, of {1000} samples each", .setting("clock.until"), .setting("batch")),
    Claim(1, "counts steps here") { try $0.snapshot($1, at: 0).scenario.clock.step == 1 },

    Claim(
      2, "At t = {100} ● has its new hill in place, and keeps {65} %", .time(100), .kept(1, 100)),
    Claim(2, "in place") { try $0.lane(1, $1, 100).meters.newError < 0.1 },
    Claim(2, "○ keeps {78} %", .kept(2, 100)),
    Claim(2, "At the end it is {51} % and {74} %", .kept(1, 200), .kept(2, 200)),
    Claim(2, "when {0.9} of the new one is gained", .gain),
    Claim(2, "● drops {0.13}", .dropAtGain(1, step: 87)),
    Claim(2, "○ {0.03}", .dropAtGain(2, step: 123)),

    Claim(3, "These are the rates of ●") { stage, _ in
      stage.lecture.scenes[2].cursor == "lanes.1.rates.oldMean"
    },
    Claim(3, "New mean: {0.15}", .setting("lanes.1.rates.newMean")),
    Claim(3, "Weight, old mean, old deviation: {0.00075}", .setting("lanes.1.rates.weight")),
    Claim(3, "Weight, old mean, old deviation") { stage, scene in
      try slowRate(1, stage, scene).allSatisfy { abs($0 - 0.00075) < 1e-12 }
    },
    Claim(
      3, "a factor of {0.005}",
      .init {
        try slowRate(1, $0, $1)[0] / ($0.snapshot($1, at: 0).scenario.lanes[0].rates!.newMean)
      }
    ),
    Claim(3, "○ has it too: press 2") { stage, scene in
      let rates = try stage.snapshot(scene, at: 0).scenario.lanes[1].rates!
      return abs(rates.weight / rates.newMean - 0.005) < 1e-12
    },

    Claim(4, "the same with {1000}", .setting("lanes.3.batch")),
    Claim(
      4, "At t = {120} each of the four keeps less than {1} %", .time(120),
      .init { stage, scene in
        let most = try (1...4).map { try stage.lane($0, scene, 120).meters.effectiveOldMass }.max()
        return most! < 0.01 ? 1 : .nan
      }),
    Claim(4, "The drop at a gain of {0.9}", .gain),
    Claim(
      4, "is {0.80} for all of them",
      .init { stage, scene in
        let drops = try [(1, 50.0), (2, 71), (3, 51), (4, 71)].map { lane, step in
          try Quantity.dropAtGain(lane, step: step).measure(stage, scene)
        }
        return drops.allSatisfy { abs($0 - 0.8) < 0.005 } ? drops[0] : .nan
      }),
    Claim(4, "all that there was") { stage, scene in
      let start = try stage.lane(1, scene, 0)
      return try abs(start.change.componentDrop) < 1e-12
        && stage.lane(1, scene, 120).change.componentDrop > 0.8
    },

    Claim(
      5, "● {1}, ○ {0.1}, ■ {0.02}, □ {0.005}", .factor(1), .factor(2), .factor(3), .factor(4)),
    Claim(
      5, "At t = {100} they keep {0} %, {0} %, {25} % and {65} %", .time(100), .kept(1, 100),
      .kept(2, 100), .kept(3, 100), .kept(4, 100)),
    Claim(
      5, "down to its floor, {0.001}, at step {31}, that of ■ at step {156}", .beta(2, 100),
      .clipped(2), .clipped(3)),
    Claim(8, "○ may fall below for a few steps") { stage, scene in
      try stride(from: 1.0, through: 700, by: 1).filter {
        try stage.lane(2, scene, $0).meters.effectiveOldMass < 0.82
      }.count < 70
    },
    Claim(5, "At step {624}", .clipped(4)),
    Claim(5, "a quarter of that of ■, and it takes four times as long") { stage, scene in
      let ratio =
        try Quantity.clipped(4).measure(stage, scene) / Quantity.clipped(3).measure(stage, scene)
      return abs(ratio - 4) < 0.05
    },
    Claim(5, "moves no goal") { stage, scene in
      try stage.snapshot(scene, at: 0).lanes.allSatisfy { $0.goal == .tends(0) }
    },

    Claim(6, "with {1000} samples", .setting("lanes.3.batch")),
    Claim(6, "○ and ■ are one method") { stage, scene in
      let lanes = try stage.snapshot(scene, at: 0).scenario.lanes
      return lanes[1].method == lanes[2].method && lanes[1].sampling == nil
        && lanes[2].sampling == .batch(1000)
    },
    Claim(
      6, "At t = {100} ■ keeps {78} %, ○ {67} %, ● {65} %", .time(100), .kept(3, 100),
      .kept(2, 100), .kept(1, 100)),
    Claim(6, "At a gain of {0.9}", .gain),
    Claim(6, "the drop of ○ is {0.13}", .dropAtGain(2, step: 97)),
    Claim(6, "that of ● {0.13}", .dropAtGain(1, step: 86)),
    Claim(6, "{1000} samples never see", .setting("lanes.3.batch")),

    Claim(7, "no old sample in {200} of {200} steps", .starved(1, 200), .steps(200)),
    Claim(7, "○ has the same goal, the new task, and the slow factor") { stage, scene in
      let lane = try stage.snapshot(scene, at: 0).scenario.lanes[1]
      return lane.method.choices["goal"] == "new"
        && lane.rates!.weight / lane.rates!.newMean < 0.006
    },
    Claim(7, "■ draws so too, without the factor") { stage, scene in
      let rates = try stage.snapshot(scene, at: 0).scenario.lanes[2].rates!
      return rates.weight == rates.newMean
    },
    Claim(
      7, "At t = {200} ● keeps {74} %, ○ {37} %, ■ {0} %", .time(200), .kept(1, 200), .kept(2, 200),
      .kept(3, 200)),

    Claim(8, "○ has {1000} samples", .setting("lanes.2.batch")),
    Claim(8, "● never keeps less than {82} %, where it began", .kept(1, 0)),
    Claim(8, "where it began") { stage, scene in
      let start = try stage.lane(1, scene, 0).meters.effectiveOldMass
      return try stride(from: 20.0, through: 2000, by: 60).allSatisfy {
        try stage.lane(1, scene, $0).meters.effectiveOldMass >= start
      }
    },
    Claim(8, "at t = {200} it is {100} %", .time(200), .kept(1, 200)),
    Claim(8, "β of ● rises to {0.99}", .beta(1, 200)),
    Claim(8, "comes down to {0.75}", .beta(1, 2000)),
    Claim(8, "● comes down to {0.75}", .goal(1)),
    Claim(8, "a gain of {0.9} at step {1984}", .gain, .gainStep(1, 1984)),
    Claim(
      8, "where forward KL needs {86}",
      .init { stage, _ in
        // That of the limit, two scenes before.
        try Quantity.gainStep(1, 86).measure(stage, 5)
      }),

    Claim(9, "does not show it") { stage, scene in
      let lanes = try stage.snapshot(scene, at: 200).lanes
      return lanes[2].meters.effectiveOldMass > lanes[1].meters.effectiveOldMass + 0.05
    },
  ]
}

extension Quantity {
  /// What Chen et al. stop at.
  fileprivate static let gain = Quantity { _, _ in 0.9 }

  /// The slow factor of a lane.
  fileprivate static func factor(_ lane: Int) -> Quantity {
    Quantity { stage, scene in
      let rates = try stage.snapshot(scene, at: 0).scenario.lanes[lane - 1].rates!
      return (rates.weight / rates.newMean * 1e9).rounded() / 1e9
    }
  }

  /// The step at which a lane's β meets its clip.
  fileprivate static func clipped(_ lane: Int) -> Quantity {
    .first { $0.lanes[lane - 1].model.oldWeight < 0.001_000_1 }
  }

  /// A step, where the gain by component is 0.9 there and was not before.
  fileprivate static func gainStep(_ lane: Int, _ step: Double) -> Quantity {
    Quantity { stage, scene in
      try dropAtGain(lane, step: step).measure(stage, scene).isNaN ? .nan : step
    }
  }
}
