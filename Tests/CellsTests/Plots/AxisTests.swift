import SeededNumbers
import Testing

@testable import Cells

@Suite struct AxisTests {
  private func labels(_ axis: Axis, _ maximum: Int) -> String {
    axis.ticks(maximum: maximum).map(\.label).joined(separator: " ")
  }

  @Test func unitIsLinearOrLogarithmic() {
    let axis = Axis(lower: -2, upper: 6)
    #expect([-2, 0, 6, 10].map(axis.unit) == [0, 0.25, 1, 1.5])
    let decades = Axis(lower: 0.01, upper: 100, isLogarithmic: true)
    #expect((decades.unit(1) - 0.5).magnitude < 1e-12)
    #expect(decades.unit(0).isNaN && decades.unit(-1).isNaN && axis.unit(.nan).isNaN)
    #expect(Axis(lower: 6, upper: -2).unit(0) == 0.75)
    #expect(Axis(lower: 3, upper: 3).unit(17) == 0.5)
  }

  @Test func valueInvertsUnit() {
    for axis in [
      Axis(lower: -3, upper: 7), Axis(lower: 1e-4, upper: 10, isLogarithmic: true),
      Axis(lower: 5, upper: 1),
    ] {
      for step in 0...10 {
        let unit = Double(step) / 10
        let error = axis.unit(axis.value(atUnit: unit)) - unit
        #expect(error.magnitude < 1e-12, "\(axis) at \(unit): off by \(error)")
      }
    }
  }

  @Test func ticksAreRound() {
    #expect(labels(Axis(lower: -6.5, upper: 6.5), 8) == "−6 −4 −2 0 2 4 6")
    #expect(labels(Axis(lower: 0, upper: 0.4), 3) == "0.0 0.2 0.4")
    #expect(labels(Axis(lower: 0, upper: 1), 2) == "0 1")
    #expect(labels(Axis(lower: 0, upper: 1), 3) == "0.0 0.5 1.0")
    #expect(labels(Axis(lower: 0.0031, upper: 0.0079), 3) == "0.004 0.006")
    #expect(labels(Axis(lower: 1e-6, upper: 1, isLogarithmic: true), 4) == "1e−6 1e−4 0.01 1")
    #expect(labels(Axis(lower: 1, upper: 1000, isLogarithmic: true), 9) == "1 10 100 1000")
    #expect(labels(Axis(lower: 0.2, upper: 0.9, isLogarithmic: true), 4) == "0.2 0.4 0.6 0.8")
    #expect(labels(Axis(lower: 0, upper: 1), 0) == "")
    #expect(labels(Axis(lower: .nan, upper: 1), 5) == "")
  }

  @Test func ticksAreFewEnoughInsideAndAscending() {
    var random = SplitMix64(seed: 1)
    for _ in 0..<3000 {
      let isLogarithmic = Bool.random(using: &random)
      let exponent = Double.random(in: -12...12, using: &random)
      let lower = Double.random(in: isLogarithmic ? 0.1...1 : -10...10, using: &random)
      let scale = (0..<Int(exponent.magnitude)).reduce(1.0) { value, _ in
        exponent < 0 ? value / 10 : value * 10
      }
      let extent = Double.random(in: 0.01...20, using: &random)
      let axis = Axis(
        lower: lower * scale, upper: (lower + extent) * scale, isLogarithmic: isLogarithmic)
      let maximum = Int.random(in: 1...12, using: &random)
      let ticks = axis.ticks(maximum: maximum)
      #expect(ticks.count <= maximum)
      #expect(maximum == 1 || !ticks.isEmpty, "\(axis) \(maximum)")
      #expect(ticks.allSatisfy { axis.unit($0.value) > -1e-6 && axis.unit($0.value) < 1 + 1e-6 })
      #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.value < $1.value })
      #expect(Set(ticks.map(\.label)).count == ticks.count, "\(axis): \(ticks)")
    }
  }

  @Test func roundedCovers() {
    #expect(Axis.rounded(covering: 0...0.373) == Axis(lower: 0, upper: 0.4))
    #expect(Axis.rounded(covering: -0.2...3.1) == Axis(lower: -2, upper: 4))
    #expect(Axis.rounded(covering: 0...0) == Axis(lower: 0, upper: 1))
    #expect(
      Axis.rounded(covering: 0.003...0.7, isLogarithmic: true)
        == Axis(lower: 0.001, upper: 1, isLogarithmic: true))
    var random = SplitMix64(seed: 2)
    for _ in 0..<2000 {
      let lower = Double.random(in: -100...100, using: &random)
      let upper = lower + Double.random(in: 0.001...300, using: &random)
      let ticks = Int.random(in: 2...9, using: &random)
      let axis = Axis.rounded(covering: lower...upper, maximumTicks: ticks)
      #expect(axis.unit(lower) >= -1e-6 && axis.unit(upper) <= 1 + 1e-6, "\(axis)")
    }
  }
}
