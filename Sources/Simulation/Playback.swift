import Forgetting

/// An experiment played: edits of its journal take effect as their ticks come, commands as they come,
/// counted, and snapshots say how far that has got. The thread, verbs without a screen and tests play
/// with it.
public struct Playback {
  /// What is played.
  public internal(set) var simulation: Simulation
  private var rest: ArraySlice<Edit>
  /// Commands carried out, and the last one that was refused.
  private var done = 0
  private var refusal: (command: Int, error: ParameterError)?

  /// At the first tick, with the edits that belong there made; the whole journal is checked here.
  public init(_ experiment: Experiment) throws(ParameterError) {
    simulation = try Simulation(experiment.scenario)
    rest = experiment.journal[...]
    var scenario = experiment.scenario
    for edit in experiment.journal { try scenario.apply(edit.change) }
    makeDueEdits()
  }

  /// At the experiment's instant; later edits of its journal are still to come.
  package init(at experiment: Experiment) throws(ParameterError) {
    var opened = experiment
    let count = opened.journal.prefix { $0.tick <= experiment.tick }.count
    rest = opened.journal[count...]
    opened.journal.removeSubrange(count...)
    simulation = try Simulation(opened)
  }

  /// On the way to the instant of an experiment that has been checked; it is there already where that is
  /// near.
  init(approachingChecked experiment: Experiment) throws(ParameterError) {
    simulation = try Simulation(approachingChecked: experiment)
    simulation.goShortWay()
    rest = []
  }

  /// Who helps with long ticks.
  mutating func use(_ crew: LaneCrew) { simulation.crew = crew }

  /// Spares the integrals behind curves that are sampled.
  mutating func recordsNoSamples() { simulation.curves = nil }

  /// Steps no lane but this one.
  mutating func stepsOnly(_ lane: Int) {
    simulation.idleLanes = Set(simulation.lanes.indices).subtracting([lane])
  }

  /// One tick, and the edits that are due after it.
  public mutating func advance() {
    simulation.advance()
    makeDueEdits()
  }

  private mutating func makeDueEdits() {
    while let edit = rest.first, edit.tick <= simulation.tick {
      rest.removeFirst()
      // Checked on the way in: what a command has made impossible since is left out.
      try? simulation.apply(edit.change)
    }
  }

  /// Carries a command out, or notes why not.
  package mutating func perform(_ command: Command) {
    done += 1
    do throws(ParameterError) {
      try simulation.perform(command)
    } catch {
      refusal = (done, error)
    }
  }

  /// Goes where a command has sent the run, all the way.
  package mutating func catchUp() {
    while !simulation.catchUp(ticks: 1000) {}
  }

  /// The instant as the interface sees it.
  ///
  /// - Parameters:
  ///   - flowTime: what the eye should see of a running flow, between the last tick and this one;
  ///     nil: this one.
  ///   - measures: whether to measure anew.
  ///   - readsSamples: whether to fill the curves of integrals, however long that takes.
  package mutating func snapshot(
    _ reader: SnapshotReader, at flowTime: Double? = nil, measures: Bool,
    readsSamples: Bool = true
  ) -> Snapshot {
    if readsSamples { simulation.readSamples() }
    let last = simulation.previousTime
    let span = simulation.time - last
    let phase =
      if let flowTime, simulation.isRunning, span > 0 {
        min(1, max(0, (flowTime - last) / span))
      } else { 1.0 }
    var snapshot = reader.snapshot(of: simulation, phase: phase, measures: measures)
    snapshot.commandCount = done
    snapshot.refusal = refusal
    return snapshot
  }
}
