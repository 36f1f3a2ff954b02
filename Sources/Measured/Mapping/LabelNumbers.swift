/// The numbers in a step's name, each with the word before it.
struct LabelNumbers {
  struct Number {
    var value: Double
    /// How well the word before it says that it counts steps; nil: it does not.
    var rank: Int?
    /// Whether that word ends where the number begins.
    var isGlued: Bool
    /// Whether it says how many there are of those that the number before it counts: `100/2000`.
    var isOutOf: Bool
  }

  private(set) var numbers: [Number] = []
  private let scalars: [Unicode.Scalar]

  /// - Parameter text: in small letters.
  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    var place = 0
    var behind = 0
    while place < scalars.count {
      guard isDigit(place) else {
        place += 1
        continue
      }
      let begin = place
      let isGlued = begin > 0 && scalars[begin - 1].properties.isAlphabetic
      // Digits within a word of letters and digits are part of a name: `a1f3`, `9c22`.
      let isInside = isGlued && digitsBeforeLetters(endingAt: begin)
      let value = number(&place)
      let next = place < scalars.count && scalars[place].properties.isAlphabetic
      if let value, !isInside, !next {
        let between = String(String.UnicodeScalarView(scalars[behind..<begin]))
        numbers.append(
          Number(
            value: value, rank: LabelNumbers.rank(between), isGlued: isGlued,
            isOutOf: !numbers.isEmpty
              && ["/", " / ", " of ", "_of_", "-of-", "of"].contains(between)))
      }
      if next {
        while place < scalars.count, scalars[place].properties.isAlphabetic || isDigit(place) {
          place += 1
        }
      }
      behind = place
    }
  }

  private func isDigit(_ place: Int) -> Bool {
    place < scalars.count && ("0"..."9").contains(scalars[place])
  }

  private func digitsBeforeLetters(endingAt end: Int) -> Bool {
    var place = end
    while place > 0, scalars[place - 1].properties.isAlphabetic { place -= 1 }
    return place > 0 && isDigit(place - 1)
  }

  /// The rank of the word at the end of what stands before a number.
  private static func rank(_ text: String) -> Int? {
    guard let word = text.split(whereSeparator: { !$0.isLetter }).last, word.count > 1,
      word != "batch"
    else {
      return nil
    }
    return StepNames.rank(String(word))
  }

  /// Reads a number with its groups of digits, exponent and `k` or `m`.
  private func number(_ place: inout Int) -> Double? {
    let begin = place
    var digits = ""
    func take() {
      while isDigit(place) {
        digits.unicodeScalars.append(scalars[place])
        place += 1
      }
    }
    take()
    if digits.count <= 3, !digits.hasPrefix("0") {
      while isGroup(place, isAlone: begin == 0) {
        place += 1
        take()
      }
    }
    if place < scalars.count, scalars[place] == ".", isDigit(place + 1) {
      digits += "."
      place += 1
      take()
    }
    if place < scalars.count, scalars[place] == "e" {
      let isSigned = place + 1 < scalars.count && ["-", "+"].contains(scalars[place + 1])
      if isDigit(place + (isSigned ? 2 : 1)) {
        digits += "e" + (isSigned ? String(scalars[place + 1]) : "")
        place += isSigned ? 2 : 1
        take()
      }
    }
    var factor = 1.0
    if place < scalars.count, ["k", "m"].contains(scalars[place]),
      place + 1 == scalars.count
        || !scalars[place + 1].properties.isAlphabetic && !isDigit(place + 1)
    {
      factor = scalars[place] == "k" ? 1000 : 1_000_000
      place += 1
    } else if begin == 0, place + 1 == scalars.count, scalars[place] == "b" {
      // Tokens; behind a name it is how large a model is.
      factor = 1_000_000_000
      place += 1
    }
    return digits.withUTF8 { DataNumber.number($0) }.map { $0 * factor }
  }

  /// Whether three more digits of the number stand behind a sign.
  ///
  /// - Parameter isAlone: whether the text is nothing but the number: `run_1_100` has two.
  private func isGroup(_ place: Int, isAlone: Bool) -> Bool {
    guard (1...3).allSatisfy({ isDigit(place + $0) }), !isDigit(place + 4) else { return false }
    switch scalars[place] {
    case ",", "'", "\u{2019}", "\u{A0}", "\u{202F}", "\u{2009}": return true
    case "_", " ":
      return isAlone
        && scalars[place...].allSatisfy { $0 == scalars[place] || ("0"..."9").contains($0) }
    default: return false
    }
  }
}
