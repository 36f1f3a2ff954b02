/// A step that has a name instead of a number.
enum StepLabel: Hashable {
  case number(Double)
  /// After all that have a number.
  case end
  case none

  private static let beginnings: Set<String> = [
    "base", "baseline", "init", "initial", "pretrained", "start", "before", "reference", "ref",
    "zero",
  ]
  private static let endings: Set<String> = ["final", "last", "end", "after", "latest"]

  /// Whether a name without a number says that nothing has been learned yet.
  static func isBeginning(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter }.map(String.init)
    return StepLabel(text) == .number(0) && words.contains(where: StepLabel.beginnings.contains)
  }

  /// What a name says: `step50`, `checkpoint-500`, `2k`, `1,000`, `base`, `final`.
  ///
  /// Of several numbers that counts which stands behind a word for steps (`qwen-7b-step100`), and of `100/2000` the first;
  /// else nobody knows which.
  init(_ text: String) {
    let plain = text.lowercased()
    // What is too large for a number is none.
    var found = LabelNumbers(plain).numbers.filter(\.value.isFinite)
    if found.count == 2, found[1].isOutOf { found.removeLast() }
    let ranked = found.filter { $0.rank != nil }
    if let best = ranked.min(by: { $0.rank! < $1.rank! }) {
      let isOnly = ranked.count { $0.rank == best.rank } == 1
      self = isOnly ? .number(best.value) : .none
      return
    }
    let words = plain.split { !$0.isLetter }.map(String.init)
    let isBeginning = words.contains(where: StepLabel.beginnings.contains)
    let isEnding = words.contains(where: StepLabel.endings.contains)
    // `qwen2-base` is no second step.
    if found.count == 1, !(found[0].isGlued && (isBeginning || isEnding)) {
      self = .number(found[0].value)
      return
    }
    self = isBeginning ? .number(0) : isEnding ? .end : .none
  }
}
