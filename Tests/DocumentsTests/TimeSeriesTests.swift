import Cells
import SeededNumbers
import Testing

@testable import Documents

@Suite struct TimeSeriesTests {
  let values: [TimeSeriesValue] = [
    .number(0.1), .integer(2), .text("forward-kl"), .missing, .number(.infinity),
  ]
  let columns = ["time", "lane", "method", "klModelToTarget", "objective"]

  @Test func csvLeavesWhatDoesNotApplyEmpty() {
    let writer = TimeSeriesWriter(format: .csv, columns: columns)
    #expect(writer.header() == "time,lane,method,klModelToTarget,objective\n")
    #expect(writer.row(values) == "0.1,2,forward-kl,,\n")
  }

  @Test func jsonLinesHaveNullForWhatDoesNotApply() {
    let writer = TimeSeriesWriter(format: .jsonl, columns: columns)
    #expect(writer.header() == "")
    #expect(
      writer.row(values)
        == #"{"time":0.1,"lane":2,"method":"forward-kl","klModelToTarget":null,"objective":null}"#
        + "\n")
  }

  @Test func csvQuotesWhatWouldBreakARow() {
    let writer = TimeSeriesWriter(format: .csv, columns: ["a,b", "c"])
    #expect(writer.header() == "\"a,b\",c\n")
    #expect(
      writer.row([.text("say \"x\"\r\ny"), .text("")]) == "\"say \"\"x\"\"\r\ny\",\"\"\n")
    #expect(writer.row([.text(" plain; text "), .text("β")]) == " plain; text ,β\n")
  }

  @Test func everyNumberReadsBackExactly() {
    var generator = SplitMix64(seed: 1)
    var numbers: [Double] = [
      0, -0.0, 1, 60, 0.1, 1e-8, 1e16, 1e300, .leastNonzeroMagnitude, .leastNormalMagnitude,
      .greatestFiniteMagnitude, .pi, 0.1 + 0.2,
    ]
    while numbers.count < 2000 {
      let number = Double(bitPattern: generator.next())
      if number.isFinite { numbers.append(number) }
    }
    for number in numbers {
      let text = NumberText.shortest(number)
      #expect(Double(text)?.bitPattern == number.bitPattern, "\(text)")
      #expect(YAMLNumber(text)?.value.bitPattern == number.bitPattern, "\(text)")
      #expect(text.utf8.count <= number.description.utf8.count)
    }
  }
}

@Suite struct JSONTextTests {
  @Test func keepsTheOrderOfKeys() {
    let value = JSONValue.object([
      (
        "lanes",
        .array([.object([("method", .text("sdft")), ("gradient", .array([.number(0.5)]))])])
      ),
      ("meters", .object([])), ("ok", .bool(true)), ("n", .integer(-3)), ("none", .null),
      ("bad", .number(.nan)),
    ])
    #expect(
      JSONText.compact(value)
        == #"{"lanes":[{"method":"sdft","gradient":[0.5]}],"meters":{},"ok":true,"n":-3,"#
        + #""none":null,"bad":null}"#)
    #expect(
      JSONText.pretty(value) == """
        {
          "lanes": [
            {
              "method": "sdft",
              "gradient": [0.5]
            }
          ],
          "meters": {},
          "ok": true,
          "n": -3,
          "none": null,
          "bad": null
        }

        """)
  }

  @Test func escapesEverythingThatJSONWantsEscaped() {
    #expect(
      JSONText.quoted("\"\\/\u{8}\u{C}\n\r\t\0\u{1F}\u{7F}\u{85}\u{2028}β🙂")
        == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\\u007f\\u0085\\u2028β🙂\"")
    for value in UInt8(0)..<0x20 {
      let text = JSONText.quoted(String(Unicode.Scalar(value)))
      #expect(text.utf8.allSatisfy { $0 >= 0x20 }, "U+\(value)")
    }
  }
}
