import Testing

@testable import Forgetting
@testable import Simulation

/// The vector field: the exact flow's own velocity, and the axis that drift is measured along.
@Suite struct PhaseSurveyTests {
  static func request(
    _ scenario: Scenario = Runs.standard, lane: Int = 0, columns: Int = 6, rows: Int = 5,
    drift: ClosedRange<Double> = -0.5...1
  ) -> PhaseRequest {
    PhaseRequest(
      scenario, lane: lane, held: scenario.startMixture,
      weights: (0..<max(0, columns)).map { (Double($0) + 0.5) / Double(columns) },
      drifts: (0..<max(0, rows)).map {
        drift.upperBound
          - (Double($0) + 0.5) / Double(rows) * (drift.upperBound - drift.lowerBound)
      })
  }

  static func finished(_ request: PhaseRequest) -> PhaseField {
    var survey = PhaseSurvey(request)
    while !survey.isDone { survey.advance() }
    return survey.picture
  }

  @Test func axisIsMeasuredInDeviationsTowardsTheNewTask() {
    let target = Presets.preset("correlated")!.scenario.targetMixture
    let axis = DriftAxis(target)
    let separation = target.old.scale.mahalanobis(target.new.mean - target.old.mean)
    #expect(abs(axis.coordinate(of: target.old.mean)) < 1e-15)
    #expect(abs(axis.coordinate(of: target.new.mean) - separation) < 1e-12)
    let mean = SIMD2(0.3, -1.1)
    for coordinate in [-1.0, 0, 2.5] {
      let moved = axis.mean(at: coordinate, beside: mean)
      #expect(abs(axis.coordinate(of: moved) - coordinate) < 1e-12)
      // Beside the axis nothing has changed.
      let along = target.old.scale.mahalanobis(moved - mean)
      #expect(abs(along - abs(coordinate - axis.coordinate(of: mean))) < 1e-12)
    }
    var coinciding = target
    coinciding.new.mean = target.old.mean
    #expect(DriftAxis(coinciding).coordinate(of: target.old.mean + SIMD2(1.2, 0)).isFinite)
  }

  /// Every arrow against a small step of the lane itself from that very point.
  @Test(
    arguments: ["forward-and-reverse", "overlap", "replay"], CoordinateSystem.allCases)
  func arrowsAreTheFlowsVelocity(preset: String, coordinates: CoordinateSystem) throws {
    var scenario = Presets.preset(preset)!.scenario
    scenario.coordinates = coordinates
    let request = Self.request(scenario, lane: 1, columns: 4, rows: 3, drift: -1...1.5)
    let field = Self.finished(request)
    let axis = DriftAxis(scenario.targetMixture)
    let step = 1e-7
    var plain = scenario
    plain.clock = Clock(integrator: .rungeKutta, step: step)
    let lane = try Lane(plain, lane: 1)
    for row in 0..<3 {
      for column in 0..<4 {
        let arrow = try #require(field.arrow(row: row, column: column))
        var model = scenario.startMixture
        model.logitWeight = logit(request.weights[column])
        model.old.mean = axis.mean(at: request.drifts[row], beside: model.old.mean)
        var state = LaneState(model: model)
        lane.advance(&state, by: step)
        let weight = (state.model.oldWeight - model.oldWeight) / step
        let drift =
          (axis.coordinate(of: state.model.old.mean) - axis.coordinate(of: model.old.mean)) / step
        #expect(abs(weight - arrow.weight) < 2e-5, "β' \(arrow.weight) for \(weight)")
        #expect(abs(drift - arrow.drift) < 2e-5, "drift' \(arrow.drift) for \(drift)")
      }
    }
  }

  /// Where a teacher or a reference has moved, the arrows are those of a step from there.
  @Test(arguments: [
    MethodSettings("sdft"), MethodSettings("oapl"),
    MethodSettings("ttt-discover", numbers: ["klCoefficient": 0.5]),
  ])
  func arrowsKnowTeacherAndReference(method: MethodSettings) throws {
    var scenario = Runs.standard
    scenario.lanes = [LaneSettings(method: method)]
    var moved = scenario.startMixture
    moved.logitWeight -= 1
    moved.new.mean.x += 0.7
    var request = Self.request(scenario, columns: 3, rows: 2)
    let before = Self.finished(request)
    request.teacher = moved
    request.reference = moved
    let after = Self.finished(request)
    #expect(before.arrows != after.arrows)
    let axis = DriftAxis(scenario.targetMixture)
    let step = 1e-7
    scenario.clock = Clock(integrator: .rungeKutta, step: step)
    let lane = try Lane(scenario, lane: 0)
    for row in 0..<2 {
      for column in 0..<3 {
        var model = scenario.startMixture
        model.logitWeight = logit(request.weights[column])
        model.old.mean = axis.mean(at: request.drifts[row], beside: model.old.mean)
        var state = LaneState(model: model, teacher: moved, reference: moved)
        lane.advance(&state, by: step)
        let arrow = try #require(after.arrow(row: row, column: column))
        let weight = (state.model.oldWeight - model.oldWeight) / step
        #expect(abs(weight - arrow.weight) < 2e-5 * (1 + abs(weight)))
      }
    }
  }

  @Test func reverseKLsSpringPullsBackAndForwardKLsWeightFalls() {
    let reverse = Self.finished(Self.request(lane: 1))
    #expect((0..<6).allSatisfy { reverse.arrow(row: 0, column: $0)!.drift < 0 })
    let forward = Self.finished(Self.request(lane: 0))
    #expect((0..<6).allSatisfy { forward.arrow(row: 2, column: $0)!.weight < 0 })
  }

  @Test func ratesTurnTheArrows() throws {
    var scenario = Runs.standard
    scenario.lanes[1].rates = Rates(weight: 0, oldMean: 2, newMean: 1)
    let plain = Self.finished(Self.request(lane: 1))
    let turned = Self.finished(Self.request(scenario, lane: 1))
    for (a, b) in zip(plain.arrows, turned.arrows) {
      #expect(b?.weight == 0)
      #expect(b?.drift == a.map { 2 * $0.drift })
    }
  }

  @Test func rowsFillThePlaneEvenly() {
    var survey = PhaseSurvey(Self.request(columns: 3, rows: 5))
    var rows: [Int] = []
    while !survey.isDone {
      let count = survey.picture.count
      let isRow = survey.advance()
      #expect(survey.picture.count == count + 1)
      #expect(isRow == (survey.picture.count % 3 == 0))
      guard isRow else { continue }
      let known = (0..<5).filter { survey.picture.arrow(row: $0, column: 2) != nil }
      rows.append(contentsOf: known.filter { !rows.contains($0) })
    }
    #expect(rows == [0, 4, 2, 1, 3])
    #expect(survey.picture.isComplete)
    #expect(survey.advance() == false)
    #expect(survey.picture == Self.finished(Self.request(columns: 3, rows: 5)))
  }

  @Test func planesAreToldApart() throws {
    let request = Self.request()
    var moved = request
    moved.held.new.mean.x += 0.1
    #expect(request.hasSamePlane(as: moved) && request != moved)
    var scenario = Runs.standard
    scenario.clock.step = 0.01
    scenario.name = "another"
    #expect(Self.request(scenario) == request)
    try scenario.set("target.oldMass", to: .number(0.3))
    #expect(!Self.request(scenario).hasSamePlane(as: request))
    #expect(!Self.request(rows: 4).hasSamePlane(as: request))
    #expect(!Self.request(lane: 1).hasSamePlane(as: request))
  }

  @Test func nothingToDraw() {
    for (columns, rows) in [(0, 5), (5, 0), (-1, 3)] {
      let field = Self.finished(Self.request(columns: columns, rows: rows))
      #expect(field.isComplete && field.arrows.isEmpty)
    }
  }
}
