import Cells
import Forgetting

/// An explanation as lines, and the frame that they are read in.
package enum ExplanationText {
  package static func frame(_ state: ExplorerState, lines: Int) -> Region {
    let width = min(state.columns, 76)
    let height = min(state.rows, lines + 2)
    return Region(
      row: max(0, (state.rows - height) / 2), column: (state.columns - width) / 2, height: height,
      width: width)
  }

  static func lastScroll(_ topic: String, _ state: ExplorerState) -> Int {
    let painter = Painter(rows: 0, columns: 0, symbols: state.display.symbols)
    let count = lines(topic, state, painter).count
    return max(0, count - (frame(state, lines: count).height - 2))
  }

  package static func lines(
    _ topic: String, _ state: ExplorerState, _ painter: Painter
  ) -> [[Run]] {
    let width = max(1, min(state.columns, 76) - 4)
    func wrapped(_ text: String, ink: Ink = .plain, emphasis: Emphasis = []) -> [[Run]] {
      painter.wrap(text, width: width).map { [Run($0, ink: ink, emphasis: emphasis)] }
    }
    if let meter = Explanations.meter(topic) {
      return wrapped(meter.explanation.formula, ink: .strong, emphasis: .bold) + [[]]
        + wrapped(meter.explanation.text)
        + (way(topic, state).map { [[]] + wrapped($0) } ?? [])
        + reasons(topic, state, painter, width)
    }
    guard let parameter = ParameterCatalogue.parameter(at: topic, in: state.scenario),
      let explanation = Explanations.explanation(of: parameter)
    else { return wrapped("nothing is known about \(topic)") }
    let value = ParameterText.text(of: parameter, in: state.scenario)
    return wrapped(explanation.formula, ink: .strong, emphasis: .bold) + [[]]
      + wrapped("\(parameter.about).") + [[]] + wrapped(explanation.text) + [[]]
      + wrapped("now \(value)\(unit(parameter)); \(range(parameter))", ink: .dim)
      + wrapped(":set \(topic)=…", ink: .dim)
  }

  /// Of what has a curve and no law: that nobody has a formula for it.
  private static func way(_ topic: String, _ state: ExplorerState) -> String? {
    let measures = MeasureCatalogue.measures().filter(\.isRecorded)
    guard measures.contains(where: { MeterExplanation($0).id == topic }) else { return nil }
    var whose = ""
    if topic == MassCurve.weight.topic {
      let lanes = state.visibleLanes
      let lawless = lanes.filter { state.snapshot.lanes[$0].law == nil }
      if lawless.isEmpty { return nil }
      if lawless.count < lanes.count {
        whose = " for " + String(lawless.map { Glyphs.laneMark($0) })
      }
    }
    return "No closed formula says how it goes on\(whose): it is computed step by step."
  }

  /// Behind the meters of old weight, drift and force: why the lanes have them.
  private static func reasons(
    _ topic: String, _ state: ExplorerState, _ painter: Painter, _ width: Int
  ) -> [[Run]] {
    let places = [Pane.place, .why].compactMap(\.topic)
    guard (places + [MassCurve.weight, .kept].map(\.topic)).contains(topic) else { return [] }
    return ReasonGroup.groups(of: state).flatMap { group -> [[Run]] in
      let marks = String(group.lanes.map { Glyphs.laneMark($0) })
      let text = group.reasons.lines(width: .max, count: 1, painter).joined()
      return [[]]
        + painter.wrap("\(marks) \(text).", width: width).map {
          [Run($0, ink: .lane(group.lanes[0]))]
        }
    }
  }

  private static func unit(_ parameter: Parameter) -> String {
    guard case .number(let number) = parameter.kind, !number.unit.isEmpty else { return "" }
    return " " + number.unit
  }

  /// What is allowed, and what the slider spans.
  private static func range(_ parameter: Parameter) -> String {
    switch parameter.kind {
    case .choice(let choice): return "one of " + choice.values.joined(separator: ", ")
    case .number(let number):
      let low = NumberText.trimmed(number.slider.lowerBound, digits: 4)
      let high = NumberText.trimmed(number.slider.upperBound, digits: 4)
      let beyond = number.includesInfinity ? " or ∞" : ""
      let word = number.word.map { " or \($0.word)" } ?? ""
      return "\(number.allowed)\(beyond)\(word), slider \(low)…\(high)"
    }
  }
}
