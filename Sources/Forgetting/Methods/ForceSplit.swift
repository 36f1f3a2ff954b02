/// How a method's force on the old mean falls apart into sources.
public enum ForceSplit: Hashable, Sendable {
  /// No split is known.
  case none
  /// The sum of what shares of the data do, each alone.
  case data([DataShare])
  /// Spring, target gate and model gate, where one covariance serves all.
  case gates

  /// The share of the data that is old; nil where the method does not learn from given data.
  public var oldDataShare: Double? {
    guard case .data(let shares) = self else { return nil }
    return shares.filter { $0.source == .old }.reduce(0) { $0 + $1.share }
  }
}

/// A share of the data and its words.
public struct DataShare: Hashable, Sendable {
  enum Source: Hashable, Sendable { case old, new }
  var name: String
  /// In [0, 1]; 0 pulls at nothing.
  var share: Double
  var source: Source
}
