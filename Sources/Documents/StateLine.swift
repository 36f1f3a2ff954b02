import Cells
import Explorer
import Forgetting
import Words

/// An experiment as a command that a person can read and paste, and back:
/// `forgetscope explore forward-and-reverse --set target.old.mean=-1.5 --edit 120:lanes.1.replay=0.2 --at 12.4`.
///
/// The scenario is the nearest preset and its differences; where nothing is near, or where `--set`
/// does not reach a difference, it stands there whole, as YAML in braces.
public enum StateLine {
  /// Longer lines are refused: no experiment of a person's has one.
  static let largestSize = 1 << 20

  /// The command on one line, without a line end.
  ///
  /// Reading it back gives an experiment with the same numbers, bit for bit: the same scenario and
  /// instant, and the same changes at the same ticks. (A change of everything that comes down to one
  /// parameter is written as that.)
  ///
  /// - Parameter shown: what is on the screen besides the panes.
  public static func text(
    of experiment: Experiment, shown: ShownOptions = ShownOptions()
  ) -> String {
    var words = ["forgetscope", "explore"] + scenarioWords(experiment.scenario)
    var scenario = experiment.scenario
    for edit in experiment.journal {
      words += ["--edit", "\(edit.tick):" + text(of: edit.change, from: scenario)]
      try? scenario.apply(edit.change)
    }
    if experiment.tick > 0 { words += ["--at", instant(of: experiment)] }
    words += shown.words
    return words.map(ShellWords.quoted).joined(separator: " ")
  }

  /// The command over lines of at most `width` characters, which can be pasted as they stand: each
  /// but the last ends in a backslash.
  ///
  /// - Parameter width: at least 8.
  public static func lines(
    of experiment: Experiment, shown: ShownOptions = ShownOptions(), width: Int
  ) -> [String] {
    ShellWords.wrapped(text(of: experiment, shown: shown), width: width)
  }

  /// The experiment that a command describes.
  ///
  /// - Parameters:
  ///   - line: as `text` or `lines` (joined by line ends) write it; a person may have edited it.
  ///     Other verbs than explore, files and other options are refused.
  ///   - source: what the user calls it, for the error.
  public static func experiment(
    from line: String, source: String = "state line"
  ) throws(DocumentError) -> Experiment {
    func refusal(_ problem: DocumentProblem) -> DocumentError {
      DocumentError(source: source, line: nil, problem: .other(problem))
    }
    guard line.utf8.count <= largestSize else {
      throw refusal(.given(.bytes(line.utf8.count), .atMost(largestSize)))
    }
    guard
      !line.unicodeScalars.contains(where: {
        $0 != "\n" && $0.properties.generalCategory == .control
      })
    else { throw refusal(.given(.controlCharacter, .plainText)) }
    guard var words = ShellWords.split(line)?[...] else {
      throw refusal(.noCommand)
    }
    guard words.popFirst() == "forgetscope", words.popFirst() == "explore" else {
      throw refusal(.refused(PlainText.quoted(line), .stateLine))
    }
    var scenario: String?
    var options = ExperimentOptions()
    while let word = words.popFirst() {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard word.hasPrefix("--") else {
        guard scenario == nil else {
          throw refusal(.refused(PlainText.quoted(word), .oneScenario))
        }
        scenario = word
        continue
      }
      let isOfScreen = ShownOptions.names.contains(name)
      guard isOfScreen || ["--set", "--edit", "--at"].contains(name) else {
        throw refusal(.refused(PlainText.quoted(name), .stateOptions(ShownOptions.names)))
      }
      guard let value = parts.count > 1 ? String(parts[1]) : words.popFirst() else {
        throw refusal(.at(name, .given(.nothing, .value)))
      }
      switch name {
      case "--set": options.set.append(value)
      case "--edit": options.edit.append(value)
      case "--at": options.at = value
      // Of the screen, not of the experiment.
      default: break
      }
    }
    do {
      let base = try StateLine.scenario(named: scenario ?? Presets.standard.id)
      return try options.experiment(from: Experiment(scenario: base))
    } catch {
      throw refusal(.told(error.description))
    }
  }

  /// The scenario that a word names by itself: a preset's id, or YAML in braces.
  static func scenario(named word: String) throws(DocumentError) -> Scenario {
    if InlineScenario.isInline(word) {
      return try InlineScenario.scenario(from: word, source: "SCENARIO")
    }
    guard let preset = Presets.preset(word) else {
      throw DocumentError(
        source: "SCENARIO", line: nil,
        problem: .other(.refused(PlainText.quoted(word), .oneOf(Presets.all.map(\.id)))))
    }
    return preset.scenario
  }

  // MARK: - Pieces

  /// SCENARIO and its `--set` options: the shortest of what says it.
  static func scenarioWords(_ scenario: Scenario) -> [String] {
    var scenario = scenario
    scenario.name = PlainText.cleaned(scenario.name)
    scenario.about = PlainText.cleaned(scenario.about)
    var best = [InlineScenario.text(of: scenario)]
    // Braces are for the exact, presets for the reader.
    var bestLength = 2 * best[0].utf8.count
    for preset in nearestPresets(to: scenario).prefix(2) {
      guard let changes = scenario.changes(from: preset.scenario) else { continue }
      let words =
        [preset.id] + changes.flatMap { ["--set", "\($0.path)=\(text(of: $0.value))"] }
      let length = words.reduce(0) { $0 + $1.utf8.count + 1 }
      if length < bestLength { (best, bestLength) = (words, length) }
      // The next one will hardly be shorter.
      if length < 200 { break }
    }
    return best
  }

  /// The presets, those first that look most alike: the way from one to the scenario takes long to
  /// find, a look at the values does not.
  private static func nearestPresets(to scenario: Scenario) -> [Preset] {
    let parameters = ParameterCatalogue.parameters(of: scenario)
    let values = parameters.map { $0.value(in: scenario) }
    func difference(_ other: Scenario) -> Int {
      // Other tasks have other values: there is nothing to compare. What opens on a view is opened for it.
      guard other.map == scenario.map, other.view == scenario.view,
        other.ensemble == scenario.ensemble,
        other.dimension == scenario.dimension,
        other.taskNames == scenario.taskNames,
        other.componentCount == scenario.componentCount, other.stageCount == scenario.stageCount
      else { return 1000 }
      var count = 20 * abs(other.lanes.count - scenario.lanes.count)
      count += (other.name == scenario.name ? 0 : 5) + (other.about == scenario.about ? 0 : 5)
      for (parameter, value) in zip(parameters, values)
      where parameter.lane.map({ $0 < other.lanes.count }) ?? true {
        count += parameter.value(in: other) == value ? 0 : 1
      }
      return count
    }
    let ranked = Presets.all.enumerated().map {
      (difference: difference($1.scenario), place: $0, preset: $1)
    }
    return ranked.sorted { ($0.difference, $0.place) < ($1.difference, $1.place) }.map(\.preset)
  }

  /// `path=value`, or all the differences of a replaced scenario with commas between them.
  static func text(of change: Edit.Change, from scenario: Scenario) -> String {
    let changes: [ParameterChange]?
    var after: Scenario {
      var after = scenario
      try? after.apply(change)
      return after
    }
    switch change {
    case .set(let path, let value): changes = [ParameterChange(path: path, value: value)]
    case .replace: changes = after.changes(from: scenario)
    }
    let parts = (changes ?? []).map { "\($0.path)=\(text(of: $0.value))" }
    let isPlain = !parts.isEmpty && !parts.contains { $0.utf8.contains(UInt8(ascii: ",")) }
    return isPlain ? parts.joined(separator: ",") : InlineScenario.text(of: after)
  }

  static func text(of value: ParameterValue) -> String {
    switch value {
    case .number(let number): NumberText.shortest(number)
    case .word(let word): word
    }
  }

  /// Flow time with as few digits as name the tick, or the tick itself where none do.
  private static func instant(of experiment: Experiment) -> String {
    let time = experiment.time(ofTick: experiment.tick)
    for digits in 0...9 {
      let scale = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9][digits]
      let short = (time * scale).rounded() / scale
      // Short, and still nearly the time itself: 12.4 and not 12.
      if abs(short - time) <= 1e-9 * max(1, time),
        experiment.tick(nearest: short, limit: ExperimentOptions.largestTick) == experiment.tick
      {
        return NumberText.shortest(short)
      }
    }
    return experiment.tick(nearest: time, limit: ExperimentOptions.largestTick) == experiment.tick
      ? NumberText.shortest(time) : "\(experiment.tick)ticks"
  }
}
