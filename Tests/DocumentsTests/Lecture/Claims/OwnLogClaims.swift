import Explorer
import Simulation

@testable import Forgetting
@testable import Measured

/// What `Your own log` says.
enum OwnLogClaims {
  static let all: [Claim] = [
    Claim(1, "{1} saw new examples alone, {2} a tenth of old ones", .run("plain"), .run("replay")),
    Claim(1, "chance is {0.1}", .init { try $0.source($1).mapping.chance ?? .nan }),
    Claim(
      1, "After {1000} steps {1} keeps {42} % of the old task, {2} keeps {79} %",
      .init { try $0.log($1).kept[11].step }, .run("plain"), .measured(1), .run("replay"),
      .measured(2)),

    Claim(
      2, "{8} deviations away; it begins {0.15} short of the new task, and {215} steps",
      .setting("target.separation"), .newError(1, 0), .stepsPerTime),
    Claim(2, "Half of its mass is old") { try $0.lane(1, $1, 0).model.oldWeight == 0.5 },
    Claim(2, "fit allows for {1}", .run("plain")),
    Claim(2, "● through the {1}s", .run("plain")),
    Claim(
      2, "What is left is {0.054}, root mean square; three seeds are {0.042} apart", .left,
      .init { FitData(try $0.log($1)).spread ?? .nan }),
    Claim(
      2, "At t = {2.3} ● keeps {59} %, at t = {4.65} {38} %: {1} loses", .time(2.3),
      .kept(1, 2.3), .time(4.65), .kept(1, 4.65), .run("plain")),
    Claim(2, "loses faster at first, and slower at last") { stage, scene in
      let kept = try stage.log(scene).kept.map(\.mean)
      let picture = try stage.curves(scene).kept
      let loss = { (curve: [Double], range: ClosedRange<Int>) in
        curve[range.lowerBound] - curve[range.upperBound]
      }
      return loss(kept, 0...5) > loss(picture, 0...5) && loss(kept, 8...11) < loss(picture, 8...11)
    },

    Claim(
      3, "λ = {0.1}, as {2} differs from {1}", .setting("lanes.2.replay"), .run("replay"),
      .run("plain")),
    Claim(3, "fitted to {2}", .run("replay")),
    Claim(3, "through the {2}s", .run("replay")),
    Claim(
      3, "at t = {4.65} it keeps {49} %, and {2} keeps {79} %", .time(4.65), .kept(2, 4.65),
      .run("replay"), .measured(2)),
    Claim(3, "It goes on to {20} %", .init { 100 * (try Quantity.goal(2).measure($0, $1)) / 0.5 }),
    Claim(
      3, "{2} has been level since t = {1.4}", .run("replay"),
      .init { try $0.log($1).others[0].kept[7].step / 215 }),
    Claim(3, "has been level") { stage, scene in
      let kept = try stage.log(scene).others[0].kept[7...].map(\.mean)
      return kept.max()! - kept.min()! < 0.015
    },

    Claim(
      4,
      "prefers β = {0.19}, {4.6} deviations, and {115} steps. ● is as near to {1} as before: {0.050}",
      .beta(1, 0), .setting("target.separation"), .stepsPerTime, .run("plain"), .left),
    // Of the best start that there is no more is left.
    Claim(4, "fit itself prefers") { stage, scene in
      let fit = try Fit(try stage.log(scene), methods: ["forward-kl"], jobs: 1, intervals: false)
      let left = try Quantity.left.measure(stage, scene)
      return abs(left - fit.methods[0].rms) < 3e-4
    },
    Claim(
      4,
      "at t = {8.7} ○ keeps {28} %, {63} % of what it began with, where the other start says {49} %",
      .time(8.7), .kept(2, 8.7),
      .init { stage, scene in
        let kept = { try Quantity.kept(2, $0).measure(stage, scene) }
        return 100 * (try kept(8.7)) / (try kept(0))
      }, .init { stage, _ in try Quantity.kept(2, 4.65).measure(stage, 2) }),

    Claim(5, "nearer to {1}: {0.016}", .run("plain"), .left),
    Claim(5, "three times nearer") { stage, scene in
      try Quantity.left.measure(stage, scene) * 3 < Quantity.left.measure(stage, 3)
    },
    Claim(5, "That is forward KL") { stage, _ in
      try stage.snapshot(3, at: 0).lanes[0].settings.key == "forward-kl"
    },
    Claim(5, "on {64} units", .init { _, _ in 64 }),

    Claim(6, "that can fail") { stage, scene in
      try abs(
        Quantity.measured(2).measure(stage, scene) - Quantity.kept(2, 4.65).measure(stage, scene))
        > 20
    },
  ]
}

extension Stage {
  fileprivate func source(_ scene: Int) throws -> DataSource {
    guard let source = try snapshot(scene, at: 0).scenario.data else { throw NoLog() }
    return source
  }

  fileprivate func log(_ scene: Int) throws -> MeasuredRun {
    guard let run = MeasuredRun(shipped: try source(scene)) else { throw NoLog() }
    return run
  }

  /// The first lane at the steps of the log's first run, as a fit counts.
  fileprivate func curves(_ scene: Int) throws -> (kept: [Double], learned: [Double]) {
    var scenario = try snapshot(scene, at: 0).scenario
    let steps = try source(scene).mapping.stepsPerTime ?? .nan
    scenario.clock.integrator = .dormandPrince
    let times = FitData(try log(scene)).steps.map { $0 / steps }
    guard let curves = FitCurves()(scenario, at: times) else { throw NoLog() }
    return curves
  }

  private struct NoLog: Error {}
}

extension Quantity {
  /// The number of a run of the log on the screen.
  fileprivate static func run(_ name: String) -> Quantity {
    Quantity { stage, scene in
      Double((try stage.log(scene).all.firstIndex { $0.name == name } ?? -2) + 1)
    }
  }

  /// Per cent of the old task that a run of the log keeps at its end.
  fileprivate static func measured(_ number: Int) -> Quantity {
    Quantity { 100 * ((try $0.log($1)).all[number - 1].kept.last?.mean ?? .nan) }
  }

  fileprivate static var stepsPerTime: Quantity {
    Quantity { try $0.source($1).mapping.stepsPerTime ?? .nan }
  }

  /// The root of the mean square of what the first lane leaves of the first run, as `fit` counts it.
  fileprivate static var left: Quantity {
    Quantity { stage, scene in
      let data = FitData(try stage.log(scene))
      let curves = try stage.curves(scene)
      guard let fitter = MethodFitter(method: "forward-kl", data) else { return .nan }
      let sum = LeastSquares.sum(fitter.left(curves.kept, curves.learned).residuals)
      return (sum / Double(data.count)).squareRoot()
    }
  }
}
