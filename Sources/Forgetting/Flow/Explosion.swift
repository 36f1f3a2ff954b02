extension FlowModel {
  /// Whether the model has gone where it does not come back from: a logit beyond ±500 is a weight of
  /// exactly 0 or 1 in double precision, and a mean ten thousand of the target's deviations from its task
  /// is lost. So is a covariance that has grown or shrunk as much.
  @inline(__always)
  func hasExploded(beside target: Mixture, trainsCovariances: Bool) -> Bool {
    for index in 0..<(count - 1) where abs(relativeLogit(of: index)) > 500 { return true }
    let scale = target.old.scale
    for index in 0..<count {
      let component = self[index]
      let home = target[min(index, target.count - 1)].mean
      if scale.mahalanobis(component.mean - home) > 1e4 { return true }
      if trainsCovariances, component.scale.isOutOfScale(beside: scale) { return true }
    }
    return false
  }
}

extension CholeskyFactor {
  fileprivate func isOutOfScale(beside other: CholeskyFactor) -> Bool {
    max(l11, l22, abs(l21)) > 1e4 * max(other.l11, other.l22)
      || min(l11, l22) < 1e-4 * min(other.l11, other.l22)
  }
}
