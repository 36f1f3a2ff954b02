import CKernel

/// The mixtures that move while the nodes stay.
struct MovingKernels {
  /// Of two components; otherwise the model stands in its room, and this is its new component.
  var model: CKMixture
  let isPair: Bool
  let isSingle: Bool
  var teacher: CKMixture?
  /// Whether a teacher of more components stands in its room.
  var hasWideTeacher = false
  let newWeight: Double
  /// Whether the model's densities already stand at all nodes.
  var isSwept = false
}
