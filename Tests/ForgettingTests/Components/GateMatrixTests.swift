import Foundation
import SeededNumbers
import Testing

@testable import Forgetting

/// Gates and overlaps of any number of tasks and components.
@Suite struct GateMatrixTests {
  private struct Meters: Decodable {
    var overlapTarget: [[Double]]
    var overlapModel: [[Double]]
    var misassignmentModel: [[Double]]
    var misassignmentTarget: [[Double]]
  }
  private struct Answer: Decodable { var meters: Meters }

  private static let answers: [Meters] = {
    let url = Bundle.module.url(
      forResource: "tasks", withExtension: "json", subdirectory: "Reference")!
    return try! JSONDecoder().decode([Answer].self, from: Data(contentsOf: url)).map(\.meters)
  }()

  private func largestGap(_ a: [[Double]], _ b: [[Double]]) -> Double {
    guard a.map(\.count) == b.map(\.count) else { return .infinity }
    return zip(a.joined(), b.joined()).map { abs($0 - $1) }.max() ?? 0
  }

  @Test(arguments: zip(TaskReferenceCase.all, answers.indices))
  func valuesOfTheOracle(_ reference: TaskReferenceCase, _ index: Int) {
    let answer = Self.answers[index]
    let gates = GateReader().gates(target: reference.problem.target, model: reference.model)
    let ofModel = largestGap(gates.model, answer.misassignmentModel)
    #expect(ofModel <= 1e-11, "ε_q off by \(ofModel)")
    // The oracle has a column of every task, in the file's order.
    let order =
      reference.input.seen.filter { $0 != reference.input.task }.sorted()
      + [reference.input.task]
    let tasks = reference.input.tasks.weights.count
    let ofTarget = largestGap(
      gates.target.map { row in
        (0..<tasks).map { task in order.firstIndex(of: task).map { row[$0] } ?? 0 }
      }, answer.misassignmentTarget)
    #expect(ofTarget <= 1e-11, "ε_p off by \(ofTarget)")
    let all = reference.mixture(reference.input.tasks)
    #expect(largestGap(all.overlaps, answer.overlapTarget) <= 1e-14)
    #expect(largestGap(reference.model.overlaps, answer.overlapModel) <= 1e-14)
  }

  /// Two equal weights δ apart: ε = E_{N(0,1)}[1/(1 + e^{−δ(y − δ/2)})], by a sum in steps of a hundredth.
  @Test(arguments: [1.0, 4, 8, 12, 20, 30]) func smallGatesKeepTheirDigits(_ separation: Double) {
    var sum = 0.0
    for index in -4000...4000 {
      let y = 0.01 * Double(index)
      let log =
        -0.5 * y * y - 0.5 * logTwoPi - logOnePlus(exponential(-separation * (y - separation / 2)))
      sum += 0.01 * exponential(log)
    }
    let mixture = Mixture.line(0.5, 0, separation)
    let gates = GateReader().gates(target: mixture, model: mixture)
    for matrix in [gates.model, gates.target] {
      #expect(abs(matrix[0][1] / sum - 1) <= 1e-11, "\(matrix[0][1]), not \(sum)")
      #expect(abs(matrix[1][0] / sum - 1) <= 1e-11)
    }
  }

  /// In the plane the same, whatever the direction; a third task keeps it from being a line.
  @Test func smallGatesInThePlane() {
    let unit = CholeskyFactor(l11: 1)
    func plane(_ means: [SIMD2<Double>]) -> Mixture {
      Mixture(dimension: 2, components: means.map { (0, Gaussian(mean: $0, scale: unit)) })
    }
    let pair = GateReader().gates(target: .line(0.5, 0, 8), model: .line(0.5, 0, 8))
    let model = plane([SIMD2(0, 0), SIMD2(4.8, 6.4), SIMD2(40, -30)])
    let gates = GateReader().gates(target: model, model: model)
    #expect(abs(gates.model[0][1] / pair.model[0][1] - 1) <= 1e-5)
    #expect(abs(gates.model[0].reduce(0, +) - 1) <= 1e-13)
  }

  /// As far as the meters of two tasks are integrated.
  @Test func theTwoTaskGatesAreTheirEntries() {
    var random = SplitMix64(seed: 71)
    for _ in 0..<10 {
      let target = random.mixture(dimension: 1, tied: false)
      let model = random.mixture(dimension: 1, tied: false)
      let meters = MeterReader().meters(Problem(target), model: model)
      let gates = GateReader().gates(target: target, model: model)
      #expect(abs(gates.model[0][1] - meters.misassignmentModel) <= 1e-9)
      #expect(abs(gates.target[0][1] - meters.misassignmentTarget) <= 1e-9)
    }
  }

  /// A model that has run away is still measured, in bounded time.
  @Test func farAwayIsStillANumber() {
    let target = Mixture.line([0.2, 0.3, 0.5], [-4, 0, 4])
    let model = Mixture.line([0.2, 0.3, 0.5], [-1e4, 0, 1e4])
    let gates = GateReader().gates(target: target, model: model)
    #expect(gates.model.joined().allSatisfy { (0...1).contains($0) })
    #expect(abs(gates.model[1][1] - 1) <= 1e-6)
  }
}
