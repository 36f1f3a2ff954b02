import Forgetting

/// An experiment played from its start: edits of the journal take effect as their ticks come.
///
/// `Simulation(experiment)` is at the instant at once; this is for who wants to see the way there.
public struct Playback {
  public private(set) var simulation: Simulation
  private var rest: ArraySlice<Edit>

  /// At the first tick, with the edits that belong there made; the whole journal is checked here.
  public init(_ experiment: Experiment) throws(ParameterError) {
    simulation = try Simulation(experiment.scenario)
    rest = experiment.journal[...]
    var scenario = experiment.scenario
    for edit in experiment.journal { try scenario.apply(edit.change) }
    makeDueEdits()
  }

  /// Who helps with long ticks.
  public mutating func use(_ crew: LaneCrew) { simulation.crew = crew }

  /// One tick, and the edits that are due after it.
  public mutating func advance() {
    simulation.advance()
    makeDueEdits()
  }

  private mutating func makeDueEdits() {
    while let edit = rest.first, edit.tick <= simulation.tick {
      rest.removeFirst()
      do {
        try simulation.apply(edit.change)
      } catch {
        // Checked on the way in.
        preconditionFailure("\(error)")
      }
    }
  }
}
