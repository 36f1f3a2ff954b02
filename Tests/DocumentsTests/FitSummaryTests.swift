import Forgetting
import Foundation
import Testing

@testable import Documents
@testable import Measured

/// What a fit says, to people and to programs: all that it has fitted, and what was asked of it.
@Suite struct FitSummaryTests {
  /// A log, and what a fit of it might have found, without looking for it.
  private static func fit() throws -> (MeasuredRun, Fit) {
    let rows = (0...9).map { "\($0 * 10),\(0.8 - 0.04 * Double($0)),\(0.2 + 0.06 * Double($0))\n" }
    let run = try MeasuredRun(
      try DataTable(Array(("step,old,new\n" + rows.joined()).utf8), source: "log.csv"),
      DataMapping())
    let model = try #require(FitModel(method: "forward-kl", lastStep: 90))
    let places = model.parameters.map { _ in 0.5 }
    var fit = try Fit(run, methods: [], jobs: 1)
    fit.methods = [
      MethodFit(
        method: "forward-kl",
        estimates: model.parameters.map {
          MethodFit.Estimate(parameter: $0, value: $0.value(at: 0.5))
        }, rms: 0.01, aic: -100, fits: true, first: (0.54, 0.03),
        scenario: model.scenario(at: places), runCount: 1)
    ]
    return (run, fit)
  }

  /// The first scores' own errors are fitted, too, and whatever moves a curve is told.
  @Test func firstScoresAreTold() throws {
    var (run, fit) = try Self.fit()
    func lines(_ old: Double, _ new: Double) -> [String] {
      fit.methods[0].first = (old, new)
      return FitSummary.reports(run, fit, nil).map(\.description)
        .filter { $0.hasPrefix("  first score") || $0.hasPrefix("  new ") && !$0.contains("error") }
    }
    #expect(lines(0.54, 0.03) == ["  first score × 0.540, new + 0.030"])
    #expect(lines(1.2, 0.0001) == ["  first score × 1.200"])
    #expect(lines(1.0001, -0.02) == ["  new − 0.020"])
    #expect(lines(1.0001, 0) == [])
  }

  /// An end of what is allowed is no end of an interval, and said to be none.
  @Test(arguments: [
    (1.5, 9.5, true, "(1.500 to 9.500)"), (1, 9.5, true, "(at most 9.500)"),
    (1.5, 10, true, "(at least 1.500)"), (1.00001, 9.5, true, "(at most 9.500)"),
    (1, 9.9, false, "(1.000 to 9.900, not identifiable)"),
  ]) func endsOfRangesAreNoEnds(low: Double, high: Double, told: Bool, words: String) throws {
    var (run, fit) = try Self.fit()
    let place = try #require(
      fit.methods[0].estimates.firstIndex { $0.parameter.name == "target.separation" })
    fit.methods[0].estimates[place].interval = low...high
    fit.methods[0].estimates[place].isIdentified = told
    let lines = FitSummary.reports(run, fit, nil).map(\.description)
    #expect(lines.contains { $0.contains("target.separation") && $0.hasSuffix(words) }, "\(lines)")
  }

  @Test func programsAreToldAll() throws {
    let (run, fit) = try Self.fit()
    func value(_ changes: [String]) throws -> [String: Any] {
      let changed = try WhatIf(changes, of: fit)
      let text = JSONText.pretty(FitJSON.value(run, fit, changed))
      return try #require(
        JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
    }
    let plain = try value([])
    let methods = try #require(plain["methods"] as? [[String: Any]])
    #expect(methods[0]["first"] as? [String: Double] == ["old": 0.54, "new": 0.03])
    #expect(plain["notes"] as? [String] == run.notes.map(\.description) && !run.notes.isEmpty)
    #expect(plain["whatIf"] is NSNull && plain["means"] is NSNull)
    let asked = try #require(try value(["lanes.1.replay=0.4"])["whatIf"] as? [String: Any])
    #expect(asked["change"] as? String == "lanes.1.replay=0.4")
    #expect(asked["method"] as? String == "forward-kl" && asked["step"] as? Double == 90)
    let before = try #require(asked["before"] as? [String: Double])
    let after = try #require(asked["after"] as? [String: Double])
    #expect(before["kept"] != after["kept"] && after["learned"] != nil, "\(asked)")
  }

  /// The spread of means is no step's.
  @Test func meansAreCalledMeans() throws {
    var (run, fit) = try Self.fit()
    func line() -> String { FitSummary.reports(run, fit, nil)[0].description }
    fit.spread = 0.0123
    #expect(line().hasSuffix(": 10 steps, the data's own spread is 0.0123 of the mass"))
    fit.means = 4
    #expect(
      line().hasSuffix(": 10 steps, taken together in 4, whose own spread is 0.0123 of the mass"))
    (fit.spread, fit.means) = (nil, nil)
    #expect(line().hasSuffix(": 10 steps, the data's own spread is not known"))
  }
}
