import CKernel

/// What the C kernel reads.
extension FlowModel {
  /// Whether the kernel's entries for two modes serve, which need one responsibility instead of all.
  @inline(__always)
  var isPair: Bool { count <= 2 }

  /// A mixture of one or two components.
  var kernelMixture: CKMixture {
    let logWeights = logWeights(ofPair: logitWeight)
    return CKMixture(
      old_mode: kernelMode(old, logWeight: logWeights.old),
      new_mode: kernelMode(new, logWeight: logWeights.new))
  }

  @inline(__always)
  func kernelMode(_ gaussian: Gaussian, logWeight: Double) -> CKMode {
    let l = gaussian.scale
    return CKMode(
      mean: (gaussian.mean.x, gaussian.mean.y),
      whitening: (1 / l.l11, -l.l21 / (l.l11 * l.l22), 1 / l.l22),
      log_scale: logWeight - l.logDeterminant - 0.5 * Double(dimension) * logTwoPi)
  }
}

extension Mixture {
  /// Any number of components, into room for them.
  func fill(_ room: UnsafeMutablePointer<CKComponents>) {
    room.pointee.count = count
    let modes = Mixture.modes(of: room)
    forEachComponent { index, logWeight, gaussian in
      modes[index] = kernelMode(gaussian, logWeight: logWeight)
    }
  }

  /// C arrays come over as tuples; these are their elements.
  static func modes(
    of room: UnsafeMutablePointer<CKComponents>
  ) -> UnsafeMutablePointer<CKMode> {
    let offset = MemoryLayout<CKComponents>.offset(of: \CKComponents.mode)!
    return (UnsafeMutableRawPointer(room) + offset).assumingMemoryBound(to: CKMode.self)
  }
}

/// Room for a mixture of more than two components as the kernel reads it, and for all
/// responsibilities at a block of points; made once by whoever meets such a mixture.
final class ComponentRoom {
  let kernel: UnsafeMutablePointer<CKComponents>
  /// Component by component, `Nodes.blockSize` apart.
  let responsibilities: UnsafeMutablePointer<Double>
  let sums: UnsafeMutablePointer<CKComponentSums>
  let weights: UnsafeMutablePointer<Double>

  init() {
    kernel = .allocate(capacity: 1)
    kernel.initialize(to: CKComponents())
    responsibilities = .allocate(capacity: Mixture.capacity * Nodes.blockSize)
    responsibilities.initialize(repeating: 0, count: Mixture.capacity * Nodes.blockSize)
    sums = .allocate(capacity: 1)
    sums.initialize(to: CKComponentSums())
    weights = .allocate(capacity: Mixture.capacity)
    weights.initialize(repeating: 0, count: Mixture.capacity)
  }

  deinit {
    kernel.deallocate()
    responsibilities.deallocate()
    sums.deallocate()
    weights.deallocate()
  }

  /// The moments of `sums`, component by component.
  var moments: UnsafeMutablePointer<CKMoments> {
    UnsafeMutableRawPointer(sums).assumingMemoryBound(to: CKMoments.self)
  }
}

/// out = Σ r_c over all components but the last: of a target, how surely a point is an old one.
func sumOfAllButLast(
  _ responsibilities: UnsafePointer<Double>, stride: Int, components: Int, count: Int,
  _ out: UnsafeMutablePointer<Double>
) {
  if out != responsibilities { out.update(from: responsibilities, count: count) }
  for component in 1..<max(1, components - 1) {
    let more = responsibilities + component * stride
    for i in 0..<count { out[i] += more[i] }
  }
}

/// out = Σ r_c over all components but one, or over all: of a model, how surely a point is not of the
/// task that is trained.
func sumOfAll(
  but excluded: Int?, _ responsibilities: UnsafePointer<Double>, stride: Int, components: Int,
  count: Int, _ out: UnsafeMutablePointer<Double>
) {
  guard excluded != components - 1 else {
    sumOfAllButLast(
      responsibilities, stride: stride, components: components, count: count, out)
    return
  }
  out.update(repeating: 0, count: count)
  for component in 0..<components where component != excluded {
    let more = responsibilities + component * stride
    for i in 0..<count { out[i] += more[i] }
  }
}
