@testable import Explorer
@testable import Simulation

/// What `The tour` says.
enum TourClaims {
  static let all: [Claim] = [
    Claim(1, "with β = {0.8} of its mass", .beta(1, 0)),
    Claim(1, "○. Watch MASS") { stage, scene in
      try stage.lane(2, scene, 14).meters.effectiveOldMass > 0.99
    },
    Claim(1, "● loses it") { try $0.lane(1, $1, 14).isForgetting },
    Claim(1, "old task left, new task right") { stage, scene in
      let target = try stage.snapshot(scene, at: 0).target
      return target.old.mean.x < target.new.mean.x
    },

    Claim(
      2, "At t = {14} ● keeps {23} % of the old task, ○ {100} %", .time(14), .kept(1, 14),
      .kept(2, 14)),
    Claim(2, "Nothing stops it") { try $0.snapshot($1, at: 14).lanes[0].goal == .tends(0) },
    Claim(2, "α = {0.5}", .goal(2)),

    Claim(3, "at t = {30}", .time(30)),
    Claim(3, "{1.05} σ, and it goes on. ○: {0.001} σ", .drift(1, 30), .drift(2, 30)),
    Claim(3, "and it goes on") {
      try $0.lane(1, $1, 30).meters.oldDrift > $0.lane(1, $1, 28).meters.oldDrift
    },

    Claim(4, "λ = {0.2}", .setting("lanes.1.replay")),
    Claim(
      4, "To {0.2}: it is {0.26} at t = {12} and {0.20} at t = {30}", .goal(1), .beta(1, 12),
      .time(12), .beta(1, 30), .time(30)),
    Claim(4, "pull the old hill back, to {0.02} σ at t = {30}", .drift(1, 30), .time(30)),

    Claim(5, "What neither the data nor the goal contain is forgotten") {
      try $0.lane(1, $1, 60).isForgetting
    },
  ]
}
