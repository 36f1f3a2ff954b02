import Cells
import Explorer

/// What can be drawn by itself, by the name that a command line has for it.
public enum ScreenPart: Hashable, Sendable {
  /// The whole screen.
  case dashboard
  /// The whole screen with mass and place large.
  case curves
  /// The whole screen with what each stage has left of every task.
  case tasks
  /// The whole screen with what is kept over what is learned.
  case tradeOff
  /// The whole screen with the map; whoever draws it has it computed before.
  case map
  /// What is kept of the tasks seen before, or learned of the present one, over time.
  case kept, learned
  /// The whole screen with another view, or with what lies over it.
  case drift, phase, projector, help, presets
  /// One pane alone.
  case pane(Pane)

  /// What any scenario has: nothing need be sampled.
  public static let all: [ScreenPart] =
    [
      .dashboard, .curves, .tasks, .drift, .phase, .projector, .tradeOff, .map, .help, .presets,
      .kept,
      .learned,
    ]
    + Pane.allCases.filter { $0 != .samples }.map { .pane($0) }

  /// As lectures and `snapshot --view` call it.
  public var name: String {
    switch self {
    case .pane(let pane): pane.name
    case .tradeOff: "trade-off"
    default: "\(self)"
    }
  }

  /// The part at the state's size, as it looks without a frame before it.
  public func grid(of state: ExplorerState) -> CellGrid { painted(state).grid }

  /// The same as whoever has drawn it leaves it.
  package func painted(_ state: ExplorerState) -> Painter {
    var state = state
    var memory = DensityMemory()
    state.isZoomed = false
    state.view = ScreenView(named: name) ?? .dashboard
    let pane: Pane
    switch self {
    case .pane(let one): pane = one
    case .kept, .learned:
      state.massCurve = self == .kept ? .kept : .learned
      pane = .mass
    default:
      if self == .help { state.overlay = .help(scroll: 0) }
      if self == .presets { state.overlay = .presetMenu }
      state.completeSurvey()
      return Dashboard.painted(state, memory: &memory)
    }
    state.isZoomed = true
    state.focus = pane
    state.completeSurvey()
    var painter = Painter(rows: state.rows, columns: state.columns, symbols: state.display.symbols)
    Dashboard.draw(
      pane, state, into: &painter, region: painter.grid.region, memory: &memory)
    return painter
  }
}
