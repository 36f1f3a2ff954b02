import CKernel
import Words

/// F = ∫ q ∇log q ∇log qᵀ, the Fisher information of a mixture in (s, m_o, m_n) and, on request, the
/// log-Cholesky coordinates of its covariances.
struct FisherInformation {
  /// The number of coordinates.
  let size: Int
  /// Row by row.
  let entries: [Double]
  private let slots: [Int]

  init(of mixture: Mixture, covariances: Bool = false) {
    slots = mixture.layout.slots(covariances: covariances)
    size = slots.count
    let reader = Reader()
    entries = withExtendedLifetime(reader) {
      Array(reader.matrix(of: mixture, covariances: covariances))
    }
  }

  /// Whether the integral has been resolved; otherwise no entry is a number.
  var isResolved: Bool { !(entries.first?.isNaN ?? false) }

  /// Integrates; keeps its nodes and memory between calls.
  final class Reader {
    private let nodes = Nodes()
    private let scratch = Scratch()
    private var sums: UnsafeMutableBufferPointer<Double>
    /// What the nodes were planned for, rounded, as planning takes it; none before the first matrix.
    private var planned: [Mixture] = []

    /// Why the last matrix could not be resolved; nil where it could.
    var failure: LaneFailure? { nodes.failure }

    init() {
      sums = .allocate(capacity: 121)
      sums.initialize(repeating: 0)
    }

    private func reserve(_ count: Int) {
      guard count > sums.count else { return }
      sums.deallocate()
      sums = .allocate(capacity: count)
      sums.initialize(repeating: 0)
    }

    deinit { sums.deallocate() }

    /// F row by row, valid until the next call.
    func matrix(
      of mixture: Mixture, covariances: Bool
    ) -> UnsafeMutableBufferPointer<Double> {
      let size = mixture.layout.slotCount(covariances: covariances)
      place(around: mixture)
      reserve(size * size)
      let matrix = UnsafeMutableBufferPointer(rebasing: sums[..<(size * size)])
      matrix.update(repeating: 0)
      add(mixture, covariances, to: matrix.baseAddress!)
      let weight = nodes.weight
      for index in matrix.indices { matrix[index] *= weight }
      return matrix
    }

    /// Lays the nodes, unless those that lie are a mixture's: they are a pure function of what it rounds to.
    private func place(around mixture: Mixture) {
      if let last = planned.first, mixture.rounds(to: last) { return }
      let rounded = mixture.roundedForPlanning
      planned.removeAll(keepingCapacity: true)
      planned.append(rounded)
      _ = nodes.lay(
        nodes.plan(frame: Frame(for: rounded), resolved: planned, behaviours: planned))
    }

    private func add(
      _ mixture: Mixture, _ covariances: Bool, to base: UnsafeMutablePointer<Double>
    ) {
      guard mixture.count == 2 else { return addComponents(mixture, covariances, to: base) }
      var kernel = mixture.kernelMixture
      nodes.forEachBlock { start, count in
        nodes.densities(
          of: &kernel, start: start, count: count, logDensity: scratch.logDensity,
          density: scratch.density, responsibility: scratch.responsibility)
        if mixture.dimension == 2 {
          ck_fisher_2(
            &kernel, mixture.oldWeight, nodes.x + start, nodes.y + start, scratch.density,
            scratch.responsibility, count, covariances ? 1 : 0, base)
        } else {
          ck_fisher_1(
            &kernel, mixture.oldWeight, nodes.x + start, scratch.density, scratch.responsibility,
            count, covariances ? 1 : 0, base)
        }
      }
    }

    /// One component, or more than two.
    private func addComponents(
      _ mixture: Mixture, _ covariances: Bool, to base: UnsafeMutablePointer<Double>
    ) {
      let room = scratch.components
      mixture.fill(room.kernel)
      for index in 0..<mixture.count { room.weights[index] = mixture.weight(of: index) }
      let stride = Nodes.blockSize
      nodes.forEachBlock { start, count in
        nodes.densities(
          of: room.kernel, start: start, count: count, logDensity: scratch.logDensity,
          density: scratch.density, responsibilities: room.responsibilities, stride: stride)
        if mixture.dimension == 2 {
          ck_component_fisher_2(
            room.kernel, room.weights, nodes.x + start, nodes.y + start, scratch.density,
            room.responsibilities, stride, count, covariances ? 1 : 0, base)
        } else {
          ck_component_fisher_1(
            room.kernel, room.weights, nodes.x + start, scratch.density, room.responsibilities,
            stride, count, covariances ? 1 : 0, base)
        }
      }
    }
  }

  /// The eigenvalues of P M F on the coordinates with P > 0, in ascending order: the rates at which a
  /// flow with these multipliers approaches its optimum.
  ///
  /// - Parameters:
  ///   - rates: P by group.
  ///   - coordinates: M is 1, the squared chain rule of direct coordinates, or F⁻¹.
  ///   - optimum: where F was taken.
  func rateSpectrum(
    _ rates: Rates, _ coordinates: CoordinateSystem = .logit, at optimum: Mixture? = nil
  ) -> [Double] {
    let multipliers = Coordinates(rates)
    let kept = slots.indices.filter { multipliers[slots[$0]] > 0 }
    if coordinates == .natural { return naturalSpectrum(kept.map { multipliers[slots[$0]] }, kept) }
    var scale = multipliers
    if coordinates == .direct, let optimum {
      let chain = Coordinates(repeating: 1).inDirectCoordinates(at: optimum)
      scale *= chain * chain
    }
    let matrix = kept.map { row in
      kept.map { column in
        entries[row * size + column] * (scale[slots[row]] * scale[slots[column]]).squareRoot()
      }
    }
    return symmetricEigenvalues(matrix)
  }

  /// P F⁻¹ F = P; but the objective falls by GᵀPF⁻¹G, and where the rates differ its ratio to ½xᵀFx lies
  /// between the extremes of the symmetric part of L⁻¹PL, F = LLᵀ, which reach beyond those of P.
  private func naturalSpectrum(_ rates: [Double], _ kept: [Int]) -> [Double] {
    guard Set(rates).count > 1 else { return rates }
    let n = kept.count
    var l = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    for i in 0..<n {
      for j in 0...i {
        var sum = entries[kept[i] * size + kept[j]]
        for k in 0..<j { sum -= l[i][k] * l[j][k] }
        l[i][j] = i == j ? max(sum, 0).squareRoot() : sum / l[j][j]
      }
    }
    // L⁻¹ (P L), lower triangular.
    var b = l
    for column in 0..<n {
      for i in column..<n {
        var sum = rates[i] * l[i][column]
        for k in column..<i { sum -= l[i][k] * b[k][column] }
        b[i][column] = sum / l[i][i]
      }
    }
    let symmetric = (0..<n).map { i in (0..<n).map { j in 0.5 * (b[i][j] + b[j][i]) } }
    guard symmetric.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return [] }
    return symmetricEigenvalues(symmetric)
  }
}

/// Eigenvalues of small symmetric matrices in place, by cyclic Jacobi rotations.
enum Jacobi {
  /// The least and the largest eigenvalue of an n × n matrix, which is destroyed.
  static func extremes(
    _ a: UnsafeMutablePointer<Double>, _ n: Int
  ) -> (least: Double, largest: Double) {
    diagonalise(a, n)
    var least = Double.infinity
    var largest = -Double.infinity
    for i in 0..<n {
      least = min(least, a[i * n + i])
      largest = max(largest, a[i * n + i])
    }
    return (least, largest)
  }

  /// Leaves the eigenvalues on the diagonal.
  ///
  /// - Parameter vectors: the unit matrix; comes back with the eigenvectors as columns.
  static func diagonalise(
    _ a: UnsafeMutablePointer<Double>, _ n: Int, vectors: UnsafeMutablePointer<Double>? = nil
  ) {
    for _ in 0..<50 {
      var off = 0.0
      var size = 0.0
      for i in 0..<n {
        size += abs(a[i * n + i])
        for j in 0..<i { off += abs(a[i * n + j]) }
      }
      if off <= 1e-15 * size { return }
      for p in 0..<n {
        for q in (p + 1)..<max(n, p + 1) where a[p * n + q] != 0 {
          rotate(a, n, p, q, vectors)
        }
      }
    }
  }

  private static func rotate(
    _ a: UnsafeMutablePointer<Double>, _ n: Int, _ p: Int, _ q: Int,
    _ vectors: UnsafeMutablePointer<Double>?
  ) {
    let theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q])
    let t = (theta >= 0 ? 1.0 : -1.0) / (abs(theta) + (theta * theta + 1).squareRoot())
    let c = 1 / (t * t + 1).squareRoot()
    let s = t * c
    for k in 0..<n {
      let x = a[k * n + p]
      let y = a[k * n + q]
      a[k * n + p] = c * x - s * y
      a[k * n + q] = s * x + c * y
    }
    for k in 0..<n {
      let x = a[p * n + k]
      let y = a[q * n + k]
      a[p * n + k] = c * x - s * y
      a[q * n + k] = s * x + c * y
    }
    guard let vectors else { return }
    for k in 0..<n {
      let x = vectors[k * n + p]
      let y = vectors[k * n + q]
      vectors[k * n + p] = c * x - s * y
      vectors[k * n + q] = s * x + c * y
    }
  }
}

/// Eigenvalues of a small symmetric matrix, ascending.
func symmetricEigenvalues(_ matrix: [[Double]]) -> [Double] {
  let n = matrix.count
  guard n > 0 else { return [] }
  var flat = matrix.flatMap { $0 }
  flat.withUnsafeMutableBufferPointer { Jacobi.diagonalise($0.baseAddress!, n) }
  return (0..<n).map { flat[$0 * n + $0] }.sorted()
}
