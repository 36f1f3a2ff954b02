import Forgetting
import Words

/// What a log says of one run, beside the theory: scores, and the shares of mass that they stand for.
public struct MeasuredRun: Hashable, Sendable {
  /// What the user calls the file.
  public var source: String
  /// Of the file's bytes.
  public var hash: String
  /// What was taken, nothing left open.
  public var mapping: DataMapping
  /// Scores between 0 and 1, by step.
  public var old: MeasuredSeries
  public var new: MeasuredSeries
  public var kl: MeasuredSeries?
  /// How much of the old task is kept, as a share of the beginning.
  public var kept: [MeasuredPoint] = []
  /// How much of what there was to learn is learned.
  public var learned: [MeasuredPoint] = []
  /// What a picture shows of the two.
  public private(set) var drawn = DrawnPoints()
  /// What is odd, and what was assumed.
  public var notes: [DataNote] = []
  /// What its steps are called; nil: rows are counted.
  public var stepName: String?
  /// What tells it from runs beside it; those of the first one only.
  public var name: String
  public internal(set) var others: [MeasuredRun] = []

  /// - Parameter other: the table of a file that a column is to be found in instead (`A.csv:COLUMN`).
  public init(
    _ table: DataTable, _ mapping: DataMapping,
    other: @escaping (String) throws(DataError) -> DataTable? = { _ in nil }
  ) throws(DataError) {
    source = table.source
    name = MeasuredRun.shortName(table.source)
    hash = ""
    var found = Finder(table, mapping, other)
    old = try found.series(mapping.old, .old, option: "--old")
    new = try found.series(mapping.new, .new, option: "--new")
    if let name = found.mapping.old, name == found.mapping.new {
      throw DataError(source, .sameColumn(DataText.name(name)))
    }
    if let name = mapping.kl { kl = try found.series(name, .kl, option: "--kl") }
    hash = found.hash
    self.mapping = found.mapping
    stepName = found.stepName
    notes = table.notes + found.notes
    try takeShares()
    compareSeries()
  }

  /// The file without its folder.
  private static func shortName(_ source: String) -> String {
    DataText.name(source.split(separator: "/").last.map(String.init) ?? source)
  }

  /// The step that is flow time 0.
  public var firstStep: Double { min(kept[0].step, learned[0].step) }

  /// Steps in a unit of flow time: as the scenario says, or so that the log ends with the run.
  public func stepsPerTime(in scenario: Scenario) -> Double {
    if let steps = scenario.data?.mapping.stepsPerTime { return steps }
    let last = all.map(\.length).max() ?? 0
    return last > 0 && scenario.clock.until > 0 ? last / scenario.clock.until : 1
  }

  /// Steps from the first to the last.
  private var length: Double {
    max(kept[kept.count - 1].step, learned[learned.count - 1].step) - firstStep
  }

  /// File, hash and mapping: what a caption says.
  public var caption: String {
    DataText.line("\(source), hash \(hash.prefix(8)), \(mapping.options)")
  }

  /// The same with the file's name alone: paper is narrow, and a folder is another one elsewhere.
  public var shortCaption: String {
    DataText.line("\(MeasuredRun.shortName(source)), hash \(hash.prefix(8)), \(mapping.options)")
  }

  /// old kept = (score − chance) / (first score − chance);
  /// new learned = (score − first score) / (ceiling − first score).
  private mutating func takeShares() throws(DataError) {
    takePercent()
    if mapping.chance == nil { notes.append(.assumedChance(0)) }
    if mapping.ceiling == nil {
      notes.append(.assumedCeiling(1))
      if let score = levelsOff() { notes.append(.levelsOff(DataText.name(new.name), at: score)) }
    }
    let chance = mapping.chance ?? 0
    let ceiling = mapping.ceiling ?? 1
    mapping.chance = chance
    mapping.ceiling = ceiling
    let firstOld = old.points[0].mean
    let firstNew = new.points[0].mean
    guard firstOld - chance > 1e-6 * max(abs(firstOld), abs(chance)) else {
      throw DataError(source, .firstAtChance(firstOld, chance: chance))
    }
    guard ceiling - firstNew > 1e-6 * max(abs(firstNew), abs(ceiling)) else {
      throw DataError(source, .firstAtCeiling(firstNew, ceiling: ceiling))
    }
    kept = old.points.map {
      $0.mapped({ ($0 - chance) / (firstOld - chance) }, scale: 1 / (firstOld - chance))
    }
    learned = new.points.map {
      $0.mapped({ ($0 - firstNew) / (ceiling - firstNew) }, scale: 1 / (ceiling - firstNew))
    }
    drawn = DrawnPoints(kept: kept, learned: learned, kl: kl?.points ?? [])
    let above = new.points.count { $0.mean > ceiling }
    if above > 0 { notes.append(.aboveCeiling(DataText.name(new.name), above)) }
    notes.append(.assumedStart(firstOld))
  }

  /// Where the new score stands still at the end though the ceiling that is assumed is far: the mean there.
  private func levelsOff() -> Double? {
    let scores = new.points.map(\.mean)
    guard scores.count >= 6, !ColumnChoice.isLoss(new.name) else { return nil }
    let end = scores.suffix(max(3, scores.count / 3))
    func mean(_ part: ArraySlice<Double>) -> Double {
      part.reduce(0, +) / Double(part.count)
    }
    let score = mean(end)
    let rise = score - scores[0]
    let half = end.count / 2
    guard rise > 0, score < 1 - 0.1 * (1 - scores[0]),
      mean(end.suffix(half)) - mean(end.prefix(half)) < 0.05 * rise,
      end.allSatisfy({ abs($0 - score) < 0.15 * rise })
    else { return nil }
    return (score * 1000).rounded() / 1000
  }

  /// Scores in percent become shares: of both series, or of the one that alone looks so.
  private mutating func takePercent() {
    func share(_ points: [MeasuredPoint]) -> [MeasuredPoint] {
      points.map { $0.mapped({ $0 / 100 }, scale: 0.01) }
    }
    let mostOld = old.points.map(\.mean).max() ?? 0
    let mostNew = new.points.map(\.mean).max() ?? 0
    var isOld = mapping.isPercent == true
    var isNew = isOld
    if mapping.isPercent == nil {
      // What is little above 1 alone may be a loss or a reward.
      func isPercent(_ most: Double, beside other: Double) -> Bool {
        most <= 100.5 && (most > 5 || most > 1.5 && other > 5 && other <= 100.5)
      }
      isOld = isPercent(mostOld, beside: mostNew)
      isNew = isPercent(mostNew, beside: mostOld)
      if isOld, isNew {
        mapping.isPercent = true
        notes.append(.assumedPercent(most: max(mostOld, mostNew)))
      } else if isOld || isNew {
        notes.append(
          .assumedPercentOf(
            DataText.name(isOld ? old.name : new.name), most: isOld ? mostOld : mostNew))
      }
    }
    if isOld {
      old.points = share(old.points)
      if let chance = mapping.chance, chance > 1 { mapping.chance = chance / 100 }
    }
    if isNew {
      new.points = share(new.points)
      if let ceiling = mapping.ceiling, ceiling > 1 { mapping.ceiling = ceiling / 100 }
    }
  }

  /// Says what is odd about the two series beside each other.
  private mutating func compareSeries() {
    for series in [old, new] where ColumnChoice.isLoss(series.name) {
      notes.append(.fallsIsBetter(DataText.name(series.name)))
    }
    let starts = (old.points[0].step, new.points[0].step)
    let gaps = [old, new].flatMap { series in
      zip(series.points, series.points.dropFirst()).map { $1.step - $0.step }
    }
    // One after the other at nearly the same step is no later start.
    guard let least = gaps.min(), abs(starts.0 - starts.1) > least / 2 else { return }
    let later = starts.0 > starts.1 ? old : new
    notes.append(
      .laterStart(
        DataText.name(later.name), at: max(starts.0, starts.1), other: min(starts.0, starts.1)))
  }

  /// Finds series, and remembers what was taken.
  private struct Finder {
    let table: DataTable
    let other: (String) throws(DataError) -> DataTable?
    var mapping: DataMapping
    var notes: [DataNote] = []
    var stepName: String?
    private let choice: ColumnChoice
    private let asked: DataMapping
    /// Of the tables that series were found in besides the first.
    private var otherHashes: [String] = []

    /// Of the bytes of all files that were read.
    var hash: String {
      otherHashes.isEmpty
        ? table.hash : ContentHash.text(of: Array((table.hash + otherHashes.joined()).utf8))
    }

    init(
      _ table: DataTable, _ mapping: DataMapping,
      _ other: @escaping (String) throws(DataError) -> DataTable?
    ) {
      self.table = table
      self.other = other
      self.mapping = mapping
      asked = mapping
      choice = ColumnChoice(table)
    }

    mutating func series(
      _ name: String?, _ role: ColumnChoice.Role, option: String
    ) throws(DataError) -> MeasuredSeries {
      var choice = choice
      var wanted: SeriesList.Series
      if let name {
        if table.place(of: name) == nil, let colon = name.firstIndex(of: ":"),
          let table = try other(String(name[..<colon]))
        {
          choice = ColumnChoice(table)
          wanted = try choice.series(String(name[name.index(after: colon)...]), option: option)
        } else {
          wanted = try choice.series(name, option: option)
        }
      } else if let guess = choice.guess(role) {
        wanted = guess
      } else {
        throw DataError(table.source, .missing(option: option, choice.candidates))
      }
      var extraction = SeriesExtraction(choice, asked)
      let series = try extraction.series(wanted)
      for note in extraction.notes where !notes.contains(note) { notes.append(note) }
      let isOther = choice.table.source != table.source
      if isOther, !otherHashes.contains(choice.table.hash) { otherHashes.append(choice.table.hash) }
      let column = isOther ? choice.table.source + ":" + wanted.name : wanted.name
      switch role {
      case .old:
        mapping.old = column
        mapping.x = asked.x ?? extraction.stepName
        stepName = extraction.stepName
      case .new: mapping.new = column
      case .kl: mapping.kl = column
      }
      return series
    }
  }
}
