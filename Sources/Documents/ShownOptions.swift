import Explorer
import Forgetting
import Words

/// What a screen or a figure shows besides its experiment, as options of `explore`: a state line carries
/// them, and the figure opens as it was.
public struct ShownOptions: Equatable, Sendable {
  /// What the map shows, the name of what fills the screen, what is across in the trade-off, the folder of a
  /// sweep whose runs it shows, and seeds whose band is drawn; nil: as the scenario has it.
  public var map: String?
  public var view: String?
  public var across: String?
  public var points: String?
  public var ensemble: String?

  private typealias Value = WritableKeyPath<ShownOptions, String?> & Sendable
  /// In the order of a state line.
  private static let options: [(name: String, value: Value)] = [
    ("--map", \.map), ("--view", \.view), ("--across", \.across), ("--points", \.points),
    ("--ensemble", \.ensemble),
  ]
  /// As a command line calls them.
  static let names = options.map(\.name)

  /// The panes.
  public init() {}

  /// - Parameters:
  ///   - part: what is drawn.
  ///   - map: what a map shows.
  ///   - across: what is across in a trade-off.
  ///   - points: the folder of the runs that a trade-off shows, too.
  ///   - ensemble: how many seeds have been asked for.
  public init(
    _ part: ScreenPart, of experiment: Experiment, map: MapChoice, across: TradeOffAxis,
    points: String?, ensemble: Int?
  ) {
    let scenario = experiment.scenario
    if part == .view(.map) {
      self.map = map.text
    } else if !ShownOptions.opens(experiment, on: part) {
      view = part.name
    }
    if part == .view(.tradeOff), across != TradeOffAxis(in: scenario) { self.across = across.name }
    self.points = points
    if let ensemble, ensemble != scenario.ensemble {
      self.ensemble = ensemble > 1 ? "\(ensemble)" : "off"
    }
  }

  /// What the explorer has on its screen.
  public init(of state: ExplorerState) {
    self.init(
      state.shownPart, of: state.snapshot.experiment, map: state.mapChoice, across: state.tradeOff,
      points: state.sweepFolder, ensemble: state.chosenEnsemble)
  }

  /// What a state line carries.
  public init(in line: String) {
    let words = ShellWords.split(line) ?? []
    for (place, word) in words.enumerated() where place + 1 < words.count {
      guard let option = ShownOptions.options.first(where: { $0.name == word }) else { continue }
      self[keyPath: option.value] = words[place + 1]
    }
  }

  /// As words of a command.
  var words: [String] {
    ShownOptions.options.flatMap { option in
      self[keyPath: option.value].map { [option.name, $0] } ?? []
    }
  }

  /// Whether nobody needs to say so: what a scenario opens on at its end is not at its beginning.
  private static func opens(_ experiment: Experiment, on part: ScreenPart) -> Bool {
    guard experiment.tick == 0, experiment.journal.isEmpty,
      let opening = try? Opening(of: experiment.scenario)
    else { return part == .view(.dashboard) }
    return !opening.isOfEnds && opening.part == part
  }
}
