/// How a method's force on the old mean falls apart into sources.
public enum ForceSplit: Hashable, Sendable {
  /// No split is known.
  case none
  /// The sum of what shares of the data do, each alone.
  case data([DataShare])
  /// Spring, target gate and model gate, where one covariance serves all.
  case gates
}

/// A share of the data and its words.
public struct DataShare: Hashable, Sendable {
  public enum Source: Hashable, Sendable { case old, new }
  public var name: String
  public var about: String
  /// In [0, 1]; 0 pulls at nothing.
  public var share: Double
  public var source: Source

  public init(name: String, about: String, share: Double, source: Source) {
    self.name = name
    self.about = about
    self.share = share
    self.source = source
  }
}
