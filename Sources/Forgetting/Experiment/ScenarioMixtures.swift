extension Scenario {
  /// p, with everything that was left out filled in.
  ///
  /// With tasks it is that of the stage in force, the current task last.
  public var targetMixture: Mixture {
    if let tasks { return tasks.target }
    let old = scale(target.old, default: CholeskyFactor(l11: 1))
    return Mixture(
      dimension: dimension, logitWeight: logit(target.oldMass),
      old: Gaussian(mean: vector(target.old.mean), scale: old),
      new: Gaussian(mean: vector(target.new.mean), scale: scale(target.new, default: old)))
  }

  /// q₀: what is not given follows the target.
  public var startMixture: Mixture {
    if let tasks { return startMixture(of: tasks) }
    return mixture(start, default: targetMixture)
  }

  /// q_ref: what is not given follows the start.
  public var referenceMixture: Mixture { mixture(reference, default: startMixture) }

  /// T at t = 0: what is not given follows the start.
  var teacherMixture: Mixture { mixture(teacher, default: startMixture) }

  /// D: what is not given follows the target, but the covariances are the model's.
  var demonstratorMixture: Mixture {
    if let tasks { return demonstratorMixture(of: tasks) }
    var base = targetMixture
    let start = startMixture
    base.old.scale = start.old.scale
    base.new.scale = start.new.scale
    return mixture(demonstrator, default: base)
  }

  /// The mixtures of the scenario with every default filled in: what meters and statements are
  /// about.
  public var problem: Problem {
    Problem(
      target: targetMixture, reference: referenceMixture, teacher: teacherMixture,
      demonstrator: demonstratorMixture, tasks: tasks)
  }

  private func mixture(_ settings: MixtureSettings, default base: Mixture) -> Mixture {
    if sequence != nil { return components(settings, default: base) }
    return Mixture(
      dimension: dimension,
      logitWeight: settings.oldWeight.map(logit) ?? base.logitWeight,
      old: mode(settings.old, default: base.old), new: mode(settings.new, default: base.new))
  }

  private func mode(_ settings: ModeSettings, default base: Gaussian) -> Gaussian {
    Gaussian(
      mean: settings.mean.map { vector($0) } ?? base.mean,
      scale: scale(settings, default: base.scale))
  }

  private func scale(_ mode: ModeSettings, default base: CholeskyFactor) -> CholeskyFactor {
    scale(mode.spread, default: base)
  }

  func scale(_ spread: Spread?, default base: CholeskyFactor) -> CholeskyFactor {
    spread.map { CholeskyFactor($0) } ?? base
  }

  func vector(_ mean: [Double]?) -> SIMD2<Double> {
    guard let mean, !mean.isEmpty else { return SIMD2(0, 0) }
    return SIMD2(mean[0], mean.count > 1 ? mean[1] : 0)
  }

  /// The rates of a lane: its own, or the scenario's.
  public func rates(ofLane index: Int) -> Rates { lanes[index].rates ?? rates }
  /// The coordinates of a lane: its own, or the scenario's.
  func coordinates(ofLane index: Int) -> CoordinateSystem {
    lanes[index].coordinates ?? coordinates
  }
  /// The sampling of a lane: its own, or the scenario's.
  public func sampling(ofLane index: Int) -> Sampling { lanes[index].sampling ?? sampling }
  /// How a lane steps: its own optimiser, or the clock's integrator; a batch falls back to plain
  /// steps where that is meant for the exact flow.
  public func integrator(ofLane index: Int) -> Clock.Integrator {
    let wanted = lanes[index].optimiser ?? clock.integrator
    return sampling(ofLane: index).isBatch && !wanted.stepsBatches ? .euler : wanted
  }
  /// The step of a lane: its own, or the clock's.
  public func step(ofLane index: Int) -> Double { lanes[index].step ?? clock.step }
}
