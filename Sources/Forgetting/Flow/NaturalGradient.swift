import Words

/// F⁻¹ G in the trained coordinates: the natural gradient. F is the Fisher information of q, solved by
/// Cholesky of F + 1e−12 tr(F)/n I.
final class NaturalGradient {
  private let fisher = FisherInformation.Reader()
  /// F, L and the rows in use.
  private var room: UnsafeMutablePointer<Double>
  private var capacity = 0
  /// The rows of F for a layout, kept because every step asks.
  private var known: (layout: ParameterLayout, covariances: Bool, slots: [Int])?
  /// Why F could not be resolved at the first state since `begin`, or why λ_min(F)/λ_max(F) was below 1e−10
  /// at any: no direction is right then. nil where it had an inverse. Later stages of a step are not numbers
  /// and know nothing of it.
  private(set) var failure: LaneFailure?
  private var isFirst = true
  /// λ_max(F)/λ_min(F) of the last solution; ∞ where it is undefined.
  private(set) var condition = 1.0

  private static let ridge = 1e-12
  private static let leastCondition = 1e-10
  /// β below which F has no inverse though the modes lie apart: the mean's entry is βΣ⁻¹.
  private static let leastWeight = 1e-6

  init() { room = .allocate(capacity: 1) }

  deinit { room.deallocate() }

  /// Forgets what was wrong at the states before.
  func begin() {
    failure = nil
    isFirst = true
  }

  /// - Parameter rates: P by coordinate; coordinates with 0 are not trained and stay out of F.
  func callAsFunction<Theta: ParameterVector>(
    _ gradient: Theta, at model: Mixture, rates: Theta
  ) -> Theta {
    condition = 1
    let layout = model.layout
    var covariances = false
    for index in layout.scale(0)..<layout.size where rates[index] > 0 { covariances = true }
    let matrix = fisher.matrix(of: model, covariances: covariances)
    if isFirst { failure = fisher.failure }
    isFirst = false
    guard fisher.failure == nil else {
      condition = .infinity
      return Theta(repeating: .nan)
    }
    let slots = slots(layout, covariances)
    reserve(slots.count)
    let f = room
    let l = f + slots.count * slots.count
    let kept = l + slots.count * slots.count
    var n = 0
    for (row, slot) in slots.enumerated() where rates[slot] > 0 {
      kept[n] = Double(row)
      n += 1
    }
    guard n > 0 else { return gradient }
    var trace = 0.0
    for i in 0..<n {
      for j in 0..<n { f[i * n + j] = matrix[Int(kept[i]) * slots.count + Int(kept[j])] }
      trace += f[i * n + i]
    }
    l.update(from: f, count: n * n)
    let spectrum = Jacobi.extremes(l, n)
    guard spectrum.least > NaturalGradient.leastCondition * spectrum.largest else {
      if failure == nil { failure = cause(f, l, n, model) }
      condition = .infinity
      return Theta(repeating: .nan)
    }
    condition = spectrum.largest / spectrum.least
    for i in 0..<n { f[i * n + i] += NaturalGradient.ridge * trace / Double(n) }
    // L Lᵀ v = g, in place.
    for i in 0..<n {
      for j in 0...i {
        var sum = f[i * n + j]
        for k in 0..<j { sum -= l[i * n + k] * l[j * n + k] }
        l[i * n + j] = i == j ? sum.squareRoot() : sum / l[j * n + j]
      }
    }
    var result = Theta(repeating: 0)
    for i in 0..<n {
      var sum = gradient[slots[Int(kept[i])]]
      for k in 0..<i { sum -= l[i * n + k] * f[k] }
      f[i] = sum / l[i * n + i]
    }
    for i in (0..<n).reversed() {
      var sum = f[i]
      for k in (i + 1)..<max(n, i + 1) { sum -= l[k * n + i] * f[k] }
      f[i] = sum / l[i * n + i]
      result[slots[Int(kept[i])]] = f[i]
    }
    return result
  }

  /// Why F has no inverse. With a diagonal of ones it shows whether directions depend on each other or whether
  /// one of them has all but gone; nil: neither.
  private func cause(
    _ f: UnsafeMutablePointer<Double>, _ scaled: UnsafeMutablePointer<Double>, _ n: Int,
    _ model: Mixture
  ) -> LaneFailure? {
    for i in 0..<n {
      for j in 0..<n {
        let scale = (f[i * n + i] * f[j * n + j]).squareRoot()
        scaled[i * n + j] = scale > 0 ? f[i * n + j] / scale : i == j ? 1 : 0
      }
    }
    let spectrum = Jacobi.extremes(scaled, n)
    let isDependent = !(spectrum.least > NaturalGradient.leastCondition * spectrum.largest)
    if isDependent { return .coincidingModes }
    let least = (0..<model.count).map { model.weight(of: $0) }.min() ?? 1
    return least < NaturalGradient.leastWeight ? .vanishedWeight : nil
  }

  private func slots(_ layout: ParameterLayout, _ covariances: Bool) -> [Int] {
    if let known, known.layout == layout, known.covariances == covariances { return known.slots }
    let slots = layout.slots(covariances: covariances)
    known = (layout, covariances, slots)
    return slots
  }

  private func reserve(_ count: Int) {
    let size = 2 * count * count + count
    guard size > capacity else { return }
    room.deallocate()
    capacity = size
    room = .allocate(capacity: size)
    room.initialize(repeating: 0, count: size)
  }
}
