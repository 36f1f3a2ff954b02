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
      try compare(reference, methods: 17, "\(name) \(index)", scenario) { meter, isLine in
        meter.hasPrefix("effective") ? (isLine ? 1e-6 : 1e-3) : nil
      }
    }
  }

  /// Several tasks, any number of components: the oracle's 16 cases with all of their methods.
  @Test func agreesWithTheOracleOfSeveralTasks() throws {
    for (index, reference) in try EvaluateTests.cases("tasks").enumerated() {
      try compare(reference, methods: 16, "tasks \(index)", taskScenario) { meter, isLine in
        meter == "kept" ? (isLine ? 2e-6 : 2e-3) : nil
      }
    }
  }

  /// Has the program evaluate a case of an oracle with all of its methods.
  ///
  /// - Parameter tolerance: of a meter that the oracle knows less well, in one dimension and in two.
  private func compare(
    _ reference: [String: Any], methods count: Int, _ name: String,
    _ scenario: ([String: Any], [String]) -> String,
    tolerance special: (_ meter: String, _ isLine: Bool) -> Double?
  ) throws {
    let input = try #require(reference["input"] as? [String: Any])
    let isLine = try #require(input["dimension"] as? Int) == 1
    let tolerance = max(1e-9, 10 * (reference["halvingError"] as? Double ?? 0))
    let methods = try #require(reference["methods"] as? [String: [String: Any]])
    let names = methods.keys.sorted()
    #expect(names.count == count)
    var result: [String: Any] = [:]
    // A scenario has at most eight lanes.
    for first in stride(from: 0, to: names.count, by: 8) {
      let some = Array(names[first..<min(names.count, first + 8)])
      let program = try Program.run(
        ["evaluate", "-", "--format", "json"], input: scenario(input, some))
      #expect(program.code == 0, "\(name): \(program.errors)")
      result = try #require(
        try JSONSerialization.jsonObject(with: Data(program.output.utf8)) as? [String: Any])
      let lanes = try #require(result["lanes"] as? [[String: Any]])
      #expect(lanes.count == some.count)
      for (lane, method) in zip(lanes, some) {
        let expected = try #require(methods[method])
        for key in ["gradient", "covarianceGradient"] {
          let error = worst(lane[key], expected[key], tolerance)
          #expect(error <= 1, "\(name) \(method) \(key): \(error) tolerances")
        }
        guard let objective = expected["objective"] as? Double else {
          #expect(lane["objective"] is NSNull, "\(method): the gradient of nothing")
          continue
        }
        let error = worst([lane["objective"] as? Double ?? .nan], [objective], tolerance)
        #expect(error <= 1, "\(name) \(method) objective: \(error) tolerances")
      }
    }
    let meters = try #require(result["meters"] as? [String: Any])
    let expected = try #require(reference["meters"] as? [String: Any])
    #expect(Set(meters.keys) == Set(expected.keys))
    for (meter, value) in expected {
      let error = worst(flat(meters[meter]), flat(value), special(meter, isLine) ?? tolerance)
      #expect(error <= 1, "\(name) \(meter): \(error) tolerances")
    }
  }

  /// Numbers of a number, a list or a matrix; null is one that is not to be found elsewhere.
  private func flat(_ value: Any?) -> [Double] {
    if let list = value as? [Any] { return list.flatMap(flat) }
    return [value as? Double ?? -1e9]
  }

  private func taskScenario(_ input: [String: Any], _ methods: [String]) -> String {
    func lines(_ key: String, _ weight: String, _ indent: String, _ named: Bool) -> String {
      let all = input[key] as? [String: Any] ?? [:]
      let weights = all["weights"] as? [Any] ?? []
      let means = all["means"] as? [Any] ?? []
      let covariances = all["covs"] as? [Any] ?? []
      return weights.indices.map { index in
        let name = named ? "name: t\(index), " : ""
        return "\(indent)- {\(name)\(weight): \(weights[index]), mean: \(means[index]), "
          + "covariance: \(covariances[index])}"
      }.joined(separator: "\n")
    }
    let seen = (input["seen"] as? [Int] ?? []).map { "t\($0)" }.joined(separator: ", ")
    return """
      dimension: \(input["dimension"]!)
      tasks:
      \(lines("tasks", "mass", "  ", true))
      start:
        components:
      \(lines("model", "weight", "    ", false))
      reference:
        components:
      \(lines("reference", "weight", "    ", false))
      teacher:
        components:
      \(lines("teacher", "weight", "    ", false))
      stages:
        - {task: t\(input["task"]!)}
      known: [\(seen)]
      lanes:
      \(methods.map { lane($0, input) }.joined(separator: "\n"))

      """
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
