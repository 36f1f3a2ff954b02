/// The force on the old mean, split into its sources: why it moves or does not.
///
/// All numbers are velocities of m_o along the line from μ_o to μ_n, in σ per unit of flow time at
/// rate 1; positive points to the new task.
public struct Force: Hashable, Sendable {
  /// What one cause pulls with.
  public struct Part: Hashable, Sendable {
    /// "spring", "target gate", "new data".
    public var name: String
    /// In the unit of the force, with its sign: > 0 is towards the new task.
    public var value: Double
  }
  /// They add up to the force.
  public var parts: [Part]
  /// Their sum, −Gᵀ along the line.
  public var total: Double
}

/// Splits forces; keeps its workspace between calls.
public final class ForceReader {
  private let integral = PopulationIntegral()
  private let meters = MeterIntegral()

  public init() {}

  /// The force of a method at a model; nil where no split is known.
  public func force(
    _ method: any Method, _ problem: Problem, model: Mixture
  ) -> Force? {
    let axis = problem.target.old.scale.whiten(
      problem.target.new.mean - problem.target.old.mean)
    let length = (axis * axis).sum().squareRoot()
    guard length > 1e-9 else { return nil }
    let unit = axis / length
    func along(_ velocity: SIMD2<Double>) -> Double {
      (problem.target.old.scale.whiten(velocity) * unit).sum()
    }
    integral.bind(method, problem: problem, model: model, preserved: false)
    guard integral.isResolved else { return nil }
    let total = -along(integral.gradient(of: model, teacher: problem.teacher).oldMean)
    switch method.forceSplit {
    case .data(let shares):
      return dataForce(shares, problem, model, total: total, along: along)
    case .gates where Likeness.hasOneCovariance(problem.target, model):
      return gatedForce(problem, model, total: total, along: along)
    case .gates, .none:
      return Force(parts: [], total: total)
    }
  }

  /// Each share of the data pulls the old mean by what it is held responsible for, which is forward KL
  /// on one mode.
  private func dataForce(
    _ shares: [DataShare], _ problem: Problem, _ model: Mixture, total: Double,
    along: (SIMD2<Double>) -> Double
  ) -> Force {
    let alone = ForwardKL(replay: 0, replayMode: .mix)
    func pull(_ share: DataShare) -> Double {
      guard share.share > 0 else { return 0 }
      var shareProblem = problem
      shareProblem.target.new = share.source == .old ? problem.target.old : problem.target.new
      integral.bind(alone, problem: shareProblem, model: model, preserved: false)
      let gradient = integral.gradient(of: model, teacher: problem.teacher)
      return -share.share * along(gradient.oldMean)
    }
    return Force(
      parts: shares.map { Force.Part(name: $0.name, value: pull($0)) },
      total: total)
  }

  /// −β Σ⁻¹ [(m_o − μ_o) + ε_p (μ_o − μ_n) − ε_q (m_o − m_n)] (docs/mathematics.md §6).
  private func gatedForce(
    _ problem: Problem, _ model: Mixture, total: Double, along: (SIMD2<Double>) -> Double
  ) -> Force {
    let values = meters(problem, model: model)
    let scale = model.old.scale
    let target = problem.target
    func part(_ v: SIMD2<Double>) -> Double {
      along(-model.oldWeight * scale.transposedSolve(scale.whiten(v)))
    }
    return Force(
      parts: [
        Force.Part(
          name: "spring", value: part(model.old.mean - target.old.mean)),
        Force.Part(
          name: "target gate",
          value: part(values.misassignmentTarget * (target.old.mean - target.new.mean))),
        Force.Part(
          name: "model gate",
          value: part(-values.misassignmentModel * (model.old.mean - model.new.mean))),
      ], total: total)
  }
}
