extension English {
  static func words(for problem: DocumentProblem) -> String {
    switch problem {
    case .refused(let value, let allowed): refusal(of: value, allowed)
    case .given(let given, let allowed):
      "\(words(for: given)) is not allowed; \(words(for: allowed))"
    case .refusedWord(let word): "\(word) is not allowed"
    case .at(let path, let problem): "\(path): \(words(for: problem))"
    case .inLine(let line, let problem): "line \(line): \(words(for: problem))"

    case .empty(.scenario): "empty; a scenario has at least target and lanes"
    case .empty(.lecture): "empty; a lecture has at least lecture and scenes"
    case .noUTF8: "not valid UTF-8"
    case .manyQuestionMarks(let most): "more than \(most) question marks is not allowed"
    case .noYAML(let text, let context):
      "not valid YAML: \(text)" + (context.map { " (\($0))" } ?? "")
    case .standsTwice: "stands twice; once is allowed"
    case .keyStandsTwice(let key): "\(key) stands twice in one mapping; once is allowed"
    case .tooDeep: "nested too deeply"
    case .keyIsNoWord: "a key that is not a word is not allowed"
    case .unknownKey(let key, let nearest, let keys):
      "unknown key \(key)\(nearest.map { ", did you mean \($0)?" } ?? ";") "
        + "allowed: \(keys.joined(separator: ", "))"
    case .missing(let key, let nearest, let allowed):
      "\(key) is missing\(nearest.map { " (did you mean it by \($0)?)" } ?? ""); "
        + words(for: allowed)

    case .besideCovariance: "not allowed beside covariance; one or the other"
    case .besideTasks: "not allowed beside tasks; one or the other"
    case .besideTarget: "not allowed beside target; tasks"
    case .withoutDeviation: "needs deviation beside it"
    case .goalWithoutParameter:
      "says what to solve for; solve, the parameter, is missing"
    case .scenarioElsewhere: "its scenario is not written out"

    case .firstSceneWithoutScenario:
      "scenario is missing; the first scene has a preset's id or a scenario"
    case .beginsWithoutScenario:
      "only a scene with a scenario of its own may say when it begins"
    case .waitsForKey: "a scene that does not play goes on by key only"
    case .listsTooDeep: "lists and quotes are nested too deeply"
    case .noMemory: "no memory for it"

    case .noSession(let line): "not a session; its first line is \(line)"
    case .otherSession(let version, let line):
      "a session \(version) cannot be read by this forgetscope; its first line is \(line)"
    case .carriageReturns: "lines end with CR LF; a session's end with LF alone"
    case .noScenario: "no scenario that can be read"
    case .noCommand: "not a command that can be read; \(words(for: Allowed.stateLine))"
    case .longStateLine(let megabytes): "the state line is longer than \(megabytes) MB"
    case .otherStateLine(let line, let start):
      "the state line \(line) is not allowed; it begins with \(start)"
    case .characterInStateLine(let code): "the state line holds the character U+\(code)"

    case .longFigure(let megabytes): "a figure of more than \(megabytes) MB"
    case .noFigure: "no figure of forgetscope: no state line at its end"
    case .noStateLine(let format):
      "no state line in this \(format) file: damaged, or not made here"
    case .noPNG: "the converter's picture is not a PNG"
    case .noPDF: "the converter's document is not a PDF"
    case .noTrailer: "the converter's PDF has no trailer that could be read"
    case .told(let text): text
    }
  }

  static func words(for given: Given) -> String {
    switch given {
    case .nothing: "nothing"
    case .noValue: "no value"
    case .noText: "no text"
    case .list(let count): "a list\(of(count))"
    case .mapping(let count): "a mapping\(of(count))"
    case .several(let count): "\(count) of them"
    case .times(let count): "\(count) times"
    case .changes(let count): "\(count) changes"
    case .tick(let tick): "tick \(tick)"
    case .axis(let other): other.map { "an axis beside \($0)" } ?? "an axis"
    case .bytes(let count): "\(count) bytes"
    case .points(let count): "\(count) points"
    case .pointsToTheSame(let count, let from): "\(count) points from \(from) to the same"
    case .controlCharacter: "a control character"
    case .control(let code): "control character U+\(code)"
    case .alias(let name): "alias \(name)"
    case .tag(let tag): "tag \(tag)"
    case .picture: "a picture"
    case .html: "HTML"
    case .secondDocument: "a second document"
    case .goalAlone: "a goal alone"
    case .pathAlone: "a path alone"
    case .thisPath: "this path"
    }
  }

  private static func of(_ count: Int?) -> String { count.map { " of \($0)" } ?? "" }
}
