import Forgetting

/// What a method would have to be to come nearest to a log.
public struct MethodFit: Sendable {
  /// A parameter and where it lies with 95 % by the profile of the likelihood.
  public struct Estimate: Sendable {
    /// In its own units, all of them.
    public var parameter: FitParameter
    public var value: Double
    /// nil where nobody asked for it, or the method does not fit.
    public var interval: ClosedRange<Double>?
    /// False where the interval spans what is allowed, or nearly.
    public var isIdentified: Bool?
  }

  /// Its key, and its parameters, the time scale last.
  public var method: String
  public var estimates: [Estimate]
  /// The root of the mean square of what is left, as a share of mass.
  public var rms: Double
  /// Akaike's criterion; differences alone mean something.
  public var aic: Double
  /// Whether what is left is no more than the data's own spread; nil where that is not known.
  public var fits: Bool?
  /// The factor on kept and the offset of learned that the first scores' own errors ask for.
  public var first: (old: Double, new: Double)
  /// The best as a scenario, its end at the log's.
  public var scenario: Scenario
  /// How many runs it took.
  public var runCount: Int
}

extension MethodFit {
  /// Steps of the log in a unit of flow time.
  public var stepsPerTime: Double { estimates[estimates.count - 1].value }

  /// What a scenario gives at steps of the log, on the axes of its scores.
  ///
  /// - Parameters:
  ///   - steps: ascending.
  ///   - scenario: nil: the fit's own.
  /// - Returns: nil where the run does not get there.
  public func curves(
    of run: MeasuredRun, at steps: [Double], _ scenario: Scenario? = nil
  ) -> (kept: [Double], learned: [Double])? {
    var scenario = scenario ?? self.scenario
    scenario.clock.integrator = .dormandPrince
    scenario.clock.tolerance = FitModel.tolerance
    let begin = min(run.kept[0].step, run.learned[0].step)
    let times = steps.map { max(0, $0 - begin) / stepsPerTime }
    return FitCurves()(scenario, at: times).map { curves in
      (curves.kept.map { $0 * first.old }, curves.learned.map { first.new + (1 - first.new) * $0 })
    }
  }

  /// The same at the log's last step.
  public func end(
    of run: MeasuredRun, _ scenario: Scenario? = nil
  ) -> (step: Double, kept: Double, learned: Double)? {
    let last = max(run.kept[run.kept.count - 1].step, run.learned[run.learned.count - 1].step)
    guard let curves = curves(of: run, at: [last], scenario), let kept = curves.kept.last,
      let learned = curves.learned.last
    else { return nil }
    return (last, kept, learned)
  }
}
