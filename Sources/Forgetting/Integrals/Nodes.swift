import CKernel
import Words

/// Quadrature nodes: a tensor trapezoid rule in whitened coordinates, kept as plain coordinates so
/// that the kernel need not know where they came from.
///
/// One lane owns one of these and reuses its memory; a step allocates nothing unless the grid grows.
final class Nodes {
  /// What fixes the nodes. Steps and edges are rounded to a lattice, so equal plans mean equal nodes
  /// and a drifting mean keeps its grid for a long time; the plan depends on the state alone, never
  /// on history, so a replayed run is the same to the last bit.
  struct Plan: Hashable {
    var dimension: Int
    var frame: Frame
    var step: SIMD2<Double>
    var first: SIMD2<Int>
    var count: SIMD2<Int>

    var nodeCount: Int { count.x * count.y }
    /// Whether so many nodes are laid: more would take too long and too much memory, and fewer would be
    /// wrong without a word.
    var isResolved: Bool { nodeCount <= Nodes.largestCount }
  }

  /// More nodes than this are not laid, and what would be summed over them is not a number. Reached only
  /// where one mode is hundreds of times narrower than another in two dimensions.
  static let largestCount = 1 << 20
  /// In units of eight steps from the origin: beyond, an axis alone has too many nodes.
  private static let farthest = 1e6
  /// Nodes per call of the kernel: six arrays of this length stay in the first-level cache.
  static let blockSize = 512

  private(set) var plan: Plan?
  private(set) var count = 0
  private(set) var x: UnsafeMutablePointer<Double>
  private(set) var y: UnsafeMutablePointer<Double>
  /// The quadrature weight h₁ h₂ |det A|, the same for every node.
  private(set) var weight = 0.0
  private var capacity: Int
  // Kept between steps so that planning allocates nothing.
  private var carriers: [WhitenedMode] = []
  private var pairs: [WhitenedPair] = []
  private var modes: [WhitenedMode] = []
  private var rule = StepRule()

  init() {
    capacity = 256
    x = .allocate(capacity: capacity)
    y = .allocate(capacity: capacity)
  }

  deinit {
    x.deallocate()
    y.deallocate()
  }

  /// The plan for an integrand.
  ///
  /// - Parameters:
  ///   - frame: whitened coordinates of the target.
  ///   - resolved: the mixtures whose logarithm or responsibility occurs.
  ///   - summed: the mixtures of whose sum the logarithm occurs.
  ///   - behaviours: those that carry the integral.
  ///   - refinement: 1, or less where the integrand is steeper than a log-ratio; in the plane as much of it as
  ///     can be laid.
  ///   - accuracy: how far apart the nodes stand, and how far out they reach.
  func plan(
    frame: Frame, resolved: [Mixture], summed: [Mixture] = [], behaviours: [Mixture],
    refinement: Double = 1, accuracy: IntegralAccuracy = .full
  ) -> Plan {
    let dimension = behaviours[0].dimension
    gather(frame, resolved: resolved, summed: summed, behaviours: behaviours)
    var plan = Plan(
      dimension: dimension, frame: frame, step: SIMD2(1, 1), first: SIMD2(0, 0),
      count: SIMD2(1, 1))
    for axis in 0..<dimension {
      plan.step[axis] =
        refinement * accuracy.spacing
        * rule.step(
          pairs: pairs, modes: modes, behaviours: carriers, axis: axis, dimension: dimension)
    }
    cover(&plan, reach: accuracy.reach)
    relax(&plan, refinement: refinement, reach: accuracy.reach)
    return plan
  }

  /// Takes back of a refinement what a plane cannot pay for: digits that an edge or a steep preference would
  /// have had, never those of log-ratios. By the ladder of steps, so that a plan stays while the means move a
  /// little.
  private func relax(_ plan: inout Plan, refinement: Double, reach: Double) {
    guard plan.dimension == 2 else { return }
    var eighths = (1e-9 - 8 * logarithm(refinement) / logTwo).rounded(.down)
    while !plan.isResolved, eighths >= 1 {
      plan.step *= power(2, 1.0 / 8)
      eighths -= 1
      cover(&plan, reach: reach)
    }
  }

  /// What an integrand on the line asks for: how far apart nodes may stand and from where to where they
  /// reach, in whitened coordinates; parameters as for `plan`.
  func need(
    frame: Frame, resolved: [Mixture], summed: [Mixture], behaviours: [Mixture],
    refinement: Double, accuracy: IntegralAccuracy
  ) -> LineNodes {
    gather(frame, resolved: resolved, summed: summed, behaviours: behaviours)
    let step =
      refinement * accuracy.spacing
      * rule.step(pairs: pairs, modes: modes, behaviours: carriers, axis: 0, dimension: 1)
    var need = LineNodes(step: step, low: .infinity, high: -.infinity)
    for mode in carriers {
      let half = accuracy.reach * mode.marginalDeviation(axis: 0)
      need.low = min(need.low, mode.mean.x - half)
      need.high = max(need.high, mode.mean.x + half)
    }
    return need
  }

  /// The plan of what is needed on the line: whole groups of eight, which are computed at a time. Too many
  /// are a plan that nobody lays.
  static func plan(_ need: LineNodes, in frame: Frame) -> Plan {
    var plan = Plan(
      dimension: 1, frame: frame, step: SIMD2(need.step, 1), first: SIMD2(0, 0),
      count: SIMD2(largestCount + 1, 1))
    let first = (need.low / need.step).rounded(.down)
    let count = (need.high / need.step).rounded(.up) - first + 1
    guard abs(first) < Double(1 << 30), count >= 1, count <= Double(largestCount) else {
      return plan
    }
    plan.first.x = Int(first)
    plan.count.x = (Int(count) + 7) / 8 * 8
    return plan
  }

  private func gather(
    _ frame: Frame, resolved: [Mixture], summed: [Mixture], behaviours: [Mixture]
  ) {
    let dimension = behaviours[0].dimension
    carriers.removeAll(keepingCapacity: true)
    pairs.removeAll(keepingCapacity: true)
    modes.removeAll(keepingCapacity: true)
    for mixture in behaviours {
      mixture.forEachComponent { _, logWeight, gaussian in
        let mode = WhitenedMode(gaussian, logWeight: logWeight, dimension: dimension, in: frame)
        if mode.constant > -.infinity { carriers.append(mode) }
      }
    }
    for mixture in resolved { appendPairs(of: mixture, in: frame) }
    appendPairs(across: summed, in: frame)
  }

  /// Appends every two components of a mixture that may be as likely as each other somewhere.
  private func appendPairs(of mixture: Mixture, in frame: Frame) {
    guard mixture.count > 2 else {
      pairs.append(WhitenedPair(mixture, in: frame))
      return
    }
    let start = modes.count
    mixture.forEachComponent { _, logWeight, gaussian in
      modes.append(
        WhitenedMode(gaussian, logWeight: logWeight, dimension: mixture.dimension, in: frame))
    }
    for second in (start + 1)..<modes.count {
      for first in start..<second {
        pairs.append(
          WhitenedPair(old: modes[first], new: modes[second], among: start..<modes.count))
      }
    }
  }

  /// Appends every component of one mixture with every one of another: where they are as likely as each
  /// other the sum of the mixtures may vanish off the real axis. Pairs within one mixture are appended
  /// with it.
  private func appendPairs(across mixtures: [Mixture], in frame: Frame) {
    guard mixtures.count > 1 else { return }
    let start = modes.count
    for mixture in mixtures {
      mixture.forEachComponent { _, logWeight, gaussian in
        modes.append(
          WhitenedMode(gaussian, logWeight: logWeight, dimension: mixture.dimension, in: frame))
      }
    }
    let all = start..<modes.count
    var own = start
    for mixture in mixtures {
      let rest = own + mixture.count
      for first in own..<rest {
        for second in rest..<all.upperBound {
          pairs.append(WhitenedPair(old: modes[first], new: modes[second], among: all))
        }
      }
      own = rest
    }
  }

  /// Sets the edges, eight steps at a time.
  private func cover(_ plan: inout Plan, reach: Double) {
    for axis in 0..<plan.dimension {
      var low = Double.infinity
      var high = -Double.infinity
      for mode in carriers {
        let centre = axis == 0 ? mode.mean.x : mode.mean.y
        let half = reach * mode.marginalDeviation(axis: axis)
        low = min(low, centre - half)
        high = max(high, centre + half)
      }
      let unit = 8 * plan.step[axis]
      let first = (low / unit).rounded(.down)
      let last = (high / unit).rounded(.up)
      let isNear = abs(first) < Nodes.farthest && abs(last) < Nodes.farthest
      guard isNear, last >= first else {
        // A state that has exploded or is not a number, or a step of nothing: a count that nobody lays, and
        // no trap.
        plan.first[axis] = 0
        plan.count[axis] = Nodes.largestCount + 1
        continue
      }
      plan.first[axis] = Int(first) * 8
      plan.count[axis] = max(1, Int(last - first) * 8 + 1)
    }
  }

  /// Whether the nodes that were planned last are laid; otherwise there are none, their weight is not a
  /// number, and neither is any integral.
  var isResolved: Bool { plan?.isResolved ?? true }
  /// What is said where they are not; nil where they are.
  var failure: LaneFailure? {
    guard let plan, !plan.isResolved else { return nil }
    return .unresolved(nodes: plan.nodeCount, limit: Nodes.largestCount)
  }

  /// Lays the nodes of a plan, if they are not too many; does nothing if they lie already.
  ///
  /// - Returns: whether anything changed.
  func lay(_ plan: Plan) -> Bool {
    guard plan != self.plan else { return false }
    self.plan = plan
    guard plan.isResolved else {
      count = 0
      weight = .nan
      return true
    }
    count = plan.nodeCount
    if count > capacity {
      x.deallocate()
      y.deallocate()
      capacity = min(count + count / 2, Nodes.largestCount)
      x = .allocate(capacity: capacity)
      y = .allocate(capacity: capacity)
    }
    weight = plan.frame.volume * plan.step.x * (plan.dimension == 2 ? plan.step.y : 1)
    var index = 0
    for j in 0..<plan.count.y {
      let second = Double(plan.first.y + j) * plan.step.y
      for i in 0..<plan.count.x {
        let u = SIMD2(Double(plan.first.x + i) * plan.step.x, second)
        let point = plan.frame.point(plan.dimension == 2 ? u : SIMD2(u.x, 0))
        x[index] = point.x
        y[index] = point.y
        index += 1
      }
    }
    return true
  }

  /// The nodes' ranges, block by block.
  @inline(__always)
  func forEachBlock(_ body: (_ start: Int, _ count: Int) -> Void) {
    var start = 0
    while start < count {
      let size = min(Nodes.blockSize, count - start)
      body(start, size)
      start += size
    }
  }

  /// Densities and all responsibilities of a mixture of any number of components at a block of nodes,
  /// the responsibilities component by component, `stride` apart.
  func densities(
    of mixture: UnsafePointer<CKComponents>, start: Int, count: Int,
    logDensity: UnsafeMutablePointer<Double>, density: UnsafeMutablePointer<Double>,
    responsibilities: UnsafeMutablePointer<Double>, stride: Int
  ) {
    if plan?.dimension == 2 {
      ck_component_densities_2(
        mixture, x + start, y + start, count, logDensity, density, responsibilities, stride)
    } else {
      ck_component_densities_1(
        mixture, x + start, count, logDensity, density, responsibilities, stride)
    }
  }

  /// Densities and responsibilities of a mixture at a block of nodes.
  @inline(__always)
  func densities(
    of mixture: inout CKMixture, start: Int, count: Int,
    logDensity: UnsafeMutablePointer<Double>, density: UnsafeMutablePointer<Double>,
    responsibility: UnsafeMutablePointer<Double>
  ) {
    if plan?.dimension == 2 {
      ck_densities_2(&mixture, x + start, y + start, count, logDensity, density, responsibility)
    } else {
      ck_densities_1(&mixture, x + start, count, logDensity, density, responsibility)
    }
  }
}
