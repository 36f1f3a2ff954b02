import CKernel

/// Densities of one mixture at a block of nodes.
final class NodeReading {
  let room = ComponentRoom()
  let logDensity = UnsafeMutablePointer<Double>.allocate(capacity: Nodes.blockSize)
  let density = UnsafeMutablePointer<Double>.allocate(capacity: Nodes.blockSize)

  deinit {
    logDensity.deallocate()
    density.deallocate()
  }

  func read(_ nodes: Nodes, _ start: Int, _ count: Int) {
    nodes.densities(
      of: room.kernel, start: start, count: count, logDensity: logDensity, density: density,
      responsibilities: room.responsibilities, stride: Nodes.blockSize)
  }

  /// Responsibility of a component.
  func responsibility(_ component: Int) -> UnsafeMutablePointer<Double> {
    room.responsibilities + component * Nodes.blockSize
  }
}

extension ShiftIntegral {
  /// Adds a block of nodes.
  mutating func add(
    count: Int, model: NodeReading, reference: NodeReading, newShare: (Int) -> Double
  ) {
    add(
      count: count, model: model.density, logModel: model.logDensity,
      reference: reference.density, logReference: reference.logDensity, newShare: newShare)
  }
}
