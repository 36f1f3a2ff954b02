/// The line from the old task to the new one, in deviations of the old task: what drift is measured
/// along where its sign matters.
public struct DriftAxis: Equatable, Sendable {
  private let origin: SIMD2<Double>
  private let scale: CholeskyFactor
  /// Of unit length, in whitened coordinates.
  private let direction: SIMD2<Double>

  /// The axis of a target; where its means coincide, the first axis.
  public init(_ target: Mixture) { self.init(from: target.old, to: target.new) }

  /// The axis of a problem: with tasks that have names, from the seen task that stands for all of them
  /// to the current one.
  init(_ problem: Problem) {
    guard let tasks = problem.tasks else {
      self.init(problem.target)
      return
    }
    let old = tasks.oldComponent(of: tasks.count)
    self.init(from: tasks.gaussians[old], to: tasks.gaussians[tasks.current])
  }

  private init(from old: Gaussian, to new: Gaussian) {
    origin = old.mean
    scale = old.scale
    let difference = scale.whiten(new.mean - old.mean)
    let length = (difference * difference).sum().squareRoot()
    direction = length > 1e-9 ? difference / length : SIMD2(1, 0)
  }

  /// ⟨m − μ_o, μ_n − μ_o⟩ / ‖μ_n − μ_o‖ in the Σ_o⁻¹ product: 0 at the old task, positive towards the
  /// new one, in σ.
  public func coordinate(of mean: SIMD2<Double>) -> Double {
    (scale.whiten(mean - origin) * direction).sum()
  }

  /// The rate of change of the coordinate of a mean that moves.
  public func speed(of velocity: SIMD2<Double>) -> Double {
    (scale.whiten(velocity) * direction).sum()
  }

  /// The mean at a coordinate that stands as far beside the axis as another one does.
  public func mean(at coordinate: Double, beside mean: SIMD2<Double>) -> SIMD2<Double> {
    mean + (coordinate - self.coordinate(of: mean)) * scale.apply(direction)
  }
}
