import Words

/// What is worth saying about a lane of a method beyond its numbers.
public struct MethodNote: Hashable, Sendable {
  /// A sentence: fixed, or with a number of the run in it.
  public enum Text: Hashable, Sendable {
    case sentence(Note)
    /// A rate of the flow, to be said per unit of time and per step, as papers give it.
    case rate(name: String, Double)
  }
  /// In a few words, in place of where its data come from.
  public var short: Note?
  /// As a sentence, for the pane WHY.
  public var long: Text?

  public init(short: Note? = nil, long: Text? = nil) {
    self.short = short
    self.long = long
  }

  init(short: Note? = nil, _ sentence: Note) {
    self.init(short: short, long: .sentence(sentence))
  }
}

/// What a note may depend on besides the method's own parameters.
public struct LaneCircumstances: Sendable {
  /// N; nil in population mode.
  var batchSize: Int?
  /// How often the reference has been refreshed.
  var refreshCount: Int
  /// What the last estimate remarked on.
  var remark: Note?

  public init(batchSize: Int?, refreshCount: Int, remark: Note?) {
    self.batchSize = batchSize
    self.refreshCount = refreshCount
    self.remark = remark
  }
}
