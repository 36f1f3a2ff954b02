/// θ' = −P G(θ): where the flow goes from a point.
struct VelocityField {
  let integral: PopulationIntegral
  /// P by coordinate.
  let rates: Coordinates
  let dimension: Int

  /// P as a diagonal in the coordinates' order; frozen groups have 0.
  static func multipliers(_ rates: Rates) -> Coordinates {
    var result = Coordinates(repeating: 0)
    result.weight = rates.weight
    result.oldMean = SIMD2(repeating: rates.oldMean)
    result.newMean = SIMD2(repeating: rates.newMean)
    return result
  }

  /// −P G at θ.
  @inline(__always)
  func callAsFunction(_ state: FlowState) -> Coordinates {
    -(rates * integral.gradient(of: state.mixture))
  }
}

/// θ together with the frozen covariances, whose logarithms need not be taken at every stage.
struct FlowState {
  var mixture: Mixture

  init(_ mixture: Mixture) { self.mixture = mixture }

  /// θ + step.
  @inline(__always)
  func moved(by step: Coordinates) -> FlowState {
    var next = self
    next.mixture.logitWeight += step.weight
    next.mixture.old.mean += step.oldMean
    next.mixture.new.mean += step.newMean
    return next
  }

  var isFinite: Bool {
    mixture.logitWeight.isFinite && mixture.old.mean.x.isFinite && mixture.old.mean.y.isFinite
      && mixture.new.mean.x.isFinite && mixture.new.mean.y.isFinite
  }
}
