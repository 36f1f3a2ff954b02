import Forgetting
import Simulation
import Words

/// Axes as a command line writes them: `target.separation=1:8:57`, `lanes.1.replay=0.001:0.5:41:log`,
/// `lanes.1.method=reverse-kl,sdft`, `lanes.1.step, lanes.2.step=[0.1, 0.2]`.
public enum SweepAxisText {
  /// Reads `--over`.
  ///
  /// - Parameter scenario: whose parameters there are.
  public static func axis(
    _ text: String, of scenario: Scenario
  ) throws(DocumentError) -> Sweep.Axis {
    let option = "--over"
    guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
      throw refusal(option, text)
    }
    let paths = SweepAxisValues.paths(String(text[..<sign]))
    let values = String(text[text.index(after: sign)...])
    if let first = values.first(where: { $0 != " " }), "[{".contains(first) {
      let root = try YAMLDocument.root(of: Array(values.utf8), source: option)
      return try SweepAxisReader.axis(
        paths,
        YAMLField(source: option, path: paths.joined(separator: ", "), line: nil, node: root),
        of: scenario)
    }
    let parts = values.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if parts.count > 1 {
      guard (3...4).contains(parts.count), let from = SweepAxisValues.number(parts[0]),
        let to = SweepAxisValues.number(parts[1]),
        let points = Int(parts[2]), parts.count == 3 || ["log", "linear"].contains(parts[3])
      else { throw refusal(option, text) }
      let range = ValueRange(
        from: from, to: to, count: points, isLogarithmic: parts.count == 4 && parts[3] == "log")
      try SweepAxisValues.check(range, paths, source: option, line: nil)
      return Sweep.Axis(paths, .range(range))
    }
    var list: [[ParameterValue]] = []
    for word in values.split(separator: ",", omittingEmptySubsequences: false) {
      let word = word.split(separator: " ").joined(separator: " ")
      guard !word.isEmpty else { throw refusal(option, text) }
      list.append(
        try paths.map { (path) throws(DocumentError) in
          try SweepAxisValues.value(word, at: path, of: scenario, source: option, line: nil)
        })
    }
    return Sweep.Axis(paths, list)
  }

  /// The paths of an axis, from what stands before its `=`.
  public static func paths(_ text: String) -> [String] { SweepAxisValues.paths(text) }

  /// `from:to` or `from:to:points[:log]` behind the path of `--solve`.
  public static func solved(
    _ text: String
  ) throws(DocumentError) -> (path: String, range: ValueRange?) {
    guard let sign = text.firstIndex(of: "=") else { return (text, nil) }
    let path = String(text[..<sign])
    let parts = text[text.index(after: sign)...]
      .split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard (2...4).contains(parts.count), let from = SweepAxisValues.number(parts[0]),
      let to = SweepAxisValues.number(parts[1]),
      let points = parts.count > 2 ? Int(parts[2]) : SweepGoal.standardCount,
      parts.count < 4 || ["log", "linear"].contains(parts[3])
    else {
      throw DocumentError(
        source: "--solve", line: nil,
        problem: .other(.refused(PlainText.shortened(text), .sweep(.solvedText))))
    }
    let range = ValueRange(
      from: from, to: to, count: points, isLogarithmic: parts.count == 4 && parts[3] == "log")
    try SweepAxisValues.check(range, [path], source: "--solve", line: nil)
    return (path, range)
  }

  private static func refusal(_ option: String, _ text: String) -> DocumentError {
    DocumentError(
      source: option, line: nil,
      problem: .other(.refused(PlainText.shortened(text), .sweep(.axisText))))
  }
}
