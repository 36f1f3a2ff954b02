import Forgetting

/// The panes, in the order that Tab visits them: all that is said of one but its place
/// (`DashboardLayout`) and its view (`Dashboard`).
public enum Pane: Int, CaseIterable, Sendable {
  case density, mass, place, parameters, why, samples, theory

  /// As command lines, lectures and `snapshot --view` call it.
  public var name: String { "\(self)" }

  /// The pane of a word of the command line or of a lecture; nil where none is called that.
  public init?(named name: String) {
    guard let pane = Pane.allCases.first(where: { $0.name == name }) else { return nil }
    self = pane
  }

  /// What it shows over time.
  public var measure: Measure? {
    switch self {
    case .mass: .oldWeight
    case .place: .oldDrift
    case .density, .parameters, .why, .samples, .theory: nil
    }
  }

  /// The meter or word that `F1` explains where it has the focus; nil: the parameter under the cursor.
  var topic: String? {
    switch self {
    case .density: "density"
    case .mass: "old-weight"
    case .place: "old-drift"
    case .why: "force"
    case .samples: "samples"
    case .theory: "theory"
    case .parameters: nil
    }
  }
}
