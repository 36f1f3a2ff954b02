import Forgetting
import Simulation

/// A statement's verdict as a line of text, for `verify`.
public enum FindingLine {
  /// One line, as long as it gets.
  public static func text(_ entry: Verification.Entry) -> String {
    let word =
      switch entry.finding.verdict {
      case .holds: "holds"
      case .fails: "FAILS"
      case .notYet: "not yet"
      case .doesNotApply: "–"
      }
    let title = pad(entry.statement.title, 34)
    let count = entry.judged > 0 ? " at \(entry.held) of \(entry.judged) instants" : ""
    return "  \(pad(entry.statement.number, 3)) lane \(entry.lane + 1) \(pad(entry.method, 11)) "
      + "\(pad(word, 8)) \(title) \(TheoryView.text(entry.finding, digits: .two))\(count)"
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
