import Cells
import Documents
import Simulation
import Testing

@testable import Explorer
@testable import Forgetting
@testable import Views

/// Every parameter and every meter is explained, on every screen.
@Suite struct ExplanationTests {
  private static let scenarios = Presets.all.map(\.scenario) + allMethods

  /// Every method in the line and in the plane, on batches too.
  private static var allMethods: [Scenario] {
    MethodCatalogue.descriptions.flatMap { method in
      [1, 2].map { dimension in
        var scenario = Presets.preset(dimension == 1 ? "forward-and-reverse" : "correlated")!
          .scenario
        scenario.lanes = [LaneSettings(method: MethodSettings(method.key), sampling: .batch(16))]
        return scenario
      }
    }
  }

  @Test func noParameterIsWithoutOne() {
    var seen: Set<String> = []
    for scenario in ExplanationTests.scenarios {
      for parameter in ParameterCatalogue.everything(of: scenario) {
        let explanation = Explanations.explanation(of: parameter)
        #expect(explanation != nil, "\(parameter.path) has no explanation")
        #expect(explanation?.formula.isEmpty == false && explanation?.text.count ?? 0 > 30)
        seen.insert(parameter.path)
      }
    }
    #expect(seen.count > 100)
  }

  /// What two methods call by one name is explained for each of them: τ of DPO has no windows, κ of GRPO no
  /// resting place of TTT-Discover's.
  @Test func aMethodsParameterIsExplainedInItsFile() throws {
    for (key, parameter, formula, other) in [
      ("dpo", "temperature", "e^(−τ h)", "V*"), ("oapl", "temperature", "V*", "e^(−τ h)"),
      ("grpo", "klCoefficient", "κ k", "e^η"), ("ttt-discover", "klCoefficient", "e^η", "κ k"),
      ("kl-regularised-rl", "klCoefficient", "1/κ", "e^η"),
      ("sdft", "anchor", "θ_D", "q_ref"), ("forward-kl", "anchor", "q_ref", "θ_D"),
    ] {
      var driver = try Driver(rows: 40, columns: 120)
      driver.state.scenario.lanes[0].method = MethodSettings(key)
      driver.state.overlay = .explanation(topic: "lanes.1.\(parameter)", scroll: 0)
      let text = driver.text()
      #expect(text.contains(formula), "\(key): \(text)")
      #expect(!text.contains(other), "\(key): \(text)")
    }
  }

  /// Whoever refers to a mixture is named where it is explained.
  @Test func rolesNameTheirMethods() throws {
    for description in MethodCatalogue.descriptions {
      for role in description.refersTo {
        let explanation = try #require(Explanations.shared["\(role).oldWeight"])
        #expect(explanation.text.contains(description.name), "\(role): \(explanation.text)")
      }
    }
  }

  @Test func noMeterIsWithoutOne() throws {
    let labels = Set(Explanations.meters.map(\.label))
    for label in WhyView.meters.map(\.words) { #expect(labels.contains(label), "\(label)") }
    // What the samples pane writes.
    for word in ["old", "starved", "P(none)", "eff. old", "ESS", "max w"] {
      #expect(labels.contains(word))
    }
    #expect(Set(Explanations.meters.map(\.id)).count == Explanations.meters.count)
    var driver = try Driver(at: 2, rows: 40, columns: 120)
    driver.state.focus = .why
    driver.press(.character("z"))
    for label in WhyView.meters.map(\.words) { #expect(driver.text().contains(label), "\(label)") }
  }

  /// What the screen writes is explained, as it writes it: verdicts, titles, legends, reasons.
  @Test func wordsOfTheScreenAreExplained() throws {
    let state = try Driver(rows: 40, columns: 120).state
    for verdict in Verdict.allCases {
      #expect(Explanations.topic(named: verdict.rawValue, state) != nil, "\(verdict.rawValue)")
    }
    for word in [
      "drift", "kept", "learned", "none suffers", "alpha", "lambda", "sigma", "α", "λ", "σ",
      "bound", "law", "target",
      "start", "goal", "T", "rests", "Pareto front", "mean of both", "trade-off", "phase", "EMA",
      "tends to",
      "new error", "BC", "overlap BC", "lost", "missing", "ε_q", "ε_p", "spring", "gates", "floor",
      "gain", "drop",
      "avg", "forg", "bwd", "fwd", "P(none)", "eff. old", "ESS", "max w", "starved", "δ", "β",
      "exact", "forgets", "ready",
    ] {
      #expect(Explanations.topic(named: word, state) != nil, "\(word)")
    }
    let everything = Explanations.meters + Explanations.words + Explanations.methods
    #expect(Set(everything.map(\.id)).count == everything.count)
    #expect(Explanations.topic(named: "wrods", state) == nil)
  }

  /// Every column of `run`, whatever its scenario.
  @Test(arguments: [("three-tasks", 1), ("three-tasks", 2), ("forward-and-reverse", 2)])
  func columnsAreExplained(id: String, dimension: Int) throws {
    let state = try Driver(id).state
    let names = RunColumns(dimension: dimension, tasks: state.scenario.taskNames).names
    #expect(names.count > 20)
    for name in names {
      let topic = Explanations.topic(named: name, state)
      #expect(
        topic.flatMap { Explanations.meter($0) }?.explanation.text.isEmpty == false, "\(name)")
    }
    #expect(Explanations.topic(named: "kept.music", state) == nil)
  }

  /// Every number that `verify` and the theory pane print.
  @Test func statementsAreExplained() throws {
    var driver = try Driver("three-tasks", rows: 40, columns: 120)
    for statement in StatementCatalogue.statements + StatementCatalogue.general {
      let topic = try #require(Explanations.topic(named: statement.number, driver.state))
      let meter = try #require(Explanations.meter(topic))
      #expect(meter.explanation.text.hasPrefix(statement.claim), "\(statement.number): \(topic)")
      driver.state.overlay = .explanation(topic: topic, scroll: 0)
      #expect(driver.text().contains(statement.title))
    }
  }

  /// Every method by its key, its name and what practitioners call it, with where it is described.
  @Test func methodsAreExplained() throws {
    let state = try Driver().state
    for description in MethodCatalogue.descriptions {
      for word in [description.key, description.name, description.nickname]
        + description.otherNames
      {
        #expect(Explanations.topic(named: word, state) == description.key, "\(word)")
      }
      let text = try #require(Explanations.meter(description.key)).explanation.text
      #expect(text.contains(description.reference), "\(text)")
    }
    #expect(Explanations.topic(named: "raft", state) == "filtered-sft")
    #expect(Explanations.topic(named: "sft", state) == "forward-kl")
  }

  /// Every word that the tasks view writes, at several sizes, of one lane and of all.
  @Test func wordsOfTheTasksViewAreExplained() throws {
    var words: Set<String> = []
    var driver = try Driver("three-tasks", at: 30)
    for (rows, columns) in [(14, 80), (24, 80), (24, 120), (38, 120), (16, 200)] {
      for lane in [nil, 0] {
        driver.state.focusedLane = lane
        var painter = Painter(rows: rows, columns: columns, symbols: .braille)
        TasksView.draw(driver.state, into: &painter, region: painter.grid.region)
        words.formUnion(
          painter.grid.text.split { !$0.isLetter }.map { $0.lowercased() }.filter { $0.count > 2 })
      }
    }
    #expect(words.isSuperset(of: ["stage", "share", "average", "forgetting", "now", "fwd"]))
    // Names of tasks and lanes, and what English needs.
    words.subtract(["maths", "code", "poetry", "reverse", "sdft", "self", "distillation"])
    words.subtract(["each", "taken", "the", "its", "shows", "all", "largest", "sft"])
    for word in words.sorted() {
      #expect(Explanations.topic(named: word, driver.state) != nil, "\(word)")
    }
    for word in [
      "stage", "share", "seen", "seen tasks", "retention", "component", "kept.maths",
      "weight.maths", "drift.code", "T2", "lane", "method", "time",
    ] {
      #expect(Explanations.topic(named: word, driver.state) != nil, "\(word)")
    }
    // A title is a word.
    driver.state.overlay = .explanation(
      topic: Explanations.topic(named: "forg", driver.state) ?? "", scroll: 0)
    #expect(driver.text().contains("forgetting, forg"))
  }

  /// A formula on an ASCII screen has no question mark in place of a letter.
  @Test func everyFormulaHasItsTwin() {
    let explanations =
      (Explanations.meters + Explanations.words + Explanations.methods).map(\.explanation)
      + Explanations.shared.values
      + MethodCatalogue.descriptions.flatMap { method in
        method.numbers.compactMap(\.explanation) + method.choices.compactMap(\.explanation)
      }
    for explanation in explanations {
      for text in [explanation.formula, explanation.text] {
        #expect(!Glyphs.ascii(text).contains("?"), "\(text)")
      }
    }
  }

  @Test(arguments: [Symbols.braille, .ascii], [(24, 80), (12, 40), (40, 120)])
  func everythingFits(symbols: Symbols, size: (rows: Int, columns: Int)) throws {
    var driver = try Driver(rows: size.rows, columns: size.columns, symbols: symbols)
    driver.press(.function(1))
    for topic in Explanations.topics(driver.state) {
      driver.state.overlay = .explanation(topic: topic, scroll: 0)
      var seen = driver.text()
      while case .explanation(_, let scroll) = driver.state.overlay,
        scroll < ExplanationText.lastScroll(topic, driver.state)
      {
        driver.queue([.pageDown])
        seen += driver.text()
      }
      let text =
        Explanations.meter(topic)?.explanation.text
        ?? ParameterCatalogue.parameter(at: topic, in: driver.state.scenario).flatMap {
          Explanations.explanation(of: $0)?.text
        } ?? "?"
      for word in text.split(separator: " ") {
        let word = String(word)
        #expect(seen.contains(symbols == .ascii ? Glyphs.ascii(word) : word), "\(topic): \(word)")
      }
    }
  }

  @Test func keysLeadThere() throws {
    var driver = try Driver(rows: 40, columns: 120)
    #expect(
      driver.press(.function(1)) == [
        "overlay explanation(topic: \"target.separation\", scroll: 0)"
      ])
    #expect(driver.text().contains("δ = √((μ_n − μ_o)ᵀ Σ⁻¹ (μ_n − μ_o))"))
    // The arrows go on, and the pane's cursor with them.
    #expect(
      driver.press(.down) == [
        "overlay explanation(topic: \"target.oldMass\", scroll: 0)", "cursor target.oldMass",
      ])
    driver.press(.up, .up)
    #expect(
      driver.state.overlay == .explanation(topic: Explanations.methods.last?.id ?? "", scroll: 0))
    #expect(driver.press(.character("?")) == ["overlay help(scroll: 0)"])
    driver.press(.character("?"))
    #expect(driver.state.overlay == .explanation(topic: "target.separation", scroll: 0))
    #expect(driver.press(.escape) == ["overlay none"])
    for (pane, topic) in [
      (Pane.mass, "old-weight"), (.place, "old-drift"), (.why, "force"),
      (.density, "density"), (.theory, "theory"),
    ] {
      driver.state.focus = pane
      driver.press(.function(1))
      #expect(driver.state.overlay == .explanation(topic: topic, scroll: 0))
      driver.press(.function(1))
      #expect(driver.state.overlay == nil)
    }
  }

  /// What MASS shows is explained where it has the focus, and where no law is known that is said.
  @Test(arguments: MassCurve.allCases) func whatHasNoLawSaysSo(curve: MassCurve) throws {
    for (preset, hasLaw) in [("one-over-t", true), ("forward-and-reverse", false)] {
      var driver = try Driver(preset, rows: 40, columns: 120)
      driver.state.focus = .mass
      driver.state.massCurve = curve
      driver.press(.function(1))
      #expect(driver.state.overlay == .explanation(topic: curve.topic, scroll: 0))
      let says = driver.text().contains("No closed formula says how it goes on")
      #expect(says != (hasLaw && curve == .weight), "\(preset)")
    }
    var driver = try Driver("preferences", rows: 40, columns: 120)
    driver.state.focus = .mass
    driver.press(.function(1))
    let law = driver.state.snapshot.lanes.map { $0.law != nil }
    #expect(law.contains(true))
    #expect(driver.text().contains("goes on for") == law.contains(false))
  }
}
