import Words

/// The value of a parameter as an edit carries it.
public enum ParameterValue: Hashable, Sendable, CustomStringConvertible {
  case number(Double)
  case word(String)

  /// As `--set` and the journal write it; numbers are the shortest decimals that read back exactly.
  public var description: String {
    switch self {
    case .number(let value):
      value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    case .word(let word): word
    }
  }
}

extension ParameterError {
  /// A number as files write it: without ".0".
  init(field: String, number: Double, allowed: Allowed) {
    self.init(field: field, value: ParameterValue.number(number).description, allowed: allowed)
  }
}

/// One parameter of a scenario: its words, its range, and how it is read and written.
public struct Parameter: Sendable {
  /// Where the pane of parameters lists it.
  public enum Group: String, CaseIterable, Sendable { case target, start, lane, run }
  /// What its values are.
  public enum Kind: Sendable {
    case number(NumberDescription)
    case choice(ChoiceDescription)
  }

  /// Where it stands in the scenario: `target.oldMass`, `lanes.1.replay`.
  public let path: String
  /// Where it is listed, and what its values are.
  public let group: Group
  public let kind: Kind
  /// The lane that it belongs to, counted from 0; nil for shared ones.
  public let lane: Int?
  let read: @Sendable (Scenario) -> ParameterValue
  let write: @Sendable (inout Scenario, ParameterValue) -> Void

  /// "old mass α".
  public var label: String {
    switch kind {
    case .number(let number): number.label
    case .choice(let choice): choice.label
    }
  }

  /// One sentence about what it does.
  public var about: String {
    switch kind {
    case .number(let number): number.about
    case .choice(let choice): choice.about
    }
  }

  /// What is said of it at length where its description says it: of a method's own parameters.
  public var explanation: Explanation? {
    switch kind {
    case .number(let number): number.explanation
    case .choice(let choice): choice.explanation
    }
  }

  /// Its value in a scenario; what was left out there has its default.
  public func value(in scenario: Scenario) -> ParameterValue { read(scenario) }

  /// Puts a value that is allowed here into a scenario, without looking at the rest of it: who does
  /// this often has made sure that the values of several parameters go together, or validates it.
  public func put(_ value: ParameterValue, into scenario: inout Scenario) throws(ParameterError) {
    try check(value)
    if case .number(let number) = value {
      // There is one zero: equal scenarios give the same bits.
      write(&scenario, .number(number + 0.0))
    } else {
      write(&scenario, value)
    }
  }

  /// Refuses what is not allowed, by kind and range.
  func check(_ value: ParameterValue) throws(ParameterError) {
    switch (kind, value) {
    case (.number(let description), .number(let number)):
      try description.check(number, at: path)
    case (.choice(let description), .word(let word)):
      try description.check(word, at: path)
    case (.number(let description), .word(let word)):
      // A word that may stand for the number: `adaptive`.
      if description.word?.word == word { return }
      throw ParameterError(field: path, value: word, allowed: description.allowed)
    case (.choice(let description), .number):
      throw ParameterError(
        field: path, value: value.description,
        allowed: .oneOf(description.values))
    }
  }

  /// Reads a typed text: a number or one of the words.
  public func parse(_ text: String) throws(ParameterError) -> ParameterValue {
    let value: ParameterValue
    switch kind {
    case .number(let description):
      if description.word?.word == text { return .word(text) }
      let isInfinite = description.includesInfinity && NumberDescription.infinities.contains(text)
      guard let number = isInfinite ? .infinity : Double(text) else {
        throw ParameterError(field: path, value: text, allowed: description.allowed)
      }
      value = .number(number)
    case .choice:
      value = .word(text)
    }
    try check(value)
    return value
  }
}
