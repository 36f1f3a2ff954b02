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
      let tolerance = max(1e-9, 10 * (reference["halvingError"] as? Double ?? 0))
      let methods = try #require(reference["methods"] as? [String: [String: Any]])
      let names = methods.keys.sorted()
      #expect(names.count == 17)
      var result: [String: Any] = [:]
      // A scenario has at most eight lanes.
      for first in stride(from: 0, to: names.count, by: 8) {
        let some = Array(names[first..<min(names.count, first + 8)])
        let program = try Program.run(
          ["evaluate", "-", "--format", "json"], input: scenario(input, some))
        #expect(program.code == 0, "\(name) \(index): \(program.errors)")
        result = try #require(
          try JSONSerialization.jsonObject(with: Data(program.output.utf8)) as? [String: Any])
        let lanes = try #require(result["lanes"] as? [[String: Any]])
        #expect(lanes.count == some.count)
        for (lane, method) in zip(lanes, some) {
          let expected = try #require(methods[method])
          for key in ["gradient", "covarianceGradient"] {
            let error = worst(lane[key], expected[key], tolerance)
            #expect(error <= 1, "\(name) \(index) \(method) \(key): \(error) tolerances")
          }
          guard let objective = expected["objective"] as? Double else {
            #expect(lane["objective"] is NSNull, "\(method): the gradient of nothing")
            continue
          }
          let error = worst([lane["objective"] as? Double ?? .nan], [objective], tolerance)
          #expect(error <= 1, "\(name) \(index) \(method) objective: \(error) tolerances")
        }
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

  /// The case as a scenario file with lanes of some of the oracle's methods.
  private func scenario(_ input: [String: Any], _ methods: [String]) -> String {
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
      dimension: \(input["dimension"]!)
      target:
      \(mixture("target", "oldMass"))
      start:
      \(mixture("model", "oldWeight"))
      reference:
      \(mixture("reference", "oldWeight"))
      teacher:
      \(mixture("teacher", "oldWeight"))
      lanes:
      \(methods.map { lane($0, input) }.joined(separator: "\n"))

      """
  }

  /// The oracle's name is the method's key and the options that differ from the defaults.
  private func lane(_ name: String, _ input: [String: Any]) -> String {
    let words = name.split(separator: " ").map(String.init)
    var options = words.dropFirst().map { $0.replacingOccurrences(of: "=", with: ": ") }
    switch words[0] {
    case "forward-kl", "reverse-kl": options.append("replay: \(input["replay"]!)")
    case "ttt-discover":
      options += ["eta: \(input["eta"]!)", "klCoefficient: \(input["kappa"]!)"]
    case "oapl": options.append("temperature: \(input["tau"]!)")
    default: break
    }
    return "  - {" + (["method: \(words[0])"] + options).joined(separator: ", ") + "}"
  }
}
