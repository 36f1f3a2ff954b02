/// What the methods with replay share: the parameter and its words.
enum Replay {
  static let key = "replay"

  static func number(about: String) -> NumberDescription {
    NumberDescription(
      key: key, label: "replay λ", about: about, range: 0...1, includesUpper: false,
      slider: 0...0.95, increment: 0.05, standard: 0, comesFirst: true,
      explanation: Explanation(
        "forward KL: q → (1 − λ) N(μ_n) + λ N(μ_o), β* = λ",
        "The share of old data. For forward KL it moves the optimum: β ends at λ, not at 0. Reverse KL corrects "
          + "by w = q/b_λ ≤ 1/(1 − λ): its end stays at α, and replay only makes batches without an old sample rarer."
      ))
  }

  /// "new task", "new + 20 % old": short enough to stand beside the method's name.
  ///
  /// - Parameter replayed: what is replayed, in a word.
  static func dataSource(
    _ source: String, replay: Double, of replayed: String = "old"
  ) -> String {
    guard replay > 0 else { return source }
    let base = source.split(separator: " ").first.map(String.init) ?? source
    let percent = (replay * 1000).rounded() / 10
    let text = percent == percent.rounded() ? String(Int(percent)) : String(percent)
    return "\(base) + \(text) % \(replayed)"
  }
}

extension MethodSettings {
  /// λ, the share of old data in [0, 1); 0 of a method that has none.
  public var replay: Double { numbers[Replay.key] ?? 0 }
}
