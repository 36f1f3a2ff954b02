import Testing

@testable import Forgetting

/// What a statement says it needs is what it lacks: a method that is the right one but for an option is told the
/// option, and with that it is no longer refused for its method.
@Suite struct RefusalTests {
  private static let target = Mixture.line(0.5, -4, 4)

  private static func words(_ number: String, _ settings: MethodSettings) -> String? {
    let method = MethodCase("a case", settings).method
    let finding = StatementTests.statement(number).finding(
      for: EvidenceReader().evidence(
        method, Problem(target), model: target.with(logitWeight: logit(0.7)), rates: Rates()))
    return switch finding.requirement {
    case .method(let words), .option(let words), .words(let words): words
    default: nil
    }
  }

  private static func forward(
    _ numbers: [String: Double], _ choices: [String: String] = [:]
  ) -> MethodSettings {
    MethodSettings("forward-kl", numbers: numbers, choices: choices)
  }

  private static let generative = forward(["replay": 0.3], ["replayMode": "generative"])
  private static let reweighted = forward(["replay": 0.3], ["replayMode": "reweight"])

  @Test(arguments: [
    ("1", generative, "λ = 0"), ("A", generative, "λ = 0"), ("2", generative, "replay mode mix"),
    ("N", generative, "replay mode mix"), ("B", generative, "replay mode mix"),
    ("2", reweighted, "replay mode mix"), ("B", reweighted, "replay mode mix"),
    ("2", forward([:]), "λ > 0"), ("1", forward(["replay": 0.3]), "λ = 0"),
    ("1", forward(["anchor": 1]), "no anchor"), ("2", forward(["tokens": 3]), "one token"),
    ("3", MethodSettings("reverse-kl", choices: ["goal": "new"]), "goal full"),
    ("B", MethodSettings("reverse-kl", choices: ["goal": "new"]), "goal full"),
    ("9", MethodSettings("sdft", numbers: ["tilt": 1]), "no tilt"),
    ("9", MethodSettings("oapl", numbers: ["valueTemperature": 0.4]), "β₁ = β₂"),
    ("7", forward([:]), "an interior optimum"),
    ("7", MethodSettings("kl-regularised-rl"), "a known interior optimum"),
    ("1", MethodSettings("reverse-kl"), "forward KL"),
    ("3", MethodSettings("forward-kl"), "reverse KL, goal full"),
  ]) func whatIsMissingIsTold(_ number: String, _ settings: MethodSettings, _ needed: String) {
    #expect(Self.words(number, settings) == needed, "\(number)")
  }

  /// No method is told to be what it is.
  @Test(arguments: MethodCase.everything) func noMethodNeedsItself(_ method: MethodCase) {
    let names = [
      "forward-kl": ["forward KL", "forward or reverse KL"],
      "reverse-kl": ["forward or reverse KL", "reverse KL or replay", "reverse KL, goal full"],
      "sdft": ["SDFT, TTT-Discover or OAPL"], "ttt-discover": ["SDFT, TTT-Discover or OAPL"],
      "oapl": ["SDFT, TTT-Discover or OAPL"],
    ]
    for statement in StatementCatalogue.statements {
      let words = Self.words(statement.number, method.settings)
      #expect(
        !(names[method.settings.key] ?? []).contains(words ?? ""),
        "\(statement.number): needs \(words ?? "")")
    }
  }

  /// OAPL's pull knows no value: another temperature for it changes nothing.
  @Test func thePullKnowsNoValue() {
    let model = Self.target.with(logitWeight: logit(0.7))
    let finding = StatementTests.statement("9d").finding(
      for: EvidenceReader().evidence(
        MethodCase.twoTemperatures.method, Problem(target: Self.target, reference: model),
        model: model, rates: Rates()))
    #expect(finding.verdict == .holds, "\(finding)")
  }
}
