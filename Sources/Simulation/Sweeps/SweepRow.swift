/// What is told of one lane of a run.
public struct SweepRow: Hashable, Sendable {
  /// Counted from 0.
  public var lane: Int
  /// Its key in the catalogue.
  public var method: String
  /// By the sweep's measures; nil: not reached, or does not apply.
  public var values: [Double?]
  /// Why the lane has stopped, or the run could not be made; nil: all is well.
  public var failure: String?

  init(lane: Int, method: String, values: [Double?], failure: String? = nil) {
    self.lane = lane
    self.method = method
    self.values = values
    self.failure = failure
  }

  /// One that nothing has been measured of.
  static func empty(
    _ lane: Int, _ method: String, columns: Int, failure: String? = nil
  ) -> SweepRow {
    SweepRow(
      lane: lane, method: method, values: Array(repeating: nil, count: columns), failure: failure)
  }
}

/// One crossing, or that there is none.
public struct SweepSolution: Hashable, Sendable {
  /// What there is to say of it, and is no failure.
  public enum Answer: Hashable, Sendable {
    /// The measure jumps over the value instead of passing through it.
    case jump
    /// It is on one side of the value.
    case none(in: String)
    /// It has the value, whatever the parameter is.
    case everywhere(in: String)
    /// Nothing is to be measured: a condition never holds, a moment is not reached.
    case noValue(String, in: String)
  }

  /// Counted from 1; 0 where there is none.
  public var number: Int
  /// How many there are at this point.
  public var count: Int
  /// The value solved for; nil where there is none.
  public var value: Double?
  /// The lane of the goal there.
  public var row: SweepRow
  public var answer: Answer?
}

extension SweepSolution.Answer: CustomStringConvertible {
  public var description: String {
    switch self {
    case .jump: "jumps over the value there"
    case .none(let range): "no crossing in \(range)"
    case .everywhere(let range): "everywhere in \(range)"
    case .noValue(let measure, let range): "no \(measure) in \(range)"
    }
  }

  /// What the words of all of them begin with.
  public static let beginnings = ["jumps ", "no ", "everywhere "]
}
