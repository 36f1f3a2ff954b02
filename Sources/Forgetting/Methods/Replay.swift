/// What the methods with replay share: the parameter and its words.
enum Replay {
  static func number(about: String) -> NumberDescription {
    NumberDescription(
      key: "replay", label: "replay λ", about: about, range: 0...1, includesUpper: false,
      slider: 0...0.95, increment: 0.05, standard: 0, comesFirst: true)
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
