/// How good sums over nodes are: those who make many runs and read them to six digits need not pay for
/// thirteen.
public struct IntegralAccuracy: Hashable, Sendable {
  /// How much further apart nodes stand than full accuracy asks for. What a sum leaves out falls with
  /// e^{−30/spacing}.
  let spacing: Double
  /// How far out nodes reach, in deviations of every mode.
  let reach: Double

  /// To the last digits: what lies beyond ±8 deviations is 1e−15.
  public static let full = IntegralAccuracy(spacing: 1, reach: 8)

  init(spacing: Double, reach: Double) {
    self.spacing = spacing
    self.reach = reach
  }

  /// - Parameter error: of a gradient whose entries are about 1; from 1e−13, which is `full`, to 3e−7.
  public init(error: Double) {
    let digits = min(30, max(15, -logarithm(error)))
    spacing = 30 / digits
    // One deviation more than where that much is left: log-ratios grow, and nodes stay for a whole step.
    reach = min(8, (2 * digits).squareRoot() + 1)
  }
}
