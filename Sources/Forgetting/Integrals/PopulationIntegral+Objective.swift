/// F beside its gradient.
extension PopulationIntegral {
  /// What the flow decreases (docs/mathematics.md §2), at a model; nil where it is nothing.
  func objective(of model: Mixture, teacher: Mixture? = nil) -> Double? {
    guard let bound else { preconditionFailure("bind a method before asking for its objective") }
    guard isResolved else { return nil }
    var kernels = shown(bound, reduction?.reduce(model) ?? model, teacher)
    let constants = prepared(&kernels)
    var sum = 0.0
    nodes.forEachBlock { start, count in
      let block = fillBlock(&kernels, start: start, count: count)
      sum += bound.method.objectiveSum(block, constants)
    }
    return bound.method.objective(integral: sum * nodes.weight, constants)
  }
}
