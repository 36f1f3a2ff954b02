import SeededNumbers
import Testing

@testable import Forgetting

/// The force on the old mean: its parts sum to it, and have the signs that the theory gives them.
@Suite struct ForceTests {
  @Test(arguments: [1, 2], [MethodCase.forward, .mix, .reweight, .full])
  func partsSumToTheTotal(_ dimension: Int, _ method: MethodCase) throws {
    var random = SplitMix64(seed: 51)
    let reader = ForceReader()
    for _ in 0..<(dimension == 1 ? 20 : 3) {
      let target = random.mixture(dimension: dimension, tied: true)
      var model = random.mixture(dimension: dimension, tied: true)
      model.old.scale = target.old.scale
      model.new.scale = target.old.scale
      let force = try #require(reader.force(method.method, Problem(target), model: model))
      #expect(force.parts.count == (method.description == "reverse" ? 3 : 2))
      let sum = force.parts.map(\.value).reduce(0, +)
      let error = abs(sum - force.total)
      #expect(error <= 1e-9 * max(1, abs(force.total)), "off by \(error)")
      // And the total is what the flow does along the line between the tasks.
      let scale = target.old.scale
      let axis = scale.whiten(target.new.mean - target.old.mean)
      let gradient = try ObjectiveReader().evaluation(
        method.settings, Problem(target), model: model
      ).gradient
      let along = -(scale.whiten(gradient.oldMean) * axis).sum() / (axis * axis).sum().squareRoot()
      #expect(abs(force.total - along) <= 1e-10)
    }
  }

  @Test func untiedForwardForcesSumToo() throws {
    var random = SplitMix64(seed: 52)
    for _ in 0..<10 {
      let target = random.mixture(dimension: 1, tied: false)
      let model = random.mixture(dimension: 1, tied: false)
      let force = try #require(
        ForceReader().force(MethodCase.mix.method, Problem(target), model: model))
      let sum = force.parts.map(\.value).reduce(0, +)
      #expect(abs(sum - force.total) <= 1e-9 * max(1, abs(force.total)))
    }
  }

  /// A mean pushed towards the new task is pulled back by the spring; the target's gate pushes on, the
  /// model's gate back.
  @Test func signs() throws {
    let target = Mixture.line(0.5, -1.5, 1.5)
    let model = Mixture.line(0.5, -1, 1.5)
    let reverse = try #require(
      ForceReader().force(MethodCase.full.method, Problem(target), model: model))
    #expect(reverse.parts.map(\.name) == ["spring", "target gate", "model gate"])
    #expect(reverse.parts[0].value < -0.01)
    #expect(reverse.parts[1].value > 0.01)
    #expect(reverse.parts[2].value < -0.01)
    let forward = try #require(
      ForceReader().force(MethodCase.forward.method, Problem(target), model: model))
    #expect(forward.parts.map(\.name) == ["spring", "new data"])
    #expect(forward.parts[0].value == 0)
    #expect(forward.parts[1].value > 0.01)
    let replay = try #require(
      ForceReader().force(MethodCase.mix.method, Problem(target), model: model))
    #expect(replay.parts[0].value < -0.01)
  }

  @Test func noSplitAndNoLine() {
    let target = Mixture.line(0.5, -1.5, 1.5)
    let model = Mixture.line(0.5, -1, 1.5)
    let reader = ForceReader()
    let new = reader.force(MethodCase.new.method, Problem(target), model: model)
    #expect(new?.parts.isEmpty == true)
    let point = Mixture.line(0.5, 1, 1)
    #expect(reader.force(MethodCase.full.method, Problem(point), model: model) == nil)
  }
}
