import Words

/// A method's entry in the catalogue: what menus, help, scenario files and `--set` know about it.
public struct MethodDescription: Sendable {
  /// The scenario file's word.
  public var key: String
  /// "forward KL".
  public var name: String
  /// What practitioners call it: "SFT".
  public var nickname: String
  /// One line for menus and help.
  public var about: String
  /// Where it is described: authors and year, or a number of arXiv; several with semicolons between.
  public var reference: String
  /// The scenario's mixtures besides target and start that it refers to: `reference`, `teacher`,
  /// `demonstrator`.
  public var refersTo: Set<String> = []
  /// What else it is called in papers, by some of its settings: "RAFT".
  public var otherNames: [String] = []
  /// Its parameters, in the order shown.
  public var numbers: [NumberDescription]
  public var choices: [ChoiceDescription]
  /// Which of its numbers `fit` looks for in a log; nil: the first one.
  var fitted: [String]?

  /// The keys of the numbers that `fit` looks for: the method's own, not those of the model.
  public var fittedNumbers: [String] { fitted ?? numbers.prefix(1).map(\.key) }
}

/// A number that a person may change.
public struct NumberDescription: Sendable {
  /// The scenario file's word.
  public var key: String
  /// "replay λ".
  public var label: String
  /// One sentence about what it does.
  public var about: String
  /// Unit shown after the number, or empty.
  public var unit: String
  /// What is allowed.
  public var range: ClosedRange<Double>
  /// Whether the ends belong to it.
  public var includesLower: Bool
  public var includesUpper: Bool
  /// Whether only whole numbers belong to it.
  public var isWhole: Bool
  /// What a slider spans.
  public var slider: ClosedRange<Double>
  /// Whether a slider moves by factors.
  public var isLogarithmic: Bool
  /// What one key press changes: a difference, or a ratio if logarithmic.
  public var increment: Double
  /// The value when none is given.
  public var standard: Double
  /// Where the value comes from when none is given and `standard` is not meant.
  var inherited: (@Sendable (Scenario) -> Double)?
  /// Whether ∞ is allowed ("never").
  public var includesInfinity: Bool
  /// A word that may stand for the number.
  public var word: NumberWord?
  /// How the number may be given as a count of steps.
  public var count: NumberCount?
  /// What it is called where it is said per step, as papers do; nil where nobody does.
  public var perStepName: String?
  /// Whether it stands among the parameters that a lecture changes first.
  public var comesFirst: Bool
  /// What `F1` says of a method's parameter; of any other the explorer knows it.
  var explanation: Explanation?

  init(
    key: String, label: String, about: String, unit: String = "", range: ClosedRange<Double>,
    includesLower: Bool = true, includesUpper: Bool = true, isWhole: Bool = false,
    slider: ClosedRange<Double>? = nil, isLogarithmic: Bool = false, increment: Double,
    standard: Double, inherited: (@Sendable (Scenario) -> Double)? = nil,
    includesInfinity: Bool = false, word: NumberWord? = nil, count: NumberCount? = nil,
    perStepName: String? = nil, comesFirst: Bool = false, explanation: Explanation? = nil
  ) {
    self.key = key
    self.label = label
    self.about = about
    self.unit = unit
    self.range = range
    self.includesLower = includesLower
    self.includesUpper = includesUpper
    self.isWhole = isWhole
    self.slider = slider ?? range
    self.isLogarithmic = isLogarithmic
    self.increment = increment
    self.standard = standard
    self.inherited = inherited
    self.includesInfinity = includesInfinity
    self.word = word
    self.count = count
    self.perStepName = perStepName
    self.comesFirst = comesFirst
    self.explanation = explanation
  }

  /// Whether a value may stand there.
  public func allows(_ value: Double) -> Bool {
    if includesInfinity, value == .infinity { return true }
    guard value.isFinite, !isWhole || value == value.rounded() else { return false }
    let aboveLower = includesLower ? value >= range.lowerBound : value > range.lowerBound
    let belowUpper = includesUpper ? value <= range.upperBound : value < range.upperBound
    return aboveLower && belowUpper
  }

  /// ∞ as files, shells and people write it.
  public static let infinities: Set<String> = [
    ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "inf", "+inf", "infinity", "∞",
  ]

  /// "a number in (0, 1)", "a number > 0": what an error says.
  public var allowed: Allowed { includesInfinity ? .orInfinity(allowedFinite) : allowedFinite }

  private var allowedFinite: Allowed {
    let low = range.lowerBound
    let high = range.upperBound
    let lowText = NumberDescription.text(low)
    let highText = NumberDescription.text(high)
    if isWhole {
      if high == low + 1 { return .either(lowText, highText) }
      if let low = Int(exactly: low), let high = Int(exactly: high) {
        return .wholeNumber(low...high)
      }
    }
    if high >= Double.greatestFiniteMagnitude {
      if low <= -Double.greatestFiniteMagnitude { return .finiteNumber }
      return .numberAbove(lowText, includesEnd: includesLower)
    }
    return .numberIn(
      lowText, highText, includesLower: includesLower, includesUpper: includesUpper)
  }

  private static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }

  /// What a lane has of the scenario where it says nothing; nil where the scenario has nothing that may
  /// stand there, as a single component has no old weight.
  func inheritedValue(_ scenario: Scenario) -> Double? {
    inherited.map { $0(scenario) }.flatMap { allows($0) ? $0 : nil }
  }

  /// Refuses what is not allowed, with the path of the field.
  public func check(_ value: Double, at path: String) throws(ParameterError) {
    guard allows(value) else {
      throw ParameterError(field: path, value: NumberDescription.text(value), allowed: allowed)
    }
  }
}

/// A word in place of a number: `eta: adaptive` sets the choice `etaMode` to `adaptive`.
public struct NumberWord: Hashable, Sendable {
  /// As files and typing write it.
  public var word: String
  /// The key of the choice that it sets.
  public var choice: String
}

/// A number of steps in place of flow time: `lag: {steps: 200}` sets the choice `lagUnit` to `steps`.
public struct NumberCount: Hashable, Sendable {
  /// The word in the file, which is the choice's value too.
  public var key: String
  public var choice: String
  /// What is allowed, for an error.
  public var allowed: Allowed
}

/// When a choice changes nothing: while a number of the method has this value.
public struct IdleCondition: Hashable, Sendable {
  /// A number of the same method by its key, and the value of it that makes this one idle.
  public var number: String
  public var value: Double
}

extension MethodDescription {
  /// Settings with all counts of steps in flow time.
  ///
  /// - Parameter step: h of the lane that they were meant for.
  public func inFlowTime(_ settings: MethodSettings, step: Double) -> MethodSettings {
    var settings = settings
    for number in numbers {
      guard let count = number.count, settings.choices[count.choice] == count.key else { continue }
      settings.choices[count.choice] = nil
      settings.numbers[number.key]? *= step
    }
    return settings
  }
}

/// A choice between words.
public struct ChoiceDescription: Sendable {
  /// The scenario file's word, what the screen calls it, and one sentence about what it does.
  public var key: String
  public var label: String
  public var about: String
  /// The words allowed; the first is the default.
  public var values: [String]
  /// When it changes nothing.
  public var idle: IdleCondition?
  /// What `F1` says of a method's choice; of any other the explorer knows it.
  var explanation: Explanation?
  /// What people call values otherwise, in small letters; it is not allowed, but understood.
  var spellings: [String: String]

  init(
    key: String, label: String, about: String, values: [String], idle: IdleCondition? = nil,
    explanation: Explanation? = nil, spellings: [String: String] = [:]
  ) {
    self.key = key
    self.label = label
    self.about = about
    self.values = values
    self.idle = idle
    self.explanation = explanation
    self.spellings = spellings
  }

  func check(_ value: String, at path: String) throws(ParameterError) {
    guard values.contains(value) else {
      throw ParameterError(
        field: path, value: value,
        allowed: spellings[value.lowercased()].map { .meaning($0, oneOf: values) }
          ?? .oneOf(values))
    }
  }
}
