import ArgumentParser
import Documents
import Explorer
import Forgetting
import Views
import Words

/// What `explore` and `snapshot` show of an experiment. A figure carries the same options.
struct ViewOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "\(ScreenPart.all.map(\.name).joined(separator: ", ")): a view, what lies over one, what is kept or learned "
        + "over time, what is kept of each task, or a pane (default: dashboard; map where --map asks for one, and on "
        + "a screen what the scenario opens on)."))
  var view: ScreenPart?
  @Option(
    help: ArgumentHelp(
      "What is across in trade-off: \(TradeOffAxis.allCases.map(\.name).joined(separator: ", ")) "
        + "(default: what the scenario says, else learned).",
      valueName: "measure"))
  var across: TradeOffAxis?
  @Option(
    help: ArgumentHelp(
      "What map shows: two parameters' paths, then a measure or winner, then a lane.",
      valueName: "map"))
  var map: String?
  @OptionGroup var points: PointsOption
  @OptionGroup var ensemble: EnsembleOption

  /// What is asked for here, else in the figure that is opened, else by a scenario that has not begun.
  func asked(
    of scenario: ScenarioArgument, _ experiment: Experiment
  ) throws(Failure) -> AskedScreen {
    let carried = scenario.shown
    var asked = AskedScreen()
    asked.opening = try opening(carried, experiment) ?? scenario.ownOpening(experiment)
    asked.across = try named(carried.across, "--across", or: across)
    asked.ensemble = try ensemble.count(carried.ensemble)
    if let runs = try points.read(carried.points.map { ($0, scenario.folder) }) {
      (asked.folder, asked.points) = runs
    }
    return asked
  }

  private func opening(
    _ carried: ShownOptions, _ experiment: Experiment
  ) throws(Failure) -> Opening? {
    // Who asks for another map than the figure's wants to see it.
    let part = try named(map == nil ? carried.view : nil, "--view", or: view)
    if let part, part != .view(.map) { return .part(part) }
    guard let text = map ?? carried.map else {
      return part == nil ? nil : .map(MapChoice(in: experiment.scenario))
    }
    do {
      return .map(try MapChoice(text: text, in: experiment.scenario))
    } catch {
      throw .usage("--map: \(error)")
    }
  }

  /// What a word means that a figure carries, unless it is said here.
  private func named<Value: ExpressibleByArgument>(
    _ word: String?, _ option: String, or said: Value?
  ) throws(Failure) -> Value? {
    guard said == nil, let word else { return said }
    guard let value = Value(argument: word) else {
      throw .refused(option, word.prefix(80), .oneOf(Value.allValueStrings))
    }
    return value
  }
}

extension ScreenPart: ExpressibleByArgument {
  public init?(argument: String) { self.init(named: argument) }

  public var defaultValueDescription: String { name }
  public static var allValueStrings: [String] { all.map(\.name) }
  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
extension TradeOffAxis: ExpressibleByArgument {
  public init?(argument: String) {
    guard let axis = TradeOffAxis.allCases.first(where: { $0.name == argument }) else { return nil }
    self = axis
  }

  public var defaultValueDescription: String { name }
  public static var allValueStrings: [String] { allCases.map(\.name) }
  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
