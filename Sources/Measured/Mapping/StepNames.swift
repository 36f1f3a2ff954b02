/// What columns of steps are called.
enum StepNames {
  /// What the places of lists without a column of steps are called.
  static let index = "index"

  /// From what counts steps to what only goes along with them.
  private static let names = [
    "step", "global_step", "_step", "steps", "global_steps", "training_step", "train_step",
    "trainer_step", "current_steps", "n_step", "training_iteration", "iteration", "iterations",
    "iter",
    "it", "update", "updates", "batch", "episode", "episodes", "round", "checkpoint", "ckpt",
    "checkpoint_step", "model_step", "timesteps_total", "total_timesteps", "num_timesteps",
    "timesteps", "num_env_steps", "env_steps", "optimizer_step", "gradient_step", "tokens",
    "num_tokens", "tokens_seen", "num_tokens_seen", "num_input_tokens_seen", "total_tokens",
    "consumed_tokens", "train_tokens", "samples", "num_samples", "samples_seen",
    "consumed_samples", "examples", "examples_seen", "epoch",
    "epochs", "time", "t", "x", index,
  ]

  /// How well a column's name fits; the least fits best, nil: it is none.
  static func rank(_ name: String) -> Int? {
    var plain = String(name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    // A unit behind it, as in `tokens (B)`.
    if let last = plain.last, last == ")" || last == "]",
      let open = plain.lastIndex(of: last == ")" ? "(" : "[")
    {
      plain = String(plain[..<open])
      while plain.last == "_" { plain.removeLast() }
    }
    if let rank = names.firstIndex(of: plain) { return rank * 2 }
    // `train/global_step`, `progress.step`: behind the plain one.
    guard let last = plain.split(whereSeparator: { $0 == "/" || $0 == "." }).last else {
      return nil
    }
    return names.firstIndex(of: String(last)).map { $0 * 2 + 1 }
  }
}
