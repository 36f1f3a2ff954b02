/// How far a model has gone from where it was to begin with: Kullback–Leibler divergences between q and
/// q_ref, on everything and on the new task alone, from sums over nodes.
///
/// On the new task alone both densities are weighed by s_n, the probability that the target gives the
/// new task at a point, and normalised: what is divergence in prompts of the new task. Where the target
/// is the new task alone it is that on everything.
struct ShiftIntegral {
  /// In nats.
  struct Values: Hashable, Sendable {
    var referenceToModel = 0.0
    var modelToReference = 0.0
    var newReferenceToModel = 0.0
    var newModelToReference = 0.0
  }

  private var toReference = 0.0
  private var fromReference = 0.0
  private var referenceMass = 0.0
  private var modelMass = 0.0
  private var referenceSum = 0.0
  private var modelSum = 0.0

  /// Adds a block of nodes.
  ///
  /// - Parameter newShare: s_n at a node.
  mutating func add(
    count: Int, model: UnsafePointer<Double>, logModel: UnsafePointer<Double>,
    reference: UnsafePointer<Double>, logReference: UnsafePointer<Double>,
    newShare: (Int) -> Double
  ) {
    for node in 0..<count {
      let share = newShare(node)
      let gap = logModel[node] - logReference[node]
      if model[node] > 0 {
        toReference += model[node] * gap
        modelMass += model[node] * share
        modelSum += model[node] * share * gap
      }
      if reference[node] > 0 {
        fromReference -= reference[node] * gap
        referenceMass += reference[node] * share
        referenceSum -= reference[node] * share * gap
      }
    }
  }

  /// - Parameter weight: of a node.
  func values(weight: Double) -> Values {
    let odds = logarithm(referenceMass / modelMass)
    return Values(
      referenceToModel: (fromReference * weight).asDivergence,
      modelToReference: (toReference * weight).asDivergence,
      newReferenceToModel: (referenceSum / referenceMass - odds).asDivergence,
      newModelToReference: (modelSum / modelMass + odds).asDivergence)
  }
}
