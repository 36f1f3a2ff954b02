import Forgetting
import Words

/// A score at one step: the mean over repetitions, and their 10 and 90 % where there are several.
public struct MeasuredPoint: Hashable, Sendable {
  /// In the log's own count, and the score there.
  public var step: Double
  public var mean: Double
  public var low: Double
  public var high: Double
  /// How many repetitions.
  public var count: Int
  /// Their standard deviation; 0 where there is one.
  var deviation: Double

  /// Of values in ascending order, between neighbours where it falls between them.
  static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }

  /// The same in other units.
  public func mapped(_ change: (Double) -> Double, scale: Double) -> MeasuredPoint {
    MeasuredPoint(
      step: step, mean: change(mean), low: change(low), high: change(high), count: count,
      deviation: deviation * abs(scale))
  }
}

/// A series of scores over steps, in their order.
public struct MeasuredSeries: Hashable, Sendable {
  /// The column, or what selects it.
  public var name: String
  public var points: [MeasuredPoint]

  /// The most rows that one step has.
  var mostPerStep: Int { points.map(\.count).max() ?? 0 }
}

/// Takes a series out of a table.
struct SeriesExtraction {
  let choice: ColumnChoice
  let mapping: DataMapping
  private(set) var notes: [DataNote] = []
  /// What the steps' column is called; nil: rows are counted.
  private(set) var stepName: String?

  private struct Sample {
    var step: Double
    var score: Double
    var key: [Cell?]
    var row: Int
  }

  init(_ choice: ColumnChoice, _ mapping: DataMapping) {
    self.choice = choice
    self.mapping = mapping
  }

  mutating func series(_ wanted: SeriesList.Series) throws(DataError) -> MeasuredSeries {
    let table = choice.table
    let scores = DenseColumn(table, wanted.column)
    let stepColumn: Int?
    if let name = mapping.x {
      stepColumn = try choice.column(name, option: "--x")
    } else {
      stepColumn = choice.steps(for: scores, of: wanted.name)
    }
    stepName = stepColumn.map { table.columns[$0].name }
    if stepName == nil || mapping.x == nil && stepName == StepNames.index {
      note(.countedSteps)
    }
    let steps = stepColumn.map { DenseColumn(table, $0) }
    var keys: [DenseColumn] = []
    for name in mapping.by {
      keys.append(DenseColumn(table, try choice.column(name, option: "--by")))
    }
    var filters: [(column: DenseColumn, value: String)] = []
    for condition in mapping.conditions + wanted.conditions {
      filters.append(
        (
          DenseColumn(table, try choice.column(condition.column, option: "--where")),
          condition.value
        ))
    }

    var samples: [Sample] = []
    var labels: [(sample: Int, text: String)] = []
    var counts: [[Cell?]: Double] = [:]
    var gaps = 0
    var infinite = 0
    var texts = 0
    var last: Double?
    for row in 0..<table.rowCount {
      try table.checkWanted(row)
      guard filters.allSatisfy({ table.matches($0.column[row], $0.value) }),
        let cell = scores[row]
      else { continue }
      guard let score = cell.number else {
        texts += 1
        continue
      }
      let key = keys.map { $0[row] }
      var step = 0.0
      if let steps {
        guard let cell = steps[row] else { continue }
        if let number = cell.number {
          guard number.isFinite else { continue }
          step = number
          if mapping.by.isEmpty, stepName != StepNames.index, let last, number < last {
            if !notes.contains(where: { if case .stepsGoBack = $0 { true } else { false } }) {
              note(.stepsGoBack(row + 1, from: last, to: number))
            }
          }
          last = number
        } else if score.isFinite {
          labels.append((samples.count, table.text(cell)))
        }
      } else {
        step = counts[key, default: 0]
        counts[key] = step + 1
      }
      guard score.isFinite else {
        if score.isNaN { gaps += 1 } else { infinite += 1 }
        continue
      }
      samples.append(Sample(step: step, score: score, key: key, row: row))
    }
    if gaps > 0 { note(.gaps(DataText.name(wanted.name), gaps)) }
    if texts > 0 { note(.texts(DataText.name(wanted.name), texts)) }
    if infinite > 0 { note(.infinite(DataText.name(wanted.name), infinite)) }
    guard !samples.isEmpty else {
      if let condition = mapping.conditions.first {
        throw DataError(
          table.source, .nothingWhere(DataText.name(condition.column + "=" + condition.value)))
      }
      throw DataError(table.source, .noNumbers(DataText.name(wanted.name)))
    }
    try number(labels, &samples)
    samples = goneOnWith(samples)
    let series = MeasuredSeries(
      name: wanted.name, points: SeriesExtraction.points(samples, isGrouped: !keys.isEmpty))
    if mapping.by.isEmpty, series.mostPerStep > 1 {
      note(
        .severalPerStep(DataText.name(wanted.name), series.mostPerStep, differing(samples)))
    }
    return series
  }

  private mutating func note(_ note: DataNote) {
    if !notes.contains(note) { notes.append(note) }
  }

  /// Columns of names or of few numbers in which rows of one step differ, apart from scores.
  private func differing(_ samples: [Sample]) -> [String] {
    let table = choice.table
    let byStep = Dictionary(grouping: samples, by: \.step).filter { $0.value.count > 1 }
    guard let rows = byStep.min(by: { $0.key < $1.key })?.value.map(\.row) else { return [] }
    let found = table.columns.indices.filter { place in
      let column = table.columns[place]
      let isName =
        column.cells.first?.textPlace != nil
        || ["seed", "run", "trial", "fold", "rank"].contains(column.name.lowercased())
      guard isName, StepNames.rank(column.name) == nil else { return false }
      let cells = DenseColumn(table, place)
      return Set(rows.map { cells[$0] }).count > 1
    }
    return DataText.names(found.map { table.columns[$0].name })
  }

  /// Without what a run logged before it was begun again at an earlier step.
  private mutating func goneOnWith(_ samples: [Sample]) -> [Sample] {
    var left: Set<Int> = []
    var first: Sample?
    for places in Dictionary(grouping: samples.indices, by: { samples[$0].key }).values {
      guard let resumed = ResumedRun(places.map { samples[$0].step }) else { continue }
      left.formUnion(resumed.abandoned.map { places[$0] })
      let begun = samples[places[resumed.first]]
      if first.map({ begun.row < $0.row }) ?? true { first = begun }
    }
    guard let first else { return samples }
    notes.removeAll { if case .stepsGoBack = $0 { true } else { false } }
    note(.resumed(first.row + 1, at: first.step, without: left.count))
    return samples.indices.filter { !left.contains($0) }.map { samples[$0] }
  }

  // MARK: - Steps by name

  private mutating func number(
    _ labels: [(sample: Int, text: String)], _ samples: inout [Sample]
  ) throws(DataError) {
    guard !labels.isEmpty else { return }
    var numbers: [String: Double] = [:]
    var last: [String] = []
    var unknown: [String] = []
    let isPlaced = !mapping.order.isEmpty && mapping.order.allSatisfy { $0.number == nil }
    let isNumbered = mapping.order.contains { $0.number != nil }
    for text in Set(labels.map(\.text)) {
      if let place = mapping.order.firstIndex(where: { $0.name == text }),
        let number = isPlaced ? Double(place) : mapping.order[place].number
      {
        numbers[text] = number
      } else if isPlaced {
        unknown.append(text)
      } else {
        switch StepLabel(text) {
        // Where numbers are given, no other name has one but a beginning.
        case .number(let number) where !isNumbered || StepLabel.isBeginning(text):
          numbers[text] = number
        case .end: last.append(text)
        case .number, .none: unknown.append(text)
        }
      }
    }
    guard unknown.isEmpty else {
      throw DataError(
        choice.table.source, .labelsWithoutNumber(DataText.names(unknown.sorted())))
    }
    try checkNames(labels, numbers, last, samples)
    // What comes last is as far behind the one before it as that is behind its own.
    let labelled = Set(labels.map(\.sample))
    let known = Set(
      numbers.values + samples.indices.filter { !labelled.contains($0) }.map { samples[$0].step }
    ).sorted()
    let next = known.last.map { $0 + (known.count > 1 ? $0 - known[known.count - 2] : 1) } ?? 0
    let end = next.isFinite ? next : known.last ?? 0
    for text in last { numbers[text] = end }
    for label in labels { samples[label.sample].step = numbers[label.text] ?? 0 }
    let told = numbers.filter { Double($0.key) != $0.value }.sorted {
      ($0.value, $0.key) < ($1.value, $1.key)
    }
    note(.labels(DataText.names(told.map { "\($0.key) = \(DataNumber.text($0.value))" })))
  }

  /// Refuses names of different steps that would be one: of repetitions each has its own names.
  private func checkNames(
    _ labels: [(sample: Int, text: String)], _ numbers: [String: Double], _ last: [String],
    _ samples: [Sample]
  ) throws(DataError) {
    let given = Set(mapping.order.map(\.name))
    var names: [[Cell?]: [String: Set<String>]] = [:]
    for label in labels where !given.contains(label.text) {
      let step = numbers[label.text].map(DataNumber.text) ?? "last"
      names[samples[label.sample].key, default: [:]][step, default: []].insert(label.text)
    }
    let doubles = names.values.flatMap { $0 }.filter { _, texts in
      // The same in other signs.
      Set(texts.map { $0.lowercased().filter { $0.isLetter || $0.isNumber } }).count > 1
    }
    guard
      let first = doubles.min(by: { $0.value.sorted().lexicographicallyPrecedes($1.value.sorted()) }
      )
    else { return }
    throw DataError(
      choice.table.source,
      .sameStep(DataText.names(first.value.sorted()), step: first.key))
  }

  // MARK: - Means and bands

  private static func points(_ samples: [Sample], isGrouped: Bool) -> [MeasuredPoint] {
    let sorted = samples.sorted { $0.step < $1.step }
    var points: [MeasuredPoint] = []
    var first = 0
    while first < sorted.count {
      let step = sorted[first].step
      let end = sorted[first...].firstIndex { $0.step != step } ?? sorted.count
      var scores = sorted[first..<end].map(\.score)
      if isGrouped, end - first > 1 {
        // A repetition counts once, however many rows it has.
        let groups = Dictionary(grouping: sorted[first..<end], by: \.key)
        scores = groups.values.map { rows in
          rows.reduce(0) { $0 + $1.score } / Double(rows.count)
        }
      }
      points.append(point(step, scores.sorted()))
      first = end
    }
    return points
  }

  private static func point(_ step: Double, _ scores: [Double]) -> MeasuredPoint {
    let count = Double(scores.count)
    let mean = scores.reduce(0, +) / count
    let squares = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return MeasuredPoint(
      step: step, mean: mean, low: MeasuredPoint.quantile(0.1, of: scores),
      high: MeasuredPoint.quantile(0.9, of: scores), count: scores.count,
      deviation: scores.count > 1 ? (squares / (count - 1)).squareRoot() : 0)
  }
}
