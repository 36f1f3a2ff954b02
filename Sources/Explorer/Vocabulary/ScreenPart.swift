/// What can be drawn by itself, by the name that a command line has for it.
public enum ScreenPart: Hashable, Sendable {
  /// The whole screen with a view; a map's has been computed before by whoever draws it.
  case view(ScreenView)
  /// The whole screen with what lies over it.
  case help, presets
  /// What is kept of the tasks seen before, or learned of the present one, over time.
  case kept, learned
  /// What the first lane, or the one in focus, keeps of each task over time.
  case keptByTask
  /// One pane alone.
  case pane(Pane)

  /// Every one, in the order that a command line names them.
  public static let all: [ScreenPart] =
    ScreenView.allCases.map { .view($0) } + [.help, .presets, .kept, .learned, .keptByTask]
    + Pane.allCases.map { .pane($0) }

  /// As lectures and `snapshot --view` call it.
  public var name: String {
    switch self {
    case .view(let view): view.name
    case .pane(let pane): pane.name
    case .help, .presets, .kept, .learned: "\(self)"
    case .keptByTask: "kept-by-task"
    }
  }

  /// The part of a word; nil where none is called that.
  public init?(named name: String) {
    guard let part = ScreenPart.all.first(where: { $0.name == name }) else { return nil }
    self = part
  }
}

extension ExplorerState {
  /// What is on the screen, by itself: a pane that fills it, or the view.
  public var shownPart: ScreenPart {
    guard isZoomed else { return .view(view) }
    guard focus == .mass, let chosenMassCurve, chosenMassCurve != .weight else {
      return .pane(focus)
    }
    return chosenMassCurve == .learned ? .learned : laneOfTasks == nil ? .kept : .keptByTask
  }

  /// Shows a part by itself.
  public mutating func show(_ part: ScreenPart) {
    isZoomed = false
    view = .dashboard
    switch part {
    case .view(let one): view = one
    case .help: overlay = .help(scroll: 0)
    case .presets: overlay = .presetMenu
    case .pane(let pane): zoom(pane)
    case .kept, .learned, .keptByTask:
      massCurve = part == .learned ? .learned : .kept
      if part == .keptByTask, laneOfTasks == nil { focusedLane = 0 }
      zoom(.mass)
    }
  }

  private mutating func zoom(_ pane: Pane) {
    isZoomed = true
    focus = pane
  }
}
