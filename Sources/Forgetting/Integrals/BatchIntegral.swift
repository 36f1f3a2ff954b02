import CKernel

/// G of one method from N samples, and what the samples were: the finite-batch counterpart of
/// `PopulationIntegral`. Samples come from a counter, so that a replayed run draws the same ones; sums
/// run over blocks of fixed size in tree order. Nothing is allocated once N has been seen.
final class BatchIntegral: SampleVisitor {
  private var capacity = 0
  private var x: UnsafeMutablePointer<Double>
  private var y: UnsafeMutablePointer<Double>
  private var f: UnsafeMutablePointer<Double>
  private var weight: UnsafeMutablePointer<Double>
  private var responsibility: UnsafeMutablePointer<Double>
  private var labels: UnsafeMutablePointer<UInt8>
  private let scratch = Scratch()
  /// Log-density and responsibility of up to four consulted mixtures, and one array more.
  private let consulted: UnsafeMutablePointer<Double>
  private var kernels: [CKMixture] = []
  /// Of consulted mixtures of more than two components; the first is the model's.
  private var rooms: [ComponentRoom] = []
  /// All responsibilities of such a model, component by component.
  private var responsibilities: UnsafeMutablePointer<Double>
  private var responsibilityCapacity = 0
  private var mixtures: [Mixture] = []
  private static let largestConsulted = 4
  /// Of a block, where the method asks for them.
  private lazy var chances = Chances()

  /// N of the batch that the arrays hold.
  private(set) var count = 0
  /// What that batch was drawn from.
  private var sources: Draws.Labels?

  init() {
    x = .allocate(capacity: 1)
    y = .allocate(capacity: 1)
    f = .allocate(capacity: 1)
    weight = .allocate(capacity: 1)
    responsibility = .allocate(capacity: 1)
    responsibilities = .allocate(capacity: 1)
    labels = .allocate(capacity: 1)
    let room = (2 * BatchIntegral.largestConsulted + 1) * Nodes.blockSize
    consulted = .allocate(capacity: room)
    consulted.initialize(repeating: 0, count: room)
  }

  deinit {
    release()
    responsibilities.deallocate()
    consulted.deallocate()
  }

  private func release() {
    x.deallocate()
    y.deallocate()
    f.deallocate()
    weight.deallocate()
    responsibility.deallocate()
    labels.deallocate()
  }

  private func reserve(_ count: Int) {
    self.count = count
    guard count > capacity else { return }
    release()
    capacity = count
    x = .allocate(capacity: count)
    y = .allocate(capacity: count)
    y.initialize(repeating: 0, count: count)
    f = .allocate(capacity: count)
    weight = .allocate(capacity: count)
    responsibility = .allocate(capacity: count)
    labels = .allocate(capacity: count)
  }

  /// An estimate of G, (1/N) Σ c_i ∇log q(y_i), and what was seen.
  ///
  /// - Parameters:
  ///   - draws: the samples of the method's behaviour.
  ///   - covariances: whether the covariances' entries are wanted too.
  ///   - constants: of the problem alone; comes back with what the batch added.
  func gradient<Theta: ParameterVector>(
    as _: Theta.Type = Coordinates.self, _ method: any Method, _ problem: Problem, model: Mixture,
    draws: Draws, count: Int, covariances: Bool, constants: inout MethodConstants
  ) -> (gradient: Theta, sight: BatchSight) {
    reserve(count)
    sources = draws.labels
    consult(method, problem, model)
    var kernel = model.kernelMixture
    let new = problem.newComponent(of: model.count)
    let logNewWeight = model.logWeight(of: new ?? model.count - 1)
    if !model.isPair { reserveComponents(model) }
    forEachBlock { start, size in
      draws.fill(start..<(start + size), x: x + start, y: y + start, labels: labels + start)
      if model.isPair {
        densities(
          &kernel, model.dimension, start, size, scratch.logDensity, responsibility + start)
      } else {
        componentDensities(
          rooms[0], model.dimension, start, size, scratch.logDensity, responsibilities + start,
          stride: count)
        sumOfAll(
          but: new, responsibilities + start, stride: count, components: model.count, count: size,
          responsibility + start)
      }
      var block = block(start, size, model.dimension, logNewWeight)
      if method.drawsChances {
        block.chances = chances.fill(
          start..<(start + size), seed: draws.seed, step: draws.step)
      }
      method.signal(block, constants, f: f + start, weight: weight + start)
    }
    let arrays = BatchArrays(
      count: count, f: f, weight: weight, workspace: scratch.elementwise)
    method.finish(arrays, &constants)
    if !model.isPair {
      componentSums(model.dimension, covariances)
      let result: Theta =
        scores(rooms[0].moments, of: model, covariances: covariances) * (1 / Double(count))
      return (result, sight(arrays))
    }
    let sums = scoreSums(&kernel, model.dimension, covariances)
    let result: Theta =
      scores(sums, of: model, covariances: covariances) * (1 / Double(count))
    if model.count == 2, new != 1 {
      // Of the second component; none is new where the task that is trained has none.
      for i in 0..<count { responsibility[i] = new == nil ? 1 : 1 - responsibility[i] }
    }
    return (result, sight(arrays))
  }

  /// Visits fresh samples of a mixture with the density of another at them.
  func visit(
    _ mixture: Mixture, consulting other: Mixture, _ draws: Draws, count: Int,
    _ body: (SampleBlock) -> Void
  ) {
    reserve(count)
    mixtures.removeAll(keepingCapacity: true)
    kernels.removeAll(keepingCapacity: true)
    mixtures.append(other)
    kernels.append(other.kernelMixture)
    reserveRooms()
    var kernel = mixture.kernelMixture
    if !mixture.isPair { reserveComponents(mixture) }
    forEachBlock { start, size in
      draws.fill(start..<(start + size), x: x + start, y: y + start, labels: labels + start)
      if mixture.isPair {
        densities(
          &kernel, mixture.dimension, start, size, scratch.logDensity, responsibility + start)
      } else {
        componentDensities(
          rooms[0], mixture.dimension, start, size, scratch.logDensity, responsibilities + start,
          stride: count)
      }
      body(
        block(
          start, size, mixture.dimension,
          mixture.logWeight(of: mixture.count - 1)))
    }
  }

  private func consult(_ method: any Method, _ problem: Problem, _ model: Mixture) {
    mixtures.removeAll(keepingCapacity: true)
    kernels.removeAll(keepingCapacity: true)
    method.appendConsulted(problem, model: model, to: &mixtures)
    precondition(mixtures.count <= BatchIntegral.largestConsulted, "too many mixtures consulted")
    for mixture in mixtures { kernels.append(mixture.kernelMixture) }
    reserveRooms()
  }

  /// Rooms for the consulted mixtures of more than two components: that of mixture i is i + 1.
  private func reserveRooms() {
    for (index, mixture) in mixtures.enumerated() where !mixture.isPair {
      while rooms.count <= index + 1 { rooms.append(ComponentRoom()) }
      mixture.fill(rooms[index + 1].kernel)
    }
  }

  /// The model's room, and its responsibilities at all samples.
  private func reserveComponents(_ model: Mixture) {
    if rooms.isEmpty { rooms.append(ComponentRoom()) }
    model.fill(rooms[0].kernel)
    guard model.count * count > responsibilityCapacity else { return }
    responsibilities.deallocate()
    responsibilityCapacity = model.count * count
    responsibilities = .allocate(capacity: responsibilityCapacity)
  }

  private func componentDensities(
    _ room: ComponentRoom, _ dimension: Int, _ start: Int, _ size: Int,
    _ logDensity: UnsafeMutablePointer<Double>, _ responsibilities: UnsafeMutablePointer<Double>,
    stride: Int
  ) {
    if dimension == 2 {
      ck_component_densities_2(
        room.kernel, x + start, y + start, size, logDensity, scratch.density, responsibilities,
        stride)
    } else {
      ck_component_densities_1(
        room.kernel, x + start, size, logDensity, scratch.density, responsibilities, stride)
    }
  }

  /// Σ c_i r_j (1, z, z zᵀ) of all components, by blocks in tree order, into the model's room.
  private func componentSums(_ dimension: Int, _ covariances: Bool) {
    func leaf(_ start: Int) -> CKComponentSums {
      var sums = CKComponentSums()
      let size = min(Nodes.blockSize, count - start)
      if dimension == 2 {
        ck_component_sums_2(
          rooms[0].kernel, x + start, y + start, f + start, responsibilities + start, count, size,
          covariances ? 1 : 0, &sums)
      } else {
        ck_component_sums_1(
          rooms[0].kernel, x + start, f + start, responsibilities + start, count, size,
          covariances ? 1 : 0, &sums)
      }
      return sums
    }
    func tree(_ first: Int, _ blocks: Int) -> CKComponentSums {
      if blocks == 1 { return leaf(first * Nodes.blockSize) }
      var half = 1
      while 2 * half < blocks { half *= 2 }
      var sum = tree(first, half)
      var other = tree(first + half, blocks - half)
      // Nothing but doubles.
      withUnsafeMutableBytes(of: &sum) { sum in
        withUnsafeMutableBytes(of: &other) { other in
          let sum = sum.bindMemory(to: Double.self)
          let other = other.bindMemory(to: Double.self)
          for i in sum.indices { sum[i] += other[i] }
        }
      }
      return sum
    }
    rooms[0].sums.pointee = tree(0, (count + Nodes.blockSize - 1) / Nodes.blockSize)
  }

  @inline(__always)
  private func forEachBlock(_ body: (_ start: Int, _ size: Int) -> Void) {
    var start = 0
    while start < count {
      let size = min(Nodes.blockSize, count - start)
      body(start, size)
      start += size
    }
  }

  @inline(__always)
  private func densities(
    _ kernel: inout CKMixture, _ dimension: Int, _ start: Int, _ size: Int,
    _ logDensity: UnsafeMutablePointer<Double>, _ responsibility: UnsafeMutablePointer<Double>
  ) {
    if dimension == 2 {
      ck_densities_2(
        &kernel, x + start, y + start, size, logDensity, scratch.density, responsibility)
    } else {
      ck_densities_1(&kernel, x + start, size, logDensity, scratch.density, responsibility)
    }
  }

  private func block(
    _ start: Int, _ size: Int, _ dimension: Int, _ logNewWeight: Double
  ) -> SampleBlock {
    let stride = Nodes.blockSize
    for index in kernels.indices {
      guard mixtures[index].isPair else {
        let room = rooms[index + 1]
        componentDensities(
          room, dimension, start, size, consulted + 2 * index * stride, room.responsibilities,
          stride: stride)
        sumOfAllButLast(
          room.responsibilities, stride: stride, components: mixtures[index].count, count: size,
          consulted + (2 * index + 1) * stride)
        continue
      }
      densities(
        &kernels[index], dimension, start, size, consulted + 2 * index * stride,
        consulted + (2 * index + 1) * stride)
    }
    return SampleBlock(
      count: size, logModel: UnsafePointer(scratch.logDensity), logNewWeight: logNewWeight,
      consulted: UnsafePointer(consulted), stride: stride, workspace: scratch.elementwise,
      room: consulted + 2 * BatchIntegral.largestConsulted * stride)
  }

  /// Σ c_i r_j (1, z, z zᵀ), by blocks in tree order.
  private func scoreSums(
    _ kernel: inout CKMixture, _ dimension: Int, _ covariances: Bool
  ) -> CKScoreSums {
    func leaf(_ start: Int) -> CKScoreSums {
      var sums = CKScoreSums()
      let size = min(Nodes.blockSize, count - start)
      if dimension == 2 {
        ck_score_sums_2(
          &kernel, x + start, y + start, f + start, responsibility + start, size,
          covariances ? 1 : 0, &sums)
      } else {
        ck_score_sums_1(
          &kernel, x + start, f + start, responsibility + start, size, covariances ? 1 : 0,
          &sums)
      }
      return sums
    }
    func tree(_ first: Int, _ blocks: Int) -> CKScoreSums {
      if blocks == 1 { return leaf(first * Nodes.blockSize) }
      var half = 1
      while 2 * half < blocks { half *= 2 }
      return added(tree(first, half), tree(first + half, blocks - half))
    }
    return tree(0, (count + Nodes.blockSize - 1) / Nodes.blockSize)
  }

  private func added(_ a: CKScoreSums, _ b: CKScoreSums) -> CKScoreSums {
    func moments(_ a: CKMoments, _ b: CKMoments) -> CKMoments {
      CKMoments(
        zeroth: a.zeroth + b.zeroth, first: (a.first.0 + b.first.0, a.first.1 + b.first.1),
        second: (
          a.second.0 + b.second.0, a.second.1 + b.second.1, a.second.2 + b.second.2
        ))
    }
    return CKScoreSums(
      old_mode: moments(a.old_mode, b.old_mode), new_mode: moments(a.new_mode, b.new_mode))
  }

  private func sight(_ arrays: BatchArrays) -> BatchSight {
    let old = count - (sources?.newCount(labels, count: count) ?? count)
    let largest = largestWeight()
    guard largest > 0, largest.isFinite else {
      return BatchSight(
        count: count, oldCount: old, effectiveOldCount: 0, effectiveSampleSize: 0,
        largestWeight: largest)
    }
    // Scaled by the largest, so that squares of heavy tails do not overflow.
    let squares = arrays.reduce { start, size in
      let scaled = scratch.elementwise.third
      let whole = size & ~7
      for i in stride(from: 0, to: whole, by: 8) {
        let some = UnsafeRawPointer(weight + start + i).loadUnaligned(as: SIMD8<Double>.self)
        UnsafeMutableRawPointer(scaled + i).storeBytes(of: some / largest, as: SIMD8<Double>.self)
      }
      for i in whole..<size { scaled[i] = weight[start + i] / largest }
      return ck_dot(scaled, scaled, size)
    }
    let total = arrays.sum(weight) / largest
    return BatchSight(
      count: count, oldCount: old,
      effectiveOldCount: arrays.dot(weight, responsibility),
      effectiveSampleSize: total * total / squares, largestWeight: largest)
  }

  /// Several at a time: a chain of comparisons would wait for each.
  private func largestWeight() -> Double {
    var several = SIMD8<Double>(repeating: 0)
    let whole = count & ~7
    for start in stride(from: 0, to: whole, by: 8) {
      let next = UnsafeRawPointer(weight + start).loadUnaligned(as: SIMD8<Double>.self)
      several.replace(with: next, where: next .> several)
    }
    var largest = several.max()
    for i in whole..<count where weight[i] > largest { largest = weight[i] }
    return largest
  }

  /// What a sample was drawn from.
  private func source(_ index: Int) -> Draws.Source {
    sources?.source(of: labels[index]) ?? .new
  }

  /// The first samples and a histogram of all weights, for a picture.
  func picture(points: Int) -> BatchPicture {
    let shown = min(points, count)
    return BatchPicture(
      count: count, points: (0..<shown).map { SIMD2(x[$0], y[$0]) },
      sources: (0..<shown).map(source),
      weights: WeightHistogram(UnsafeBufferPointer(start: weight, count: count)))
  }
}
