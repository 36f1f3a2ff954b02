/// Answers of several tokens that share one logit, all of which an answer needs.
enum Tokens {
  static let number = NumberDescription(
    key: "tokens", label: "tokens n",
    about: "tokens of an answer that share the logit, all of them needed: a reward comes with pⁿ",
    range: 1...64, isWhole: true, slider: 1...16, increment: 1, standard: 1)
}

extension Problem {
  /// Whether the reference's components stand where the tasks are.
  var hasRightReference: Bool {
    Likeness.isRight(reference.old, target.old) && Likeness.isRight(reference.new, target.new)
  }
}
