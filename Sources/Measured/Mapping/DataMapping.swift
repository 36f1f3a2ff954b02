import Words

/// Which columns of a log are what, and how a score becomes a share of mass; nil: as the log itself says.
public struct DataMapping: Hashable, Sendable {
  /// A column's name and what stands there in the rows that are taken.
  public struct Condition: Hashable, Sendable {
    var column: String
    var value: String
  }

  /// A step by its name; nil: its number follows from the name, or from its place.
  struct NamedStep: Hashable, Sendable {
    var name: String
    var number: Double?
  }

  /// Columns by name: steps, scores of the old and the new task, a KL divergence.
  public var x: String?
  public var old: String?
  public var new: String?
  public var kl: String?
  /// Columns that tell repetitions apart, such as seeds.
  public var by: [String] = []
  /// Of the rows that are taken.
  public var conditions: [Condition] = []
  var order: [NamedStep] = []
  /// Whether scores are in percent, and those of a model that knows nothing or everything.
  public var isPercent: Bool?
  public var chance: Double?
  public var ceiling: Double?
  /// Steps of the log in a unit of flow time.
  public var stepsPerTime: Double?

  public init() {}

  /// Takes `COLUMN=VALUE` in.
  public mutating func add(condition text: String) throws(DataProblemError) {
    guard let place = text.lastIndex(of: "="), place > text.startIndex else {
      throw DataProblemError(.noCondition(DataText.name(text)))
    }
    conditions.append(
      Condition(column: String(text[..<place]), value: String(text[text.index(after: place)...])))
  }

  /// Takes `base=0,step10,final=100` in.
  public mutating func setOrder(_ text: String) throws(DataProblemError) {
    order = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = item.split(separator: "=", maxSplits: 1).map(String.init)
      let number = parts.count == 2 ? Double(parts[1]) : nil
      guard let name = parts.first, parts.count == 1 || number?.isFinite == true else {
        throw DataProblemError(.noOrder(DataText.name(text)))
      }
      order.append(NamedStep(name: name, number: number))
    }
  }

  /// The options that ask for it, in a shell's words.
  public var options: String {
    var words: [String] = []
    func add(_ option: String, _ value: String?) {
      if let value { words += [option, DataMapping.quoted(value)] }
    }
    add("--x", x)
    add("--old", old)
    add("--new", new)
    add("--kl", kl)
    for name in by { add("--by", name) }
    for condition in conditions { add("--where", condition.column + "=" + condition.value) }
    if !order.isEmpty {
      let items = order.map { step in
        step.name + (step.number.map { "=" + DataNumber.text($0) } ?? "")
      }
      add("--order", items.joined(separator: ","))
    }
    if isPercent == true { words.append("--percent") }
    add("--chance", chance.map(DataNumber.text))
    add("--ceiling", ceiling.map(DataNumber.text))
    add("--steps-per-time", stepsPerTime.map(DataNumber.text))
    return words.joined(separator: " ")
  }

  private static func quoted(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B...0x2F, 0x3A, 0x3D, 0x40, 0x5F: true
      default: false
      }
    }
    return plain && !text.isEmpty
      ? text
      : "'"
        + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        + "'"
  }
}

/// What is wrong with an option before a file is looked at.
public struct DataProblemError: Error, CustomStringConvertible {
  /// One of the mapping's.
  public var problem: DataProblem

  init(_ problem: DataProblem) { self.problem = problem }

  public var description: String { problem.description }
}
