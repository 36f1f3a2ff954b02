import Simulation

@testable import Explorer

/// What `Replay` says.
enum ReplayClaims {
  static let all: [Claim] = [
    Claim(1, "λ = {0.2}: every fifth sample is old", .setting("lanes.2.replay")),
    Claim(1, "on its own samples, with as much") { stage, scene in
      let lanes = try stage.snapshot(scene, at: 0).scenario.lanes
      return lanes[2].method.key == "reverse-kl" && lanes[2].method.numbers["replay"] == 0.2
    },
    Claim(1, "All start at β = {0.8}", .beta(3, 0)),
    Claim(
      1, "Where will they end: {0}, {0.2}, {0.5} or {0.8}?", .goal(1), .goal(2), .goal(3),
      .beta(1, 0)),
    Claim(1, "● at {0}, ○ at {0.2}, ■ at {0.5}", .goal(1), .goal(2), .goal(3)),
    Claim(1, "Nobody stays at {0.8}", .beta(1, 0)),

    Claim(
      2, "At t = {6} they have parted: β is {0.22}, {0.35} and {0.62}", .time(6), .beta(1, 6),
      .beta(2, 6), .beta(3, 6)),
    Claim(
      2, "{0.25} at t = {12}, {0.20} at t = {30}", .beta(2, 12), .time(12), .beta(2, 30), .time(30)),
    Claim(
      2, "It keeps {41} % of the old task at t = {60}, ● keeps {5} %, and ■ {100} %", .kept(2, 60),
      .time(60), .kept(1, 60), .kept(3, 60)),
    Claim(
      2, "○ ends {0.00} σ from its place, ● {0.39} σ", .drift(2, 60), .drift(1, 60)),
    Claim(2, "and still moving") {
      try $0.lane(1, $1, 60).meters.oldDrift > $0.lane(1, $1, 58).meters.oldDrift
    },

    Claim(
      3, "λ = {0.05}, {0.1}, {0.2} and {0.5}", .setting("lanes.1.replay"),
      .setting("lanes.2.replay"), .setting("lanes.3.replay"), .setting("lanes.4.replay")),
    Claim(3, "wants half, α = {0.5}", .setting("target.oldMass")),
    Claim(3, "Only λ = {0.5}", .setting("lanes.4.replay")),
    Claim(
      3, "At t = {60} β is {0.05}, {0.10}, {0.20} and {0.50}", .time(60), .beta(1, 60),
      .beta(2, 60), .beta(3, 60), .beta(4, 60)),
    Claim(3, "forward KL ends at λ, whatever p wants") { stage, scene in
      let view = try stage.snapshot(scene, at: 0)
      return view.lanes.map(\.goal)
        == view.scenario.lanes.map { .tends($0.method.numbers["replay"] ?? 0) }
    },

    Claim(4, "a fifth of them old") { stage, scene in
      let lanes = try stage.snapshot(scene, at: 0).scenario.lanes
      return lanes[1].method.numbers["replay"] == 0.2 && lanes[2].method.numbers["replay"] == 0.2
    },
    Claim(4, "■ lies on ●, both at {0.029} at t = {40}", .beta(1, 40), .time(40)),
    Claim(4, "■ lies on ●") { stage, scene in
      try stride(from: 0.0, through: 40, by: 4).allSatisfy { time in
        let lanes = try stage.snapshot(scene, at: time).lanes
        return abs(lanes[0].model.oldWeight - lanes[2].model.oldWeight) < 1e-9
      }
    },

    Claim(
      5, "with λ = {0}, {0.3} and {0.6}", .setting("lanes.1.replay"), .setting("lanes.2.replay"),
      .setting("lanes.3.replay")),
    Claim(5, "a weight of at most 1/(1−λ) makes up for it") { _, _ in true },
    Claim(
      5, "At t = {10} β is {0.55} in all of them, at t = {30} {0.50}", .time(10), .beta(1, 10),
      .time(30), .beta(1, 30)),
    Claim(5, "the places agree as well") { stage, scene in
      try stride(from: 0.0, through: 30, by: 3).allSatisfy { time in
        let lanes = try stage.snapshot(scene, at: time).lanes
        return lanes.dropFirst().allSatisfy {
          abs($0.model.oldWeight - lanes[0].model.oldWeight) < 1e-9
            && abs($0.model.old.mean.x - lanes[0].model.old.mean.x) < 1e-9
        }
      }
    },

    Claim(6, "Here β = {0.01}", .beta(1, 0)),
    Claim(6, "a step sees {4} samples", .setting("lanes.2.batch")),
    Claim(6, "{96} % of the first steps", .noOld(2)),
    Claim(6, "With {30} % replay", .setting("lanes.3.replay", times: 100)),
    Claim(6, "it is {23} %", .noOld(3)),
    Claim(
      6, "At t = {10} ○ has starved in {95} of {100} steps, ■ in {22}", .time(10), .starved(2, 10),
      .steps(10), .starved(3, 10)),
    Claim(
      6, "At t = {30} β is {0.18} for the exact flow ●, {0.16} for ○ and {0.19} for ■", .time(30),
      .beta(1, 30), .beta(2, 30), .beta(3, 30)),
    Claim(
      6, "Of ten runs of ○ eight end between {0.05} and {0.39}", .ofMany(0.1, .beta, 2, 30),
      .ofMany(0.9, .beta, 2, 30)),
    Claim(
      6, "of ■ between {0.14} and {0.24}", .ofMany(0.1, .beta, 3, 30), .ofMany(0.9, .beta, 3, 30)),
    Claim(6, "hunger widens the spread and leaves the mean") { stage, scene in
      let values = try stage.many(scene, .beta, 2, 30)
      let mean = values.reduce(0, +) / Double(values.count)
      return try abs(mean - stage.lane(1, scene, 30).model.oldWeight) < 0.01
    },
    Claim(6, "and no goal") { stage, scene in
      let view = try stage.snapshot(scene, at: 0)
      return view.lanes[0].goal == view.lanes[2].goal
    },

    Claim(7, "The old hill stands {6} σ from its place", .drift(1, 0)),
    Claim(
      7, "half of its {8} samples old",
      .init { stage, scene in
        let scenario = try stage.snapshot(scene, at: 0).scenario
        let isHalf = scenario.lanes.dropFirst().allSatisfy { $0.method.numbers["replay"] == 0.5 }
        return isHalf ? Double(scenario.sampling(ofLane: 2).batchSize ?? 0) : .nan
      }),
    Claim(7, "Only ■: {0.05} σ at t = {40}", .drift(3, 40), .time(40)),
    Claim(7, "{3.30} σ here", .drift(2, 40)),
    Claim(
      7, "eight of ten between {1.3} and {5.3}", .ofMany(0.1, .drift, 2, 40),
      .ofMany(0.9, .drift, 2, 40)),
    Claim(7, "and so is ○ in the middle of many runs") { stage, scene in
      let values = try stage.many(scene, .drift, 2, 40)
      return try abs(values[values.count / 2] - stage.lane(1, scene, 40).meters.oldDrift) < 0.1
    },
    Claim(7, "starved in {2} of {400} steps", .starved(2, 40), .steps(40)),
    Claim(7, "they weigh nothing") { stage, scene in
      // Of some four replayed samples a step.
      let counts = try stride(from: 10.0, through: 40, by: 2).map {
        try stage.lane(2, scene, $0).batch?.last?.effectiveOldCount ?? 9
      }
      return counts.reduce(0, +) < 0.5 * Double(counts.count)
    },
    Claim(7, "● is {3.45} σ away", .drift(1, 40)),

    Claim(
      8, "from {16} samples a step",
      .init { Double(try $0.snapshot($1, at: 0).scenario.sampling.batchSize ?? 0) }),
    Claim(8, "○ forward KL with λ = {0.5}", .setting("lanes.2.replay")),
    Claim(8, "which has the right goal") { stage, scene in
      let view = try stage.snapshot(scene, at: 0)
      return view.lanes[0].goal == view.lanes[1].goal
    },
    Claim(
      8, "At t = {36} ● is within {0.001} σ of its place", .time(36),
      .init { try $0.lane(1, $1, 36).meters.oldDrift <= 0.001 ? 0.001 : .nan }),
    Claim(
      8, "log(q/p), is {0} at every sample",
      .init { stage, scene in
        // At the target all of it stands still.
        try stage.lane(1, scene, 60).speed < 1e-4 ? 0 : .nan
      }),
    Claim(8, "○ is {0.07} σ off", .drift(2, 36)),
    Claim(
      8, "Half of its runs are more than {0.03} σ off there, one in ten more than {0.09} σ",
      .ofMany(0.5, .drift, 2, 36), .ofMany(0.9, .drift, 2, 36)),
    Claim(8, "and will be off again") { stage, scene in
      try stride(from: 37.0, through: 60, by: 1).contains {
        try stage.lane(2, scene, $0).meters.oldDrift > 0.05
      }
    },
    Claim(8, "its coefficient is {−1} for ever", .init { _, _ in -1 }),

    Claim(9, "Forward KL ends at λ") { stage, scene in
      try abs(stage.lane(2, scene, 60).model.oldWeight - 0.2) < 0.001
    },
    Claim(9, "Reverse KL ends at α for every λ") { stage, scene in
      try abs(stage.lane(3, scene, 60).model.oldWeight - 0.5) < 0.001
    },
  ]
}
