import Foundation
import Testing

@testable import Documents
@testable import Measured

/// What a fit says, to people and to programs: all that it has fitted, and what was asked of it.
@Suite struct FitSummaryTests {
  private static let run: Result<MeasuredRun, any Error> = Result {
    let rows = (0...9).map { step in
      let way = 1 - Foundation.exp(-Double(step) / 3)
      return "\(step * 10),\(0.8 - 0.5 * way),\(0.2 + 0.6 * way)\n"
    }
    return try MeasuredRun(
      try DataTable(Array(("step,old,new\n" + rows.joined()).utf8), source: "log.csv"),
      DataMapping())
  }

  private static func fit() throws -> (MeasuredRun, Fit) {
    let run = try run.get()
    return (run, try Fit(run, methods: ["forward-kl"], jobs: 1, intervals: false))
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

  @Test func programsAreToldAll() throws {
    var (run, fit) = try Self.fit()
    fit.methods[0].first = (0.54, 0.03)
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
    #expect(try #require(after["kept"]) > #require(before["kept"]), "\(asked)")
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
