import Forgetting

/// What a vector field in the plane of old weight and old drift is asked for.
public struct PhaseRequest: Hashable, Sendable {
  /// As `PhaseSurvey.scenario` leaves it.
  var scenario: Scenario
  /// The lane whose flow it is.
  var lane: Int
  /// Where the lane stands: the new mean and the covariances of the whole field, and how far beside the
  /// axis the old mean is.
  var held: Mixture
  /// What the lane learns from and refers to there; nil: as at its start.
  var teacher: Mixture?
  var reference: Mixture?
  /// β of the columns of arrows, in (0, 1), from the left.
  public var weights: [Double]
  /// Old drift along the axis of the rows of arrows, in σ, from the top.
  public var drifts: [Double]

  /// A field of `weights.count` × `drifts.count` arrows around where the lane stands.
  public init(
    _ scenario: Scenario, lane: Int, held: Mixture, teacher: Mixture? = nil,
    reference: Mixture? = nil, weights: [Double], drifts: [Double]
  ) {
    self.scenario = PhaseSurvey.scenario(scenario)
    self.lane = lane
    self.held = held
    self.teacher = teacher
    self.reference = reference
    self.weights = weights
    self.drifts = drifts
  }

  /// Whether the same plane is asked for: only where the lane stands may differ.
  public func hasSamePlane(as other: PhaseRequest) -> Bool {
    var other = other
    other.held = held
    other.teacher = teacher
    other.reference = reference
    return self == other
  }
}

/// A vector field, as far as it is known.
public struct PhaseField: Equatable, Sendable {
  /// How β and the old drift change per unit of flow time.
  public struct Arrow: Equatable, Sendable {
    /// β' and the drift's rate, per unit of flow time.
    public var weight: Double
    /// In σ, towards the new task.
    public var drift: Double
  }

  /// What was asked for.
  public let request: PhaseRequest
  /// Row by row from the upper edge; nil where nothing has been computed yet.
  public internal(set) var arrows: [Arrow?]
  /// How many have been computed.
  public internal(set) var count = 0

  /// Whether every arrow is computed.
  public var isComplete: Bool { count == arrows.count }
  /// How many rows have been completed.
  public var rowCount: Int { request.weights.isEmpty ? 0 : count / request.weights.count }

  /// The same in memory of its own.
  var copied: PhaseField {
    var copy = self
    copy.arrows = arrows.map { $0 }
    return copy
  }

  /// An arrow by its place, counted from 0; nil while it is not computed.
  public func arrow(row: Int, column: Int) -> Arrow? {
    arrows[row * request.weights.count + column]
  }
}

/// Computes a vector field from exact gradients, rows in an order that fills the plane evenly.
struct PhaseSurvey {
  private(set) var picture: PhaseField
  /// nil where there is no such lane: all arrows are zero then.
  private let lane: Lane?
  private let start: LaneState
  private let axis: DriftAxis
  /// Rows to come, the next one last.
  private var left: [Int]
  private var column = 0

  init(_ request: PhaseRequest) {
    let count = request.weights.count * request.drifts.count
    picture = PhaseField(request: request, arrows: Array(repeating: nil, count: count))
    axis = DriftAxis(request.scenario.targetMixture)
    lane =
      request.scenario.lanes.indices.contains(request.lane)
      ? try? SurveyFlow.lane(request.scenario, request.lane, step: 1, reusing: nil) : nil
    start = LaneState(startOf: request.scenario)
    left =
      request.weights.isEmpty ? [] : DriftSurvey.bisecting(request.drifts.count).reversed()
  }

  /// The part of a scenario that a field depends on.
  static func scenario(_ scenario: Scenario) -> Scenario {
    var plain = SurveyFlow.scenario(scenario)
    plain.clock.until = 1
    return plain
  }

  var isDone: Bool { left.isEmpty }

  /// Densities that it has evaluated, about.
  var work: Double { Double(picture.count) * Double(lane?.workPerStep ?? 1) }

  /// One arrow; nothing once the field is complete.
  ///
  /// - Returns: whether a row has been completed.
  @discardableResult
  mutating func advance() -> Bool {
    guard let row = left.last else { return false }
    let request = picture.request
    picture.arrows[row * request.weights.count + column] = arrow(
      weight: request.weights[column], drift: request.drifts[row])
    picture.count += 1
    column += 1
    guard column == request.weights.count else { return false }
    column = 0
    left.removeLast()
    return true
  }

  /// The lane's own velocity there, with teacher and reference as they stand.
  private func arrow(weight: Double, drift: Double) -> PhaseField.Arrow {
    let request = picture.request
    var state = start
    state.model = request.held
    state.model.logitWeight = logit(weight)
    state.model.old.mean = axis.mean(at: drift, beside: request.held.old.mean)
    state.teacher = request.teacher ?? start.teacher
    state.reference = request.reference ?? start.reference
    guard let velocity = lane?.velocity(at: state), velocity.oldWeight.isFinite else {
      return PhaseField.Arrow(weight: 0, drift: 0)
    }
    return PhaseField.Arrow(weight: velocity.oldWeight, drift: axis.speed(of: velocity.oldMean))
  }
}
