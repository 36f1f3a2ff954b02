import Forgetting

/// One lane to step: a method on a problem, exact or with batches.
struct Subject {
  let name: String
  let scenario: Scenario
  let steps: Int

  /// Every choice of every method, on a line: what has no line in the table of times allocates nothing either.
  static var choices: [Subject] {
    MethodCatalogue.descriptions.flatMap { description in
      description.choices.flatMap { choice in
        choice.values.dropFirst().flatMap { value in
          let settings = MethodSettings(description.key, choices: [choice.key: value])
          return [nil, 4096].map { Subject(settings, .line, batch: $0) }
        }
      }
    }
  }

  static var all: [Subject] {
    var list: [Subject] = []
    for settings in settings {
      for geometry in Geometry.allCases {
        list.append(Subject(settings, geometry, batch: nil))
        if geometry != .line2D {
          list.append(Subject(settings, geometry, batch: 4096))
        }
      }
    }
    for integrator in [Clock.Integrator.euler, .dormandPrince, .adam] {
      list.append(
        Subject(MethodSettings("reverse-kl"), .line, batch: nil, integrator: integrator))
    }
    for system in [CoordinateSystem.direct, .natural] {
      for geometry in [Geometry.line, .plane] {
        list.append(Subject(MethodSettings("reverse-kl"), geometry, batch: nil, system: system))
      }
    }
    list.append(
      Subject(MethodSettings("reverse-kl"), .plane, batch: nil, trainsCovariances: true))
    list.append(Subject(MethodSettings("reverse-kl"), .line, batch: 65_536))
    for settings in [
      MethodSettings("forward-kl", numbers: ["replay": 0.3]), MethodSettings("reverse-kl"),
      MethodSettings("sdft"),
    ] {
      for batch in [nil, 4096] { list.append(Subject(fiveTasks: settings, batch: batch)) }
    }
    return list
  }

  /// Five tasks on a line, the last of them trained, with a component each.
  private init(fiveTasks method: MethodSettings, batch: Int?) {
    name =
      "\(method.key), five tasks, 1-D" + (batch.map { ", batch of \($0)" } ?? "")
    scenario = Scenario(
      target: .none,
      start: MixtureSettings(
        components: (0..<5).map {
          ComponentSettings(
            weight: $0 == 0 ? 0.8 : 0.05, mode: ModeSettings(mean: [4 * Double($0) - 8.5]))
        }), sampling: batch.map { .batch($0) } ?? .population,
      clock: Clock(integrator: batch == nil ? .rungeKutta : .euler),
      lanes: [LaneSettings(method: method)],
      sequence: TaskSequence(
        tasks: (0..<5).map {
          TaskSettings(name: "t\($0)", mass: 1, mean: [4 * Double($0) - 8])
        }))
    steps = batch == nil ? 400 : 60
  }

  /// Every method, and the options that take another way through the code.
  private static var settings: [MethodSettings] {
    MethodCatalogue.descriptions.map { MethodSettings($0.key) } + [
      MethodSettings("forward-kl", numbers: ["replay": 0.3]),
      MethodSettings("reverse-kl", numbers: ["replay": 0.3]),
      MethodSettings("sdft", choices: ["direction": "jsd"]),
      MethodSettings("ttt-discover", choices: ["etaMode": "adaptive"]),
      MethodSettings("oapl", numbers: ["lag": 0.5]),
      MethodSettings("oapl", numbers: ["valueTemperature": 0.5]),
      MethodSettings("grpo", numbers: ["groupSize": 8, "klCoefficient": 0.5, "clip": 0.2]),
      MethodSettings("grpo", numbers: ["klCoefficient": 1.2], choices: ["estimator": "k2"]),
      MethodSettings("dpo", choices: ["preferences": "deterministic"]),
      MethodSettings("forward-kl", numbers: ["anchor": 1]),
      MethodSettings("forward-kl", numbers: ["anchor": 1], choices: ["anchorDirection": "forward"]),
      MethodSettings("kl-regularised-rl", choices: ["controller": "adaptive"]),
      MethodSettings("policy-gradient", numbers: ["tokens": 4]),
      MethodSettings("sdft", numbers: ["tilt": 1]),
      MethodSettings(
        "filtered-sft", numbers: ["lag": 0.5, "samplingTemperature": 0.7, "topP": 0.9]),
    ]
  }

  /// Where the modes lie: on a line, on a line in the plane (one dimension is enough), anywhere.
  enum Geometry: String, CaseIterable {
    case line = "1-D"
    case line2D = "2-D on a line"
    case plane = "2-D"
  }

  private init(
    _ method: MethodSettings, _ geometry: Geometry, batch: Int?,
    integrator: Clock.Integrator = .rungeKutta, system: CoordinateSystem = .logit,
    trainsCovariances: Bool = false
  ) {
    var words = [method.key]
    words += method.numbers.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    words += method.choices.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    words.append(geometry.rawValue)
    if integrator != .rungeKutta { words.append("\(integrator)") }
    if system != .logit { words.append("\(system)") }
    if trainsCovariances { words.append("covariances") }
    if let batch { words.append("batch of \(batch)") }
    name = words.joined(separator: ", ")

    let old: ModeSettings
    let new: ModeSettings
    let startNew: ModeSettings
    switch geometry {
    case .line:
      old = ModeSettings(mean: [-2], spread: Spread(deviation: [1]))
      new = ModeSettings(mean: [2])
      startNew = ModeSettings(mean: [0.5])
    case .line2D:
      old = ModeSettings(mean: [-2, 0], spread: Spread(deviation: [1, 1]))
      new = ModeSettings(mean: [2, 0])
      startNew = ModeSettings(mean: [0.5, 0])
    case .plane:
      old = ModeSettings(mean: [-2, 0], spread: Spread(deviation: [1, 0.7], correlation: 0.6))
      new = ModeSettings(mean: [2, 0.5])
      startNew = ModeSettings(mean: [0.5, 1])
    }
    var clock = Clock()
    clock.integrator = batch == nil ? integrator : .euler
    clock.step = 0.05
    scenario = Scenario(
      dimension: geometry == .line ? 1 : 2,
      target: TargetSettings(oldMass: 0.5, old: old, new: new),
      start: MixtureSettings(oldWeight: 0.8, new: startNew),
      rates: Rates(
        oldCovariance: trainsCovariances ? 0.2 : 0, newCovariance: trainsCovariances ? 0.2 : 0),
      coordinates: system, sampling: batch.map { .batch($0) } ?? .population, clock: clock,
      lanes: [LaneSettings(method: method)])
    steps = batch == nil && geometry != .plane ? 400 : 60
  }
}
