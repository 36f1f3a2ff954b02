/// What is wrong with a document; the end of a line that begins with its name and the line there.
public indirect enum DocumentProblem: Hashable, Sendable {
  /// A value as it stands there, and what is allowed.
  case refused(String, Allowed)
  /// The same of what cannot be repeated.
  case given(Given, Allowed)
  /// A word where none of its kind is known.
  case refusedWord(String)
  /// The same of a field, by its path.
  case at(String, DocumentProblem)
  /// The same of a line of a text in it, counted from 1.
  case inLine(Int, DocumentProblem)

  // MARK: YAML

  case empty(least: Least)
  case noUTF8
  case manyQuestionMarks(Int)
  /// What the parser says, and what it was reading.
  case noYAML(String, context: String?)
  case standsTwice
  case keyStandsTwice(String)
  case tooDeep
  case keyIsNoWord
  case unknownKey(String, nearest: String?, [String])
  case missing(String, nearest: String?, Allowed)

  /// What a document has that is worth the name.
  public enum Least: Hashable, Sendable { case scenario, lecture }

  // MARK: Scenarios and sweeps

  case besideCovariance
  case besideTasks
  case besideTarget
  case withoutDeviation
  case goalWithoutParameter
  case scenarioElsewhere

  // MARK: Lectures

  case firstSceneWithoutScenario
  case beginsWithoutScenario
  case waitsForKey
  case listsTooDeep
  case noMemory

  // MARK: Sessions and state lines

  case noSession(firstLine: String)
  /// What stands where the first line says which version it is.
  case otherSession(String, firstLine: String)
  case carriageReturns
  case noScenario
  case noCommand
  case longStateLine(megabytes: Int)
  case otherStateLine(String, begins: String)
  /// A character by its number in Unicode, in hexadecimal digits.
  case characterInStateLine(String)

  // MARK: Figures

  case longFigure(megabytes: Int)
  case noFigure
  case noStateLine(format: String)
  case noPNG
  case noPDF
  case noTrailer

  /// What has been put into words already.
  case told(String)
}

/// What stands where it should not, and cannot be repeated itself.
public enum Given: Hashable, Sendable {
  case nothing
  case noValue
  case noText
  /// Of so many; nil: of however many.
  case list(Int?)
  case mapping(Int?)
  case several(Int)
  case times(Int)
  case changes(Int)
  case tick(Int)
  case bytes(Int)
  case points(Int)
  case pointsToTheSame(Int, from: String)
  case controlCharacter
  /// By its number in Unicode, in hexadecimal digits.
  case control(String)
  case alias(String)
  case tag(String)
  case picture
  case html
  case secondDocument
  /// Of a sweep; the other one's path where there is one.
  case axis(beside: String?)
  case goalAlone
  case pathAlone
  /// Where a path is to blame, not its value.
  case thisPath
}
