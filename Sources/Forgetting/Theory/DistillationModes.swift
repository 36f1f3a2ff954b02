/// A model and its teacher near their demonstrator, along the eigenvectors of P M κF there: for each
/// rate f the pair (x, φ) follows x' = −f (x − φ), φ' = a (x − φ) − γ φ (docs/mathematics.md §5).
struct DistillationModes: Sendable {
  /// f, x, φ and their velocities, exact ones, along one eigenvector.
  struct Mode: Sendable {
    var rate: Double
    var model: Double
    var teacher: Double
    var modelVelocity: Double
    var teacherVelocity: Double
  }
  let modes: [Mode]
  /// The largest |θ − θ_D| and |φ − θ_D|: in logit β, deviations of the means, logarithms of scales.
  let distance: Double

  /// How much of the distance is in the slow combinations, which tends to one; and the rate at which
  /// they fall.
  ///
  /// - Parameter slowRate: the rate that the theory gives a pair (f, a, γ).
  func slowPart(
    _ rates: TeacherRates, slowRate: (_ f: Double, _ a: Double, _ gamma: Double) -> Double
  ) -> (share: Double, rate: Double, low: Double, high: Double) {
    var squares = 0.0
    var products = 0.0
    var all = 0.0
    var low = Double.infinity
    var high = 0.0
    for mode in modes {
      let slow = slowRate(mode.rate, rates.ema, rates.anchor)
      low = min(low, slow)
      high = max(high, slow)
      // The left eigenvector: its combination falls at exactly this rate.
      let u = rates.ema + rates.anchor - slow
      let v = mode.rate
      let size = (u * u + v * v).squareRoot()
      let part = (u * mode.model + v * mode.teacher) / size
      squares += part * part
      products += part * (u * mode.modelVelocity + v * mode.teacherVelocity) / size
      all += mode.model * mode.model + mode.teacher * mode.teacher
    }
    return ((squares / max(all, 1e-300)).squareRoot(), -products / squares, low, high)
  }
}

extension DistillationModes {
  /// The eigenvectors at a demonstrator; kept while it stays.
  struct Frame: Sendable {
    let rates: [Double]
    /// Row by row, one eigenvector a row, times D^{−1/2} with D = P M.
    let rows: [[Double]]
    let slots: [Int]

    init(
      _ demonstrator: Mixture, rates: Rates, coordinates: CoordinateSystem, curvature: Double
    ) {
      let multipliers = Coordinates(rates)
      var scale = multipliers
      if coordinates == .direct {
        let chain = Coordinates(repeating: 1).inDirectCoordinates(at: demonstrator)
        scale *= chain * chain
      }
      let fisher = FisherInformation(of: demonstrator, covariances: rates.trainsCovariances)
      let all = demonstrator.layout.slots(covariances: rates.trainsCovariances)
      let kept = all.indices.filter { multipliers[all[$0]] > 0 }
      slots = kept.map { all[$0] }
      let n = kept.count
      var matrix = [Double](repeating: 0, count: n * n)
      for i in 0..<n {
        for j in 0..<n {
          // F⁻¹ F is the identity: under the natural gradient every coordinate has its own rate.
          let entry =
            coordinates == .natural
            ? (i == j ? 1.0 : 0) : fisher.entries[kept[i] * fisher.size + kept[j]]
          matrix[i * n + j] = curvature * entry * (scale[slots[i]] * scale[slots[j]]).squareRoot()
        }
      }
      var vectors = [Double](repeating: 0, count: n * n)
      for i in 0..<n { vectors[i * n + i] = 1 }
      matrix.withUnsafeMutableBufferPointer { matrix in
        vectors.withUnsafeMutableBufferPointer { vectors in
          Jacobi.diagonalise(matrix.baseAddress!, n, vectors: vectors.baseAddress!)
        }
      }
      let slots = slots
      self.rates = (0..<n).map { matrix[$0 * n + $0] }
      rows = (0..<n).map { k in
        (0..<n).map { i in vectors[i * n + k] / scale[slots[i]].squareRoot() }
      }
    }

    func project(_ x: Coordinates, _ k: Int) -> Double {
      var sum = 0.0
      for (i, slot) in slots.enumerated() { sum += rows[k][i] * x[slot] }
      return sum
    }
  }

  init(
    _ frame: Frame, _ state: FlowState<Mixture>, _ velocity: Velocity<Coordinates>,
    demonstrator: Mixture
  ) {
    func packed(_ mixture: Mixture) -> Coordinates {
      Coordinates(mixture, in: state.system, covariances: state.trainsCovariances)
    }
    let goal = packed(demonstrator)
    let model = packed(state.model) - goal
    let teacher = packed(state.teacher) - goal
    let teacherVelocity = velocity.teacher
    modes = frame.rates.indices.map { k in
      Mode(
        rate: frame.rates[k], model: frame.project(model, k), teacher: frame.project(teacher, k),
        modelVelocity: frame.project(velocity.model, k),
        teacherVelocity: frame.project(teacherVelocity, k))
    }
    distance = max(
      state.model.distance(to: demonstrator), state.teacher.distance(to: demonstrator))
  }
}

extension Mixture {
  /// The largest of |s − s*|, the means' errors in σ*, and the scales' relative errors.
  func distance(to other: Mixture) -> Double {
    func scales(_ a: CholeskyFactor, _ b: CholeskyFactor) -> Double {
      max(
        abs(logarithm(a.l11 / b.l11)), abs(logarithm(a.l22 / b.l22)), abs(a.l21 - b.l21) / b.l22)
    }
    return max(
      abs(logitWeight - other.logitWeight), other.old.scale.mahalanobis(old.mean - other.old.mean),
      other.new.scale.mahalanobis(new.mean - other.new.mean), scales(old.scale, other.old.scale),
      scales(new.scale, other.new.scale))
  }
}
