import Cells
import Foundation
import Simulation
import Testing
import Views

@testable import Documents
@testable import Explorer
@testable import Forgetting

/// The catalogue of measures: one entry is found wherever measures are shown.
@Suite struct MeasureTests {
  /// β in per cent: what somebody might add.
  private static let added = Measure(
    "weightPercent", words: "old weight in per cent", spellings: ["old-weight-percent"],
    formula: "100 β", about: "The model's old weight as a percentage.", digits: .fixed(1),
    .recorded { model, _ in 100 * model.oldWeight })

  private static func simulation(at time: Double = 3) throws -> Simulation {
    var simulation = try Simulation(Presets.preset("forward-and-reverse")!.scenario)
    while simulation.time < time - 1e-9 { simulation.advance() }
    return simulation
  }

  private func withAdded<Result>(_ body: () throws -> Result) rethrows -> Result {
    try MeasureCatalogue.$additions.withValue([.one(Self.added)]) { try body() }
  }

  @Test func isAColumnOfRun() throws {
    try withAdded {
      let simulation = try Self.simulation()
      let columns = RunColumns(dimension: 1)
      #expect(columns.names.last == "weightPercent")
      let rows = columns.rows(of: simulation, with: LaneMeasurer())
      for (lane, row) in rows.enumerated() {
        #expect(row.last == .number(100 * simulation.lanes[lane].model.oldWeight))
        #expect(row.count == columns.names.count)
      }
    }
    #expect(!RunColumns(dimension: 1).names.contains("weightPercent"))
  }

  @Test func isACondition() throws {
    #expect(Condition(text: "lane 2: weightPercent < 50") == nil)
    try withAdded {
      let simulation = try Self.simulation()
      let percent = 100 * simulation.lanes[0].model.oldWeight
      for (name, bound, holds) in [
        ("weightPercent", percent + 0.01, true), ("old-weight-percent", percent - 0.01, false),
      ] {
        let condition = try #require(Condition(text: "lane 1: \(name) < \(bound)"))
        #expect(condition.holds(in: simulation) == holds)
        #expect(condition.holds(in: simulation.snapshot()) == holds)
        #expect("\(condition)".hasPrefix("lane 1: weightPercent < "))
      }
    }
  }

  @Test func isExplainedAndInTheTable() throws {
    try withAdded {
      var state = ExplorerState(
        rows: 50, columns: 120, display: .init(symbols: .braille),
        snapshot: try Self.simulation().snapshot())
      #expect(Explanations.names(state).contains("old-weight-percent"))
      let topic = try #require(Explanations.topic(named: "weightPercent", state))
      state.overlay = .explanation(topic: topic, scroll: 0)
      let overlay = ScreenPart.view(.dashboard).grid(of: state).text
      #expect(overlay.contains("100 β"))
      #expect(overlay.contains("The model's old weight as a percentage."))
      state.overlay = nil
      let percent = 100 * state.snapshot.lanes[0].model.oldWeight
      let table = ScreenPart.pane(.why).grid(of: state).text
      #expect(table.contains("old weight in per cent"))
      #expect(table.contains(NumberText.fixed(percent, digits: 1)))
    }
  }

  @Test func isAFigure() throws {
    try withAdded {
      let snapshot = try Self.simulation().snapshot()
      let figure = try VectorFigure(
        snapshot, panels: [.measure(Self.added)], width: 100, height: 80,
        caption: try FigureSamples.caption(snapshot))
      let text = String(decoding: figure.bytes(), as: UTF8.self)
      #expect(text.contains(">old weight in per cent<"))
      // The axis begins below 28, where forward KL is, and ends above 53.
      #expect(text.contains(">40<"))
      // Curves of both lanes, beside the lines of axes and legend.
      let paths = text.components(separatedBy: " d=\"M").filter { $0.prefix(500).contains("L") }
      let curves = paths.count { $0.prefix { $0 != "\"" }.count > 200 }
      #expect(curves >= 2)
    }
  }

  @Test func travelsToWhoFollows() throws {
    let standard = try Self.simulation().snapshot().series.piece(after: 4)
    try withAdded {
      let piece = try Self.simulation().snapshot().series.piece(after: 4)
      let bytes = ShareMessage.curves(piece).bytes
      var reader = ShareReader()
      reader.feed(ShareMessage.preamble + bytes + ShareMessage.curves(standard).bytes)
      let first = try reader.next()
      #expect(first == .curves(piece))
      #expect(piece.lanes[0][Self.added].count == piece.ticks.count)
      // From a lecturer who does not have it its curve is a gap, and everything else is there.
      guard case .curves(let gap) = try reader.next() else {
        Issue.record("no curves")
        return
      }
      let isGap = gap.lanes[1][Self.added].allSatisfy { $0.isNaN }
      #expect(isGap)
      #expect(gap.lanes[1][.oldDrift] == standard.lanes[1][.oldDrift])
      // Who does not have it passes over it.
      let known = MeasureCatalogue.$additions.withValue([]) {
        var reader = ShareReader()
        reader.feed(ShareMessage.preamble + bytes)
        return try? reader.next()
      }
      #expect(known == .curves(standard))
    }
  }

  /// Series of a run, and sweeps over runs: at the end, at a time, and where it is largest.
  @Test func isACurveAndAMeasureOfSweeps() throws {
    try withAdded {
      let simulation = try Self.simulation()
      let curve = try #require(simulation.snapshot().series.lanes.first)
      #expect(curve[Self.added] == curve[.oldWeight].map { 100 * $0 })
      let scenario = simulation.scenario
      var sweep = Sweep(
        Experiment(scenario: scenario),
        axes: [Sweep.Axis(["target.separation"], [[.number(4)]])])
      sweep.end = 2
      sweep.measures = try ["weightPercent", "oldWeight", "max weightPercent", "max oldWeight"]
        .map { try SweepMeasure(text: $0, in: scenario) }
      for row in SweepRunner(sweep).rows(ofRun: 0) {
        let values = try row.values.map { try #require($0) }
        #expect(abs(values[0] - 100 * values[1]) < 1e-9)
        #expect(abs(values[2] - 100 * values[3]) < 1e-9)
      }
    }
  }

  @Test func ofATaskStandsOncePerTask() throws {
    let share = MeasureCatalogue.Entry.perTask { number, name in
      [
        Measure(
          "share.\(name)", words: "share of \(name)", formula: "β_\(number)", about: "A weight.",
          .recorded { model, _ in number == 1 ? model.oldWeight : 1 - model.oldWeight })
      ]
    }
    MeasureCatalogue.$additions.withValue([share]) {
      let ids = MeasureCatalogue.columns(dimension: 1, tasks: ["maths", "code"]).map(\.id)
      #expect(ids.suffix(2) == ["share.maths", "share.code"])
      #expect(MeasureCatalogue.columns(dimension: 1).last?.id == "learned")
    }
  }

  // MARK: - The catalogue itself

  @Test func noNameStandsForTwo() {
    let measures = MeasureCatalogue.measures()
    var owners: [String: String] = [:]
    for measure in measures {
      for name in Set([measure.id, measure.id.lowercased(), measure.symbol] + measure.spellings) {
        #expect(owners[name] == nil, "\(name): \(owners[name] ?? ""), \(measure.id)")
        owners[name] = measure.id
        #expect(MeasureCatalogue.measure(named: name) == measure)
      }
      #expect(!measure.formula.isEmpty && measure.about.count > 30, "\(measure.id)")
    }
    // Every id that a file's order names is there.
    #expect(MeasureCatalogue.evaluated.count == 13)
    #expect(MeasureCatalogue.columns(dimension: 2).count == 32)
    #expect(
      MeasureCatalogue.recorded.dropFirst(MeasureCatalogue.standardRecordedCount).map(\.id)
        == [
          "kept", "learned", "klReferenceToModel", "klModelToReference", "klNewReferenceToModel",
          "klNewModelToReference",
        ])
  }

  /// A condition may ask for any column, and what a snapshot answers is what the simulation answers.
  @Test(arguments: MeasureCatalogue.columns(dimension: 1))
  func everyColumnIsACondition(_ measure: Measure) throws {
    let simulation = try Self.simulation()
    let value = measure.value(of: LaneMeasurer().lane(0, of: simulation))
    // Nothing is sampled there.
    #expect((value == nil) == (measure.id == "starvedSteps"))
    for (bound, holds) in [(value ?? 0, false), ((value ?? 0) - 1e-6, value != nil)] {
      let condition = try #require(Condition(text: "lane 1: \(measure.id) > \(bound)"))
      #expect(condition.holds(in: simulation) == holds, "\(measure.id)")
      #expect(condition.holds(in: simulation.snapshot()) == holds, "\(measure.id)")
    }
  }
}
