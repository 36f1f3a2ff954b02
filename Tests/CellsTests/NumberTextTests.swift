import Testing

@testable import Cells

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.534, 2, "0.53"), (-0.003, 3, "−0.003"), (-0.0004, 3, "0.000"), (12, 0, "12"),
    (0.999, 2, "1.00"), (-2, 1, "−2.0"), (0.125, 2, "0.12"), (1234.5678, 1, "1234.6"),
    (.nan, 2, "–"), (.infinity, 2, "∞"), (-.infinity, 2, "−∞"), (3.5e18, 2, "3.50e18"),
    (0, 15, "0.000000000000000"),
  ])
  func fixed(value: Double, digits: Int, text: String) {
    #expect(NumberText.fixed(value, digits: digits) == text)
  }

  @Test func signsAndLeadingZerosAreOptional() {
    #expect(NumberText.fixed(0.074, digits: 3, showsPlus: true) == "+0.074")
    #expect(NumberText.fixed(-0.07, digits: 2, showsPlus: true) == "−0.07")
    #expect(NumberText.fixed(0, digits: 1, showsPlus: true) == "0.0")
    #expect(NumberText.fixed(0.5, digits: 2, leadingZero: false) == ".50")
    #expect(NumberText.fixed(-0.5, digits: 2, leadingZero: false) == "−.50")
    #expect(NumberText.fixed(1.5, digits: 2, leadingZero: false) == "1.50")
    #expect(NumberText.fixed(0, digits: 0, leadingZero: false) == "0")
  }

  @Test(arguments: [
    (12.41, 3, "12.4"), (0.000174, 3, "0.000174"), (0.0000174, 3, "1.74e−5"), (1234, 3, "1234"),
    (123456, 3, "1.23e5"), (0.9996, 3, "1.00"), (99.96, 3, "100"), (1, 1, "1"), (0, 3, "0.00"),
    (-1e-300, 2, "−1.0e−300"), (.leastNonzeroMagnitude, 2, "4.9e−324"), (1000, 2, "1000"),
    (1e-4, 1, "0.0001"),
  ])
  func significant(value: Double, digits: Int, text: String) {
    #expect(NumberText.significant(value, digits: digits) == text)
  }

  @Test(
    arguments: [
      (950, "950"), (4, "4"), (4200, "4.2 k"), (13_000_000, "13 M"), (999.6, "1.0 k"),
      (0.52, "0.5"), (-4200, "−4.2 k"), (9_960, "10 k"), (5e16, "5.0e16"),
    ] as [(Double, String)])
  func compact(value: Double, text: String) {
    #expect(NumberText.compact(value) == text)
  }

  @Test func percentages() {
    #expect(NumberText.percent(0.2617) == "26 %")
    #expect(NumberText.percent(1) == "100 %")
    #expect(NumberText.percent(0.005, digits: 1) == "0.5 %")
    #expect(NumberText.percent(.nan) == "– %")
  }

  @Test func shortestReadsBackExactly() {
    #expect(NumberText.shortest(15) == "15")
    #expect(NumberText.shortest(0.1) == "0.1")
    #expect(NumberText.shortest(-1e-5) == "-1e-05")
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      #expect(Double(NumberText.shortest(value)) == value)
    }
  }

  @Test func fixedReadsBackWithinHalfADigit() {
    for step in -4000...4000 {
      let value = Double(step) * 0.000_731
      for digits in 0...6 {
        let text = NumberText.fixed(value, digits: digits)
        let plain = String(text.map { $0 == "−" ? "-" : $0 })
        let half = 0.5 / (0..<digits).reduce(1.0) { product, _ in product * 10 }
        let error = (Double(plain)! - value).magnitude
        #expect(error <= half * (1 + 1e-9), "\(value) became \(text)")
      }
    }
  }

  @Test func trimmedDropsZeros() {
    #expect(NumberText.trimmed(4, digits: 3) == "4")
    #expect(NumberText.trimmed(-0.5, digits: 3) == "−0.5")
    #expect(NumberText.trimmed(0.12345, digits: 3) == "0.123")
    #expect(NumberText.trimmed(100, digits: 0) == "100")
  }
}
