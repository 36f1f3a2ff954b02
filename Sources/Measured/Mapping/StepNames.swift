/// What columns of steps are called, and steps that have a name instead of a number.
enum StepNames {
  /// What the places of lists without a column of steps are called.
  static let index = "index"

  /// From what counts steps to what only goes along with them.
  private static let names = [
    "step", "global_step", "_step", "steps", "global_steps", "training_step", "train_step",
    "trainer_step", "n_step", "iteration", "iterations", "iter", "it", "update", "updates",
    "batch", "episode", "episodes", "round", "checkpoint", "ckpt", "checkpoint_step", "model_step",
    "tokens", "num_tokens", "samples", "examples", "epoch", "epochs", "time", "t", "x", index,
  ]

  /// How well a column's name fits; the least fits best, nil: it is none.
  static func rank(_ name: String) -> Int? {
    let plain = String(name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    if let rank = names.firstIndex(of: plain) { return rank * 2 }
    // `train/global_step`, `progress.step`: behind the plain one.
    guard let last = plain.split(whereSeparator: { $0 == "/" || $0 == "." }).last else {
      return nil
    }
    return names.firstIndex(of: String(last)).map { $0 * 2 + 1 }
  }

  private static let beginnings: Set<String> = [
    "base", "baseline", "init", "initial", "pretrained", "start", "before", "reference", "ref",
    "zero",
  ]
  private static let endings: Set<String> = ["final", "last", "end", "after", "latest"]

  enum Label {
    case number(Double)
    /// After all that have a number.
    case end
    case none
  }

  /// What a name says: `step50`, `checkpoint-500`, `2k`, `base`, `final`.
  static func label(_ text: String) -> Label {
    let plain = text.lowercased()
    let words = plain.split { !$0.isLetter }.map(String.init)
    var bytes = Array(plain.utf8)
    var factor = 1.0
    if let last = bytes.last, last == UInt8(ascii: "k") || last == UInt8(ascii: "m"),
      bytes.count > 1, (0x30...0x39).contains(bytes[bytes.count - 2])
    {
      factor = last == UInt8(ascii: "k") ? 1000 : 1_000_000
      bytes.removeLast()
    }
    let digits = bytes.reversed().prefix { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    let number = Array(digits.reversed()).withUnsafeBufferPointer { DataNumber.number($0) }
    if let number { return .number(number * factor) }
    if words.contains(where: beginnings.contains) { return .number(0) }
    if words.contains(where: endings.contains) { return .end }
    return .none
  }
}
