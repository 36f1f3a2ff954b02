/// Answers of several tokens that share one logit, all of which an answer needs.
enum Tokens {
  static let number = NumberDescription(
    key: "tokens", label: "tokens n",
    about: "tokens of an answer that share the logit, all of them needed: a reward comes with pⁿ",
    range: 1...64, isWhole: true, slider: 1...16, increment: 1, standard: 1,
    explanation: Explanation(
      "reward: u' = n pⁿ (1−p)   data: u' = n (1−p)",
      "An answer of n tokens that share the logit. A reward comes only where all are right, so that a rare skill "
        + "waits for 1/pⁿ samples; data show every token of it at once."))
}

extension Problem {
  /// Whether the reference's components stand where the tasks are.
  var hasRightReference: Bool {
    Likeness.isRight(reference.old, target.old) && Likeness.isRight(reference.new, target.new)
  }
}
