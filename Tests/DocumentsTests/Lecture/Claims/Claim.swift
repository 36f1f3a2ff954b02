import Testing

@testable import Documents
@testable import Explorer
@testable import Forgetting
@testable import Simulation
@testable import Views

/// What a scene's words say, and the run that has to agree.
///
/// A claim quotes the text; numbers in braces are compared, in their order, with quantities that the
/// scene's run gives. A number agrees where it is the quantity, rounded to the digits that are said; one of many
/// runs where so many runs do not contradict it.
struct Claim: Sendable {
  /// Counted from 1.
  var scene: Int
  /// A piece of notes, question, answer or pointer, without Markdown: "keeps {96} %".
  var phrase: String
  var quantities: [Quantity] = []
  /// What must hold besides; nil for numbers alone.
  var condition: (@Sendable (Stage, Int) throws -> Bool)?

  init(_ scene: Int, _ phrase: String, _ quantities: Quantity...) {
    self.scene = scene
    self.phrase = phrase
    self.quantities = quantities
  }

  /// Words without numbers, or with numbers that stand in a formula.
  init(
    _ scene: Int, _ phrase: String, holds condition: @escaping @Sendable (Stage, Int) throws -> Bool
  ) {
    self.scene = scene
    self.phrase = phrase
    self.condition = condition
  }

  /// The words as they stand in the text.
  var words: String { phrase.filter { $0 != "{" && $0 != "}" } }

  /// The numbers in braces.
  var numbers: [Substring] {
    phrase.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
      $0.split(separator: "}").first
    }
  }

  /// What the run does not confirm, a line each.
  func problems(on stage: Stage) throws -> [String] {
    let numbers = numbers
    guard numbers.count == quantities.count else {
      return ["scene \(scene), \(phrase): \(quantities.count) quantities"]
    }
    var problems: [String] = []
    for (text, quantity) in zip(numbers, quantities) {
      guard let said = Double(text.replacing("−", with: "-")) else {
        problems.append("scene \(scene), \(phrase): \(text) is no number")
        continue
      }
      let measured = try quantity.nearest(said, stage, scene - 1)
      let digits = text.split(separator: ".").dropFirst().first?.count ?? 0
      var unit = 1.0
      for _ in 0..<digits { unit /= 10 }
      // Not a number agrees with nothing.
      if !(abs(said - measured) <= unit / 2 * (1 + 1e-9)) {
        problems.append("scene \(scene), \(phrase): \(text) is said, \(measured) is so")
      }
    }
    if let condition, try !condition(stage, scene - 1) {
      problems.append("scene \(scene): \(phrase)")
    }
    return problems
  }

  func check(on stage: Stage) throws {
    let problems = try problems(on: stage)
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
  }
}

/// A number that a scene's run gives. Lanes count from 1, as in the notes.
struct Quantity: Sendable {
  let measure: @Sendable (Stage, Int) throws -> Double

  /// How far it may lie from where that is known.
  private var error: (@Sendable (Stage, Int) throws -> (low: Double, high: Double))?

  init(_ measure: @escaping @Sendable (Stage, Int) throws -> Double) { self.measure = measure }

  /// The value that is nearest to what is said, of those that the runs allow.
  func nearest(_ said: Double, _ stage: Stage, _ scene: Int) throws -> Double {
    guard let error else { return try measure(stage, scene) }
    let (low, high) = try error(stage, scene)
    return max(low, min(high, said))
  }

  private static func lane(
    _ lane: Int, at time: Double, _ value: @escaping @Sendable (Snapshot.LaneView) -> Double
  ) -> Quantity {
    Quantity { stage, scene in value(try stage.snapshot(scene, at: time).lanes[lane - 1]) }
  }

  /// The instant at which the other numbers of the phrase are measured.
  static func time(_ time: Double) -> Quantity { Quantity { _, _ in time } }
  /// Per cent of the old task.
  static func kept(_ lane: Int, _ time: Double) -> Quantity {
    .lane(lane, at: time) { $0.meters.effectiveOldMass * 100 }
  }
  /// Per cent of the new task.
  static func covered(_ lane: Int, _ time: Double) -> Quantity {
    .lane(lane, at: time) { $0.meters.effectiveNewMass * 100 }
  }
  static func beta(_ lane: Int, _ time: Double) -> Quantity {
    .lane(lane, at: time) { $0.model.oldWeight }
  }
  static func drift(_ lane: Int, _ time: Double) -> Quantity {
    .lane(lane, at: time) { $0.meters.oldDrift }
  }
  static func newError(_ lane: Int, _ time: Double) -> Quantity {
    .lane(lane, at: time) { $0.meters.newError }
  }
  static func starved(_ lane: Int, _ time: Double) -> Quantity {
    .lane(lane, at: time) { Double($0.batch?.starvedSteps ?? -1) }
  }
  static func steps(_ time: Double) -> Quantity {
    Quantity { stage, scene in Double(try stage.snapshot(scene, at: time).tick) }
  }
  static func goal(_ lane: Int) -> Quantity {
    .lane(lane, at: 0) { view in
      if case .tends(let value) = view.goal { return value }
      return .nan
    }
  }
  /// What a share of many runs of a lane does not exceed.
  static func ofMany(
    _ share: Double, _ what: Stage.Many, _ lane: Int, _ time: Double
  ) -> Quantity {
    @Sendable func at(_ share: Double, _ values: [Double]) -> Double {
      values[Int((max(0, min(1, share)) * Double(values.count - 1)).rounded())]
    }
    var result = Quantity { stage, scene in at(share, try stage.many(scene, what, lane, time)) }
    // How many of so many runs lie below has a standard error: other seeds, another number.
    result.error = { stage, scene in
      let values = try stage.many(scene, what, lane, time)
      let error = 2 * (share * (1 - share) / Double(values.count)).squareRoot()
      return (at(share - error, values), at(share + error, values))
    }
    return result
  }
  /// Drop by component, as Chen et al. count.
  static func drop(_ lane: Int, _ time: Double) -> Quantity {
    .lane(lane, at: time) { $0.change.componentDrop }
  }
  /// A parameter in force when the scene begins.
  static func setting(_ path: String, times factor: Double = 1) -> Quantity {
    Quantity { stage, scene in
      let scenario = try stage.snapshot(scene, at: nil).scenario
      let parameter = ParameterCatalogue.parameter(at: path, in: scenario)
      guard case .number(let value) = parameter?.value(in: scenario) else { return .nan }
      return value * factor
    }
  }
  /// The first instant at which something holds.
  static func first(_ condition: @escaping @Sendable (Simulation) -> Bool) -> Quantity {
    Quantity { stage, scene in try stage.firstTime(scene, condition) }
  }
  /// The drop by component of a lane at the first step at which its gain is 0.9, for claims that
  /// name that step or do not.
  static func dropAtGain(_ lane: Int, step: Double) -> Quantity {
    Quantity { stage, scene in
      let now = try stage.snapshot(scene, at: step).lanes[lane - 1].change
      let before = try stage.snapshot(scene, at: step - 1).lanes[lane - 1].change
      return now.componentGain >= 0.9 && before.componentGain < 0.9 ? now.componentDrop : .nan
    }
  }
}

/// The runs of a lecture's scenes, each stepped once as far as it has been asked for.
final class Stage {
  let lecture: Lecture
  private var script: LectureScript
  private var runs: [Int: [Simulation]] = [:]
  private var snapshots: [Int: [Int: Snapshot]] = [:]
  private var ensembles: [String: [Double]] = [:]

  init(_ lecture: Lecture) {
    self.lecture = lecture
    script = LectureScript(lecture)
  }

  /// The scene's beginning where there is no time, or one before it.
  func snapshot(_ scene: Int, at time: Double?) throws -> Snapshot {
    let beginning = script.beginning(of: scene)
    let tick = max(
      beginning.tick, time.flatMap { beginning.tick(nearest: $0, limit: 1_000_000) } ?? 0)
    if let known = snapshots[scene]?[tick] { return known }
    let run = try run(scene, to: tick)
    let snapshot = run.snapshot()
    #expect(snapshot.tick == tick, "scene \(scene + 1) has no t = \(time ?? 0)")
    snapshots[scene, default: [:]][tick] = snapshot
    return snapshot
  }

  private func run(_ scene: Int, to tick: Int) throws -> Simulation {
    let kept = runs[scene]?.filter { $0.tick <= tick }.max { $0.tick < $1.tick }
    var run = try kept ?? Simulation(script.beginning(of: scene))
    while run.tick < tick { run.advance() }
    runs[scene, default: []].append(run)
    return run
  }

  func firstTime(_ scene: Int, _ condition: (Simulation) -> Bool) throws -> Double {
    var run = try Simulation(script.beginning(of: scene))
    while !condition(run), run.time < run.scenario.clock.until { run.advance() }
    return condition(run) ? run.time : .nan
  }

  /// What is said of many runs.
  enum Many: String, Sendable { case beta, drift }

  /// A lane of the scene's beginning with the seeds 1 to 400, ascending.
  func many(_ scene: Int, _ what: Many, _ lane: Int, _ time: Double) throws -> [Double] {
    let key = "\(scene) \(what) \(lane) \(time)"
    if let known = ensembles[key] { return known }
    var scenario = try snapshot(scene, at: 0).scenario
    let target = scenario.targetMixture.old
    var engine: Lane?
    let values = try (1...400).map { seed in
      scenario.seed = UInt64(seed)
      let next = try Lane(scenario, lane: lane - 1, reusing: engine)
      engine = next
      var state = LaneState(startOf: scenario)
      next.advance(&state, by: time)
      return switch what {
      case .beta: state.model.oldWeight
      case .drift: target.scale.mahalanobis(state.model.old.mean - target.mean)
      }
    }.sorted()
    ensembles[key] = values
    return values
  }

  func end(_ scene: Int) throws -> Snapshot { try Simulation(script.end(of: scene)).snapshot() }

  /// All that is said in a scene, without Markdown.
  static func words(_ scene: Scene) -> String {
    let texts = [scene.notes, scene.question?.text, scene.question?.answer].compactMap {
      $0?.prose.plainText
    }
    return (texts + [scene.pointer?.text].compactMap { $0 }).joined(separator: " | ")
  }
}

// MARK: - What claims ask of a run

extension Stage {
  /// A lane at a time, counted from 1.
  func lane(_ lane: Int, _ scene: Int, _ time: Double) throws -> Snapshot.LaneView {
    try snapshot(scene, at: time).lanes[lane - 1]
  }

  func verdict(_ lane: Int, _ scene: Int, _ time: Double) throws -> Verdict {
    Verdict(try self.lane(lane, scene, time), time: time)
  }

  /// 1/β − logit β of the first lane.
  func clock(_ scene: Int, _ time: Double) throws -> Double {
    let model = try lane(1, scene, time).model
    return 1 / model.oldWeight - model.logitWeight
  }

  /// The scene's run, with one parameter changed from the start.
  func changed(
    _ scene: Int, _ path: String, to value: Double, until time: Double
  ) throws -> Snapshot {
    var scenario = try snapshot(scene, at: 0).scenario
    try scenario.set(path, to: .number(value))
    var run = try Simulation(scenario)
    while run.time < time - scenario.clock.step / 2 { run.advance() }
    return run.snapshot()
  }

  /// The largest old drift of the scene's first lane at another separation.
  func peakDrift(_ separation: Double, _ scene: Int) throws -> Double {
    try changed(scene, "target.separation", to: separation, until: 30).lanes[1].largestDrift
  }
}

extension Snapshot.LaneView {
  /// Whether its old mass goes for good.
  var isForgetting: Bool { goal == .tends(0) && meters.effectiveOldMass < 0.5 }
}

extension Quantity {
  /// When a lane's β has been halved so many times since a time, interpolated between steps.
  static func halved(_ lane: Int, from time: Double, times: Int) -> Quantity {
    Quantity { stage, scene in
      var wanted = try stage.lane(lane, scene, time).model.oldWeight
      for _ in 0..<times { wanted /= 2 }
      let after = try stage.firstTime(scene) { $0.lanes[lane - 1].model.oldWeight <= wanted }
      let step = 0.05
      let upper = try stage.lane(lane, scene, after - step).model.oldWeight
      let lower = try stage.lane(lane, scene, after).model.oldWeight
      return after - step + step * (upper - wanted) / (upper - lower)
    }
  }

  static func difference(_ left: Quantity, _ right: Quantity) -> Quantity {
    Quantity { try left.measure($0, $1) - right.measure($0, $1) }
  }

  /// The chance that a batch of the start has no old sample, in per cent.
  static func noOld(_ lane: Int) -> Quantity {
    Quantity { stage, scene in
      let view = try stage.snapshot(scene, at: 0)
      let scenario = view.scenario
      let size = scenario.sampling(ofLane: lane - 1).batchSize ?? 0
      let replay = scenario.lanes[lane - 1].method.numbers["replay"] ?? 0
      let none = (1 - replay) * (1 - view.lanes[lane - 1].model.oldWeight)
      return (0..<size).reduce(100) { product, _ in product * none }
    }
  }
}
