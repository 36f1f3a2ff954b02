import Simulation

@testable import Explorer
@testable import Forgetting
@testable import Views

/// What `Is it the data or the objective?` says.
enum DataOrObjectiveClaims {
  static let all: [Claim] = [
    Claim(1, "{8} deviations apart, hills in place", .setting("target.separation")),
    Claim(1, "KL(q‖p)") { try $0.lane(3, $1, 0).formula == "KL(q‖p)" },
    Claim(1, "KL(pₙ‖q)") { try $0.lane(1, $1, 0).formula == "KL(pₙ‖q)" },
    Claim(1, "half of them old: KL(p‖q)") { stage, scene in
      let lane = try stage.lane(5, scene, 0)
      return lane.settings.replay == 0.5 && lane.settings.key == "forward-kl"
    },
    Claim(1, "◇ own answers, KL(q‖pₙ)") { try $0.lane(6, $1, 0).formula == "KL(q‖pₙ)" },

    Claim(
      2, "At t = {10} β of ● and ○ is {0.13}, at t = {30} it is {0.04}, and of ◇ {0.001}",
      .time(10),
      .beta(1, 10), .time(30), .beta(1, 30), .beta(6, 30)),
    Claim(2, "β of ● and ○ is {0.13}", .beta(2, 10)),
    Claim(2, "■, □ and ◆ rest at {0.50}", .beta(3, 30)),
    Claim(2, "□ and ◆ rest at {0.50}", .beta(4, 30)),
    Claim(2, "◆ rest at {0.50}", .beta(5, 30)),
    Claim(2, "forgets fastest") { stage, scene in
      try (1...5).allSatisfy {
        try stage.lane($0, scene, 10).model.oldWeight > stage.lane(6, scene, 10).model.oldWeight
      }
    },

    Claim(3, "begins {1.5} short", .newError(1, 0)),
    Claim(
      3, "At t = {10} it is in place for ● and ■, {0.00} short, and {1.34} short for ○", .time(10),
      .newError(1, 10), .newError(2, 10)),
    Claim(3, "in place for ● and ■, {0.00} short", .newError(3, 10)),
    Claim(
      3, "At t = {10} β of ○ is {0.13}, by the clock of fine-tuning, and of ■ {0.004}", .time(10),
      .beta(2, 10), .beta(3, 10)),
    Claim(3, "by the clock of fine-tuning") {
      try abs($0.lane(1, $1, 10).model.oldWeight - $0.lane(2, $1, 10).model.oldWeight) < 0.02
    },

    Claim(4, "κ = {1}", .setting("lanes.3.klCoefficient")),
    Claim(
      4, "At t = {40} β is {0.50}, {0.04} and {0.60}", .time(40), .beta(1, 40), .beta(2, 40),
      .beta(3, 40)),

    Claim(5, "κ = {0.5}", .setting("lanes.1.klCoefficient")),
    Claim(
      5, "At t = {40} β is {0.003}, {0.009} and {0.129}", .time(40), .beta(1, 40), .beta(2, 40),
      .beta(3, 40)),
    // Over own answers E log(q/q_ref) and E (q_ref/q − 1 + log(q/q_ref)) are KL(q‖q_ref), E ½ log² is near it.
    Claim(5, "On average ● and ■ are that KL, and ○ is near it") { stage, scene in
      let model = try stage.lane(3, scene, 40).model
      let start = try stage.snapshot(scene, at: 0).scenario.startMixture.oldWeight
      let beta = model.oldWeight
      let (old, new) = (logarithm(beta / start), logarithm((1 - beta) / (1 - start)))
      let first = beta * old + (1 - beta) * new
      let second = (beta * old * old + (1 - beta) * new * new) / 2
      return abs(second / first - 1) < 0.2 && second != first
    },
    Claim(5, "● has none") { stage, scene in
      let lane = try stage.lane(1, scene, 40)
      return lane.settings.choices["estimator"] == "k1"
    },

    Claim(
      6, "κ = {0.94}, ●, and {0.85}, ○", .setting("lanes.1.klCoefficient"),
      .setting("lanes.2.klCoefficient")),
    Claim(
      6, "At t = {20} β is {0.30} and {0.23}, at t = {60} {0.26} and {0.12}", .time(20),
      .beta(1, 20), .beta(2, 20), .time(60), .beta(1, 60), .beta(2, 60)),
    Claim(6, "at t = {150} {0.26} and {0.003}", .time(150), .beta(1, 150), .beta(2, 150)),

    Claim(
      7, "β is {0.22} at t = {50} and {0.06} at t = {200}", .beta(1, 50), .time(50),
      .beta(1, 200), .time(200)),
    Claim(7, "rests at {0.60}", .beta(2, 200)),
    Claim(7, "rests there, too") { stage, scene in
      let (ipo, dpo) = (try stage.lane(2, scene, 200), try stage.lane(3, scene, 200))
      return abs(ipo.model.oldWeight - dpo.model.oldWeight) < 0.005
    },

    Claim(8, "β = {0.99}", .beta(1, 0)),
    Claim(8, "{0.20} at t = {10}", .beta(1, 10), .time(10)),
    Claim(8, "is at {0.46} at t = {20}", .beta(3, 20), .time(20)),
    Claim(8, "is at {0.51} only at t = {108}", .beta(2, 108), .time(108)),
    Claim(8, "is at {0.99} at t = {120}", .beta(4, 120), .time(120)),

    Claim(
      9, "at {0.4} of the way",
      .init { stage, scene in
        let view = try stage.snapshot(scene, at: 0)
        return (view.lanes[0].model.new.mean.x - view.target.old.mean.x) / 8
      }),
    Claim(
      9, "At t = {100} β is {0.97} and ● has {0} % of the new task", .time(100), .beta(1, 100),
      .covered(1, 100)),
    Claim(9, "has {100} % of it at t = {30}", .covered(2, 30), .time(30)),
    Claim(9, "the new hill's start at {0}", .time(0)),
    Claim(
      9, "from {0.45} until t = {8800}", .init { _, _ in 0.45 },
      .init { 100 * (try $0.arrival($1, way: 0.45) / 100).rounded() }),
    Claim(9, "from the middle ● arrives by t = {50}", .time(50)),
    Claim(9, "from the middle ● arrives") { try $0.arrival($1, way: 0.5) <= 50 },
    Claim(9, "At t = {40000} ● is still there", .time(40_000)),
    Claim(9, "● is still there") { try $0.arrival($1, way: 0.4, until: 40_000) == .infinity },
    Claim(9, "the new hill of ● goes back") { stage, scene in
      try stage.lane(1, scene, 100).model.new.mean.x
        < stage.lane(1, scene, 0).model.new.mean.x - 0.5
    },

    Claim(
      10, "At β = {0.25} ● has {0.89} of it and ○ {0.67}", .init { _, _ in 0.25 }, .atQuarter(1),
      .atQuarter(2)),
    Claim(10, "the place that ● has learned") { stage, scene in
      try stage.lane(1, scene, 20).meters.newError + 0.5
        < stage.lane(2, scene, 20).meters.newError
    },

    Claim(11, "Own samples alone keep nothing") { stage, scene in
      try stage.lane(2, scene - 9, 30).model.oldWeight < 0.05
    },
  ]
}

extension Stage {
  /// When reverse KL has found the new task from a start so far on its way.
  fileprivate func arrival(_ scene: Int, way: Double, until: Double = 10_000) throws -> Double {
    var scenario = try snapshot(scene, at: 0).scenario
    scenario.start.new.mean = [8 * (way - 0.5)]
    scenario.clock.integrator = .dormandPrince
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    let goal = scenario.targetMixture.new
    var time = 0.0
    while time < until {
      let step = time < 100 ? 1.0 : 20
      lane.advance(&state, by: step)
      time += step
      if goal.scale.mahalanobis(state.model.new.mean - goal.mean) < 0.5 { return time }
    }
    return .infinity
  }
}

extension Quantity {
  /// KL(q₀‖q) of a lane where β has come to a quarter.
  fileprivate static func atQuarter(_ lane: Int) -> Quantity {
    Quantity { stage, scene in
      let time = try stage.firstTime(scene) { $0.lanes[lane - 1].model.oldWeight <= 0.25 }
      return try stage.lane(lane, scene, time).meters.klReferenceToModel
    }
  }
}
