// Cases as text, in the language of the program: the one place that chooses it.

extension LaneFailure: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}

extension Note: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}

extension Allowed: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}

extension Remark: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}

extension ShareProblem: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}

extension FileProblem: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}

extension ConverterProblem: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}

extension TerminalProblem: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}

extension DocumentProblem: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}

extension Given: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}

extension Complaint: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}

extension Report: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}

extension SlurmProblem: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}
