/// Prose laid out to a width.
extension Painter {
  /// The lines of a text, in runs. Lines break at spaces and between wide characters; a word longer
  /// than a line is cut. A closing bracket or stop of wide text does not begin a line, an opening one
  /// does not end it.
  ///
  /// - Returns: nothing where `width` is below 1.
  public func lines(of prose: Prose, width: Int) -> [[Run]] {
    guard width > 0 else { return [] }
    var lines: [[Run]] = []
    for block in prose.blocks {
      if !lines.isEmpty, !block.isTight { lines.append([]) }
      lines += self.lines(of: block, width: width)
    }
    return lines
  }

  private func lines(of block: Prose.Block, width: Int) -> [[Run]] {
    // What stands before the lines gives way where the screen is too narrow for both.
    let isRoomy = self.width(of: block.lead) + 4 <= width
    let lead = isRoomy ? block.lead : ""
    let hang = isRoomy ? block.hang : ""
    let room = width - max(self.width(of: lead), self.width(of: hang))
    let lines: [[Run]]
    switch block.kind {
    case .rule: lines = [[Run(String(repeating: "─", count: room), ink: .dim)]]
    case .code:
      lines = block.spans.map(\.text).joined().split(
        separator: "\n", omittingEmptySubsequences: false
      ).map { [Run(fit(String($0), width: room), ink: ink(.code).ink)] }
    case .text: lines = wrap(block.spans, width: room)
    case .heading:
      lines = wrap(block.spans, width: room).map { line in
        line.map { Run($0.text, ink: .title, emphasis: $0.emphasis.union(.bold)) }
      }
    }
    return lines.enumerated().map { index, line in
      let before = index == 0 ? lead : hang
      return before.isEmpty ? line : [Run(before, ink: .dim)] + line
    }
  }

  // MARK: - Breaking

  /// Characters that stay together.
  private struct Piece {
    var runs: [Run] = []
    var width = 0
    /// Whether a space stands before it; without one it may still begin a line.
    var hasSpace = false

    /// "%" or "σ", and the stop behind it.
    var isUnit: Bool {
      guard hasSpace, width <= 2, let first = runs.first?.text.first else { return false }
      return first == "%" || first == "σ"
    }

    mutating func append(_ text: String, _ width: Int, _ style: (ink: Ink, emphasis: Emphasis)) {
      self.width += width
      if let last = runs.last, last.ink == style.ink, last.emphasis == style.emphasis {
        runs[runs.count - 1].text += text
      } else {
        runs.append(Run(text, ink: style.ink, emphasis: style.emphasis))
      }
    }
  }

  private func wrap(_ spans: [Prose.Span], width: Int) -> [[Run]] {
    var lines: [[Run]] = []
    for paragraph in pieces(of: spans, width: width) {
      var line = Piece()
      for piece in paragraph {
        let space = piece.hasSpace && line.width > 0 ? 1 : 0
        if line.width > 0, line.width + space + piece.width > width {
          lines.append(line.runs)
          line = Piece()
        } else if space > 0 {
          // The space is part of what is emphasised where both its sides are.
          let left = line.runs[line.runs.count - 1]
          let isInside =
            piece.runs.first.map { $0.ink == left.ink && $0.emphasis == left.emphasis } ?? false
          line.append(" ", 1, isInside ? (left.ink, left.emphasis) : (.plain, []))
        }
        for run in piece.runs {
          line.append(run.text, self.width(of: run.text), (run.ink, run.emphasis))
        }
      }
      lines.append(line.runs)
    }
    return lines
  }

  /// The pieces of every line that the text itself breaks.
  private func pieces(of spans: [Prose.Span], width: Int) -> [[Piece]] {
    var lines: [[Piece]] = [[]]
    var piece = Piece()
    var hasSpace = false
    var before: Character?
    func end() {
      let last = lines.count - 1
      if !piece.runs.isEmpty {
        // A number and its unit stay together.
        if piece.isUnit, let number = lines[last].last, number.width + 1 + piece.width <= width {
          lines[last][lines[last].count - 1].append(" ", 1, (.plain, []))
          for run in piece.runs {
            lines[last][lines[last].count - 1].append(
              run.text, self.width(of: run.text), (run.ink, run.emphasis))
          }
        } else {
          lines[last].append(piece)
        }
      }
      piece = Piece()
    }
    for span in spans {
      let style = ink(span.style)
      for character in span.text {
        if character == "\n" || character == " " {
          end()
          if character == "\n" { lines.append([]) }
          hasSpace = character == " "
          before = nil
          continue
        }
        let size = self.width(of: String(character))
        let mayBreak = before.map { Painter.mayBreak(between: $0, and: character) } ?? false
        // A word longer than a line is cut where the line ends.
        if mayBreak || piece.width + size > width { end() }
        if piece.runs.isEmpty {
          piece.hasSpace = hasSpace
          hasSpace = false
        }
        // What is wider than a line has no place on it.
        if size <= width { piece.append(String(character), size, style) }
        before = character
      }
    }
    end()
    return lines
  }

  /// Whether a line may end between two characters without a space: beside a wide one, unless that
  /// would leave a stop at the beginning or an opening bracket at the end.
  private static func mayBreak(between left: Character, and right: Character) -> Bool {
    guard isWide(left) || isWide(right) else { return false }
    return !closing.contains(right) && !opening.contains(left)
  }

  private static func isWide(_ character: Character) -> Bool {
    character.unicodeScalars.first.map { Glyphs.width(of: $0) == 2 } ?? false
  }

  private static let closing = Set("、。，．・：；？！」』）］｝〉》】〕’”ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…,.:;?!)]}")
  private static let opening = Set("「『（［｛〈《【〔‘“([{")

  // MARK: - Styles

  private func ink(_ style: Prose.Style) -> (ink: Ink, emphasis: Emphasis) {
    switch style {
    case .plain: (.plain, [])
    case .emphasised: (.plain, .underline)
    case .strong: (.strong, .bold)
    case .code: (.title, [])
    case .link: (.plain, .underline)
    }
  }
}
