extension English {
  static func words(for problem: DataProblem) -> String {
    switch problem {
    case .empty: "empty; a log has at least one row"
    case .longer(let megabytes): "longer than \(megabytes) MB"
    case .encoding(let name): "text in \(name) is not read; UTF-8"
    case .noUTF8(let byte): "byte 0x\(byte) is not valid UTF-8"
    case .noUTF16: "not valid UTF-16"
    case .binary(let byte, let place): "not text: byte 0x\(byte) at \(place)"
    case .packed(let kind, let remedy): "\(kind) is not read; \(remedy)"
    case .noTable:
      "no table of numbers; CSV, JSON, JSON lines, trainer_state.json or TensorBoard events"
    case .manyRows(let most): "more than \(most) rows"
    case .manyColumns(let most): "more than \(most) columns"
    case .manyCells(let most): "more than \(most) cells"
    case .longName(let bytes, let most): "a column's name of \(bytes) bytes; up to \(most)"
    case .openQuote: "a quote that is not closed"
    case .noJSON(let isCut): "not valid JSON" + (isCut ? ": it ends inside a value" : "")
    case .noJSONAtFirst: "not valid JSON, and shares are counted from the first line's scores"
    case .tooDeep: "nested too deeply"
    case .damagedRecord(let number, let place): "record \(number) at byte \(place) is damaged"
    case .noScalars: "no scalars in it"
    case .noLogs(let folders):
      "a folder without event files"
        + (folders.isEmpty ? "" : "; they are in \(list(folders))")
    case .otherFormat(let format): "\(format) cannot be joined with the file before it"
    case .noMemory: "no memory for it"
    case .givenUp: "given up while it was read"

    case .unknownColumn(let option, let name, let nearest, let names):
      "\(option): there is no column \(name)"
        + (nearest.map { ", did you mean \($0)?" } ?? "; \(list(names))")
    case .severalColumns(let option, let name, let names):
      "\(option): \(name) may be \(list(names))"
    case .missing(let option, let names):
      "\(option) COLUMN is missing" + (names.isEmpty ? "" : "; \(list(names))")
    case .sameColumn(let name): "\(name) cannot be both --old and --new"
    case .noNumbers(let name): "\(name) has no numbers here"
    case .noSteps(let names): "--x COLUMN is missing; \(list(names))"
    case .nothingWhere(let condition): "no row has \(condition)"
    case .noCondition(let text): "--where: \(text) is not allowed; COLUMN=VALUE"
    case .noOrder(let text): "--order: \(text) is not allowed; NAME,NAME or NAME=NUMBER,..."
    case .labelsWithoutNumber(let labels):
      "steps without a number: \(list(labels)); --order NAME=NUMBER,... gives them one"
    case .sameStep(let names, let step):
      "\(list(names)) would all be step \(step); --order NAME=NUMBER,... tells them apart"
    case .firstAtChance(let first, let chance):
      "the first old score \(text(first)) is not above chance, \(text(chance))"
    case .firstAtCeiling(let first, let ceiling):
      "the first new score \(text(first)) is not below the ceiling, \(text(ceiling))"
    case .fewSteps(let count, let least):
      "\(count) step\(count == 1 ? "" : "s") with a score; \(least) or more"
    case .manyRuns(let count, let most): "\(count) runs; up to \(most)"
    case .noSingleLog:
      "--output: a scenario names one log that can be opened again: a file or a folder"
    }
  }

  static func words(for note: DataNote) -> String {
    switch note {
    case .byteOrderMark: "begins with a byte order mark"
    case .noHeader: "no line of names: columns are numbered"
    case .decimalComma: "commas are read as decimal points"
    case .cutOff: "ends inside its last line or record, which is left out"
    case .badLines(1, let line): "line \(line) is not valid JSON, left out"
    case .badLines(let count, let line):
      "\(count) lines are not valid JSON, left out, the first of them line \(line)"
    case .uneven(let count, let row):
      "\(count) row\(count == 1 ? " has" : "s have") more or fewer cells than there are names, "
        + "from row \(row) on"
    case .sameName(let name, let called): "two columns are called \(name); the second is \(called)"
    case .stepsGoBack(let row, let before, let step):
      "steps go back at row \(row): \(text(step)) after \(text(before)); they are put in order"
    case .resumed(let row, let step, let count):
      "begun again at row \(row), step \(text(step)): what was logged before from there on is left out, "
        + "\(count) row\(s(count))"
    case .infinite(let name, let count): "\(name): \(count) infinite, left out"
    case .gaps(let name, let count): "\(name): \(count) without a number, left out"
    case .texts(let name, let count):
      "\(name): \(count) text\(s(count)) among the numbers, left out"
    case .laterStart(let name, let step, let other):
      "\(name) begins at step \(text(step)), the other series at \(text(other)): each is counted from its own first score"
    case .fallsIsBetter(let name): "\(name) looks like a loss; a score that rises is wanted"
    case .severalPerStep(let name, let most, let columns):
      "\(name): up to \(most) rows per step, their mean and 10-90 % are taken"
        + (columns.isEmpty ? "" : "; they differ in \(list(columns)) (--by, --where)")
    case .labels(let labels): "steps by name: \(list(labels))"
    case .countedSteps: "no column of steps: rows are counted from 0"
    case .assumedPercent(let most): "scores up to \(text(most)) are taken for percent (--percent)"
    case .assumedPercentOf(let name, let most):
      "\(name) up to \(text(most)) is taken for percent, the other series is not (--percent: both are)"
    case .assumedStart(let score): "kept is counted from the first old score, \(text(score))"
    case .assumedCeiling(let value): "ceiling \(text(value)) is assumed (--ceiling)"
    case .assumedChance(let value): "chance \(text(value)) is assumed (--chance)"
    case .levelsOff(let name, let score):
      "\(name) levels off near \(text(score)): if nothing more was to be learned, --ceiling \(text(score))"
    case .otherLines(let count): "\(count) other line\(s(count)), left out"
    case .aboveCeiling(let name, let count): "\(name): \(count) above the ceiling"
    }
  }

  static func words(for report: DataReport) -> String {
    switch report {
    case .file(let name, let format, let rows, let columns, let hash):
      "\(name): \(format), \(rows) row\(s(rows)), \(columns) column\(s(columns)), hash \(hash)"
    case .column(let name, let content): "column  \(name): \(words(for: content))"
    case .more(let count): "        and \(count) more"
    case .steps(let name, let count, let from, let to, let apart):
      "steps   \(name.map { "\($0): " } ?? "")\(count) from \(text(from)) to \(text(to))"
        + (apart.map { ", \(text($0)) apart" } ?? "")
    case .series(let role, let name, let count, let first, let last, let most):
      "\(words(for: role))\(name): \(count) score\(s(count)), first \(text(first)), "
        + "last \(text(last))" + (most > 1 ? ", up to \(most) per step" : "")
    case .note(let note): "note    \(words(for: note))"
    case .mapping(let text): "mapping \(text)"
    case .unmapped(let problem): "mapping \(words(for: problem))"
    }
  }

  private static func words(for interval: FitReport.Interval) -> String {
    switch interval {
    case .within(let low, let high): "\(low) to \(high)"
    case .atLeast(let low): "at least \(low)"
    case .atMost(let high): "at most \(high)"
    case .notIdentified(let low, let high): "\(low) to \(high), not identifiable"
    }
  }

  static func words(for report: FitReport) -> String {
    switch report {
    case .data(let name, let steps, let means, let spread, let apart):
      "\(name): \(steps) steps"
        + (means.map { ", taken together in \($0), whose own spread is" }
          ?? ", the data's own spread is")
        + (spread.map { " \($0) of the mass" } ?? " not known")
        + (apart.map { " (kept \($0.kept), learned \($0.learned))" } ?? "")
    case .method(let name, let rms, let aic): "\(name): RMS \(rms), AIC \(aic)"
    case .first(let old, let new):
      "  "
        + [old.map { "first score × \($0)" }, new.map { "new \($0)" }].compactMap { $0 }
        .joined(separator: ", ")
    case .parameter(let name, let value, let interval):
      "  \(name) \(value)" + (interval.map { "  (\(words(for: $0)))" } ?? "")
    case .standsStill:
      "neither series moves: every method that does nothing is as near, and no parameter has an interval"
    case .noRun(let name): "\(name): no run gets to the end of the log"
    case .nothingFits(let spread):
      "no two-mode picture fits: what is left is more than twice the data's own spread, \(spread)"
    case .fits(let names): "within twice the data's own spread: \(list(names))"
    case .alike(let names): "methods not told apart: \(list(names))"
    case .best(let name): "the data tell \(name) from the others"
    case .whatIf(let change, let step, let kept, let before, let learned, let learnedBefore):
      "what if \(change): at step \(step) kept \(kept) instead of \(before), learned \(learned) "
        + "instead of \(learnedBefore)"
    case .written(let path): "written to \(path)"
    }
  }

  private static func words(for content: DataReport.Content) -> String {
    switch content {
    case .nothing: "nothing"
    case .numbers(let count, let from, let to):
      "\(count) number\(s(count)), \(text(from)) to \(text(to))"
    case .texts(let count, let different, let some):
      "\(count) text\(s(count)), \(different) different: \(list(some))"
    }
  }

  private static func words(for role: DataReport.Role) -> String {
    switch role {
    case .old: "old     "
    case .new: "new     "
    case .kl: "KL      "
    }
  }

  private static func s(_ count: Int) -> String { count == 1 ? "" : "s" }

  /// Whole numbers as they are, others to four digits behind the first.
  private static func text(_ number: Double) -> String {
    guard number != number.rounded(), number.isFinite else {
      return abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    }
    var scale = 1.0
    while abs(number) * scale < 1000, scale < 1e12 { scale *= 10 }
    return "\((number * scale).rounded() / scale)"
  }

  private static func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}
