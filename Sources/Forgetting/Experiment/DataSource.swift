/// A log that stands beside an experiment: where it is, and how it is read. Nothing is computed from it.
public struct DataSource: Hashable, Sendable {
  /// As a person named it.
  public var file: String
  /// Of the file's bytes when it was read, in sixteen hexadecimal digits; empty where it has not been.
  public var hash: String
  public var mapping: DataMapping

  public init(file: String, hash: String = "", mapping: DataMapping = DataMapping()) {
    self.file = file
    self.hash = hash
    self.mapping = mapping
  }

  /// What the file is read by: how it is shown is not part of it.
  public var unscaled: DataSource {
    var source = self
    source.mapping.stepsPerTime = nil
    source.hash = ""
    return source
  }
}

/// Which columns of a log are what, and how a score becomes a share of mass; nil: as the log itself says.
public struct DataMapping: Hashable, Sendable {
  /// A column's name and what stands there in the rows that are taken.
  public struct Condition: Hashable, Sendable {
    /// Both as they stand in the log.
    public var column: String
    public var value: String

    public init(column: String, value: String) {
      self.column = column
      self.value = value
    }
  }

  /// A step by its name; nil: its number follows from the name, or from its place.
  public struct NamedStep: Hashable, Sendable {
    /// As the log has it, and the step that it is.
    public var name: String
    public var number: Double?

    public init(name: String, number: Double?) {
      self.name = name
      self.number = number
    }
  }

  /// Columns by name: steps, scores of the old and the new task, a KL divergence.
  public var x: String?
  public var old: String?
  public var new: String?
  public var kl: String?
  /// Columns that tell repetitions apart, such as seeds.
  public var by: [String] = []
  /// A column that tells runs apart which are drawn one by one.
  public var runs: String?
  /// Further files, each with runs of its own, read alike.
  public var also: [String] = []
  /// Of the rows that are taken.
  public var conditions: [Condition] = []
  /// Steps by their names.
  public var order: [NamedStep] = []
  /// Whether scores are in percent, and those of a model that knows nothing or everything.
  public var isPercent: Bool?
  public var chance: Double?
  public var ceiling: Double?
  /// Steps of the log in a unit of flow time.
  public var stepsPerTime: Double?

  public init() {}
}
