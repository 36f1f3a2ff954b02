import Testing

@testable import Documents

@Suite struct SummaryTests {
  @Test func meanAndQuantiles() {
    let members = (1...5).map { number -> [[TimeSeriesValue]] in
      [[.number(0), .integer(1), .text("m"), .number(Double(number)), .missing]]
    }
    #expect(
      Summary.columns(["time", "lane", "method", "a", "b"]) == [
        "time", "lane", "method", "members", "aMean", "aQ10", "aQ50", "aQ90", "bMean", "bQ10",
        "bQ50", "bQ90",
      ])
    #expect(
      Summary.rows(members) == [
        [
          .number(0), .integer(1), .text("m"), .integer(5), .number(3), .number(1.4), .number(3),
          .number(4.6), .missing, .missing, .missing, .missing,
        ]
      ])
  }

  /// Equal members are their own mean, to the last bit.
  @Test(arguments: [0.1, 1e300, -7.3e-9]) func equalMembersStayThemselves(value: Double) {
    let statistics = Summary.statistics(Array(repeating: value, count: 7))
    #expect(statistics == Array(repeating: .number(value), count: 4))
  }

  @Test func whatIsMissingInSomeIsLeftOut() {
    let members: [[[TimeSeriesValue]]] = [
      [[.number(0), .integer(1), .text("m"), .number(2)]],
      [[.number(0), .integer(1), .text("m"), .missing]],
      [[.number(0), .integer(1), .text("m"), .number(.nan)]],
    ]
    #expect(Summary.rows(members)[0][4] == .number(2))
  }
}
