import Simulation

@testable import Explorer
@testable import Forgetting
@testable import Views

/// What `Why fine-tuning forgets` says.
enum WhyFineTuningForgetsClaims {
  static let all: [Claim] = [
    Claim(1, "δ = {4} deviations", .setting("target.separation")),
    Claim(1, "β = {0.8} of its mass", .beta(1, 0)),
    Claim(1, "its new hill stands {1.5} short", .newError(1, 0)),
    Claim(1, "old task left, new task right") { stage, scene in
      let target = try stage.snapshot(scene, at: 0).target
      return target.old.mean.x < target.new.mean.x
    },

    Claim(2, "KL(pₙ‖q)") { try $0.lane(1, $1, 0).formula == "KL(pₙ‖q)" },
    Claim(2, "KL(q‖p)") { try $0.lane(2, $1, 0).formula == "KL(q‖p)" },
    Claim(2, "α = {0.5}", .setting("target.oldMass")),
    Claim(2, "● at {0}", .goal(1)),
    Claim(2, "○ at {0.5}", .goal(2)),

    Claim(3, "At t = {2} it still keeps {96} %", .time(2), .kept(1, 2)),
    Claim(3, "At t = {4} its new hill is in place, and {68} % are left", .time(4), .kept(1, 4)),
    Claim(3, "in place") { try $0.lane(1, $1, 4).meters.newError < 0.05 },
    Claim(3, "{31} % at t = {10}", .kept(1, 10), .time(10)),
    Claim(
      3, "At t = {4} its new hill is still {0.7} short of its place, at t = {10} {0.1}", .time(4),
      .newError(2, 4), .time(10), .newError(2, 10)),
    Claim(3, "{100} % of the old task, all the way", .kept(2, 14)),
    Claim(3, "all the way") { stage, scene in
      try stride(from: 0.0, through: 14, by: 1).allSatisfy {
        try stage.lane(2, scene, $0).meters.effectiveOldMass > 0.995
      }
    },
    Claim(3, "less than a tenth of the mass of ● is old") { stage, scene in
      let end = try stage.end(scene)
      let before = try stage.lane(1, scene, end.time - 0.05).model.oldWeight
      return end.lanes[0].model.oldWeight < 0.1 && before >= 0.1
    },
    Claim(3, "● falls and does not stop") { try $0.lane(1, $1, 14).isForgetting },

    Claim(4, "only {30} % old", .setting("target.oldMass", times: 100)),
    Claim(4, "α = {0.3}", .setting("target.oldMass")),
    Claim(4, "○ turns at once, and at t = {40} β is {0.30}", .time(40), .beta(2, 40)),
    Claim(4, "○ turns at once") { stage, scene in
      let begins = try stage.snapshot(scene, at: nil).time
      let first = try stage.lane(2, scene, begins).model.oldWeight
      return try stage.lane(2, scene, begins + 2).model.oldWeight < first - 0.02
    },
    Claim(4, "to {0.039} at t = {40}", .beta(1, 40), .time(40)),
    Claim(4, "as if nothing had happened") { stage, scene in
      // Its run is the one of the scene before.
      let alone = try stage.lane(1, scene - 1, 40).model.oldWeight
      return try stage.lane(1, scene, 40).model.oldWeight == alone
    },

    Claim(5, "tasks {8} deviations apart", .setting("target.separation")),
    Claim(5, "hills in place, only β moves") { stage, scene in
      let end = try stage.lane(1, scene, 40).meters
      return end.oldDrift == 0 && end.newError == 0
    },
    Claim(5, "Then 1/β − logit β is a clock. It gains one per unit of time") { stage, scene in
      try stride(from: 15.0, through: 40, by: 5).allSatisfy { time in
        let gained = try stage.clock(scene, time) - stage.clock(scene, time - 5)
        return abs(gained - 5) < 0.01
      }
    },
    Claim(5, "so β falls like 1/t") { stage, scene in
      let late = try stage.lane(1, scene, 40).model.oldWeight * 40
      return abs(late - 1) < 0.15
    },
    Claim(5, "dotted: the law") { try $0.lane(1, $1, 10).law != nil },
    Claim(5, "At t = {10} β is {0.126}", .time(10), .beta(1, 10)),
    Claim(
      5, "At t = {18.7}, and half of that again at t = {35.3}", .halved(1, from: 10, times: 1),
      .halved(1, from: 10, times: 2)),
    Claim(
      5, "the 1st halving takes {8.7}, the next {16.6}",
      .difference(.halved(1, from: 10, times: 1), .time(10)),
      .difference(.halved(1, from: 10, times: 2), .halved(1, from: 10, times: 1))),
    Claim(5, "the 1st halving") { _, _ in true },

    Claim(6, "{0.29} σ at t = {4}", .drift(1, 4), .time(4)),
    Claim(6, "{0.57} σ at t = {10}", .drift(1, 10), .time(10)),
    Claim(6, "{1.05} σ at t = {30}", .drift(1, 30), .time(30)),
    Claim(6, "nothing pulls back") { stage, scene in
      let force = try stage.lane(1, scene, 4).force
      return force?.parts.first { $0.name == "spring" }?.value == 0
    },
    Claim(6, "{0.035} σ at t = {3}", .drift(2, 3), .time(3)),
    Claim(6, "It comes back") { stage, scene in
      let peak = try stage.lane(2, scene, 30).largestDrift
      return try peak == stage.lane(2, scene, 4).largestDrift
        && stage.lane(2, scene, 30).meters.oldDrift < peak / 20
    },
    Claim(6, "At t = {14} it is {0.006} σ on the other side", .time(14), .drift(2, 14)),
    Claim(6, "on the other side") { stage, scene in
      let early = try stage.lane(2, scene, 3).model.old.mean.x + 2
      return try early * (stage.lane(2, scene, 14).model.old.mean.x + 2) < 0
    },
    Claim(6, "at t = {30} {0.001} σ", .time(30), .drift(2, 30)),

    Claim(6, "δ = {6}, from the start", .time(6)),
    Claim(6, "both wander less") { stage, scene in
      let wide = try stage.changed(scene, "target.separation", to: 6, until: 30).lanes
      let here = try stage.snapshot(scene, at: 30).lanes
      return zip(wide, here).allSatisfy { $0.largestDrift < $1.largestDrift * 0.5 }
    },

    Claim(7, "●, forward KL") { stage, scene in
      try stage.lane(2, scene, 0).settings.key == "reverse-kl"
        && stage.lane(1, scene, 0).settings.key == "forward-kl"
    },
    Claim(7, "the dotted line e^(−δ²/8)") { stage, scene in
      // Statement 6: the slope of the logarithm against −δ²/8.
      abs(try stage.peakDrift(4, scene) / stage.peakDrift(8, scene) / exp6 - 1) < 0.2
    },
    Claim(
      7, "At δ = {4} the drift of ○ is {0.063} σ", .setting("target.separation"),
      .init { try $0.peakDrift(4, $1) }),
    Claim(7, "at δ = {8} it is {0.00014} σ", .time(8), .init { try $0.peakDrift(8, $1) }),
    Claim(
      7, "twice the way, {460} times less",
      .init { stage, scene in
        // To ten.
        let ratio = try stage.peakDrift(4, scene) / stage.peakDrift(8, scene)
        return (ratio / 10).rounded() * 10
      }),
    Claim(7, "has no spring") { stage, scene in
      let force = try stage.lane(1, scene, 4).force
      return force?.parts.first { $0.name == "spring" }?.value == 0
    },

    Claim(8, "only {2} deviations apart", .setting("target.separation")),
    Claim(
      8, "{0.90} at the start, {0.85} at t = {6}, {0.85} at t = {20}", .beta(1, 0), .beta(1, 6),
      .time(6), .beta(1, 20), .time(20)),
    Claim(8, "{1.9} σ at t = {6}", .drift(1, 6), .time(6)),
    Claim(8, "The {44} % at t = {20}", .kept(1, 20), .time(20)),
    Claim(
      8, "the new task alone covers {43} %",
      .init { try $0.lane(1, $1, 0).meters.effectiveOldFloor * 100 }),
    Claim(8, "The word is CAPTURED") { try $0.verdict(1, $1, 20) == .captured },
    Claim(8, "from which δ on is ● not captured?") { stage, scene in
      // At 4 it is not.
      let lane = try stage.changed(scene, "target.separation", to: 4, until: 20).lanes[0]
      return Verdict(lane, time: 20) == .forgets
    },
    Claim(
      8, "○ loses no more than {8} % on its way",
      .init { stage, scene in
        100
          - (try stride(from: 0.0, through: 20, by: 0.5).map {
            try stage.lane(2, scene, $0).meters.effectiveOldMass * 100
          }.min() ?? 0)
      }),

    Claim(9, "λ = {0.2}, every fifth sample old", .setting("lanes.2.replay")),
    Claim(9, "■ is reverse KL with the same replay") { stage, scene in
      let lanes = try stage.snapshot(scene, at: 0).scenario.lanes
      return lanes[2].method.key == "reverse-kl" && lanes[2].method.numbers["replay"] == 0.2
    },
    Claim(9, "○ at λ = {0.2}", .goal(2)),
    Claim(9, "keeps {42} % at t = {30}", .kept(2, 30), .time(30)),
    Claim(9, "■ goes to α = {0.5}", .goal(3)),
    Claim(9, "as without replay") { stage, scene in
      try abs(stage.lane(3, scene, 30).model.oldWeight - 0.5) < 0.001
    },

    Claim(9, "which λ gives ○ what ■ has?") { stage, scene in
      let lanes = try stage.changed(scene, "lanes.2.replay", to: 0.5, until: 30).lanes
      return lanes[1].goal == lanes[2].goal
    },

    Claim(10, "Here β = {0.01}", .beta(1, 0)),
    Claim(10, "a step sees {4} samples", .setting("lanes.2.batch")),
    Claim(10, "{96} % of the first steps", .noOld(2)),
    Claim(10, "with {30} % replay", .setting("lanes.3.replay", times: 100)),
    Claim(10, "it is {23} %", .noOld(3)),
    Claim(10, "β = {0.46} at t = {40}", .beta(1, 40), .time(40)),
    Claim(10, "has starved in {279} of {400} steps", .starved(2, 40), .steps(40)),
    Claim(10, "is at {0.45}; ■ in {56}", .beta(2, 40), .starved(3, 40)),
    Claim(10, "and is at {0.46}", .beta(3, 40)),
    Claim(
      10, "eight of ten runs of ○ end between {0.23} and {0.49}", .ofMany(0.1, .beta, 2, 40),
      .ofMany(0.9, .beta, 2, 40)),
    Claim(
      10, "of ■ between {0.44} and {0.47}", .ofMany(0.1, .beta, 3, 40),
      .ofMany(0.9, .beta, 3, 40)),
    Claim(10, "does not move its goal") { stage, scene in
      let view = try stage.snapshot(scene, at: 0)
      return view.lanes[0].goal == view.lanes[2].goal
    },

    Claim(11, "□ to itself {10} ago", .setting("lanes.4.lag")),
    Claim(11, "○ of almost only the new one") { stage, scene in
      let lane = try stage.snapshot(scene, at: 0).scenario.lanes[1].method
      return lane.key == "sdft" && lane.numbers["demonstrator"] == 0.02
    },
    Claim(
      11, "At t = {40} ● keeps {100} %, ■ {97} %, ○ {17} % and □ {28} %", .time(40), .kept(1, 40),
      .kept(3, 40), .kept(2, 40), .kept(4, 40)),
    Claim(11, "Which of them forget?") { stage, scene in
      let words = try (1...4).map { try stage.verdict($0, scene, 40) }
      return words == [.keeps, .forgets, .keeps, .forgets]
    },
    Claim(11, "it covers {72} % of the new task, ● {97} %", .covered(3, 40), .covered(1, 40)),

    Claim(
      11, "with κ = {0.1} ■ keeps {17} %", .init { _, _ in 0.1 },
      .init { stage, scene in
        try stage.changed(scene, "lanes.3.klCoefficient", to: 0.1, until: 40).lanes[2].meters
          .effectiveOldMass * 100
      }),

    Claim(12, "like 1/t, and the old hill with it") { stage, scene in
      let lane = try stage.lane(1, scene, 30)
      return lane.isForgetting && lane.meters.oldDrift > 0.25
    },
    Claim(12, "nothing is lost that the overlap does not take") { stage, scene in
      try stage.verdict(3, scene, 30) == .keeps
    },
    Claim(12, "With the new task alone for a goal, own samples lose the old one too") {
      stage, scene in
      var scenario = try stage.snapshot(scene, at: 0).scenario
      scenario.lanes[2].method.choices["goal"] = "new"
      var run = try Simulation(scenario)
      while run.time < 60 { run.advance() }
      return run.snapshot().lanes[2].meters.effectiveOldMass < 0.3
    },
    Claim(12, "Replay moves the goal of the first") { stage, scene in
      try stage.lane(2, scene, 30).goal == .tends(0.2)
    },
  ]

  /// e⁶: what δ²/8 makes of δ = 4 and 8.
  private static let exp6 = 403.428_793_492_735_1
}
