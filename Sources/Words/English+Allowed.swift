extension English {
  /// A value that is not allowed, the one of a list that was probably meant, and what is allowed.
  static func refusal(of value: String, _ allowed: Allowed) -> String {
    var meant: String?
    switch allowed {
    case .oneOf(let words), .among(let words):
      // As it was typed: in a file's quotes, without them elsewhere.
      let isQuoted = value.count > 1 && value.hasPrefix("\"") && value.hasSuffix("\"")
      let bare = isQuoted ? String(value.dropFirst().dropLast()) : value
      // Any letter is near any other.
      if bare.count > 1 { meant = nearestName(to: bare, among: words) }
    default: break
    }
    return "\(value) is not allowed; \(guess(meant, before: words(for: allowed)))"
  }

  static func words(for allowed: Allowed) -> String {
    switch allowed {
    case .number: "a number"
    case .finiteNumber: "a finite number"
    case .numberAbove(let end, let includesEnd): "a number \(includesEnd ? "≥" : ">") \(end)"
    case .numberIn(let low, let high, let includesLower, let includesUpper):
      "a number in \(includesLower ? "[" : "(")\(low), \(high)\(includesUpper ? "]" : ")")"
    case .orInfinity(let finite): "\(finite) or .inf"
    case .orOff(let number): "\(number) or off"
    case .numberBetween(let low, let high): "a number from \(low) to \(high)"
    case .numbersIn(let low, let high): "numbers in [\(low), \(high)]"
    case .either(let first, let second): "\(first) or \(second)"
    case .wholeNumber(let range):
      "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .integer(let range): "an integer from \(range.lowerBound) to \(range.upperBound)"
    case .count(let range): "\(range.lowerBound) to \(range.upperBound)"
    case .atMost(let most): "at most \(most)"
    case .mass: "a number > 0 and < 1"
    case .steps: "a number of steps"

    case .text: "text"
    case .word: "a word"
    case .numberOrWord: "a number or a word"
    case .oneOf(let words): "one of \(list(words))"
    case .meaning(let meant, let words): guess(meant, before: "one of \(list(words))")
    case .among(let words): list(words)
    case .oneLine(let bytes): "one line without control characters, at most \(bytes) bytes"
    case .mapping(let keys): "a mapping" + (keys.map { " of " + list($0) } ?? "")
    case .numbersPerAxis(let dimension):
      dimension == 1 ? "1 number in 1 dimension" : "2 numbers in 2 dimensions"
    case .numbersOfScenario(let dimension): "\(numbers(dimension)) in \(dimension)-D"
    case .numbers(let count): numbers(count)

    case .valueToKeep: "a value; only what may be left out"
    case .lane(let count): "a lane from 1 to \(count)"
    case .measure(let tasks):
      tasks.isEmpty
        ? "a measure of two tasks; this scenario names none"
        : "a measure of this scenario; its tasks are \(tasks.joined(separator: ", "))"
    case .oneLaneStays: "at least one lane stays"
    case .laneStep(let least): "at least \(least), a ten-thousandth of clock.step"
    case .batchStepper: "euler, momentum or adam with a batch"
    case .options(let method, let options): "\(method) knows \(list(options))"
    case .modeWithMean: "a mapping with its mean"
    case .sampling: "population or {batch: N}"
    case .someLanes: "a list of one or more lanes"
    case .lanes(let most): "a list of 1 to \(most) lanes"
    case .method: "a method's name, such as forward-kl"
    case .noCorrelation: "0 in 1 dimension"
    case .positiveDefinite: "a matrix that is positive definite"
    case .symmetric: "a matrix that is symmetric"
    case .covariance(let dimension):
      dimension == 1 ? "[[v]] in 1 dimension" : "[[a, b], [b, c]] in 2 dimensions"

    case .scenarioWithTasks: "a scenario with tasks, such as three-tasks"
    case .taskName: "a letter, then letters, digits, - and _, at most 24"
    case .eachOnce: "each name once"
    case .taskMove: "a task and its place, as in code:1"
    case .stageEnd: "a flow time; only the last stage may leave it out"
    case .tasksForComponents: "tasks instead of target beside it"
    case .componentsForTasks: "components beside tasks"
    case .asManyAsStart(let count): "\(count), as many as the start has"
    case .componentOf(let task): "a start with a component for \(task)"
    case .taskOrStages: "target, or tasks"
    case .someTasks: "a list of 2 to 8 tasks"
    case .someComponents: "a list of 1 to 8 components"
    case .taskNames: "a list of tasks' names"
    case .taskWithMass: "a mapping with name, mass and mean"
    case .stageWithTask: "a mapping with task and until"

    case .parameterPath(let nearest):
      guess(nearest, before: "a parameter's path, such as lanes.1.rates.weight")
    case .assignment: "path=value, as in target.oldMass=0.3"
    case .edit: "tick:path=value, as in 120:lanes.1.replay=0.2"
    case .afterEdit(let tick): "at least \(tick), where the last edit is"
    case .instantWithin(let steps): "a flow time of at most \(steps) steps"
    case .plainText: "plain text"
    case .plainValue: "write the plain value"
    case .writtenOut: "write it out"
    case .onePerFile: "one per file"
    case .textAndPanes: "text, and panes beside it"
    case .markdownWithoutIt: "Markdown without it"
    case .stateLine: "forgetscope explore SCENARIO …"
    case .oneScenario: "one scenario"
    case .stateOptions(let others): list(["--set", "--edit", "--at"] + others)
    case .value: "a value"
    case .millimetres(let range):
      "millimetres from \(range.lowerBound) to \(range.upperBound)"
    case .figureRoom(let panels, let width, let height):
      "\(panels == 1 ? "a panel needs" : "\(panels) panels need") \(width)x\(height) at least"
    case .scriptKey: "<Esc>, <Tab> …"
    case .scriptKeyName:
      "a key such as <Space>, <Right>, <Ctrl-R>, <F2>, or <Wait 2>; < itself is <Lt>"

    case .sweep(let allowed): words(for: allowed)
    case .verb(let allowed): words(for: allowed)

    case .title: "the title"
    case .scenes: "a list of scenes"
    case .sceneList(let most): "a list of 1 to \(most) scenes"
    case .lineOfText: "a line of text"
    case .question: "the question"
    case .answer: "its answer"
    case .sceneScenario(let nearest, let ids):
      guess(nearest, before: "a preset's id (\(list(ids))) or a scenario")
    case .ending: "key, {time: 12} or {when: \"lane 1: β < 0.1\"}"
    case .condition:
      "a condition such as lane 1: β < 0.1; β, drift, kept, learned, another column of run or t, "
        + "then <, >, <= or >="
    case .afterBeginning: "a flow time after the scene's beginning"
    case .untilOfScenario(let until): "at most \(until), the scenario's clock.until"
    case .sceneLane(let count):
      count == 1 ? "lane 1, the only one" : words(for: .lane(count: count))
    case .pane: "a pane"
    case .somePane: "at least one pane"
    case .panesOrView: "panes or a view"
    case .panesOnce: "at least one pane, each once"

    case .command(let nearest):
      nearest.map { "did you mean \($0)? Tab lists the words" }
        ?? "Tab lists the words, as do / and ?"
    case .nothingBehind: "nothing behind it"
    case .batchLane: "no lane learns from batches; b switches"
    case .lecture: "a lecture; forgetscope lecture list"
    case .instant: "a flow time, as in 12.4, or steps, as in 248ticks"
    case .jump(let furthest): "at most \(furthest), a million steps from here"
    case .ghost: "there is no ghost; o keeps one"
    case .preset(let nearest): guess(nearest, orElse: "a preset's name; p lists them")
    case .parameter(let nearest): guess(nearest, orElse: "a parameter's path; Tab lists them")
    case .topic(let nearest):
      guess(nearest, orElse: "a parameter's path or a meter; Tab lists them")
    case .loadedPath: "a path of the scenario as loaded"
    }
  }

  static func guess(_ word: String?, before rest: String) -> String {
    (word.map { "did you mean \($0)? " } ?? "") + rest
  }

  private static func guess(_ word: String?, orElse rest: String) -> String {
    word.map { "did you mean \($0)?" } ?? rest
  }

  private static func list(_ words: [String]) -> String { words.joined(separator: ", ") }

  private static func numbers(_ count: Int) -> String { count == 1 ? "1 number" : "2 numbers" }
}
