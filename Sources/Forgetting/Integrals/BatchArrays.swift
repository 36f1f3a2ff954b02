import CKernel

/// The numbers of a whole batch: f, which becomes c, and the weights w.
public struct BatchArrays {
  /// N.
  let count: Int
  let f: UnsafeMutablePointer<Double>
  let weight: UnsafeMutablePointer<Double>
  /// Room for one block.
  let workspace: Elementwise

  /// Σ of an array, by blocks in tree order.
  func sum(_ values: UnsafePointer<Double>) -> Double {
    reduce { start, size in ck_sum(values + start, size) }
  }

  /// Σ of the products of two arrays, likewise.
  func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>) -> Double {
    reduce { start, size in ck_dot(a + start, b + start, size) }
  }

  /// Adds what blocks give, as a binary tree over blocks of fixed size.
  func reduce(_ block: (_ start: Int, _ size: Int) -> Double) -> Double {
    func tree(_ first: Int, _ blocks: Int) -> Double {
      if blocks == 1 {
        let start = first * Nodes.blockSize
        return block(start, min(Nodes.blockSize, count - start))
      }
      var half = 1
      while 2 * half < blocks { half *= 2 }
      return tree(first, half) + tree(first + half, blocks - half)
    }
    return tree(0, (count + Nodes.blockSize - 1) / Nodes.blockSize)
  }

  /// f to c. One sample has no baseline.
  func centre(_ centring: Centring) {
    switch centring {
    case .none: break
    case .leaveOneOut:
      guard count > 1 else { return }
      // f_i − (Σ − f_i)/(N − 1) = (N f_i − Σ)/(N − 1)
      let total = sum(f)
      let scale = 1 / Double(count - 1)
      for i in 0..<count { f[i] = (Double(count) * f[i] - total) * scale }
    case .weightedLeaveOneOut:
      let weights = sum(weight)
      let products = dot(weight, f)
      let heavy = dominant(weight, of: weights)
      let others = heavy.map { index in
        without(weight, index) { (weights: sum(weight), products: dot(weight, f)) }
      }
      let heavySignal = heavy.map { f[$0] }
      let whole = count > 1 ? count & ~7 : 0
      for start in stride(from: 0, to: whole, by: 8) {
        let own = BatchArrays.eight(weight + start)
        let signal = BatchArrays.eight(f + start)
        let rest = weights - own
        let product = products - own * signal
        let baseline = (product / rest).replacing(with: 0, where: .!(rest .> 0))
        UnsafeMutableRawPointer(f + start)
          .storeBytes(of: own * (signal - baseline), as: SIMD8<Double>.self)
      }
      for i in whole..<count {
        let rest = weights - weight[i]
        let product = products - weight[i] * f[i]
        let baseline = count > 1 && rest > 0 ? product / rest : 0
        f[i] = weight[i] * (f[i] - baseline)
      }
      if let heavy, let others, let heavySignal {
        let baseline = count > 1 && others.weights > 0 ? others.products / others.weights : 0
        f[heavy] = weight[heavy] * (heavySignal - baseline)
      }
    }
  }

  @inline(__always)
  private static func eight(_ values: UnsafePointer<Double>) -> SIMD8<Double> {
    UnsafeRawPointer(values).loadUnaligned(as: SIMD8<Double>.self)
  }

  /// The entry with more than half of a sum: what the others add up to must not be taken as a
  /// difference there, which would be all rounding.
  func dominant(_ values: UnsafePointer<Double>, of total: Double) -> Int? {
    for i in 0..<count where values[i] > 0.5 * total { return i }
    return nil
  }

  /// What a body makes of an array with one entry at 0.
  func without<Value>(
    _ values: UnsafeMutablePointer<Double>, _ index: Int, _ body: () -> Value
  ) -> Value {
    let kept = values[index]
    values[index] = 0
    defer { values[index] = kept }
    return body()
  }

  /// Mean of e^{ηf} and of f e^{ηf}.
  func tiltedMoments(_ eta: Double) -> (mass: Double, reward: Double) {
    let mass = tilted(eta) { e, _, size in ck_sum(e, size) }
    let reward = tilted(eta) { e, start, size in ck_dot(e, f + start, size) }
    return (mass / Double(count), reward / Double(count))
  }

  private func tilted(
    _ eta: Double, _ body: (UnsafePointer<Double>, _ start: Int, _ size: Int) -> Double
  ) -> Double {
    reduce { start, size in
      let e = workspace.third
      for i in 0..<size { e[i] = eta * f[start + i] }
      ck_exp(e, e, size)
      return body(e, start, size)
    }
  }

  /// f ← e^{ηf}.
  func tilt(by eta: Double) {
    for i in 0..<count { f[i] *= eta }
    ck_exp(f, f, count)
  }
}
