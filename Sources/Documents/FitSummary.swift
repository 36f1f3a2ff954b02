import Cells
import Forgetting
import Measured
import Words

/// A fit for people.
public enum FitSummary {
  /// In the order printed.
  ///
  /// - Parameter changed: a fit with a person's changes.
  public static func reports(
    _ run: MeasuredRun, _ fit: Fit, _ changed: WhatIf?
  ) -> [FitReport] {
    let spread = fit.spread.map { share($0) }
    let apart = fit.spreads.map {
      FitReport.Spreads(kept: share($0.kept), learned: share($0.learned))
    }
    var reports: [FitReport] = [
      .data(
        run.caption, steps: max(run.kept.count, run.learned.count), means: fit.means,
        spread: spread, apart: apart)
    ]
    for method in fit.methods {
      reports.append(
        .method(
          method.method, rms: share(method.rms), aic: NumberText.fixed(method.aic, digits: 1)))
      // Of what does not fit nobody wants to know the numbers.
      guard method.fits != false || method.method == fit.methods[0].method else { continue }
      for estimate in method.estimates {
        reports.append(
          .parameter(
            estimate.parameter.name, value: number(estimate.value), interval(of: estimate)))
      }
      if let first = first(method) { reports.append(first) }
    }
    reports += fit.failed.map { .noRun($0) }
    let fitting = fit.methods.filter { $0.fits == true }.map(\.method)
    if let spread {
      reports.append(fitting.isEmpty ? .nothingFits(spread: spread) : .fits(fitting))
    }
    if fit.standsStill { reports.append(.standsStill) }
    let alike = fit.alike.map(\.method)
    if alike.count > 1 {
      reports.append(.alike(alike))
    } else if let best = alike.first, fit.methods.count > 1 {
      reports.append(.best(best))
    }
    if let changed, let (before, after) = changed.ends(of: run) {
      reports.append(
        .whatIf(
          changed.text, step: number(before.step), kept: share(after.kept),
          insteadOf: share(before.kept), learned: share(after.learned), share(before.learned)))
    }
    return reports
  }

  private static func interval(of estimate: MethodFit.Estimate) -> FitReport.Interval? {
    guard let interval = estimate.interval else { return nil }
    let (low, high) = (number(interval.lowerBound), number(interval.upperBound))
    if estimate.isIdentified == false { return .notIdentified(low: low, high: high) }
    // As they are printed: what cannot be told from the end of the range is it.
    let allowed = estimate.parameter.range
    if high == number(allowed.upperBound) { return .atLeast(low) }
    return low == number(allowed.lowerBound) ? .atMost(high) : .within(low: low, high: high)
  }

  /// nil where neither is more than rounding.
  private static func first(_ fit: MethodFit) -> FitReport? {
    let old = NumberText.fixed(fit.first.old, digits: 3)
    let new = NumberText.fixed(abs(fit.first.new), digits: 3)
    let hasOld = old != NumberText.fixed(1, digits: 3)
    let hasNew = new != NumberText.fixed(0, digits: 3)
    guard hasOld || hasNew else { return nil }
    return .first(
      old: hasOld ? old : nil, new: hasNew ? (fit.first.new < 0 ? "− " : "+ ") + new : nil)
  }

  /// The best as a scenario with the log beside it.
  public static func scenario(_ fit: MethodFit, of run: MeasuredRun) -> Scenario {
    var scenario = fit.scenario
    scenario.name = PlainText.shortened("\(fit.method) fitted to \(run.source)")
    var mapping = run.mapping
    mapping.stepsPerTime = fit.stepsPerTime
    scenario.data = DataSource(file: run.source, hash: run.hash, mapping: mapping)
    return scenario
  }

  /// The best fit in a line for its figure, with what it leaves.
  public static func title(_ best: MethodFit) -> String {
    let remark = best.fits == false ? ", does not fit" : ""
    return
      "\(best.method) (RMS \(share(best.rms)), AIC \(NumberText.fixed(best.aic, digits: 1))\(remark))"
  }

  private static func share(_ value: Double) -> String { NumberText.significant(value, digits: 3) }
  private static func number(_ value: Double) -> String {
    NumberText.significant(value, digits: 4)
  }
}

/// A fit for programs.
public enum FitJSON {
  /// Log, mapping and, for each method, its numbers.
  ///
  /// - Parameter changed: a fit with a person's changes.
  public static func value(_ run: MeasuredRun, _ fit: Fit, _ changed: WhatIf?) -> JSONValue {
    .object([
      ("file", .text(run.source)), ("hash", .text(run.hash)),
      ("mapping", .text(run.mapping.options)), ("means", fit.means.map { .integer($0) } ?? .null),
      ("spread", fit.spread.map { .number($0) } ?? .null),
      (
        "spreads",
        fit.spreads.map {
          .object([("kept", .number($0.kept)), ("learned", .number($0.learned))])
        } ?? .null
      ),
      ("alike", .array(fit.alike.map { .text($0.method) })),
      ("methods", .array(fit.methods.map(method))),
      ("failed", .array(fit.failed.map { .text($0) })),
      ("whatIf", changed.flatMap { whatIf($0, run) } ?? .null),
      ("notes", .array(run.notes.map { .text($0.description) })),
    ])
  }

  private static func whatIf(_ changed: WhatIf, _ run: MeasuredRun) -> JSONValue? {
    guard let (before, after) = changed.ends(of: run) else { return nil }
    func shares(_ end: (step: Double, kept: Double, learned: Double)) -> JSONValue {
      .object([("kept", .number(end.kept)), ("learned", .number(end.learned))])
    }
    return .object([
      ("change", .text(changed.changes)), ("method", .text(changed.method.method)),
      ("step", .number(before.step)), ("before", shares(before)), ("after", shares(after)),
    ])
  }

  private static func method(_ fit: MethodFit) -> JSONValue {
    .object([
      ("method", .text(fit.method)), ("rms", .number(fit.rms)), ("aic", .number(fit.aic)),
      ("fits", fit.fits.map { .bool($0) } ?? .null), ("runs", .integer(fit.runCount)),
      ("first", .object([("old", .number(fit.first.old)), ("new", .number(fit.first.new))])),
      (
        "parameters",
        .object(
          fit.estimates.map { estimate in
            (
              estimate.parameter.name,
              .object([
                ("value", .number(estimate.value)),
                ("low", estimate.interval.map { .number($0.lowerBound) } ?? .null),
                ("high", estimate.interval.map { .number($0.upperBound) } ?? .null),
                ("identified", estimate.isIdentified.map { .bool($0) } ?? .null),
              ])
            )
          })
      ),
    ])
  }
}
