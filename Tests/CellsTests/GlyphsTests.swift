import Testing

@testable import Cells

@Suite struct GlyphsTests {
  @Test(arguments: [
    ("KL(pₙ‖q) β → 0", "KL(pn||q) beta -> 0"),
    ("drift ‖m_o−μ_o‖ ≤ 2σ", "drift ||m_o-mu_o|| <= 2sd"),
    ("exp(−δ²/8), ε_q ≈ ∞", "exp(-delta^2/8), eps_q ~ inf"),
    ("✓ holds  ✗ fails  … not near", "+ holds  x fails  ... not near"),
    ("Ångström naïve Łódź Über", "Angstrom naive Lodz Uber"),
    ("e\u{301}tude", "etude"),
    ("忘却", "????"),
    ("a\u{202E}b\u{7}c", "abc"),
  ])
  func transliterates(text: String, twin: String) {
    #expect(Glyphs.ascii(text) == twin)
  }

  @Test func everyScalarHasAnASCIITwin() {
    for value in UInt32(0x20)...0x2FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let twin = Glyphs.ascii(String(Character(scalar)))
      let isPrintable = twin.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
      if !isPrintable { Issue.record("U+\(String(value, radix: 16)) becomes \(twin)") }
    }
    for glyph in Glyph.allCases { #expect(glyph.scalar(in: .ascii).isASCII) }
  }

  @Test func everyGlyphTakesOneColumn() {
    for glyph in Glyph.allCases {
      for symbols in Symbols.allCases {
        #expect(Glyphs.width(of: glyph.scalar(in: symbols)) == 1)
      }
    }
    for value in UInt32(0x2500)..<0x25A0 {
      #expect(Glyphs.width(of: Unicode.Scalar(value)!) == 1)
    }
  }

  @Test func laneMarksStayDistinct() {
    for symbols in Symbols.allCases {
      let marks = (0..<8).map { Glyphs.scalar(Glyphs.laneMark($0), in: symbols) }
      #expect(Set(marks).count == 8, "\(symbols): \(marks)")
    }
    let twins = (0..<8).map { Glyphs.scalar(Glyphs.laneMark($0), in: .ascii) }
    #expect(String(String.UnicodeScalarView(twins)) == "*o#$%@^&")
    #expect(Glyphs.laneMark(9) == Glyphs.laneMark(1))
    // Nor are they letters of tasks, what a slider is held by, or parts of a timeline.
    let others =
      (0..<8).map { Glyphs.scalar(Glyphs.taskLetter($0), in: .ascii) }
      + [Glyph.sliderFocus, .heavyRule, .dashedRule, .verticalRule].map { $0.scalar(in: .ascii) }
    #expect(Set(others).isDisjoint(with: twins), "\(others)")
  }

  @Test(arguments: [
    (1.0, 0.0, "→"), (1.0, 1.0, "↗"), (0.0, 1.0, "↑"), (-1.0, 1.0, "↖"), (-1.0, 0.1, "←"),
    (-1.0, -1.0, "↙"), (0.1, -1.0, "↓"), (1.0, -1.0, "↘"), (0.0, 0.0, "→"),
  ])
  func arrowsPoint(right: Double, up: Double, arrow: Unicode.Scalar) {
    #expect(Glyph.arrow(right: right, up: up).scalar(in: .braille) == arrow)
  }
}

@Suite struct ScalarWidthTests {
  @Test(
    arguments: [
      ("a", 1), ("é", 1), ("β", 1), ("─", 1), ("●", 1), ("⣿", 1), ("…", 1), ("✓", 1),
      ("\u{301}", 0), ("\u{200D}", 0), ("\u{202E}", 0), ("\u{7}", 0), ("\u{1B}", 0),
      ("\u{9B}", 0), ("\u{1161}", 0), ("\u{3099}", 0),
      ("忘", 2), ("ら", 2), ("한", 2), ("Ａ", 2), ("　", 2), ("😀", 2), ("⌚", 2), ("𠀀", 2),
      ("ｱ", 1), ("①", 1), ("\u{303F}", 1), ("\u{4DC0}", 1),
    ] as [(Unicode.Scalar, Int)])
  func columns(scalar: Unicode.Scalar, width: Int) {
    #expect(Glyphs.width(of: scalar) == width)
  }

  @Test func widthOfTextIsTheSumOfItsScalars() {
    #expect(Glyphs.width(of: "忘れ e\u{301}") == 6)
  }
}
