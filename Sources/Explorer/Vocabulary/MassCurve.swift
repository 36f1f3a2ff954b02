import Forgetting

/// What MASS shows over time.
public enum MassCurve: UInt8, CaseIterable, Sendable {
  case weight, kept, learned

  /// The measure that its curves are of.
  public var measure: Measure {
    switch self {
    case .weight: .oldWeight
    case .kept: .kept
    case .learned: .learned
    }
  }
}
