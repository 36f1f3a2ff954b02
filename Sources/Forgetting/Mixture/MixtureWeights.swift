/// Weights and densities of a mixture, in log space and accurate at both ends.
extension Mixture {
  /// β of the first component: σ(s) for two.
  public var oldWeight: Double { count <= 2 ? sigmoid(logitWeight) : weight(of: 0) }
  /// log β of the first component, accurate at both ends.
  var logOldWeight: Double { count <= 2 ? logWeights.old : logWeight(of: 0) }
  /// log(1 − β) of two components, accurate at both ends.
  var logNewWeight: Double { logWeights.new }

  /// Both of two at once.
  var logWeights: (old: Double, new: Double) { Forgetting.logWeights(ofPair: logitWeight) }

  /// β_c.
  public func weight(of index: Int) -> Double {
    if count <= 2 { return sigmoid(index == 0 ? logitWeight : -logitWeight) }
    return exponential(logWeight(of: index))
  }

  /// log β_c.
  public func logWeight(of index: Int) -> Double {
    if count <= 2 { return index == 0 ? logWeights.old : logWeights.new }
    let total = logTotal
    return relativeLogit(of: index) - total.highest - total.rest
  }

  /// log Σ e^{b_c} in two parts, as log β_c = b_c − highest − rest: the largest is taken out, and what
  /// the others add goes through log(1 + x), so that a weight near 1 keeps the digits of its logarithm.
  var logTotal: (highest: Double, rest: Double) {
    var top = 0
    for index in 1..<count where relativeLogit(of: index) > relativeLogit(of: top) { top = index }
    let highest = relativeLogit(of: top)
    var others = 0.0
    for index in 0..<count where index != top {
      others += exponential(relativeLogit(of: index) - highest)
    }
    return (highest, logOnePlus(others))
  }

  /// Visits the components with the logarithms of their weights, in order.
  @inline(__always)
  func forEachComponent(_ body: (_ index: Int, _ logWeight: Double, _ gaussian: Gaussian) -> Void) {
    if count <= 2 {
      let logWeights = logWeights
      body(0, logWeights.old, old)
      if count == 2 { body(1, logWeights.new, new) }
      return
    }
    let total = logTotal
    for index in 0..<count {
      body(index, relativeLogit(of: index) - total.highest - total.rest, self[index])
    }
  }

  /// One component alone.
  func only(_ index: Int) -> Mixture {
    Mixture(dimension: dimension, count: 1, of: self[index])
  }

  /// The last component alone: of a target, the new task. Two components stay two, one of weight 0.
  var lastAlone: Mixture {
    count == 2 ? with(logitWeight: -.infinity) : only(count - 1)
  }

  /// All but the last component, their weights normalised: of a target, the old tasks.
  var withoutLast: Mixture {
    if count == 2 { return with(logitWeight: .infinity) }
    var result = Mixture(dimension: dimension, count: max(1, count - 1), of: old)
    let last = relativeLogit(of: result.count - 1)
    for index in 0..<result.count {
      result[index] = self[index]
      result.setRelativeLogit(relativeLogit(of: index) - last, of: index)
    }
    return result
  }

  /// (1 − λ) the last component + λ the others: the data of a task with replay.
  ///
  /// - Parameter share: λ, in [0, 1).
  func withShareOfOthers(_ share: Double) -> Mixture {
    if count == 2 { return with(logitWeight: logit(share)) }
    guard share > 0, count > 2 else { return only(count - 1) }
    // log(λ/(1 − λ)) added to what each of the others is among them.
    let others = withoutLast
    let total = others.logTotal
    let shift = logit(share) - total.highest - total.rest
    var result = self
    for index in 0..<(count - 1) {
      result.setRelativeLogit(others.relativeLogit(of: index) + shift, of: index)
    }
    return result
  }

  /// The same with another weight of one of several components, in (0, 1); the others keep their
  /// proportions.
  func with(weight: Double, of component: Int) -> Mixture {
    let others = logarithm(1 - weight) - logOnePlus(-self.weight(of: component))
    return Mixture(
      dimension: dimension,
      components: (0..<count).map {
        ($0 == component ? logarithm(weight) : logWeight(of: $0) + others, self[$0])
      })
  }

  /// Its components in another order, with those of a start where it has none, which take their weight
  /// of all from the others in proportion.
  ///
  /// - Parameter sources: by component of the result, the component that it comes from.
  public func rearranged(_ sources: [Int?], start: Mixture) -> Mixture {
    let added = sources.indices.reduce(0.0) {
      sources[$1] == nil ? $0 + start.weight(of: $1) : $0
    }
    let rest = logOnePlus(-min(added, 1 - 1e-9))
    return Mixture(
      dimension: start.dimension,
      components: sources.enumerated().map { index, source in
        guard let source, source < count else { return (start.logWeight(of: index), start[index]) }
        return (logWeight(of: source) + rest, self[source])
      })
  }

  /// log q(y), in log space: it does not underflow.
  public func logDensity(at y: SIMD2<Double>) -> Double {
    if count == 2 {
      return logSum(
        logOldWeight + old.logDensity(at: y, dimension: dimension),
        logNewWeight + new.logDensity(at: y, dimension: dimension))
    }
    var sum = -Double.infinity
    forEachComponent { _, logWeight, gaussian in
      sum = logSum(sum, logWeight + gaussian.logDensity(at: y, dimension: dimension))
    }
    return sum
  }
}

extension Mixture {
  /// The mixture with its means rounded to 1/64 deviation and its logits to 1/8: what the choice of
  /// nodes depends on. Poles and reach move by less than their margins.
  var roundedForPlanning: Mixture {
    if count == 2 {
      return Mixture(
        dimension: dimension, logitWeight: logitWeight.roundedForPlanning,
        old: old.roundedForPlanning, new: new.roundedForPlanning)
    }
    var result = self
    for index in 0..<count {
      result[index] = self[index].roundedForPlanning
      result.setRelativeLogit(relativeLogit(of: index).roundedForPlanning, of: index)
    }
    return result
  }

  /// `roundedForPlanning == planned`, for two without making it.
  func rounds(to planned: Mixture) -> Bool {
    count == 2 ? Pair.read(self).rounds(to: planned) : roundedForPlanning == planned
  }
}

extension Gaussian {
  @inline(__always)
  var roundedForPlanning: Gaussian {
    let grid = SIMD2(scale.l11, scale.l22) / 64
    return Gaussian(mean: (mean / grid).rounded(.toNearestOrEven) * grid, scale: scale)
  }
}

extension Double {
  @inline(__always)
  var roundedForPlanning: Double { isFinite ? (self * 8).rounded() / 8 : self }
}
