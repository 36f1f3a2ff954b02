import Cells
import Explorer
import Forgetting
import Simulation

/// A column of a sweep's table that can be drawn: a measure, or the value that was solved for.
public struct SweepColumn: Sendable {
  /// As the table calls it.
  public let name: String
  /// nil: what was solved for.
  let measure: SweepMeasure?
  /// Where it stands behind the lane's method.
  let offset: Int

  /// All of them; where the sweep solves, what it solves for comes first.
  public static func all(of sweep: Sweep) -> [SweepColumn] {
    let first = sweep.goal == nil ? 1 : 4
    // Behind the number of the crossing and how many there are.
    let solved = sweep.goal.map { [SweepColumn(name: $0.path, measure: nil, offset: 3)] } ?? []
    return solved
      + sweep.measures.enumerated().map {
        SweepColumn(name: $1.name, measure: $1, offset: first + $0)
      }
  }

  /// "kept at t 20": what is at the end says when that is. What was solved for says what for.
  ///
  /// - Parameter isFirst: whether points have further crossings, which are not drawn.
  func label(_ sweep: Sweep, isFirst: Bool) -> String {
    let end = sweep.sweepsEnd ? "" : " at t \(ParameterValue.number(sweep.until))"
    if let measure { return measure.name + (measure.isAtEnd ? end : "") }
    guard let goal = sweep.goal else { return name }
    let parameter = ParameterCatalogue.parameter(at: goal.path, in: sweep.experiment.scenario)
    return (isFirst ? "first " : "") + (parameter?.label ?? goal.path)
      + " for \(goal.text)" + (goal.measure.isAtEnd && goal.path != "clock.until" ? end : "")
  }

  /// What an axis of such numbers spans.
  func axis(_ sweep: Sweep, of numbers: [Double]) -> Axis {
    if let measure, measure.isValue, measure.measure.drawing.range == .share {
      return Axis(lower: 0, upper: 1)
    }
    let known = numbers.filter(\.isFinite)
    let (least, most) = (known.min() ?? 0, known.max() ?? 1)
    if measure == nil, sweep.goal?.range.isLogarithmic == true, least > 0, most >= 10 * least {
      return Axis(lower: least, upper: most, isLogarithmic: true)
    }
    let low = min(0, least)
    return Axis.rounded(covering: low...max(low + 1e-6, most))
  }
}
