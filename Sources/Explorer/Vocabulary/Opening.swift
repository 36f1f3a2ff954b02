import Forgetting
import Words

/// What is shown first besides the panes: what a scenario's words speak of, or what somebody asks for.
public enum Opening: Equatable, Sendable {
  case map(MapChoice)
  case view(ScreenView)
  /// What a command or a figure names: the run stays at its instant.
  case part(ScreenPart)

  /// What a scenario says, in `view:` or in `map:`; nil: the panes.
  public init?(of scenario: Scenario) throws(ParameterError) {
    if scenario.map != nil { try MapChoice.check(scenario) }
    let view = try Opening.view(of: scenario)?.view ?? (scenario.map == nil ? .dashboard : .map)
    switch view {
    case .dashboard: return nil
    case .map: self = .map(MapChoice(in: scenario))
    default: self = .view(view)
    }
  }

  /// Whether it is about the ends of runs, and so opens on them.
  public var isOfEnds: Bool {
    switch self {
    case .map, .view(.tradeOff), .view(.tasks): true
    case .view, .part: false
    }
  }

  /// What it fills the screen with.
  public var part: ScreenPart {
    switch self {
    case .map: .view(.map)
    case .view(let view): .view(view)
    case .part(let part): part
    }
  }

  /// `view:` of a scenario, "trade-off kl-start-q": a view that has something to show there, and what is
  /// across in the trade-off.
  fileprivate static func view(
    of scenario: Scenario
  ) throws(ParameterError) -> (view: ScreenView, across: TradeOffAxis)? {
    guard let text = scenario.view else { return nil }
    let words = text.split(separator: " ").map(String.init)
    let views = ScreenView.available(in: scenario)
    guard let name = words.first, let view = views.first(where: { $0.name == name }) else {
      throw ParameterError(field: "view", value: text, allowed: .oneOf(views.map(\.name)))
    }
    guard words.count > 1 else { return (view, .learned) }
    let axes = TradeOffAxis.allCases
    guard view == .tradeOff, words.count == 2,
      let across = axes.first(where: { $0.name == words[1] })
    else {
      throw ParameterError(
        field: "view", value: text,
        allowed: .oneOf(axes.map { "\(ScreenView.tradeOff.name) \($0.name)" }))
    }
    return (view, across)
  }
}

extension TradeOffAxis {
  /// What the scenario opens on has across, else what was learned.
  public init(in scenario: Scenario) {
    self = (try? Opening.view(of: scenario))?.across ?? .learned
  }
}
