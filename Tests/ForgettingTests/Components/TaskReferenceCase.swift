import Foundation

@testable import Forgetting

/// One case of the oracle of several tasks (Reference/oracle_tasks.py): any number of tasks and of
/// components, with the answers of a fine trapezoid rule that shares nothing with the product.
struct TaskReferenceCase: Decodable, CustomStringConvertible {
  struct Components: Decodable {
    var weights: [Double]
    var means: [[Double]]
    var covs: [[[Double]]]
  }
  struct Input: Decodable {
    var dimension: Int
    var tasks: Components
    /// The task that is trained, and those that were before; numbered from 0.
    var task: Int
    var seen: [Int]
    var model: Components
    var reference: Components
    var teacher: Components
    var replay: Double
    var eta: Double
    var kappa: Double
    var tau: Double
  }

  var input: Input
  var halvingError: Double
  var methods: [String: ReferenceCase.Answer]
  var meters: Meters

  struct Meters: Decodable {
    var klModelToTarget: Double
    var klTargetToModel: Double
    var klNewToModel: Double
    var klReferenceToModel: Double
    var kept: [Double?]
    var drift: [Double]
    var overlapTarget: [[Double]]
    var overlapModel: [[Double]]
    var misassignmentModel: [[Double]]
    var misassignmentTarget: [[Double]]
  }

  var description: String {
    "\(input.dimension)-D, \(input.tasks.weights.count) tasks,"
      + " \(input.model.weights.count) components, task \(input.task) after \(input.seen)"
  }

  /// What the values must agree to, times max(1, |value|).
  var tolerance: Double { max(1e-9, 10 * halvingError) }

  static let all: [TaskReferenceCase] = {
    let url = Bundle.module.url(
      forResource: "tasks", withExtension: "json", subdirectory: "Reference")!
    do {
      return try JSONDecoder().decode([TaskReferenceCase].self, from: Data(contentsOf: url))
    } catch {
      fatalError("the reference \(url) does not decode: \(error)")
    }
  }()

  func mixture(_ all: Components, _ kept: [Int]? = nil) -> Mixture {
    Mixture(
      dimension: input.dimension,
      components: (kept ?? Array(all.weights.indices)).map { index in
        let mean = all.means[index]
        let covariance = all.covs[index]
        let scale =
          input.dimension == 1
          ? CholeskyFactor(l11: covariance[0][0].squareRoot())
          : CholeskyFactor(xx: covariance[0][0], xy: covariance[0][1], yy: covariance[1][1])!
        return (
          log(all.weights[index]),
          Gaussian(mean: SIMD2(mean[0], mean.count > 1 ? mean[1] : 0), scale: scale)
        )
      })
  }

  /// The stage's target: the tasks seen, and last the one that is trained.
  var problem: Problem {
    Problem(
      target: mixture(input.tasks, input.seen.filter { $0 != input.task }.sorted() + [input.task]),
      reference: mixture(input.reference), teacher: mixture(input.teacher))
  }
  var model: Mixture { mixture(input.model) }

  var settings: [(name: String, settings: MethodSettings)] {
    ReferenceCase.settings(
      methods.keys.sorted(), replay: input.replay, eta: input.eta, kappa: input.kappa,
      tau: input.tau)
  }

  /// One entry per component's logit, then the means, component by component.
  func gradientEntries(_ g: WideCoordinates) -> [Double] {
    let layout = model.layout
    let logits = layout.logits.map { g[$0] }
    return logits + [-logits.reduce(0, +)]
      + layout.slots(covariances: false).dropFirst(layout.count - 1).map { g[$0] }
  }

  func covarianceEntries(_ g: WideCoordinates) -> [Double] {
    let layout = model.layout
    return layout.slots(covariances: true).filter { $0 >= layout.scale(0) }.map { g[$0] }
  }

  /// The case as a scenario: one stage, the other seen tasks known from the start.
  var scenario: Scenario {
    func mode(_ all: Components, _ index: Int) -> ModeSettings {
      let covariance = all.covs[index]
      let deviation = covariance.indices.map { covariance[$0][$0].squareRoot() }
      return ModeSettings(
        mean: all.means[index],
        spread: Spread(
          deviation: deviation,
          correlation: deviation.count == 2 ? covariance[0][1] / deviation[0] / deviation[1] : 0))
    }
    func components(_ all: Components) -> MixtureSettings {
      MixtureSettings(
        components: all.weights.indices.map {
          ComponentSettings(weight: all.weights[$0], mode: mode(all, $0))
        })
    }
    return Scenario(
      dimension: input.dimension, target: .none, start: components(input.model),
      reference: components(input.reference), teacher: components(input.teacher),
      lanes: [LaneSettings(method: MethodSettings("forward-kl"))],
      sequence: TaskSequence(
        tasks: input.tasks.weights.indices.map { index in
          let mode = mode(input.tasks, index)
          return TaskSettings(
            name: "t\(index + 1)", mass: input.tasks.weights[index], mean: mode.mean!,
            spread: mode.spread)
        },
        stages: [StageSettings(task: "t\(input.task + 1)")],
        known: input.seen.map { "t\($0 + 1)" }))
  }
}
