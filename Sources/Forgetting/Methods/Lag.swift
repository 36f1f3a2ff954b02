import Words

/// How far a reference lags behind the model: the flow time, or the number of a lane's steps, after which
/// it becomes the model again.
struct Lag: Hashable, Sendable {
  /// In flow time or steps; ∞ keeps the reference for ever.
  let value: Double
  let isSteps: Bool

  init(_ value: Double, unit: String) {
    self.value = value
    isSteps = unit == "steps"
  }

  static let number = NumberDescription(
    key: "lag", label: "lag L",
    about: "flow time (or steps) after which the reference is refreshed; inf: never",
    range: 0...1_000_000, includesLower: false, slider: 0.5...200, isLogarithmic: true,
    increment: 1.189207115002721, standard: .infinity, includesInfinity: true,
    count: NumberCount(key: "steps", choice: "lagUnit", allowed: .steps),
    explanation: Explanation(
      "q_ref ← q every L",
      "Flow time (or steps) after which the reference becomes the model. A short lag forgets window after window; "
        + "∞ never refreshes, and the loss stays at one window's. Of filtered own answers: ∞ is Self-SFT, a while "
        + "Iterative-SFT, a step RAFT."))

  static let unit = ChoiceDescription(
    key: "lagUnit", label: "lag in", about: "time: flow time; steps: steps of this lane",
    values: ["time", "steps"], idle: IdleCondition(number: "lag", value: .infinity),
    explanation: Explanation(
      "L in flow time, or L · h in steps",
      "Whether the lag counts flow time or this lane's steps; the same lag in other words."))

  var isFinite: Bool { value.isFinite }

  /// In flow time, for a lane of step h; nil for never.
  func period(step: Double) -> Double? {
    guard isFinite else { return nil }
    return isSteps ? max(1, value.rounded()) * step : value
  }

  func note(_ lane: LaneCircumstances) -> MethodNote {
    isFinite ? MethodNote(.refreshed(times: lane.refreshCount)) : MethodNote(.neverRefreshed)
  }
}

extension MethodWords {
  /// The lag of a lane of a method that has one.
  static func lag(in settings: MethodSettings) -> Lag {
    Lag(number(Lag.number.key, in: settings), unit: word(Lag.unit.key, in: settings))
  }
}
