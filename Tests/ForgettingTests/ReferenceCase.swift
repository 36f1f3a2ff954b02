import Foundation

@testable import Forgetting

/// One case of the independent oracle (Reference/oracle.py): a random or a hard one, with the answers
/// of a fine trapezoid rule that shares nothing with the product.
struct ReferenceCase: Decodable, CustomStringConvertible {
  struct Modes: Decodable {
    var weight: Double
    var old: [Double]
    var new: [Double]
    var oldCovariance: [[Double]]
    var newCovariance: [[Double]]

    private enum CodingKeys: String, CodingKey {
      case weight, old, new
      case oldCovariance = "cov_old"
      case newCovariance = "cov_new"
    }
  }
  struct Input: Decodable {
    var dimension: Int
    var target: Modes
    var model: Modes
    var reference: Modes
    var teacher: Modes
    var replay: Double
    var eta: Double
    var kappa: Double
    var tau: Double
  }
  struct Answer: Decodable {
    var objective: Double?
    var gradient: [Double]
    var covarianceGradient: [Double]
  }

  var name: String?
  var input: Input
  var halvingError: Double
  var methods: [String: Answer]
  var meters: [String: Double]

  var description: String {
    name ?? "\(input.dimension)-D, target \(input.target.old) \(input.target.new)"
  }

  /// What the values must agree to, times max(1, |value|).
  var tolerance: Double { max(1e-9, 10 * halvingError) }

  static let cases: [ReferenceCase] = load("cases")
  static let extremes: [ReferenceCase] = load("extreme")
  static var all: [ReferenceCase] { cases + extremes }

  private static func load(_ name: String) -> [ReferenceCase] {
    let url = Bundle.module.url(
      forResource: name, withExtension: "json", subdirectory: "Reference")!
    do {
      return try JSONDecoder().decode([ReferenceCase].self, from: Data(contentsOf: url))
    } catch {
      fatalError("the reference \(url) does not decode: \(error)")
    }
  }

  func mixture(_ modes: Modes) -> Mixture {
    func mode(_ mean: [Double], _ covariance: [[Double]]) -> Gaussian {
      let scale =
        input.dimension == 1
        ? CholeskyFactor(l11: covariance[0][0].squareRoot())
        : CholeskyFactor(xx: covariance[0][0], xy: covariance[0][1], yy: covariance[1][1])!
      return Gaussian(mean: SIMD2(mean[0], mean.count > 1 ? mean[1] : 0), scale: scale)
    }
    return Mixture(
      dimension: input.dimension, logitWeight: logit(modes.weight),
      old: mode(modes.old, modes.oldCovariance), new: mode(modes.new, modes.newCovariance))
  }

  var problem: Problem {
    Problem(
      target: mixture(input.target), reference: mixture(input.reference),
      teacher: mixture(input.teacher))
  }
  var model: Mixture { mixture(input.model) }

  /// The oracle's names as settings: a method's key, and the options that differ from its defaults.
  var settings: [(name: String, settings: MethodSettings)] {
    ReferenceCase.settings(
      methods.keys.sorted(), replay: input.replay, eta: input.eta, kappa: input.kappa,
      tau: input.tau)
  }

  static func settings(
    _ names: [String], replay: Double, eta: Double, kappa: Double, tau: Double
  ) -> [(name: String, settings: MethodSettings)] {
    names.map { name in
      let words = name.split(separator: " ")
      var settings = MethodSettings(String(words[0]))
      for option in words.dropFirst() {
        let parts = option.split(separator: "=").map(String.init)
        if let number = Double(parts[1]) {
          settings.numbers[parts[0]] = number
        } else {
          settings.choices[parts[0]] = parts[1]
        }
      }
      let known = MethodCatalogue.type(for: settings.key)!.description.numbers.map(\.key)
      for (key, value) in [
        ("replay", replay), ("eta", eta), ("klCoefficient", kappa), ("temperature", tau),
      ] where known.contains(key) {
        settings.numbers[key] = value
      }
      return (name, settings)
    }
  }

  /// Entries of θ in the oracle's order: (s, old mean, new mean), covariances.
  func gradientEntries(_ g: Coordinates) -> [Double] {
    input.dimension == 1 ? [g[0], g[1], g[3]] : (0...4).map { g[$0] }
  }
  func covarianceEntries(_ g: Coordinates) -> [Double] {
    input.dimension == 1 ? [g[5], g[8]] : (5...10).map { g[$0] }
  }
}

/// The largest difference in units of the tolerance times max(1, |expected|).
func worst(_ values: [Double], _ expected: [Double], tolerance: Double) -> Double {
  zip(values, expected).map { value, expected in
    let error = abs(value - expected) / (tolerance * max(1, abs(expected)))
    return error.isFinite ? error : .infinity
  }.max() ?? .infinity
}
