/// Finds what was meant by a few letters.
enum Fuzzy {
  /// How well a text answers a query: smaller is better, nil where a word of the query is not in it.
  /// The start of a word is best, then any place, then letters in their order with gaps.
  static func score(_ query: String, in text: String) -> Int? {
    let letters = Array(text.lowercased().unicodeScalars)
    var total = 0
    for word in query.lowercased().split(separator: " ") {
      guard let score = score(Array(word.unicodeScalars), letters) else { return nil }
      total += score
    }
    return total
  }

  private static func score(_ word: [Unicode.Scalar], _ text: [Unicode.Scalar]) -> Int? {
    if let place = place(of: word, in: text, onlyAtWords: true) { return min(place, 40) }
    if let place = place(of: word, in: text, onlyAtWords: false) { return 50 + min(place, 40) }
    // Letters with gaps: fewer, shorter gaps are better; one letter alone is no query.
    guard word.count > 1 else { return nil }
    var next = 0
    var first: Int?
    for (index, letter) in text.enumerated() where next < word.count && letter == word[next] {
      first = first ?? index
      next += 1
      if next == word.count {
        let spread = index - (first ?? 0) + 1 - word.count
        return spread <= 2 * word.count ? 100 + spread : nil
      }
    }
    return nil
  }

  /// Where a word stands in a text.
  private static func place(
    of word: [Unicode.Scalar], in text: [Unicode.Scalar], onlyAtWords: Bool
  ) -> Int? {
    guard word.count <= text.count else { return nil }
    for start in 0...(text.count - word.count) {
      if onlyAtWords, start > 0, text[start - 1].properties.isAlphabetic { continue }
      if text[start..<(start + word.count)].elementsEqual(word) { return start }
    }
    return nil
  }

  static func contains(_ text: String, _ part: String) -> Bool {
    place(of: Array(part.unicodeScalars), in: Array(text.unicodeScalars), onlyAtWords: false) != nil
  }
}
