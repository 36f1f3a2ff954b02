import Foundation
import Testing

/// The reference cases once more, through `evaluate`: file in, JSON out.
@Suite struct EvaluateTests {
  private static func cases(_ name: String) throws -> [[String: Any]] {
    // One copy serves both: the numbers lie beside the library's tests.
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("ForgettingTests/Reference/\(name).json")
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
    return try #require(object as? [[String: Any]])
  }

  @Test(arguments: ["cases", "extreme"])
  func agreesWithTheOracle(name: String) throws {
    for (index, reference) in try EvaluateTests.cases(name).enumerated() {
      let input = try #require(reference["input"] as? [String: Any])
      let dimension = try #require(input["dimension"] as? Int)
      let replay = try #require(input["replay"] as? Double)
      let program = try Program.run(
        ["evaluate", "-", "--format", "json"], input: scenario(input, dimension, replay))
      #expect(program.code == 0, "\(name) \(index): \(program.errors)")
      let result = try #require(
        try JSONSerialization.jsonObject(with: Data(program.output.utf8)) as? [String: Any])
      let tolerance = max(1e-9, 10 * (reference["halvingError"] as? Double ?? 0))
      let methods = try #require(reference["methods"] as? [String: [String: Any]])
      let lanes = try #require(result["lanes"] as? [[String: Any]])
      for (lane, method) in zip(lanes, ["forward-kl", "reverse-kl", "reverse-kl goal=new"]) {
        let expected = try #require(methods[method])
        for key in ["gradient", "covarianceGradient"] {
          let error = worst(lane[key], expected[key], tolerance)
          #expect(error <= 1, "\(name) \(index) \(method) \(key): \(error) tolerances")
        }
        let error = worst([lane["objective"]!], [expected["objective"]!], tolerance)
        #expect(error <= 1, "\(name) \(index) \(method) objective: \(error) tolerances")
      }
      let meters = try #require(result["meters"] as? [String: Double])
      let expected = try #require(reference["meters"] as? [String: Double])
      #expect(Set(meters.keys) == Set(expected.keys))
      for (meter, value) in expected {
        let allowed =
          meter.hasPrefix("effective") ? (dimension == 1 ? 1e-6 : 1e-3) : tolerance
        let error = worst([meters[meter] ?? .nan], [value], allowed)
        #expect(error <= 1, "\(name) \(index) \(meter): \(meters[meter] ?? .nan), not \(value)")
      }
    }
  }

  private func worst(_ values: Any?, _ expected: Any?, _ tolerance: Double) -> Double {
    guard let values = values as? [Double], let expected = expected as? [Double],
      values.count == expected.count
    else { return .infinity }
    return zip(values, expected).map { abs($0 - $1) / (tolerance * max(1, abs($1))) }.max() ?? 0
  }

  /// The case as a scenario file.
  private func scenario(_ input: [String: Any], _ dimension: Int, _ replay: Double) -> String {
    func mode(_ mixture: [String: Any], _ name: String) -> String {
      "{mean: \(mixture[name]!), covariance: \(mixture["cov_\(name)"]!)}"
    }
    func mixture(_ key: String, _ weight: String) -> String {
      let mixture = input[key] as? [String: Any] ?? [:]
      return """
          \(weight): \(mixture["weight"]!)
          old: \(mode(mixture, "old"))
          new: \(mode(mixture, "new"))
        """
    }
    return """
      dimension: \(dimension)
      target:
      \(mixture("target", "oldMass"))
      start:
      \(mixture("model", "oldWeight"))
      reference:
      \(mixture("reference", "oldWeight"))
      lanes:
        - {method: forward-kl, replay: \(replay)}
        - {method: reverse-kl, replay: \(replay)}
        - {method: reverse-kl, goal: new}

      """
  }
}
