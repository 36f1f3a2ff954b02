import Words

/// What `data` says of a log.
public enum DataSummary {
  /// Columns that are told of; a log may have thousands.
  private static let mostColumns = 40

  /// - Parameter run: what the mapping gives, or why it gives nothing.
  public static func reports(
    of table: DataTable, _ run: Result<MeasuredRun, DataError>
  ) -> [DataReport] {
    var reports: [DataReport] = [
      .file(
        DataText.line(table.source), format: table.format.name, rows: table.rowCount,
        columns: table.columns.count, hash: table.hash)
    ]
    for column in table.columns.prefix(mostColumns) {
      reports.append(.column(DataText.name(column.name), content(of: column, table)))
    }
    if table.columns.count > mostColumns {
      reports.append(.more(table.columns.count - mostColumns))
    }
    switch run {
    case .success(let run):
      let steps = Set((run.old.points + run.new.points).map(\.step)).sorted()
      let gaps = zip(steps, steps.dropFirst()).map { $1 - $0 }
      let isEven = gaps.allSatisfy { abs($0 - gaps[0]) <= 1e-9 * abs(gaps[0]) }
      reports.append(
        .steps(
          run.stepName.map(DataText.name), count: steps.count, from: steps[0],
          to: steps[steps.count - 1], apart: isEven ? gaps.first : nil))
      reports.append(series(.old, run.old))
      reports.append(series(.new, run.new))
      if let kl = run.kl { reports.append(series(.kl, kl)) }
      reports += run.notes.map { .note($0) }
      reports.append(.mapping(DataText.line(run.mapping.options)))
    case .failure(let error):
      reports += table.notes.map { .note($0) }
      reports.append(.unmapped(error.problem))
    }
    return reports
  }

  private static func series(_ role: DataReport.Role, _ series: MeasuredSeries) -> DataReport {
    .series(
      role, DataText.name(series.name), count: series.points.count, first: series.points[0].mean,
      last: series.points[series.points.count - 1].mean, most: series.mostPerStep)
  }

  private static func content(
    of column: DataTable.Column, _ table: DataTable
  ) -> DataReport.Content {
    let numbers = column.cells.compactMap(\.number).filter(\.isFinite)
    let texts = column.cells.compactMap(\.textPlace)
    if !texts.isEmpty, texts.count >= numbers.count {
      var order: [Int] = []
      var seen: Set<Int> = []
      for place in texts where seen.insert(place).inserted && order.count < 4 {
        order.append(place)
      }
      return .texts(
        texts.count, different: Set(texts).count,
        order.map { DataText.name(table.texts[$0]) } + (seen.count > 4 ? ["…"] : []))
    }
    guard let least = numbers.min(), let most = numbers.max() else { return .nothing }
    return .numbers(numbers.count, from: least, to: most)
  }
}
