/// What the batches see.
extension MeasureCatalogue {
  static let batches: [Measure] = [
    .oldSamples, .starvedSteps, .starvationProbability, .effectiveOldSamples, .effectiveSampleSize,
    .largestWeight,
  ]
}

extension Measure {
  /// Whether it says something only of a lane that draws samples.
  public var isOfBatches: Bool { MeasureCatalogue.batches.contains(self) }

  static let oldSamples = Measure(
    "oldSamples", words: "old", spellings: ["old-samples"],
    formula: "old samples / samples of the batch",
    about:
      "How many samples of this step came from an old component. None of them, and the "
      + "step says almost nothing about the old task.",
    isColumn: false, drawing: Drawing(.magnitude),
    .measured { $0.batch?.last.map { Double($0.oldCount) } })

  /// Steps whose batch held no old sample, of a lane that draws some.
  public static let starvedSteps = Measure(
    "starvedSteps", words: "starved", spellings: ["starved"],
    formula: "steps without an old sample / steps",
    about:
      "How often a step saw nothing old. Such a step says almost nothing about the old "
      + "task: the new mode's coefficients are nearly constant, and the baseline takes "
      + "constants away.",
    drawing: Drawing(.magnitude), .measured { $0.batch.map { Double($0.starvedSteps) } })

  static let starvationProbability = Measure(
    "starvationProbability", words: "P(none)", spellings: ["p-none"],
    formula: "(1 − β)^N own, ((1 − λ)(1 − β))^N with replay",
    about:
      "The chance that the next batch has no old sample. It rises as β falls, so "
      + "forgetting feeds itself; replay and larger batches hold it down.",
    isColumn: false, drawing: Drawing(.share), .measured { $0.batch?.starvationProbability })

  static let effectiveOldSamples = Measure(
    "effectiveOldSamples", words: "eff. old", spellings: ["effective-old"],
    formula: "Σ w_i r_o(y_i);  expected N β",
    about:
      "How many old samples the batch is worth. Its expectation does not depend on λ: "
      + "replay does not show the old mode more often, it shows it more evenly.",
    isColumn: false, drawing: Drawing(.magnitude),
    .measured { $0.batch?.last.map { $0.effectiveOldCount } })

  static let effectiveSampleSize = Measure(
    "effectiveSampleSize", words: "ESS", spellings: ["effective-size"],
    formula: "(Σ w)² / Σ w²",
    about:
      "How many equally weighted samples the batch is worth: N for equal weights, 1 if "
      + "one sample has all.",
    isColumn: false, drawing: Drawing(.magnitude),
    .measured { $0.batch?.last.map { $0.effectiveSampleSize } })

  static let largestWeight = Measure(
    "largestWeight", words: "max w", spellings: ["largest-weight"],
    formula: "max w_i ≤ 1/(1 − λ) for reverse KL",
    about:
      "The largest weight of a sample. With replay it is capped; ratios such as p/q have "
      + "no cap, and one sample may then decide a step.",
    isColumn: false, drawing: Drawing(.magnitude),
    .measured { $0.batch?.last.map { $0.largestWeight } })
}
