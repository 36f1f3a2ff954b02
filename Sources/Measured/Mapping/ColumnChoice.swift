import Words

/// Finds the columns that a mapping names, and those that it leaves to the log.
struct ColumnChoice {
  let table: DataTable
  let series: SeriesList

  init(_ table: DataTable) {
    self.table = table
    series = SeriesList(table)
  }

  /// The series that an option names: exactly, or the only one that ends so.
  func series(
    _ name: String, option: String
  ) throws(DataError) -> SeriesList.Series {
    if let found = series.all.first(where: { $0.name == name }) { return found }
    let lower = name.lowercased()
    let alike = series.all.filter { candidate in
      let other = candidate.name.lowercased()
      guard other.hasSuffix(lower) else { return false }
      guard other.count > lower.count else { return true }
      let before = other[other.index(other.endIndex, offsetBy: -lower.count - 1)]
      return !before.isLetter && !before.isNumber
    }
    if alike.count == 1 { return alike[0] }
    if alike.count > 1 {
      throw DataError(
        table.source,
        .severalColumns(
          option: option, DataText.name(name), DataText.names(alike.map(\.name))))
    }
    throw unknown(name, option, series.all.map(\.name))
  }

  private func unknown(_ name: String, _ option: String, _ names: [String]) -> DataError {
    DataError(
      table.source,
      .unknownColumn(
        option: option, DataText.name(name),
        nearest: nearestName(to: name, among: Array(names.prefix(256))).map(DataText.name),
        DataText.names(names)))
  }

  /// Any column of this name.
  func column(_ name: String, option: String) throws(DataError) -> Int {
    if let place = table.place(of: name) { return place }
    let lower = name.lowercased()
    if let place = table.columns.firstIndex(where: { $0.name.lowercased() == lower }) {
      return place
    }
    throw unknown(name, option, table.columns.map(\.name))
  }

  /// The column of steps for the rows of a series; nil: there is none, rows are counted. Of several of one
  /// name that counts which is nearest to the series (`rl.step` for `rl.old`).
  func steps(for rows: DenseColumn, of series: String) -> Int? {
    var best: (rank: Int, place: Int)?
    for (place, column) in table.columns.enumerated() {
      guard let known = StepNames.rank(column.name) else { continue }
      let isNear = ColumnChoice.prefix(column.name) == ColumnChoice.prefix(series)
      let rank = known * 2 + (isNear ? 0 : 1)
      guard best.map({ rank < $0.rank }) ?? true,
        zip(column.rows, column.cells).contains(where: { row, cell in
          rows[Int(row)] != nil && (cell.number.map(\.isFinite) ?? true)
        })
      else { continue }
      best = (rank, place)
    }
    return best?.place
  }

  /// What stands before a name's last part.
  private static func prefix(_ name: String) -> Substring {
    name.lastIndex { $0 == "." || $0 == "/" }.map { name[..<$0] } ?? ""
  }

  // MARK: - Guesses

  private static let oldWords: Set<String> = [
    "old", "prior", "previous", "retain", "retained", "retention", "general", "kept", "forget",
  ]
  private static let newWords: Set<String> = [
    "new", "target", "learned", "learnt", "downstream", "finetune", "indomain",
  ]
  private static let scoreWords: Set<String> = [
    "acc", "accuracy", "score", "reward", "success", "pass", "em", "f1", "mean", "eval", "val",
    "test", "solve", "rate",
  ]
  private static let lossWords: Set<String> = ["loss", "perplexity", "ppl", "nll"]
  private static let otherWords: Set<String> = [
    "loss", "kl", "runtime", "std", "stderr", "sd", "se", "low", "high", "lo", "hi", "lower",
    "upper", "min", "max", "n", "count", "size", "entropy", "perplexity", "ppl", "length", "time",
    "lr", "grad", "norm", "samples", "second", "learning", "flos", "timestamp",
  ]

  /// Whether less of it is better, by its name.
  static func isLoss(_ name: String) -> Bool { !words(name).isDisjoint(with: lossWords) }

  /// Whether a name says that it is a score.
  static func isScore(_ name: String) -> Bool {
    let words = words(name)
    return words.isDisjoint(with: otherWords)
      && !words.isDisjoint(with: oldWords.union(newWords).union(scoreWords))
  }

  enum Role { case old, new, kl }

  /// The only series that best looks like it; nil where none does, or several do alike.
  func guess(_ role: Role) -> SeriesList.Series? {
    let wanted = role == .old ? Self.oldWords : Self.newWords
    let unwanted = role == .old ? Self.newWords : Self.oldWords
    var best: (score: Int, series: SeriesList.Series)?
    var isTie = false
    for candidate in series.all where !isBeside(candidate.name) {
      let words = ColumnChoice.words(candidate.name)
      guard !words.isDisjoint(with: wanted), words.isDisjoint(with: unwanted) else { continue }
      let score =
        (words.isDisjoint(with: Self.scoreWords) ? 0 : 2)
        - (words.isDisjoint(with: Self.otherWords) ? 0 : 4)
      if let known = best, known.score >= score {
        if known.score == score { isTie = true }
        continue
      }
      best = (score, candidate)
      isTie = false
    }
    guard let best, best.score >= 0, !isTie else { return nil }
    return best.series
  }

  /// What could be a score.
  var candidates: [String] {
    let names = series.all.filter { candidate in
      !isBeside(candidate.name)
        && ColumnChoice.words(candidate.name).isDisjoint(with: Self.otherWords)
    }.map(\.name)
    return DataText.names(names.isEmpty ? series.all.map(\.name) : names)
  }

  /// Whether a column counts steps, or is the least or most of another one.
  private func isBeside(_ name: String) -> Bool {
    if StepNames.rank(name) != nil { return true }
    return ["__MIN", "__MAX"].contains { end in
      name.hasSuffix(end) && table.place(of: String(name.dropLast(end.count))) != nil
    }
  }

  /// Weights & Biases sets a run's name in front: `sft-lr1e-5 - eval/old_acc`.
  private static func withoutRun(_ name: String) -> Substring {
    var begin = name.startIndex
    var place = begin
    while let dash = name[place...].firstIndex(of: "-") {
      place = name.index(after: dash)
      if dash > name.startIndex, name[name.index(before: dash)] == " ", place < name.endIndex,
        name[place] == " "
      {
        begin = place
      }
    }
    return name[begin...]
  }

  /// A name's words: what stands between signs, digits and capitals.
  private static func words(_ name: String) -> Set<String> {
    var words: Set<String> = []
    var word = ""
    var wasLower = false
    for character in withoutRun(name) {
      if !character.isLetter || character.isUppercase && wasLower {
        if !word.isEmpty { words.insert(word.lowercased()) }
        word = ""
      }
      if character.isLetter { word.append(character) }
      wasLower = character.isLowercase
    }
    if !word.isEmpty { words.insert(word.lowercased()) }
    return words
  }
}
