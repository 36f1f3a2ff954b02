import ArgumentParser

/// A verb that fails in one line with one of our exit codes.
protocol Verb: ParsableCommand {
  /// Whether it may take long and does not know how far it is.
  static var isLong: Bool { get }
  func perform() throws(Failure)
}

extension Verb {
  static var isLong: Bool { false }

  func run() throws {
    guard Self.isLong else { return try perform() }
    try Patience.during(perform)
  }
}

/// A verb that speaks of the other verbs: the root that lists them is handed to it.
protocol DescribingVerb: ParsableCommand {
  func perform(for root: any ParsableCommand.Type) throws(Failure)
}
