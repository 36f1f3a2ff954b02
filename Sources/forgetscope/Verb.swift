import ArgumentParser

/// A verb that fails in one line with one of our exit codes.
protocol Verb: ParsableCommand {
  func perform() throws(Failure)
}

extension Verb {
  func run() throws { try perform() }
}

/// A verb that speaks of the other verbs: the root that lists them is handed to it.
protocol DescribingVerb: ParsableCommand {
  func perform(for root: any ParsableCommand.Type) throws(Failure)
}
