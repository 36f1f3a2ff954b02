import Forgetting
import Simulation
import Words

/// The axes of a sweep's file.
enum SweepAxisReader {
  /// `{from: 1, to: 8, points: 57, scale: log}` or a list: of values for all paths, or of lists with one
  /// for each.
  static func axis(
    _ paths: [String], _ field: YAMLField, of scenario: Scenario
  ) throws(DocumentError) -> Sweep.Axis {
    switch field.node.content {
    case .mapping: return Sweep.Axis(paths, .range(try range(paths, field)))
    case .sequence: break
    case .scalar:
      throw field.refusal(allowed: .sweep(.valuesOrRange))
    }
    let items = try field.items(allowed: .sweep(.listOfValues))
    guard !items.isEmpty else {
      throw field.refusal(given: .noValue, allowed: .sweep(.someValue))
    }
    var list: [[ParameterValue]] = []
    for item in items {
      if case .sequence = item.node.content {
        let parts = try item.items(allowed: .sweep(.valuePerPath))
        guard parts.count == paths.count else {
          throw item.refusal(
            given: .list(parts.count), allowed: .sweep(.valuesPerPath(paths.count)))
        }
        var values: [ParameterValue] = []
        for (part, path) in zip(parts, paths) {
          values.append(try value(part, at: path, of: scenario))
        }
        list.append(values)
      } else {
        list.append(
          try paths.map { (path) throws(DocumentError) in
            try value(item, at: path, of: scenario)
          })
      }
    }
    return Sweep.Axis(paths, list)
  }

  private static func value(
    _ field: YAMLField, at path: String, of scenario: Scenario
  ) throws(DocumentError) -> ParameterValue {
    switch try field.numberOrWord() {
    case .number(let number): return .number(number)
    case .word(let word):
      return try SweepAxisValues.value(
        word, at: path, of: scenario, source: field.source, line: field.line)
    }
  }

  static func range(_ paths: [String], _ field: YAMLField) throws(DocumentError) -> ValueRange {
    let fields = try field.mapping(["from", "to", "points", "scale"])
    let scale = try fields["scale"]?.word(among: ["linear", "log"]) ?? "linear"
    let points = try fields.required("points", allowed: .sweep(.pointCount))
    let range = ValueRange(
      from: try fields.required("from", allowed: .number).number(),
      to: try fields.required("to", allowed: .number).number(),
      count: Int(try points.integer(in: 1...UInt64(Sweep.largestRunCount))),
      isLogarithmic: scale == "log")
    try SweepAxisValues.check(range, paths, source: field.source, line: field.line)
    return range
  }
}
