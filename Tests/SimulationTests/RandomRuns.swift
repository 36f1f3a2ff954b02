import Testing

@testable import Simulation

/// What holds of runs under commands that nobody would give.
extension Simulation {
  /// Performs a command; one that is refused has changed nothing.
  mutating func attempt(_ command: Command) {
    let before = fingerprint
    do {
      try perform(command)
    } catch {
      #expect(fingerprint == before, "\(command) was refused and changed something")
    }
  }

  /// The run as its journal makes it: what is only a matter of presentation is not in it.
  func expectMadeAgain(_ comment: Comment) throws -> Simulation {
    let again = try Simulation(experiment)
    #expect(again.lanes == lanes, comment)
    #expect(again.time == time, comment)
    return again
  }
}
