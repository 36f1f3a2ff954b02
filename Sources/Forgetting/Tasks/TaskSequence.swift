/// Tasks that are trained one after another, as a scenario file names them: what stands in place of
/// the short form's `target`. Fields that a user left out stay nil, so that what follows still follows.
public struct TaskSequence: Hashable, Sendable {
  /// Two to eight.
  public var tasks: [TaskSettings]
  /// In the order in which they are trained; nil: one, the last task.
  public var stages: [StageSettings]?
  /// The names of the tasks seen before the first stage; nil: the first task, or all but the last where
  /// there are no stages.
  public var known: [String]?
  /// Whether q_ref stays what it was at t = 0, instead of becoming the model at the start of each stage.
  public var keepsReference: Bool

  public init(
    tasks: [TaskSettings], stages: [StageSettings]? = nil, known: [String]? = nil,
    keepsReference: Bool = false
  ) {
    self.tasks = tasks
    self.stages = stages
    self.known = known
    self.keepsReference = keepsReference
  }

  /// As many as a mixture has components at most.
  public static let largestTaskCount = 8
  public static let largestStageCount = 32

  /// The tasks' names, in order.
  var names: [String] { tasks.map(\.name) }

  /// The number of a task of this name, from 0; nil where there is none.
  public func index(of name: String) -> Int? { tasks.firstIndex { $0.name == name } }

  /// The stages, at least one.
  public var stageList: [StageSettings] {
    guard let stages, !stages.isEmpty else {
      return [StageSettings(task: tasks.last?.name ?? "")]
    }
    return stages
  }

  /// The names of the tasks seen before the first stage.
  public var knownNames: [String] {
    known ?? (stages == nil ? names.dropLast() : names.prefix(1)).map { $0 }
  }

  /// α_k, adding up to 1.
  var shares: [Double] {
    let total = tasks.reduce(0) { $0 + $1.mass }
    return tasks.map { $0.mass / total }
  }

  /// What the masses as they are written add up to, where that is not 1.
  var oddTotal: Double? {
    let total = tasks.reduce(0) { $0 + $1.mass }
    return abs(total - 1) > 1e-9 ? total : nil
  }
}

/// A task: α_k N(μ_k, Σ_k) with a name.
public struct TaskSettings: Hashable, Sendable {
  /// A letter, then letters, digits, - and _.
  public var name: String
  /// > 0, in units of the sum of all.
  public var mass: Double
  /// `dimension` numbers.
  public var mean: [Double]
  /// nil: the first task's; of the first task, 1.
  public var spread: Spread?

  public init(name: String, mass: Double, mean: [Double], spread: Spread? = nil) {
    self.name = name
    self.mass = mass
    self.mean = mean
    self.spread = spread
  }

  static let longestName = 24

  /// Whether a text may be a task's name: it stands in paths, columns and conditions.
  public static func isName(_ text: String) -> Bool {
    guard (1...longestName).contains(text.utf8.count), let first = text.utf8.first,
      isLetter(first)
    else { return false }
    return text.utf8.allSatisfy {
      isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}

/// A stage: which task is trained, and until when.
public struct StageSettings: Hashable, Sendable {
  /// The task's name.
  public var task: String
  /// Flow time of its last step's end, > 0, ascending; the last stage need not end.
  public var until: Double?

  public init(task: String, until: Double? = nil) {
    self.task = task
    self.until = until
  }
}
