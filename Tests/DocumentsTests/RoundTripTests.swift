import Forgetting
import SeededNumbers
import Testing

@testable import Documents

/// Reads without the checks of ranges, which random numbers would seldom pass.
func uncheckedScenario(fromYAML text: String) throws(DocumentError) -> Scenario {
  try scenario(fromYAML: Array(text.utf8), source: "") { (_) throws(ParameterError) in }
}

@Suite struct RoundTripTests {
  @Test(arguments: Presets.all) func presetsReadBack(preset: Preset) throws {
    let text = yaml(of: preset.scenario)
    #expect(try scenario(fromYAML: text, source: "") == preset.scenario, "\(text)")
  }

  @Test func whatIsWrittenReadsBack() throws {
    var generator = SplitMix64(seed: 2)
    for _ in 0..<200 {
      let scenario = Scenario.random(using: &generator)
      let text = yaml(of: scenario)
      let read = try uncheckedScenario(fromYAML: text)
      #expect(read == scenario, "\(text)")
      #expect(yaml(of: read) == text)
    }
  }
}

extension Scenario {
  fileprivate static func random(using generator: inout SplitMix64) -> Scenario {
    let dimension = Int.random(in: 1...2, using: &generator)
    return Scenario(
      name: randomText(&generator), about: randomText(&generator), dimension: dimension,
      seed: generator.next() % Scenario.largestSeed,
      target: TargetSettings(
        oldMass: randomNumber(&generator),
        old: ModeSettings(
          mean: randomMean(dimension, &generator), spread: randomSpread(dimension, &generator)),
        new: ModeSettings(
          mean: randomMean(dimension, &generator),
          spread: Bool.random(using: &generator) ? randomSpread(dimension, &generator) : nil)),
      start: MixtureSettings(
        oldWeight: Bool.random(using: &generator) ? randomNumber(&generator) : nil,
        old: ModeSettings(
          mean: Bool.random(using: &generator) ? randomMean(dimension, &generator) : nil),
        new: ModeSettings(
          spread: Bool.random(using: &generator) ? randomSpread(dimension, &generator) : nil)),
      reference: MixtureSettings(
        oldWeight: Bool.random(using: &generator) ? randomNumber(&generator) : nil,
        new: ModeSettings(
          mean: Bool.random(using: &generator) ? randomMean(dimension, &generator) : nil)),
      rates: randomRates(&generator),
      clock: Clock(
        integrator: Clock.Integrator.allCases.randomElement(using: &generator)!,
        step: randomNumber(&generator), tolerance: randomNumber(&generator),
        speed: randomNumber(&generator), until: randomNumber(&generator)),
      lanes: (0..<Int.random(in: 1...largestLaneCount, using: &generator)).map { _ in
        LaneSettings(
          method: MethodSettings(
            ["forward-kl", "reverse-kl", "jeffreys"].randomElement(using: &generator)!,
            numbers: Bool.random(using: &generator) ? ["replay": randomNumber(&generator)] : [:],
            choices: Bool.random(using: &generator)
              ? ["goal": ["full", "yes", "0x1", "1 2", "a: b"].randomElement(using: &generator)!]
              : [:]),
          rates: Bool.random(using: &generator) ? randomRates(&generator) : nil,
          step: Bool.random(using: &generator) ? randomNumber(&generator) : nil)
      })
  }
}

private func randomNumber(_ generator: inout SplitMix64) -> Double {
  switch Int.random(in: 0..<4, using: &generator) {
  case 0: return Double(Int.random(in: -100...100, using: &generator))
  case 1: return Double.random(in: -10...10, using: &generator)
  case 2: return Double(Int.random(in: 0...1000, using: &generator)) / 100
  default:
    let number = Double(bitPattern: generator.next())
    return number.isFinite ? number : 0.5
  }
}

private func randomMean(_ dimension: Int, _ generator: inout SplitMix64) -> [Double] {
  (0..<dimension).map { _ in randomNumber(&generator) }
}

private func randomSpread(_ dimension: Int, _ generator: inout SplitMix64) -> Spread {
  Spread(
    deviation: randomMean(dimension, &generator),
    correlation: dimension == 2 ? Double.random(in: -1...1, using: &generator) : 0)
}

private func randomRates(_ generator: inout SplitMix64) -> Rates {
  Rates(
    weight: randomNumber(&generator), oldMean: randomNumber(&generator),
    newMean: randomNumber(&generator))
}

/// Text out of pieces that mean something to YAML.
private func randomText(_ generator: inout SplitMix64) -> String {
  let pieces = [
    "KL", "forgets", " ", "  ", ": ", " #", "\"", "'", "\\", "\\n", "- ", "&a", "*a", "[", "}", "!",
    "%", "@", "`", "|", ">", "?", "1", "0.5", "null", "~", "true", "β → λ", "漢字", "é", "🙂", "---",
    "...", ",", ".nan", "=", "<<", "{", "_", "R&D", "2*x",
  ]
  return (0..<Int.random(in: 0..<6, using: &generator))
    .map { _ in pieces.randomElement(using: &generator)! }.joined()
}
