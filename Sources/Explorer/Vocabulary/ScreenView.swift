import Forgetting

/// What fills the screen.
public enum ScreenView: Int, CaseIterable, Sendable {
  case dashboard
  /// Mass and place, large.
  case curves
  /// The largest old drift over the separation.
  case drift
  /// Old drift over old weight, with the flow's arrows.
  case phase
  /// For the back row: large letters and one plot.
  case projector
  /// What each stage has left of every task.
  case tasks
  /// What is kept over what is learned.
  case tradeOff
  /// A number, or the lane that keeps most, over two parameters.
  case map

  /// As commands, lectures and `snapshot --view` call it.
  public var name: String { self == .tradeOff ? "trade-off" : "\(self)" }

  /// As the help of `v` calls it.
  var words: String {
    switch self {
    case .curves: "mass and place, large"
    case .drift: "drift over δ"
    case .phase: "phase plane"
    case .map: "map, on which the arrows walk"
    case .dashboard, .projector, .tasks, .tradeOff: name
    }
  }

  /// The view of a word; nil where none is called that.
  public init?(named name: String) {
    guard let view = ScreenView.allCases.first(where: { $0.name == name }) else { return nil }
    self = view
  }

  /// Whether it takes the place of all panes.
  package var fillsScreen: Bool {
    switch self {
    case .drift, .phase, .tradeOff, .map: true
    case .dashboard, .curves, .projector, .tasks: false
    }
  }

  /// Whether it has something to show of a scenario, on the screen and on paper.
  package func hasContent(of scenario: Scenario) -> Bool {
    switch self {
    case .tasks: scenario.sequence != nil
    case .drift, .phase: scenario.isOfOldAndNew
    case .dashboard, .curves, .projector, .tradeOff, .map: true
    }
  }
}
