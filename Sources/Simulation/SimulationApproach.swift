import Forgetting

/// How an experiment gets to its instant: in slices, so that it can be watched and ended, with the edits
/// of its journal made as their ticks come.
extension Simulation {
  /// Where an experiment is going.
  struct Approach: Sendable {
    /// The tick up to which it has to be run: the instant, or the last edit.
    var last: Int
    /// The instant: one before the last edit was scrubbed back to.
    var tick: Int
  }

  /// An experiment at its start, whose whole journal is checked here: `catchUp` brings it to its
  /// instant. Where that is ended on the way, later edits still come as the flow goes on.
  public init(approaching experiment: Experiment) throws(ParameterError) {
    var scenario = experiment.scenario
    for edit in experiment.journal { try scenario.apply(edit.change) }
    try self.init(approachingChecked: experiment)
  }

  /// The same for an experiment that has been checked already.
  init(approachingChecked experiment: Experiment) throws(ParameterError) {
    try self.init(experiment.scenario)
    comingEdits = experiment.journal[...]
    makeDueEdits()
    let last = max(experiment.tick, experiment.journal.last?.tick ?? 0)
    guard last > 0 else { return }
    catchUpTime = experiment.time(ofTick: experiment.tick)
    approach = Approach(last: last, tick: experiment.tick)
  }

  /// Densities that may be evaluated before anybody looks: about a tenth of a second.
  private static let shortWay = 20_000_000

  /// What an edit takes: lanes are set up anew.
  private static let workPerEdit = 100_000

  /// A way that is short is gone at once, so that no key meets a screen that is still on its way.
  public mutating func goShortWay() {
    var left = Simulation.shortWay
    while left > 0 {
      let edits = comingEdits.count
      if catchUp(ticks: 1) { return }
      left -= max(1000, engines.reduce(0) { $0 + $1.workPerStep })
      left -= (edits - comingEdits.count) * Simulation.workPerEdit
    }
  }

  /// How much of the way to its instant an experiment has gone; nil where it is not on its way.
  var approachedShare: Double? {
    approach.map { Double(tick) / Double(max(1, $0.last)) }
  }

  /// Makes the edits of the journal whose ticks have come.
  mutating func makeDueEdits() {
    while let edit = comingEdits.first, edit.tick <= tick {
      comingEdits.removeFirst()
      // Checked on the way in.
      try? apply(edit.change)
    }
  }

  /// Who edits here goes another way than the journal that was opened.
  mutating func leaveComingEdits() {
    comingEdits = []
    if approach != nil { catchUpTime = nil }
  }

  /// At the last tick: the instant, which may lie before it.
  mutating func finishApproach(_ approach: Approach) {
    catchUpTime = nil
    restore(to: approach.tick)
    pause(when: pauseCondition)
  }
}
