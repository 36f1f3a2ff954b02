/// What is wrong with a log, or with how it is to be read; the end of a line that begins with its name
/// and, where one is to blame, the line there.
public enum DataProblem: Hashable, Sendable {
  // MARK: The file

  case empty
  case longer(megabytes: Int)
  /// By the name of its encoding.
  case encoding(String)
  /// A byte, in hexadecimal digits.
  case noUTF8(byte: String)
  case noUTF16
  /// A byte, in hexadecimal digits, and its place from 0.
  case binary(byte: String, at: Int)
  /// A kind of file, and what makes text of it.
  case packed(String, remedy: String)
  case noTable
  case manyRows(most: Int)
  case manyColumns(most: Int)
  case manyCells(most: Int)
  /// A column's name, in bytes.
  case longName(Int, most: Int)
  case openQuote
  case noJSON(endsInside: Bool)
  /// Of lines of JSON the first one, from whose scores shares are counted.
  case noJSONAtFirst
  case tooDeep
  /// An event file's record, counted from 1, and the place of its first byte.
  case damagedRecord(Int, at: Int)
  case noScalars
  /// A folder without logs, and folders in it that have some.
  case noLogs(below: [String])
  case otherFormat(String)
  case noMemory
  /// Nobody waits for it any more.
  case givenUp

  // MARK: The mapping

  case unknownColumn(option: String, String, nearest: String?, [String])
  case severalColumns(option: String, String, [String])
  /// What could be given.
  case missing(option: String, [String])
  case noNumbers(String)
  /// A column that was asked for as both scores.
  case sameColumn(String)
  case noSteps([String])
  case nothingWhere(String)
  case noCondition(String)
  case noOrder(String)
  case labelsWithoutNumber([String])
  /// Names that would be the same step.
  case sameStep([String], step: String)
  /// The first score is not above chance, or not below the ceiling.
  case firstAtChance(Double, chance: Double)
  case firstAtCeiling(Double, ceiling: Double)
  case fewSteps(Int, least: Int)
  case manyRuns(Int, most: Int)
  /// What no scenario could name.
  case noSingleLog
}

/// What is odd in a log and was read all the same.
public enum DataNote: Hashable, Sendable {
  case byteOrderMark
  case noHeader
  case decimalComma
  /// The text ends inside its last line or record, which is left out.
  case cutOff
  /// Lines that are no JSON among lines that are: how many, and the first, counted from 1.
  case badLines(Int, first: Int)
  /// Rows with more or fewer cells than there are names: how many, and the first of them.
  case uneven(Int, first: Int)
  /// A name of several columns, and what the second one is called here.
  case sameName(String, called: String)
  /// The first row, counted from 1, whose step is before the one above it.
  case stepsGoBack(Int, from: Double, to: Double)
  /// A run that was begun again at a step before its end: the first row, counted from 1, and how many rows of
  /// what was logged before it are left out.
  case resumed(Int, at: Double, without: Int)
  case infinite(String, Int)
  case gaps(String, Int)
  /// Texts among a column's numbers.
  case texts(String, Int)
  /// A series that begins behind the other.
  case laterStart(String, at: Double, other: Double)
  /// A column whose name promises that less is better.
  case fallsIsBetter(String)
  /// The most rows that one step has, and columns in which rows of one step differ.
  case severalPerStep(String, Int, [String])
  /// What was taken for a step's name.
  case labels([String])
  case countedSteps
  case assumedPercent(most: Double)
  /// Of one series, while the other is not in percent.
  case assumedPercentOf(String, most: Double)
  case assumedStart(Double)
  case assumedCeiling(Double)
  case assumedChance(Double)
  /// A series that stands still at the end, below the ceiling that was assumed.
  case levelsOff(String, at: Double)
  /// Lines that have no numbers behind names.
  case otherLines(Int)
  case aboveCeiling(String, Int)
}

extension DataProblem: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}

extension DataNote: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}

/// What `data` says of a log.
public enum DataReport: Hashable, Sendable {
  case file(String, format: String, rows: Int, columns: Int, hash: String)
  case column(String, Content)
  /// Columns that are not told of.
  case more(Int)
  case steps(String?, count: Int, from: Double, to: Double, apart: Double?)
  case series(Role, String, count: Int, first: Double, last: Double, most: Int)
  case note(DataNote)
  /// As it would be asked for, in the words of a shell.
  case mapping(String)
  case unmapped(DataProblem)

  /// What a column has.
  public enum Content: Hashable, Sendable {
    case nothing
    case numbers(Int, from: Double, to: Double)
    /// So many rows, so many different ones, and some of them.
    case texts(Int, different: Int, [String])
  }

  /// What a series is to the theory.
  public enum Role: Hashable, Sendable { case old, new, kl }
}

extension DataReport: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}
