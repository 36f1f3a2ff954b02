/// What turns a gradient into a step.
extension OptimiserMemory {
  /// What is kept of the running mean per step.
  static let momentum = 0.9
  static let adamFirst = 0.9
  static let adamSecond = 0.999
  static let adamFloor = 1e-8

  /// The direction to step along, for the steepest direction M G.
  ///
  /// Momentum (Polyak 1964): v ← 0.9 v + M G. Adam (Kingma and Ba, arXiv:1412.6980): m̂/(√v̂ + 1e−8).
  /// Rate multipliers act afterwards, so that they mean the same under all three.
  mutating func direction<Theta: ParameterVector>(
    _ gradient: Theta, _ optimiser: Clock.Integrator
  ) -> Theta {
    count += 1
    guard !optimiser.isMemoryless else { return gradient }
    let count = Double(count)
    return Theta.withMoments(of: &self) { first, second in
      OptimiserMemory.direction(gradient, optimiser, &first, &second, count)
    }
  }

  /// What is remembered, as numbers: a step that fails puts it back.
  struct Saved<Theta: ParameterVector> {
    let count: Int
    /// nil where nothing but the count changes.
    var moments: (first: Theta, second: Theta)?
  }

  mutating func saved<Theta: ParameterVector>(
    _: Theta.Type, _ optimiser: Clock.Integrator
  ) -> Saved<Theta> {
    var saved = Saved<Theta>(count: count)
    guard !optimiser.isMemoryless else { return saved }
    _ = Theta.withMoments(of: &self) { first, second in
      saved.moments = (first, second)
      return first
    }
    return saved
  }

  mutating func restore<Theta: ParameterVector>(_ saved: Saved<Theta>) {
    count = saved.count
    guard let moments = saved.moments else { return }
    _ = Theta.withMoments(of: &self) { first, second in
      first = moments.first
      second = moments.second
      return first
    }
  }

  @inline(__always)
  private static func direction<Theta: ParameterVector>(
    _ gradient: Theta, _ optimiser: Clock.Integrator, _ first: inout Theta, _ second: inout Theta,
    _ count: Double
  ) -> Theta {
    switch optimiser {
    case .momentum:
      first = OptimiserMemory.momentum * first + gradient
      return first
    case .adam:
      let b1 = OptimiserMemory.adamFirst
      let b2 = OptimiserMemory.adamSecond
      first = b1 * first + (1 - b1) * gradient
      second = b2 * second + (1 - b2) * (gradient * gradient)
      let mean = first / (1 - power(b1, count))
      let square = second / (1 - power(b2, count))
      return mean / (square.squareRoot() + OptimiserMemory.adamFloor)
    case .euler, .rungeKutta, .dormandPrince:
      return gradient
    }
  }
}

extension Clock.Integrator {
  /// Whether a step depends on the gradient alone, not on those before it.
  var isMemoryless: Bool { self != .momentum && self != .adam }
}
