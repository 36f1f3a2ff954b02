import CKernel

/// Integrates gates; keeps its workspace between calls.
///
/// ε = ∫ N_k r_j has terms of one sign, so a trapezoid sum keeps the relative accuracy of its terms, and
/// those come from log space. What is left is the step, which must be as fine for a small gate as for a
/// large one: the rule of `StepRule` asks what counts beside the largest density, this one does not.
final class GateReader {
  private let nodes = Nodes()
  private let logDensity: UnsafeMutablePointer<Double>
  private let density: UnsafeMutablePointer<Double>
  /// N(m_k, S_k) at a block, component by component.
  private let rows: UnsafeMutablePointer<Double>
  private let componentRoom = ComponentRoom()
  private let modelRoom = ComponentRoom()
  private let targetRoom = ComponentRoom()

  /// −log of the error allowed, relative to each value.
  private let exponent: Double

  /// Beyond this many deviations of every component there is nothing.
  private static let reach = 9.0

  /// - Parameter digits: how many of each value are wanted; fewer are faster in the plane.
  init(digits: Double = 14) {
    exponent = digits * 2.302585
    logDensity = .allocate(capacity: Nodes.blockSize)
    density = .allocate(capacity: Nodes.blockSize)
    rows = .allocate(capacity: Mixture.capacity * Nodes.blockSize)
    rows.initialize(repeating: 0, count: Mixture.capacity * Nodes.blockSize)
  }

  deinit {
    logDensity.deallocate()
    density.deallocate()
    rows.deallocate()
  }

  /// Both matrices of a model and a target.
  ///
  /// - Returns: entries to the digits wanted, as far as doubles and a million nodes reach.
  func gates(target original: Mixture, model originalModel: Mixture) -> GateMatrices {
    var target = original
    var model = originalModel
    if let reduction = Reduction([original, originalModel], preserved: false) {
      target = reduction.reduce(original)
      model = reduction.reduce(originalModel)
    }
    let frame = Frame(for: target)
    let modes = [model, target].flatMap { mixture in
      (0..<mixture.count).map {
        WhitenedMode(mixture[$0], logWeight: 0, dimension: mixture.dimension, in: frame)
      }
    }
    fill(target, model)
    return integrate(plan(modes, target.dimension, frame), target, model)
  }

  /// Nodes over all components. Two that are Δ apart, the narrowest σ wide, are as likely as each other where
  /// their log-ratio has a slope of at most Δ/σ²: its nearest pole lies πσ²/Δ above the line, and a step h
  /// leaves e^{−2π²σ²/(hΔ)} of the value there.
  private func plan(_ modes: [WhitenedMode], _ dimension: Int, _ frame: Frame) -> Nodes.Plan {
    var plan = Nodes.Plan(
      dimension: dimension, frame: frame, step: SIMD2(1, 1), first: SIMD2(0, 0),
      count: SIMD2(1, 1))
    let most = dimension == 2 ? Double(1 << 10) : Double(1 << 16)
    for axis in 0..<dimension {
      let narrowest = modes.map { $0.conditionalDeviation(axis: axis) }.min() ?? 1
      let centres = modes.map { axis == 0 ? $0.mean.x : $0.mean.y }
      let apart = (centres.max() ?? 0) - (centres.min() ?? 0)
      var low = Double.infinity
      var high = -Double.infinity
      for (mode, centre) in zip(modes, centres) {
        let half = GateReader.reach * mode.marginalDeviation(axis: axis)
        low = min(low, centre - half)
        high = max(high, centre + half)
      }
      let steep = 19.7 * narrowest * narrowest / (exponent * max(apart, 1e-9))
      let step = max(min(narrowest / 2.5, steep), (high - low) / most)
      plan.step[axis] = step
      plan.first[axis] = Int(max(-1e8, min(1e8, (low / step).rounded(.down))))
      plan.count[axis] = Int(max(-1e8, min(1e8, (high / step).rounded(.up)))) - plan.first[axis] + 1
    }
    return plan
  }

  private func fill(_ target: Mixture, _ model: Mixture) {
    // The components themselves, whatever they weigh.
    Mixture(
      dimension: model.dimension, components: (0..<model.count).map { (0, model[$0]) }
    ).fill(componentRoom.kernel)
    model.fill(modelRoom.kernel)
    target.fill(targetRoom.kernel)
  }

  private func integrate(
    _ plan: Nodes.Plan, _ target: Mixture, _ model: Mixture
  ) -> GateMatrices {
    _ = nodes.lay(plan)
    let stride = Nodes.blockSize
    let components = model.count
    var ofModel = [Double](repeating: 0, count: components * components)
    var ofTarget = [Double](repeating: 0, count: components * target.count)
    nodes.forEachBlock { start, count in
      func densities(_ room: ComponentRoom) {
        nodes.densities(
          of: room.kernel, start: start, count: count, logDensity: logDensity, density: density,
          responsibilities: room.responsibilities, stride: stride)
      }
      densities(componentRoom)
      for k in 0..<components {
        let share = componentRoom.responsibilities + k * stride
        let row = rows + k * stride
        for i in 0..<count { row[i] = density[i] * share[i] }
      }
      densities(modelRoom)
      densities(targetRoom)
      for k in 0..<components {
        let row = rows + k * stride
        for j in 0..<components {
          ofModel[k * components + j] += ck_dot(
            row, modelRoom.responsibilities + j * stride, count)
        }
        for j in 0..<target.count {
          ofTarget[k * target.count + j] += ck_dot(
            row, targetRoom.responsibilities + j * stride, count)
        }
      }
    }
    // The density of the plain mixture is the mean of its components.
    let weight = nodes.weight * Double(components)
    func matrix(_ sums: [Double], _ width: Int) -> [[Double]] {
      (0..<components).map { k in
        (0..<width).map { j in min(1, max(0, sums[k * width + j] * weight)) }
      }
    }
    return GateMatrices(model: matrix(ofModel, components), target: matrix(ofTarget, target.count))
  }
}
