import Forgetting

/// A lane's model at an instant, kept until somebody has time for its integrals.
struct Sample: Equatable, Sendable {
  let tick: Int
  /// The lane's identity.
  var lane: Int
  let model: Mixture
  @Boxed var problem: Problem

  init(tick: Int, lane: Int, model: Mixture, problem: Boxed<Problem>) {
    self.tick = tick
    self.lane = lane
    self.model = model
    _problem = problem
  }

  static func == (a: Sample, b: Sample) -> Bool {
    a.tick == b.tick && a.lane == b.lane && a.model == b.model && a.problem == b.problem
  }
}
