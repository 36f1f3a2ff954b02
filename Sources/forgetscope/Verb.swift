import ArgumentParser

/// A verb that fails in one line with one of our exit codes.
protocol Verb: ParsableCommand {
  func perform() throws(Failure)
}

extension Verb {
  func run() throws { try perform() }
}
