import Forgetting
import Words

/// A session as lines that are only ever appended: what an explorer writes while somebody works, and
/// what brings the experiment back after a crash.
///
///     forgetscope session 1
///     start forward-and-reverse --set target.old.mean=-1.5
///     edit 120:lanes.1.replay=0.2
///     keep 0
///     at 248
///
/// `start` is the scenario at t = 0, as on a command line; `edit` a change at its tick, as in
/// `--edit`; `keep` how many of the edits so far still count (a branch, a restart); `at` the instant
/// in ticks. The last `start` and the last `at` count.
public enum SessionFile {
  static let header = "forgetscope session 1\n"
  /// Longer files are neither written nor read: hours of dragging fit.
  public static let largestSize = 64 << 20

  /// The lines that lead from what is written already to an experiment.
  ///
  /// - Parameter written: nil for a new file, which begins with the header.
  public static func lines(to experiment: Experiment, from written: Experiment?) -> String {
    var text = written == nil ? header : ""
    let old = written?.journal ?? []
    var kept = 0
    if written?.scenario == experiment.scenario {
      kept = zip(old, experiment.journal).prefix { $0 == $1 }.count
    } else if old == experiment.journal {
      // Only what is shown has changed, and edits mean the same.
      kept = old.count
    }
    if kept < old.count { text += "keep \(kept)\n" }
    if written?.scenario != experiment.scenario {
      let words = StateLine.scenarioWords(experiment.scenario)
      text += "start " + words.map(ShellWords.quoted).joined(separator: " ") + "\n"
    }
    // What is in force after the first `applied` edits: only undo and redo have to know, once for all.
    var before = experiment.scenario
    var applied = 0
    for (index, edit) in experiment.journal.enumerated().dropFirst(kept) {
      if case .replace = edit.change {
        for edit in experiment.journal[applied..<index] { try? before.apply(edit.change) }
        applied = index
      }
      text += "edit \(edit.tick):\(StateLine.text(of: edit.change, from: before))\n"
    }
    if written?.tick != experiment.tick { text += "at \(experiment.tick)\n" }
    return text
  }

  /// What is wrong with a first line: of another version, with another end of lines, or of another kind.
  private static func otherBeginning(_ bytes: [UInt8]) -> DocumentProblem {
    let wanted = String(header.dropLast())
    let start = "forgetscope session "
    guard bytes.starts(with: start.utf8),
      let version = String(
        validating: bytes.dropFirst(start.utf8.count).prefix(20).prefix { $0 != 0x0A },
        as: UTF8.self)
    else { return .noSession(firstLine: wanted) }
    if version.unicodeScalars.last == "\r" { return .carriageReturns }
    return .otherSession(PlainText.quoted(version), firstLine: wanted)
  }

  /// A session that has been read.
  public struct Content: Equatable, Sendable {
    /// Scenario, journal and instant, as the last line that is whole left them.
    public var experiment: Experiment
    /// Bytes up to the end of the last good line; what follows was cut off by a crash.
    public var length: Int
    /// The first damaged line, counted from 1: it and what comes behind it is lost. nil where only the end is
    /// torn.
    public var damagedLine: Int?
  }

  /// The experiment of a session's bytes. A torn last line is dropped, everything before it counts.
  public static func content(
    of bytes: [UInt8], source: String
  ) throws(DocumentError) -> Content {
    func refusal(_ problem: DocumentProblem, line: Int? = nil) -> DocumentError {
      DocumentError(source: source, line: line, problem: .other(problem))
    }
    guard bytes.count <= largestSize else {
      throw refusal(.given(.bytes(bytes.count), .atMost(largestSize)))
    }
    guard bytes.starts(with: header.utf8) else {
      throw refusal(otherBeginning(bytes), line: 1)
    }
    var journal = Journal()
    var length = header.utf8.count
    var number = 1
    var damagedLine: Int?
    while let end = bytes[length...].firstIndex(of: 0x0A) {
      number += 1
      guard let line = String(validating: bytes[length..<end], as: UTF8.self), journal.take(line)
      else {
        damagedLine = number
        break
      }
      length = end + 1
    }
    do {
      let experiment = try journal.experiment()
      return Content(experiment: experiment, length: length, damagedLine: damagedLine)
    } catch {
      throw refusal(.told(error.description))
    }
  }
}

/// The lines that still count, as text: only they are understood in the end.
private struct Journal {
  private var start: [String]?
  private var edits: [String] = []
  private var tick = 0

  /// Takes a line; false where it is none.
  mutating func take(_ line: String) -> Bool {
    guard !line.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }),
      let space = line.firstIndex(of: " ")
    else { return false }
    let rest = String(line[line.index(after: space)...])
    switch line[..<space] {
    case "start":
      guard let words = ShellWords.split(rest), !words.isEmpty else { return false }
      start = words
    case "edit":
      edits.append(rest)
    case "keep":
      guard let count = Int(rest), (0...edits.count).contains(count) else { return false }
      edits.removeSubrange(count...)
    case "at":
      guard let tick = Int(rest), (0...ExperimentOptions.largestTick).contains(tick) else {
        return false
      }
      self.tick = tick
    default: return false
    }
    return true
  }

  func experiment() throws(DocumentError) -> Experiment {
    guard let start, var scenario = try? StateLine.scenario(named: start[0]) else {
      throw DocumentError(source: "start", line: nil, problem: .other(.noScenario))
    }
    var options = ExperimentOptions(edit: edits, at: "\(tick)ticks")
    var words = start.dropFirst()
    while let word = words.popFirst() {
      guard word == "--set", let change = words.popFirst() else {
        throw DocumentError(
          source: "start", line: nil, problem: .other(.refusedWord(PlainText.quoted(word))))
      }
      options.set.append(change)
    }
    let base = try ExperimentOptions(set: options.set).experiment(from: .init(scenario: scenario))
    scenario = base.scenario
    options.set = []
    return try options.experiment(
      from: Experiment(scenario: scenario), largestEditCount: .max)
  }
}
