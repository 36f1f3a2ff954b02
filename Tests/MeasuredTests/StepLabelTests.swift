import Testing

@testable import Forgetting
@testable import Measured

/// Numbers of steps that have names.
@Suite struct StepLabelTests {
  @Test(
    arguments: [
      ("step50", 50.0), ("checkpoint-500", 500), ("2k", 2000), ("checkpoint-1k", 1000),
      ("1.5k", 1500),
      ("1,000", 1000), ("1,234,567", 1_234_567), ("1_000", 1000), ("1 000", 1000),
      ("1\u{202F}000", 1000),
      ("1'000", 1000), ("step_1,000", 1000), ("100/2000", 100), ("100 of 2000", 100),
      ("qwen-7b-step100-lr1e-5", 100), ("epoch=1-step=100.ckpt", 100), ("global_step_300", 300),
      ("run_1_step_100", 100), ("base", 0), ("qwen2-base", 0), ("1e3", 1000), ("0.5", 0.5),
      ("llama-7b", nil), ("a1f3", nil), ("9c22", nil), ("seed1-100", nil), ("1,00", nil),
      ("-", nil), ("step1e999", nil), ("9e400", nil), ("9e307k", nil),
    ] as [(String, Double?)]) func labels(text: String, number: Double?)
  {
    #expect(StepLabel(text) == number.map { .number($0) } ?? .none)
  }

  private static func refusal(_ names: [String]) -> String {
    let rows = names.map { "\"\($0)\",0.5,0.1\n" }
    return Logs.refusal(text: "checkpoint,old,new\n" + rows.joined())
  }

  /// A thousand is a thousand, whatever stands in it.
  @Test func groupsOfDigits() throws {
    let run = try Logs.run(
      text: "step,old,new\n0,0.7,0.1\n500,0.6,0.2\n\"1,000\",0.5,0.3\n\"1,500\",0.4,0.4\n")
    #expect(run.old.points.map(\.step) == [0, 500, 1000, 1500])
    let german = try Logs.run(
      text: "step;old;new\n0;0,7;0,1\n500;0,6;0,2\n1.000;0,5;0,3\n12.500;0,4;0,4\n")
    #expect(german.old.points.map(\.step) == [0, 500, 1000, 12_500])
    #expect(german.old.points.map(\.mean) == [0.7, 0.6, 0.5, 0.4])
  }

  /// Names that mean different models are no one step.
  @Test func namesOfOneNumber() {
    #expect(
      Self.refusal(["sft-100", "rl-100"])
        == "log: rl-100, sft-100 would all be step 100; --order NAME=NUMBER,... tells them apart")
    #expect(
      Self.refusal(["step0", "final", "last"]).contains("final, last would all be step last"))
    #expect(Self.refusal(["step0", "Step-0", "step_0"]) == "read")
    #expect(
      Self.refusal(["a1f3", "9c22", "77d1"]).hasPrefix("log: steps without a number: 77d1, 9c22"))
  }

  /// Of repetitions each may have names of its own.
  @Test func namesOfRepetitions() throws {
    let text =
      "run,checkpoint,old,new\na,a-step10,0.5,0.1\nb,b-step10,0.6,0.1\na,a-step20,0.4,0.2\n"
    #expect(Logs.refusal(text: text).contains("would all be step 10"))
    let run = try Logs.run(text: text) { $0.by = ["run"] }
    #expect(run.old.points.map(\.step) == [10, 20] && run.old.points[0].count == 2)
  }

  /// Where numbers are given, no other name has one.
  @Test func orderIsAll() throws {
    let text = "ckpt,old,new\nbase,0.7,0.1\nsft,0.6,0.2\nrl2,0.5,0.3\nrl,0.4,0.4\n"
    #expect(
      Logs.refusal(text: text) { try $0.setOrder("sft=100,rl=200") }
        == "log: steps without a number: rl2; --order NAME=NUMBER,... gives them one")
    let run = try Logs.run(text: text) { try $0.setOrder("sft=100,rl2=150,rl=200") }
    #expect(run.old.points.map(\.step) == [0, 100, 150, 200])
    // Two names may be given one number.
    #expect(Logs.refusal(text: text) { try $0.setOrder("sft=100,rl2=200,rl=200") } == "read")
  }
}
